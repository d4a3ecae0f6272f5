"""What the DAGs share: the assets that chain them, the one-slot pool, and the second half of the line. Defines no DAG."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from airflow.sdk import Asset, chain, task
from airflow.sdk.exceptions import AirflowFailException, AirflowSkipException

RAW_NEWS = Asset("raw_news")
PUBLISHED_MARTS = Asset("published_marts")

WAREHOUSE_POOL = "warehouse"
"""One slot: DuckDB lets one process hold the warehouse, and nobody else beside it."""

START_DATE = datetime(2026, 1, 1, tzinfo=UTC)
DEFAULT_ARGS = {"owner": "summitry", "retries": 1, "retry_delay": timedelta(seconds=10)}


@task(trigger_rule="all_done", execution_timeout=timedelta(minutes=10))
def list_pending(is_reparse: bool = False) -> list[list[str]]:
    """Segments still to read, in groups; asked whatever happened before, since the archive knows better."""
    from extractors import pipeline

    return pipeline.list_pending_segments(reparse=is_reparse)


@task(
    map_index_template="{{ task.op_kwargs['segments'] | length }} segments, {{ task.op_kwargs['segments'][0] }} first",
    execution_timeout=timedelta(hours=2),
)
def extract(segments: list[str]) -> dict[str, Any]:
    """Pages to articles to meetings, one Parquet batch a segment."""
    from extractors import pipeline

    return pipeline.extract(segments)


@task(trigger_rule="all_done", pool=WAREHOUSE_POOL, outlets=[RAW_NEWS], execution_timeout=timedelta(hours=1))
def load() -> dict[str, Any]:
    """Load what is extracted. Skipped when no build is owed: only a success tells build_warehouse to run."""
    from extractors import pipeline

    loaded = pipeline.load()
    if not loaded["is_build_owed"]:
        raise AirflowSkipException("the published copy has everything that is loaded")
    return loaded


@task(trigger_rule="one_failed", retries=0)
def watch() -> None:
    """Turns the run red when a task failed, though the tasks after it went on. Skipped when all is well."""
    raise AirflowFailException("a task of this run failed: the red ones above say why; the rest went through")


def read_archive(*before: Any, is_reparse: Any = False) -> None:
    """Wire `before` >> list_pending >> extract (mapped) >> load, with the watcher behind all of them."""
    pending = list_pending(is_reparse)
    extracted = extract.expand(segments=pending)
    loaded = load()
    chain(*before, pending, extracted, loaded)
    [*before, pending, extracted, loaded] >> watch()
