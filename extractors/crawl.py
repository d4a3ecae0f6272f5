"""Fetches what is due for one publisher into a segment of the archive, and keeps the frontier in step with it."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol
from urllib.parse import urlsplit

from extractors import archive
from extractors.fetch import Answer, Fetcher
from extractors.frontier import PAGE_SOURCES, Entry, Frontier, open_frontier
from extractors.model import Fetch, FetchOutcome
from extractors.publishers import Publisher
from extractors.robots import Robots
from extractors.settings import Settings

__all__ = ["PAGE_SOURCES", "fetch_due", "forget_url", "read_url", "settle_segments"]


class RowTaker(Protocol):
    """What takes each attempt's row with its answer."""

    def __call__(self, fetch: Fetch, answer: Answer) -> None: ...


def fetch_due(publisher: Publisher, settings: Settings, now: datetime) -> str | None:
    """One segment with an attempt at each URL that is due; its name, or None when nothing was."""
    with open_frontier(settings.frontier_path) as frontier:
        settle_segments(frontier, settings, publisher.key)
        due = frontier.list_due(publisher.key, now, settings.max_pages_per_publisher)
        if not due:
            return None
        forgotten = read_forgotten(settings)
        with (
            Fetcher(settings, publisher.inner) as fetcher,
            archive.SegmentWriter(settings.archive_dir, publisher.key, now) as writer,
        ):

            def keep(fetch: Fetch, answer: Answer) -> None:
                writer.add(fetch, answer.headers, answer.body)

            robots = Robots(fetcher, publisher.key, keep_news(frontier, keep))
            for entry in due:
                if entry.url in forgotten:
                    frontier.forget(entry.url)
                    continue
                refusal = _find_refusal(entry, publisher, fetcher, robots)
                if refusal is not None:
                    writer.add(refusal)
                    continue
                for fetch, answer in fetcher.fetch(entry, publisher.key):
                    keep(fetch, answer)
        settle_segments(frontier, settings, publisher.key)
    return writer.name


def settle_segments(frontier: Frontier, settings: Settings, publisher: str) -> None:
    """Apply the whole segments of a publisher that the frontier has not seen, such as those of a killed run."""
    own = [name for name in archive.list_segments(settings.archive_dir) if name.startswith(f"{publisher}/")]
    for name in frontier.list_unsettled(own):
        frontier.settle(name, [fetch for fetch, _ in archive.read_segment(settings.archive_dir, name)])


def keep_news(frontier: Frontier, keep: RowTaker) -> RowTaker:
    """Keeps robots.txt only when it differs from the last one: an unchanged one is no news and no row."""

    def take(fetch: Fetch, answer: Answer) -> None:
        if fetch.body_sha256 is None or frontier.read_source(fetch.url)[2] != fetch.body_sha256:
            frontier.add(fetch.publisher, (), fetch.fetched_at, read=fetch)
            keep(fetch, answer)

    return take


def read_forgotten(settings: Settings) -> frozenset[str]:
    """URLs that are never fetched again: `forgotten.txt`, one a line."""
    path = settings.data_dir / "forgotten.txt"
    return frozenset(path.read_text("utf-8").splitlines()) if path.exists() else frozenset()


def forget_url(settings: Settings, url: str) -> None:
    """Never fetch this URL again, whatever becomes of the frontier."""
    if url not in read_forgotten(settings):
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        with (settings.data_dir / "forgotten.txt").open("a", encoding="utf-8") as file:
            file.write(url.replace("\n", " ") + "\n")
    with open_frontier(settings.frontier_path) as frontier:
        frontier.forget(url)


def _find_refusal(entry: Entry, publisher: Publisher, fetcher: Fetcher, robots: Robots) -> Fetch | None:
    """The row of an attempt that is not made: an address that may not be fetched, or robots.txt."""
    judged = fetcher.judge(entry.url)
    if judged is None and publisher.key != "web" and not publisher.has_host(urlsplit(entry.url).hostname or ""):
        judged = Answer(
            FetchOutcome.REFUSED_ADDRESS, "the host is none of the publisher's (its file names them)", entry.url
        )
    if judged is None:
        reason = robots.find_refusal(entry.url)
        judged = Answer(FetchOutcome.REFUSED_ROBOTS, reason, entry.url) if reason else None
    return fetcher.make_row(entry, publisher.key, judged) if judged is not None else None


def read_url(url: str, publisher: Publisher, settings: Settings) -> tuple[Fetch, bytes | None]:
    """One page now, kept nowhere: the last attempt's row, and its body where it is good."""
    rows: list[tuple[Fetch, Answer]] = []
    with Fetcher(settings, publisher.inner) as fetcher:
        entry = Entry(url, "urls", None)
        robots = Robots(fetcher, publisher.key, lambda fetch, answer: None)
        refusal = _find_refusal(entry, publisher, fetcher, robots)
        if refusal is not None:
            return refusal, None
        rows.extend(fetcher.fetch(entry, publisher.key))
    return rows[-1][0], rows[-1][1].body
