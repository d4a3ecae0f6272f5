"""
### News pages come in

Every hour: find new pages of each publisher, fetch them into the archive, read them, find the meetings they report,
and load the rows. When that leaves the published copy behind, `build_warehouse` starts by itself.

By hand: *Trigger* opens a form for one publisher, a period, or single pages. An empty form does what the hour does.
A publisher that fails turns the run red; the others go through.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from airflow.sdk import CronTriggerTimetable, Param, dag, task, task_group

from dags.shared import DEFAULT_ARGS, START_DATE, read_archive

PARAMS = {
    "publisher": Param(None, type=["null", "string"], title="Publisher", description="Key of one publisher; empty: all that are on."),
    "first_day": Param(None, type=["null", "string"], format="date", title="From", description="Leave out pages older than this."),
    "last_day": Param(None, type=["null", "string"], format="date", title="To", description="Leave out pages newer than this."),
    "urls": Param(
        [],
        type="array",
        items={"type": "string", "pattern": "^https?://"},
        title="Pages",
        description="Addresses of single pages, one a line; with any, only these are fetched.",
    ),
}


@task(execution_timeout=timedelta(minutes=5))
def list_publishers(params: dict[str, Any] | None = None) -> list[str]:
    from extractors import pipeline

    assert params is not None
    return pipeline.list_publishers([params["publisher"]] if params["publisher"] else [], params["urls"])


@task(map_index_template="{{ task.op_kwargs['publisher'] }}", execution_timeout=timedelta(minutes=30))
def discover(publisher: str, params: dict[str, Any] | None = None) -> dict[str, Any]:
    from extractors import pipeline

    assert params is not None
    return pipeline.discover_pages(publisher, params["first_day"], params["last_day"], params["urls"])


@task(
    map_index_template="{{ task.op_kwargs['publisher'] }}", trigger_rule="all_done", execution_timeout=timedelta(hours=3)
)
def fetch(publisher: str) -> dict[str, Any]:
    from extractors import pipeline

    return pipeline.fetch_pages(publisher)


@task_group
def publishers(publisher: str) -> None:
    discover(publisher=publisher) >> fetch(publisher=publisher)


@dag(
    schedule=CronTriggerTimetable("0 * * * *", timezone="UTC"),
    start_date=START_DATE,
    catchup=False,
    max_active_runs=1,
    tags=["news", "hourly"],
    params=PARAMS,
    default_args=DEFAULT_ARGS,
    doc_md=__doc__,
)
def ingest_articles() -> None:
    read_archive(publishers.expand(publisher=list_publishers()))


ingest_articles()
