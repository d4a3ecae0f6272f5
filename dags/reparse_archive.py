"""
### The archive is read again

By hand, after the extractor changed: every page in the archive is read with today's version, without the network.
The old rows stay until the new ones are loaded; what was read with today's version already is not read twice.
"""

from __future__ import annotations

from airflow.sdk import Param, dag

from dags.shared import DEFAULT_ARGS, START_DATE, read_archive

PARAMS = {
    "is_reparse": Param(
        True,
        type="boolean",
        title="Also what an older version has read",
        description="Off: only what was never read, such as what a stopped run left.",
    ),
}


@dag(
    schedule=None,
    start_date=START_DATE,
    catchup=False,
    max_active_runs=1,
    tags=["archive", "by hand"],
    params=PARAMS,
    default_args=DEFAULT_ARGS,
    doc_md=__doc__,
    render_template_as_native_obj=True,
)
def reparse_archive() -> None:
    read_archive(is_reparse="{{ params.is_reparse }}")


reparse_archive()
