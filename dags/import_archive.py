"""
### WARC files come in

By hand: crawls that others made, such as the files of Common Crawl's news crawl, or a copy of another archive. Each
file is copied into the archive, read and loaded; giving a file twice brings it in once.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from airflow.sdk import Param, dag, task

from dags.shared import DEFAULT_ARGS, START_DATE, read_archive

PARAMS = {
    "paths": Param(
        type="array",
        items={"type": "string", "pattern": r"\.warc(\.gz)?$"},
        minItems=1,
        title="Files",
        description="Full paths of .warc or .warc.gz files on the machine that runs Airflow, one a line.",
    ),
}


@task
def list_files(params: dict[str, Any] | None = None) -> list[str]:
    assert params is not None
    return params["paths"]


@task(map_index_template="{{ task.op_kwargs['path'] }}", execution_timeout=timedelta(hours=2))
def import_warc(path: str) -> dict[str, Any]:
    from extractors import pipeline

    return pipeline.import_warc(path)


@dag(
    schedule=None,
    start_date=START_DATE,
    catchup=False,
    max_active_runs=1,
    tags=["archive", "by hand"],
    params=PARAMS,
    default_args=DEFAULT_ARGS,
    doc_md=__doc__,
)
def import_archive() -> None:
    read_archive(import_warc.expand(path=list_files()))


import_archive()
