"""The frontier: which URLs are known, what became of each, and when to try again.

On disk: `frontier.sqlite`. It can be deleted: what was fetched is read back from the archive, segment by segment, and
a URL counts as fetched only when its segment is whole.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from extractors.model import Fetch, FetchOutcome

_SCHEMA = """
create table if not exists urls (
    url text primary key,
    publisher text not null,
    source text not null,
    found_in text,
    changed_at text,      -- when the feed says the page was last changed
    fetched_at text,      -- last answer, good or bad
    outcome text,
    etag text,
    last_modified text,
    n_failures integer not null default 0,
    next_try_at text      -- null: nothing more to do
);
create index if not exists due on urls (publisher, next_try_at);
create table if not exists sources (  -- feeds, sitemaps, lists, robots.txt: what was read of them last
    url text primary key,
    etag text,
    last_modified text,
    body_sha256 text
);
create table if not exists settled (segment text primary key);
"""
PAGE_SOURCES = frozenset({"feed_entry", "page", "urls"})
FINAL = frozenset({FetchOutcome.WRONG_TYPE, FetchOutcome.REFUSED_ADDRESS, FetchOutcome.TOO_LARGE})
GONE = frozenset({404, 410, 451})
FIRST_REST = timedelta(minutes=30)
MAX_REST = timedelta(days=7)
MAX_FAILURES = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """A URL to fetch, with what a conditional request needs."""

    url: str
    source: str
    found_in: str | None
    etag: str | None = None
    last_modified: str | None = None


class Frontier:
    """One connection; every method is one transaction."""

    def __init__(self, con: sqlite3.Connection) -> None:
        self._con = con

    def add(
        self, publisher: str, entries: Iterable[tuple[Entry, datetime | None]], now: datetime, read: Fetch | None = None
    ) -> int:
        """Make unknown URLs due, and known ones that changed after we fetched them; returns how many became due.

        `read` is the source that named them: remembered in the same transaction, since a source that is remembered
        is not read again until it changes.
        """
        n_due = 0
        with self._con:
            for entry, changed_at in entries:
                changed = changed_at.isoformat() if changed_at else None
                added = self._con.execute(
                    "insert into urls (url, publisher, source, found_in, changed_at, next_try_at)"
                    " values (?, ?, ?, ?, ?, ?) on conflict (url) do nothing",
                    (entry.url, publisher, entry.source, entry.found_in, changed, now.isoformat()),
                ).rowcount
                if not added and changed_at is not None:
                    added = self._con.execute(
                        "update urls set next_try_at = ?, changed_at = ? where url = ? and outcome is not null"
                        " and next_try_at is null and datetime(fetched_at) < datetime(?)"
                        " and (changed_at is null or datetime(changed_at) < datetime(?))",
                        (now.isoformat(), changed, entry.url, changed, changed),
                    ).rowcount
                n_due += added
            if read is not None:
                self._con.execute(
                    "insert or replace into sources values (?, ?, ?, ?)",
                    (read.url, read.etag, read.last_modified, read.body_sha256),
                )
        return n_due

    def read_source(self, url: str) -> tuple[str | None, str | None, str | None]:
        """ETag, Last-Modified and SHA-256 of a feed or the like when it was read last."""
        row = self._con.execute("select etag, last_modified, body_sha256 from sources where url = ?", (url,)).fetchone()
        return (row[0], row[1], row[2]) if row else (None, None, None)

    def list_due(self, publisher: str, now: datetime, limit: int) -> tuple[Entry, ...]:
        found = self._con.execute(
            "select url, source, found_in, etag, last_modified from urls where publisher = ?"
            " and source in ('feed_entry', 'page', 'urls')"
            " and datetime(next_try_at) <= datetime(?) order by next_try_at, url limit ?",
            (publisher, now.isoformat(), limit),
        )
        return tuple(Entry(*row) for row in found)

    def list_unsettled(self, segments: Iterable[str]) -> tuple[str, ...]:
        done = {row[0] for row in self._con.execute("select segment from settled")}
        return tuple(segment for segment in segments if segment not in done)

    def settle(self, segment: str, fetches: Iterable[Fetch]) -> None:
        """Apply the outcomes of one whole segment, once."""
        with self._con:
            for fetch in fetches:
                if fetch.source in PAGE_SOURCES:
                    self._apply(fetch)
            self._con.execute("insert or ignore into settled values (?)", (segment,))

    def forget(self, url: str) -> None:
        with self._con:
            self._con.execute("delete from urls where url = ?", (url,))

    def _apply(self, fetch: Fetch) -> None:
        is_good = fetch.outcome in {FetchOutcome.OK, FetchOutcome.NOT_MODIFIED}
        self._con.execute(
            "insert into urls (url, publisher, source, found_in, next_try_at) values (?, ?, ?, ?, null)"
            " on conflict (url) do nothing",
            (fetch.url, fetch.publisher, fetch.source, fetch.found_in),
        )
        row = self._con.execute("select n_failures from urls where url = ?", (fetch.url,)).fetchone()
        n_failures = 0 if is_good else row[0] + 1
        self._con.execute(
            "update urls set fetched_at = ?, outcome = ?, n_failures = ?, next_try_at = ?,"
            " etag = coalesce(?, etag), last_modified = coalesce(?, last_modified) where url = ?",
            (
                fetch.fetched_at.isoformat(),
                fetch.outcome.value,
                n_failures,
                None if is_good else _next_try(fetch, n_failures),
                fetch.etag,
                fetch.last_modified,
                fetch.url,
            ),
        )


def _next_try(fetch: Fetch, n_failures: int) -> str | None:
    """Later and later; never for what will not change."""
    if fetch.outcome in FINAL or fetch.status_code in GONE or n_failures >= MAX_FAILURES:
        return None
    rest = MAX_REST if fetch.outcome is FetchOutcome.REFUSED_ROBOTS else FIRST_REST * 2 ** (n_failures - 1)
    return (fetch.fetched_at + min(rest, MAX_REST)).isoformat()


@contextmanager
def open_frontier(path: Path) -> Iterator[Frontier]:
    """The frontier, made where it is missing; other processes wait up to a minute for their turn."""
    path.parent.mkdir(parents=True, exist_ok=True)
    con = sqlite3.connect(path, timeout=60)
    try:
        con.execute("pragma journal_mode = wal")
        con.executescript(_SCHEMA)
        yield Frontier(con)
    finally:
        con.close()
