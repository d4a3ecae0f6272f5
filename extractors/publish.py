"""The published copy: `published/summitry.duckdb` and `published/parquet/<mart>.parquet`, swapped in atomically.

Only the schema `marts` is copied, so no article text leaves the warehouse beyond evidence sentences. A reader that
holds the old file keeps it; the next one opens the new file.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

import duckdb

from extractors.errors import FreeResource
from extractors.model import EXTRACTOR_VERSION, SUMMITRY_VERSION
from extractors.warehouse import wait_for_lock

SCHEMA_VERSION = 1
"""Raised when a published table or column is renamed, removed or changes its meaning."""

REQUIRED_MARTS = (
    "fact_meetings",
    "dim_officials",
    "bridge_meeting_officials",
    "bridge_meeting_sides",
    "bridge_meeting_topics",
    "fact_meeting_evidence",
    "dim_sides",
    "mart_meetings_flat",
)


class AuditFailed(Exception):
    """The built marts are not fit to publish; the last good copy stays. The message says what to do."""


def publish_marts(warehouse_path: Path, published_dir: Path) -> Mapping[str, int]:
    """Copy the marts of the last finished build and swap them in; returns the rows a table.

    Raises AuditFailed when the build did not end well or a mart is missing, FreeResource when the disk is too full.
    """
    published_dir.mkdir(parents=True, exist_ok=True)
    _check_space(warehouse_path, published_dir)
    draft = published_dir / f".draft.{os.getpid()}"
    _clear_drafts(published_dir)
    draft.mkdir()
    try:
        with duckdb.connect(draft / "summitry.duckdb") as con:
            con.execute("set timezone = 'UTC'")
            attach = f"attach {_quoted(warehouse_path)} as warehouse (read_only)"
            wait_for_lock(warehouse_path, lambda: con.execute(attach))
            counts = _copy_marts(con, draft / "parquet")
        _swap(draft, published_dir)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return counts


def read_published(published_path: Path, sql: str, values: list[object] | None = None) -> list[dict[str, object]]:
    """Rows of one query on the published copy as dicts, read-only; no rows where nothing is published yet."""
    if not published_path.exists():
        return []
    with duckdb.connect(published_path, read_only=True, config={"enable_external_access": "false"}) as con:
        con.execute("set timezone = 'UTC'")
        found = con.execute(sql, values or [])
        names = [column[0] for column in found.description or []]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def read_newest_batch(published_path: Path) -> str | None:
    rows = read_published(published_path, "select newest_batch from marts._build_info")
    return str(rows[0]["newest_batch"]) if rows else None


def read_newest_meetings(published_path: Path, limit: int) -> list[dict[str, object]]:
    """The latest meetings, for the table that people see first."""
    return read_published(
        published_path,
        "select start_date, date_precision, status, mode, sides, city, country, n_independent_sources,"
        " (select string_agg(distinct name, ', ' order by name) from marts.bridge_meeting_officials"
        " join marts.dim_officials using (official_spell_id) where meeting_id = flat.meeting_id) as people"
        " from marts.mart_meetings_flat as flat order by start_date desc nulls last, meeting_id limit ?",
        [limit],
    )


def read_meeting(published_path: Path, meeting_id: str) -> tuple[dict[str, object] | None, list[dict[str, object]]]:
    """A meeting's flat row, or None, and its sentences: `url`, `quote`, and in `fields` what each one proves."""
    found = read_published(published_path, "select * from marts.mart_meetings_flat where meeting_id = ?", [meeting_id])
    evidence = read_published(
        published_path,
        "select url, quote, string_agg(distinct field, ', ' order by field) as fields"
        " from marts.fact_meeting_evidence where meeting_id = ? group by all order by all",
        [meeting_id],
    )
    return (found[0] if found else None), evidence


def _check_space(warehouse_path: Path, published_dir: Path) -> None:
    needed = 2 * warehouse_path.stat().st_size if warehouse_path.exists() else 0
    free = shutil.disk_usage(published_dir).free
    if free < needed:
        raise FreeResource(
            f"{published_dir} has {free / 1e6:.0f} MB free and publishing needs {needed / 1e6:.0f} MB: make room and "
            "run it again; the last published copy is untouched"
        )


def _clear_drafts(published_dir: Path) -> None:
    """What killed publishers left; only one publisher runs at a time, since each holds the warehouse's one slot."""
    for old in published_dir.glob(".draft.*"):
        shutil.rmtree(old, ignore_errors=True)


def _copy_marts(con: duckdb.DuckDBPyConnection, parquet_dir: Path) -> Mapping[str, int]:
    """Copy into the open draft, to which the warehouse is attached, and beside it as Parquet."""
    built = con.execute(
        "select build_id, batch_id, finished_at from warehouse.raw.build_log order by started_at desc limit 1"
    ).fetchone()
    if built is None or built[2] is None:
        raise AuditFailed("the last build did not end well: mend what it names and run `python -m extractors build`")
    found = con.execute(
        "select table_name, comment from duckdb_tables() where database_name = 'warehouse' and schema_name = 'marts' order by 1"
    ).fetchall()
    missing = sorted(set(REQUIRED_MARTS) - {name for name, _ in found})
    if missing:
        raise AuditFailed(f"marts without {', '.join(missing)}: run `python -m extractors build`")
    con.execute("create schema marts")
    counts = {}
    for mart, comment in found:
        con.execute(f'create table marts."{mart}" as from warehouse.marts."{mart}"')
        _copy_comments(con, mart, comment)
        counted = con.execute(f'select count(*) from marts."{mart}"').fetchone()
        counts[mart] = int(counted[0]) if counted else 0
    _write_build_info(con, built[0], built[1], built[2], counts)
    parquet_dir.mkdir()
    for mart in [*counts, "_build_info"]:
        file = _quoted(parquet_dir / f"{mart}.parquet")
        con.execute(f'copy marts."{mart}" to {file} (format parquet, compression zstd)')
    con.execute("detach warehouse")
    return counts


def _copy_comments(con: duckdb.DuckDBPyConnection, mart: str, comment: str | None) -> None:
    if comment is not None:
        con.execute(f'comment on table marts."{mart}" is {_quoted(comment)}')
    for column, text in con.execute(
        "select column_name, comment from duckdb_columns() where database_name = 'warehouse'"
        " and schema_name = 'marts' and table_name = ? and comment is not null",
        [mart],
    ).fetchall():
        con.execute(f'comment on column marts."{mart}"."{column}" is {_quoted(text)}')


def _write_build_info(
    con: duckdb.DuckDBPyConnection, build_id: str, batch_id: str, built_at: datetime, counts: Mapping[str, int]
) -> None:
    con.execute(
        "create table marts._build_info as select ? as build_id, ? as newest_batch, ?::integer as schema_version,"
        " ? as summitry_version, ? as extractor_version, ? as dbt_version, ? as duckdb_version, ?::json as row_counts,"
        " ?::timestamptz as built_at, now() as updated_at",
        [
            build_id,
            batch_id,
            SCHEMA_VERSION,
            SUMMITRY_VERSION,
            EXTRACTOR_VERSION,
            version("dbt-core"),
            version("duckdb"),
            json.dumps(dict(counts)),
            built_at,
        ],
    )
    con.execute("comment on table marts._build_info is 'One row: what this copy was built from, and when'")


def _swap(draft: Path, published_dir: Path) -> None:
    """Each file by one rename, `summitry.duckdb` last: it alone says that a copy is complete."""
    parquet_dir = published_dir / "parquet"
    parquet_dir.mkdir(exist_ok=True)
    fresh = {path.name for path in (draft / "parquet").iterdir()}
    for name in sorted(fresh):
        (draft / "parquet" / name).replace(parquet_dir / name)
    for path in parquet_dir.glob("*.parquet"):
        if path.name not in fresh:
            path.unlink()
    with (draft / "summitry.duckdb").open("rb") as file:
        os.fsync(file.fileno())
    (draft / "summitry.duckdb").replace(published_dir / "summitry.duckdb")


def _quoted(value: object) -> str:
    return "'" + str(value).replace("'", "''") + "'"
