"""
### Rows become meetings

Runs whenever a build is owed, which is when `raw_news` was updated: one `dbt build`, then the marts are audited and
swapped in as the published copy. Each dbt model shows below `models` with its own state and seconds. When a model or
test fails, the last good copy stays, and the next hour tries again.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from airflow.sdk import dag, task
from airflow.sdk.exceptions import AirflowFailException, AirflowSkipException

from dags.shared import DEFAULT_ARGS, PUBLISHED_MARTS, RAW_NEWS, START_DATE, WAREHOUSE_POOL

NODE_LABEL = "{{ task.op_kwargs['node']['name'] }}: {{ task.op_kwargs['node']['status'] }}, {{ task.op_kwargs['node']['seconds'] }} s"


@task(pool=WAREHOUSE_POOL, execution_timeout=timedelta(hours=2))
def build() -> dict[str, Any]:
    from extractors import pipeline

    return pipeline.build()["new_ids"]


@task(pool=WAREHOUSE_POOL, outlets=[PUBLISHED_MARTS], execution_timeout=timedelta(hours=1))
def publish() -> dict[str, Any]:
    from extractors import pipeline

    return pipeline.publish_copy()


@task(trigger_rule="all_done", execution_timeout=timedelta(minutes=5))
def list_models() -> list[dict[str, Any]]:
    from extractors import pipeline

    return [node for node in pipeline.list_nodes() if node["kind"] == "model" or node["status"] in ("error", "fail")]


@task(map_index_template=NODE_LABEL, retries=0, execution_timeout=timedelta(minutes=5))
def models(node: dict[str, Any]) -> None:
    if node["status"] == "skipped":
        raise AirflowSkipException(node["message"] or "what it is built from failed")
    if node["status"] in ("error", "fail"):
        raise AirflowFailException(node["message"])


@dag(
    schedule=[RAW_NEWS],
    start_date=START_DATE,
    catchup=False,
    max_active_runs=1,
    tags=["dbt", "marts"],
    params={},
    default_args=DEFAULT_ARGS,
    doc_md=__doc__,
)
def build_warehouse() -> None:
    built = build()
    built >> publish()
    listed = list_models()
    built >> listed
    models.expand(node=listed)


build_warehouse()
