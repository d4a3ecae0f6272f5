"""The warehouse file: raw tables, ledger tables, the load manifest and the build log. One writer at a time.

On disk: `warehouse/warehouse.duckdb`, which can be made again, and `ledger/<table>.jsonl`, which can not: it only
grows, by whole lines, and is read into the schema `ledger` before every build.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
from tenacity import Retrying, retry_if_exception, stop_after_delay, wait_random_exponential

from extractors.batches import TABLES, Batch
from extractors.errors import FreeResource

LOCK_WAIT_S = 120.0
"""How long a step waits for another one that holds the warehouse; a build of a large warehouse takes minutes."""

LEDGER: Mapping[str, Mapping[str, str]] = {
    "meetings": {
        "meeting_id": "varchar",
        "page_id": "varchar",
        "mention_key": "varchar",
        "first_fetched_at": "timestamptz",
        "sides": "varchar[]",
        "start_date": "varchar",
        "given_at": "timestamptz",
    },
    "officials": {
        "official_id": "varchar",
        "side": "varchar",
        "name_key": "varchar",
        "page_id": "varchar",
        "first_fetched_at": "timestamptz",
        "given_at": "timestamptz",
    },
    "meeting_redirects": {"from_id": "varchar", "to_id": "varchar", "given_at": "timestamptz"},
    "official_redirects": {"from_id": "varchar", "to_id": "varchar", "given_at": "timestamptz"},
}

_SQL_TYPES = {
    pa.string(): "varchar",
    pa.int64(): "bigint",
    pa.float64(): "double",
    pa.bool_(): "boolean",
    pa.timestamp("us", tz="UTC"): "timestamptz",
    pa.date32(): "date",
    pa.list_(pa.string()): "varchar[]",
}

_CHILDREN = ("meeting_mentions", "participations", "mention_topics", "mention_claims")


@dataclass(frozen=True, slots=True)
class BuildState:
    """What the warehouse holds and what its models were last built from."""

    newest_batch: str | None
    built_batch: str | None  # null unless the build that was begun last also ended well


@contextmanager
def open_warehouse(
    path: Path, read_only: bool = False, wait_s: float = LOCK_WAIT_S
) -> Iterator[duckdb.DuckDBPyConnection]:
    """The warehouse, once no other process holds it. Raises FreeResource naming the holder after `wait_s`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with wait_for_lock(path, lambda: duckdb.connect(path, read_only=read_only), wait_s) as con:
        con.execute("set timezone = 'UTC'")
        yield con


def wait_for_lock(
    path: Path, connect: Callable[[], duckdb.DuckDBPyConnection], wait_s: float = LOCK_WAIT_S
) -> duckdb.DuckDBPyConnection:
    """Try `connect` until nobody else holds `path`. Raises FreeResource with DuckDB's word on the holder."""
    trial = Retrying(
        retry=retry_if_exception(_is_locked),
        stop=stop_after_delay(wait_s),
        wait=wait_random_exponential(multiplier=0.1, max=2),
        reraise=True,
    )
    try:
        return trial(connect)
    except duckdb.IOException as error:
        remedy = (
            f"Waited {wait_s:.0f} s. Close the program that holds it; readers open the published copy instead."
            if _is_locked(error)
            else "Move the file away: archive and ledger make it again with the same ids."
        )
        raise FreeResource(f"{path} could not be opened: {error}. {remedy}") from error


def _is_locked(error: BaseException) -> bool:
    return isinstance(error, duckdb.IOException) and "lock" in str(error).lower()


def create_raw_tables(con: duckdb.DuckDBPyConnection) -> None:
    """Make the schemas `raw` and `ledger` with every table, where they are missing."""
    con.execute("create schema if not exists raw")
    con.execute("create schema if not exists ledger")
    for table, schema in TABLES.items():
        columns = ", ".join(f'"{field.name}" {_SQL_TYPES[field.type]}' for field in schema)
        con.execute(f"create table if not exists raw.{table} ({columns}, batch_id varchar, loaded_at timestamptz)")
    con.execute(
        "create table if not exists raw.load_manifest (sequence bigint, batch_id varchar primary key, segment varchar,"
        " extractor_version varchar, n_fetches bigint, n_articles bigint, n_mentions bigint, loaded_at timestamptz)"
    )
    con.execute(
        "create table if not exists raw.build_log"
        " (build_id varchar primary key, batch_id varchar, started_at timestamptz, finished_at timestamptz)"
    )
    for table, columns_of in LEDGER.items():
        columns = ", ".join(f"{name} {kind}" for name, kind in columns_of.items())
        con.execute(f"create table if not exists ledger.{table} ({columns})")


def list_loaded(con: duckdb.DuckDBPyConnection) -> frozenset[str]:
    return frozenset(row[0] for row in con.execute("select batch_id from raw.load_manifest").fetchall())


def load_batch(con: duckdb.DuckDBPyConnection, batch: Batch) -> Mapping[str, int]:
    """Move one batch into `raw.*` in one transaction and return the rows added a table; a repeat adds none.

    A page that was answered with the same bytes twice is one article: it keeps the earlier fetch, in any order of
    loading, and brings its mentions once.
    """
    con.begin()
    try:
        added = {table: _insert(con, batch, table) for table in ("fetches", "articles")}
        added |= {table: _insert(con, batch, table) for table in _CHILDREN}
        con.execute(
            "update raw.articles as old set fetched_at = new.fetched_at, fetch_id = new.fetch_id"
            " from read_parquet($file) as new where old.article_id = new.article_id and new.fetched_at < old.fetched_at",
            {"file": str(batch.folder / "articles.parquet")},
        )
        con.execute(
            "insert into raw.load_manifest select coalesce(max(sequence), 0) + 1, ?, ?, ?, ?, ?, ?, now()"
            " from raw.load_manifest",
            [
                batch.batch_id,
                batch.segment,
                batch.extractor_version,
                added["fetches"],
                added["articles"],
                added["meeting_mentions"],
            ],
        )
        con.commit()
    except BaseException:
        con.rollback()
        raise
    return added


def _insert(con: duckdb.DuckDBPyConnection, batch: Batch, table: str) -> int:
    names = ", ".join(f'new."{name}"' for name in TABLES[table].names)
    key = "fetch_id" if table == "fetches" else "article_id"
    # the children of an article come with the batch that brought it, never with a second one
    fresh = (
        "new.article_id in (select article_id from raw.articles where batch_id = $batch)"
        if table in _CHILDREN
        else f"new.{key} not in (select {key} from raw.{table})"
    )
    one_each = (
        "" if table in _CHILDREN else f" qualify row_number() over (partition by new.{key} order by new.fetched_at) = 1"
    )
    twice = " qualify row_number() over (partition by new.mention_id) = 1" if table == "meeting_mentions" else one_each
    counted = con.execute(
        f"insert into raw.{table} select distinct {names}, $batch, now() from read_parquet($file) as new"
        f" where {fresh}{twice}",
        {"batch": batch.batch_id, "file": str(batch.folder / f"{table}.parquet")},
    ).fetchone()
    assert counted is not None
    return int(counted[0])


def read_state(con: duckdb.DuckDBPyConnection) -> BuildState:
    newest = con.execute("select batch_id from raw.load_manifest order by sequence desc limit 1").fetchone()
    built = con.execute("select batch_id, finished_at from raw.build_log order by started_at desc limit 1").fetchone()
    return BuildState(newest[0] if newest else None, built[0] if built and built[1] is not None else None)


def forget_page(con: duckdb.DuckDBPyConnection, urls: tuple[str, ...], batch_id: str) -> int:
    """Delete every raw row of the pages with these URLs, in one transaction that makes a build owed."""
    con.begin()
    articles = "select article_id from raw.articles where url in (select unnest($urls)) or canonical_url in (select unnest($urls))"
    for table in _CHILDREN:
        con.execute(f"delete from raw.{table} where article_id in ({articles})", {"urls": list(urls)})
    gone = con.execute(f"delete from raw.articles where article_id in ({articles})", {"urls": list(urls)}).fetchone()
    assert gone is not None
    con.execute(
        "delete from raw.fetches where url in (select unnest($urls)) or final_url in (select unnest($urls))",
        {"urls": list(urls)},
    )
    con.execute(
        "insert or replace into raw.load_manifest select coalesce(max(sequence), 0) + 1, ?, 'forget', '', 0, 0, 0, now()"
        " from raw.load_manifest",
        [batch_id],
    )
    con.commit()
    return int(gone[0])


def begin_build(con: duckdb.DuckDBPyConnection, build_id: str, ledger_dir: Path) -> None:
    """Read the ledger files in and note that a build began; until it ends, nothing may be published."""
    con.begin()
    for table, columns in LEDGER.items():
        con.execute(f"delete from ledger.{table}")
        path = ledger_dir / f"{table}.jsonl"
        if path.exists():
            _cut_torn_line(path)
            con.execute(
                f"insert into ledger.{table} select distinct {', '.join(columns)}"
                " from read_json($file, format = 'newline_delimited', columns = $columns)",
                {"file": str(path), "columns": dict(columns)},
            )
    con.execute(
        "insert into raw.build_log values"
        " (?, (select batch_id from raw.load_manifest order by sequence desc limit 1), now(), null)",
        [build_id],
    )
    con.commit()


def end_build(con: duckdb.DuckDBPyConnection, build_id: str, ledger_dir: Path) -> Mapping[str, int]:
    """Append the ids that this build gave to the ledger files, on disk, and only then mark the build as ended."""
    ledger_dir.mkdir(parents=True, exist_ok=True)
    added = {}
    for table, columns in LEDGER.items():
        names = [name for name in columns if name != "given_at"]
        select = ", ".join(
            f"strftime({name}, '%Y-%m-%dT%H:%M:%S.%fZ') as {name}" if columns[name] == "timestamptz" else name
            for name in names
        )
        found = con.execute(
            f"select {select}, strftime(now(), '%Y-%m-%dT%H:%M:%S.%fZ') as given_at"
            f" from intermediate.int_ledger_new_{table} order by all"
        ).fetchall()
        _append(ledger_dir / f"{table}.jsonl", [dict(zip([*names, "given_at"], row, strict=True)) for row in found])
        added[table] = len(found)
    con.execute("update raw.build_log set finished_at = now() where build_id = ?", [build_id])
    return added


def _append(path: Path, rows: list[dict[str, object]]) -> None:
    if not rows:
        return
    with path.open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        file.flush()
        os.fsync(file.fileno())


def _cut_torn_line(path: Path) -> None:
    """Drop the last line where a killed writer left it unfinished; the next build gives those ids again."""
    data = path.read_bytes()
    if data and not data.endswith(b"\n"):
        with path.open("r+b") as file:
            file.truncate(data.rfind(b"\n") + 1)
