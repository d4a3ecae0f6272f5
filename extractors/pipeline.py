"""Joins the steps of the line. Each verb is a catch-up: it closes the gap between its input and its output.

Arguments and answers are plain JSON values, since Airflow hands them from task to task. The verbs read the settings
themselves, so that a DAG and a shell run the same code.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from extractors import archive, batches, crawl, discover, inbox, publish, publishers, warehouse
from extractors.build import BuildFailed, list_built_nodes, run_dbt_build
from extractors.errors import FixSettings, UnreadablePage
from extractors.meetings import find_meetings
from extractors.model import EXTRACTOR_VERSION, Article, ArticleOutcome, Fetch, FetchOutcome, MeetingMention, hash_id
from extractors.parse import read_record
from extractors.publish import AuditFailed
from extractors.settings import Settings, read_settings

__all__ = ["AuditFailed", "BuildFailed", "find_meetings"]

log = logging.getLogger("summitry")

PAGE_SOURCES = crawl.PAGE_SOURCES | {"inbox", "warc"}
SEGMENTS_PER_TASK = 8
"""Segments that one extract task takes: a task costs seconds to start, a segment of pages little more."""


def list_publishers(keys: Sequence[str] = (), urls: Sequence[str] = ()) -> list[str]:
    """Keys to run, in order: the given ones, else those that are switched on, and the inbox."""
    settings = read_settings()
    known = _load_publishers(settings)
    unknown = sorted(set(keys) - set(known) - {"inbox", "web"})
    if unknown:
        raise FixSettings(f"no publisher named {', '.join(unknown)}; known are {', '.join(sorted(known))}")
    if keys:
        return list(keys)
    if urls:
        return sorted({discover.publisher_of(url, known) for url in urls})
    return [publisher.key for publisher in publishers.publishers_on(known, settings)] + ["inbox"]


def discover_pages(
    publisher: str, first_day: str | None = None, last_day: str | None = None, urls: Sequence[str] = ()
) -> dict[str, Any]:
    """Put the URLs that a publisher's feeds and sitemaps name into the frontier."""
    settings = read_settings()
    if publisher == "inbox":
        return {"publisher": publisher, "n_new": 0}
    known = _load_publishers(settings)
    mine = [url for url in urls if discover.publisher_of(url, known) == publisher]
    n_new = discover.discover(
        discover.find_publisher(publisher, known),
        settings,
        _now(),
        first_day=date.fromisoformat(first_day) if first_day else None,
        last_day=date.fromisoformat(last_day) if last_day else None,
        urls=tuple(mine),
    )
    log.info("%s: %d new or changed pages found", publisher, n_new)
    return {"publisher": publisher, "n_new": n_new}


def fetch_pages(publisher: str) -> dict[str, Any]:
    """Fetch what is due for one publisher, or take in the inbox; names the segments that were written."""
    settings = read_settings()
    archive.recover_segments(settings.archive_dir)
    if publisher == "inbox":
        segments = list(inbox.archive_inbox(settings, _now()))
    else:
        written = crawl.fetch_due(discover.find_publisher(publisher, _load_publishers(settings)), settings, _now())
        segments = [written] if written else []
    log.info("%s: %d segments written", publisher, len(segments))
    return {"publisher": publisher, "segments": segments}


def list_pending_segments(reparse: bool = False) -> list[list[str]]:
    """Segments still to extract, in groups of one task each; with `reparse`, those that another version has read too."""
    settings = read_settings()
    archive.recover_segments(settings.archive_dir)
    batches.remove_drafts(settings.landing_dir)
    done = {
        batch.segment
        for batch in batches.list_batches(settings.landing_dir)
        if not reparse or batch.extractor_version == EXTRACTOR_VERSION
    }
    pending = [segment for segment in archive.list_segments(settings.archive_dir) if segment not in done]
    return [pending[i : i + SEGMENTS_PER_TASK] for i in range(0, len(pending), SEGMENTS_PER_TASK)]


def extract(segments: Sequence[str]) -> dict[str, Any]:
    """Read the pages of these segments and find their meetings; one Parquet batch a segment."""
    settings = read_settings()
    known = _load_publishers(settings)
    total: dict[str, int] = {}
    for segment in segments:
        counts = batches.write_batch(settings.landing_dir, segment, _read_segment(settings, segment, known))
        total = {table: total.get(table, 0) + n for table, n in counts.items()}
        log.info("%s: %s", segment, ", ".join(f"{n} {table}" for table, n in counts.items()))
    return {"segments": list(segments), "rows": total}


def load() -> dict[str, Any]:
    """Load every batch that the warehouse lacks; says whether a build is owed."""
    settings = read_settings()
    added: dict[str, int] = {}
    n_loaded = 0
    with warehouse.open_warehouse(settings.warehouse_path) as con:
        warehouse.create_raw_tables(con)
        loaded = warehouse.list_loaded(con)
        for batch in batches.list_batches(settings.landing_dir):
            if batch.batch_id not in loaded:
                counts = warehouse.load_batch(con, batch)
                added = {table: added.get(table, 0) + n for table, n in counts.items()}
                n_loaded += 1
        newest = warehouse.read_state(con).newest_batch
    published = publish.read_newest_batch(settings.published_path)
    log.info(
        "%d batches loaded: %s", n_loaded, ", ".join(f"{n} {table}" for table, n in added.items()) or "nothing new"
    )
    return {"n_batches": n_loaded, "rows": added, "newest_batch": newest, "is_build_owed": newest != published}


def build() -> dict[str, Any]:
    """One `dbt build`, then the new ids go to the ledger; raises BuildFailed with the nodes that failed."""
    settings = read_settings()
    build_id = uuid.uuid4().hex
    with warehouse.open_warehouse(settings.warehouse_path) as con:
        warehouse.create_raw_tables(con)
        warehouse.begin_build(con, build_id, settings.ledger_dir)
    nodes = run_dbt_build(settings)
    with warehouse.open_warehouse(settings.warehouse_path) as con:
        given = warehouse.end_build(con, build_id, settings.ledger_dir)
    log.info("%d nodes built, new ids: %s", len(nodes), ", ".join(f"{n} {table}" for table, n in given.items()))
    return {"nodes": nodes, "new_ids": dict(given)}


def list_nodes() -> list[dict[str, Any]]:
    """Seeds, models and tests of the last build with status and seconds, also of a build that failed."""
    return list_built_nodes(read_settings())


def publish_copy() -> dict[str, Any]:
    """Swap the built marts in as the published copy."""
    settings = read_settings()
    counts = publish.publish_marts(settings.warehouse_path, settings.published_dir)
    log.info("published %s: %s", settings.published_path, ", ".join(f"{n} {table}" for table, n in counts.items()))
    return {"path": str(settings.published_path), "rows": dict(counts)}


def import_warc(path: str) -> dict[str, Any]:
    """Copy a WARC file, such as a Common Crawl news file, into the archive; twice is once."""
    settings = read_settings()
    source = Path(path).expanduser()
    if not source.is_file():
        raise FixSettings(f"{path} is no file; give the path of a .warc or .warc.gz file on this machine")
    segment = archive.import_warc(settings.archive_dir, source)
    return {"segment": segment}


def run_line(
    keys: Sequence[str] = (), urls: Sequence[str] = (), first_day: str | None = None, last_day: str | None = None
) -> dict[str, Any]:
    """The whole line by hand, without Airflow."""
    for key in list_publishers(keys, urls):
        discover_pages(key, first_day, last_day, urls)
        fetch_pages(key)
    for segments in list_pending_segments():
        extract(segments)
    loaded = load()
    if loaded["is_build_owed"]:
        build()
        publish_copy()
    return loaded


def newest_batches() -> dict[str, str | None]:
    """The newest batch in the warehouse and the one that the published copy was built from."""
    settings = read_settings()
    if not settings.warehouse_path.exists():
        return {"committed": None, "published": None}
    with warehouse.open_warehouse(settings.warehouse_path, read_only=True) as con:
        committed = warehouse.read_state(con).newest_batch
    return {"committed": committed, "published": publish.read_newest_batch(settings.published_path)}


def newest_meetings(limit: int = 12) -> list[dict[str, Any]]:
    """The latest meetings of the published copy."""
    return publish.read_newest_meetings(read_settings().published_path, limit)


def explain_meeting(meeting_id: str) -> dict[str, Any]:
    """One meeting with its sources and sentences; FixSettings when the id names none."""
    meeting, evidence = publish.read_meeting(read_settings().published_path, meeting_id)
    if meeting is None:
        raise FixSettings(f"no published meeting has the id {meeting_id!r}; the table mart_meetings_flat lists them")
    return {"meeting": meeting, "evidence": evidence}


def read_article(target: str) -> dict[str, Any]:
    """The Article of one file or URL, without keeping either. Raises UnreadablePage with the reason, FixSettings where the
    target is neither."""
    settings = read_settings()
    known = _load_publishers(settings)
    path = Path(target).expanduser()
    if path.is_file():
        fetched, body = inbox.read_file(path, _now(), settings)
    elif "://" not in target:
        raise FixSettings(f"{target!r} is no file that is here and no address: give a path, or https://...")
    else:
        publisher = discover.find_publisher(discover.publisher_of(target, known), known)
        fetched, body = crawl.read_url(target, publisher, settings)
    if body is None or fetched.outcome is not FetchOutcome.OK:
        raise UnreadablePage(fetched.outcome, fetched.reason or "")
    return asdict(read_record(fetched, body, known))


def forget(url: str) -> dict[str, Any]:
    """Take a page out of archive, landing, raw and, with the next build, marts; it is not fetched again."""
    settings = read_settings()
    segments = archive.remove_url(settings.archive_dir, url)
    crawl.forget_url(settings, url)
    for batch in batches.list_batches(settings.landing_dir):
        if batch.segment in segments:
            batches.remove_batch(batch.folder)
    with warehouse.open_warehouse(settings.warehouse_path) as con:
        warehouse.create_raw_tables(con)
        n_articles = warehouse.forget_page(con, (url,), hash_id("forget", url, _now().isoformat()))
    build()
    publish_copy()
    return {"segments": list(segments), "n_articles": n_articles}


def _read_segment(
    settings: Settings, segment: str, known: dict[str, publishers.Publisher]
) -> Iterator[tuple[Fetch, Article | None, tuple[MeetingMention, ...]]]:
    for fetched, body in archive.read_segment(settings.archive_dir, segment):
        if fetched.outcome is not FetchOutcome.OK or body is None or fetched.source not in PAGE_SOURCES:
            yield fetched, None, ()
            continue
        article = read_record(fetched, body, known)
        yield fetched, article, find_meetings(article) if article.outcome is ArticleOutcome.OK else ()


def _load_publishers(settings: Settings) -> dict[str, publishers.Publisher]:
    return publishers.load_publishers(settings, on_error=lambda error: log.error("%s", error))


def _now() -> datetime:
    return datetime.now(UTC)
