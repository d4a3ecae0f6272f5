"""Finds pages: feeds, sitemaps and lists name them, and what they name goes into the frontier.

The documents are themselves fetched through `fetch` and kept in the archive when they are news; an unchanged one is
no row. Nothing in them is trusted: the addresses they name are judged when they are fetched.
"""

from __future__ import annotations

import calendar
import gzip
import io
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

import feedparser
from lxml import etree

from extractors import archive
from extractors.crawl import settle_segments
from extractors.fetch import FEED_TYPES, PAGE_TYPES, Answer, Fetcher
from extractors.frontier import Entry, Frontier, open_frontier
from extractors.model import Fetch, FetchOutcome, Voice
from extractors.pages.soup import list_links
from extractors.publishers import Publisher
from extractors.settings import Settings

WEB = Publisher(
    key="web_pages",
    name="pages given by hand",
    voice=Voice.PRESS,
    home="https://localhost/",
    language="en",
    time_zone="UTC",
    licence_note="Whatever the site of each page allows.",
).model_copy(update={"key": "web"})
MAX_ENTRIES = 5_000
MAX_CHILD_SITEMAPS = 10
_TRACKING = re.compile(r"^(utm_\w+|fbclid|gclid|mc_cid|mc_eid|igshid)$", re.IGNORECASE)
_PARSER_OPTIONS = {"resolve_entities": False, "no_network": True, "huge_tree": False, "recover": True}

Found = tuple[str, datetime | None]
"""An address as a document names it, and when the document says the page last changed."""


class NoSource(Exception):
    """The document is no feed, sitemap or list; the message is the row's reason."""


def publisher_of(url: str, known: Mapping[str, Publisher]) -> str:
    """Key of the publisher whose page this is, by host and pattern; "web" where there is none."""
    host = urlsplit(url).hostname or ""
    own = [publisher for publisher in known.values() if publisher.has_host(host)]
    exact = [p for p in own if p.article_url_pattern and re.search(p.article_url_pattern, url)]
    return next((publisher.key for publisher in exact or own), WEB.key)


def find_publisher(key: str, known: Mapping[str, Publisher]) -> Publisher:
    return WEB if key == WEB.key else known[key]


def discover(
    publisher: Publisher,
    settings: Settings,
    now: datetime,
    first_day: date | None = None,
    last_day: date | None = None,
    urls: tuple[str, ...] = (),
) -> int:
    """Make the publisher's new and changed pages due; returns how many. With `urls`, those and nothing else."""
    with open_frontier(settings.frontier_path) as frontier:
        settle_segments(frontier, settings, publisher.key)
        if urls:
            return frontier.add(publisher.key, [(Entry(clean_url(url), "urls", None), None) for url in urls], now)
        days = (first_day, last_day)
        with (
            Fetcher(settings, publisher.inner) as fetcher,
            archive.SegmentWriter(settings.archive_dir, publisher.key, now) as writer,
        ):
            run = _Run(publisher, frontier, fetcher, writer, now, days)
            n_new = sum(run.read(url, "feed", "feed_entry", _read_feed) for url in publisher.feeds)
            n_new += sum(run.read_sitemap(url) for url in publisher.sitemaps)
            n_new += sum(run.read(url, "list", "page", _read_list) for url in publisher.url_lists)
        settle_segments(frontier, settings, publisher.key)
    return n_new


class _Run:
    """What one round at one publisher needs at every document."""

    def __init__(
        self,
        publisher: Publisher,
        frontier: Frontier,
        fetcher: Fetcher,
        writer: archive.SegmentWriter,
        now: datetime,
        days: tuple[date | None, date | None],
    ) -> None:
        self._publisher, self._frontier, self._fetcher = publisher, frontier, fetcher
        self._writer, self._now, self._days = writer, now, days

    def read(self, url: str, source: str, page_source: str, parse: Callable[[bytes, str], list[Found]]) -> int:
        """Fetch one document and make due what it names."""
        etag, last_modified, old_sha256 = self._frontier.read_source(url)
        types = PAGE_TYPES if source == "list" else FEED_TYPES
        n_new = 0
        for fetch, answer in self._fetcher.fetch(
            Entry(url, source, None, etag, last_modified), self._publisher.key, types
        ):
            if fetch.outcome is FetchOutcome.NOT_MODIFIED:
                continue
            if answer.body is None:
                self._writer.add(fetch, answer.headers)
                continue
            is_new = fetch.body_sha256 != old_sha256
            try:
                found = parse(answer.body, fetch.final_url)
            except NoSource as error:
                self._keep_if(is_new, replace(fetch, outcome=FetchOutcome.WRONG_TYPE, reason=str(error)), answer)
                self._frontier.add(self._publisher.key, (), self._now, read=fetch)
                continue
            # before the row is kept: were it the other way round, a kill in between would lose what it names
            n_new += self._frontier.add(
                self._publisher.key, self._choose(found, page_source, url), self._now, read=fetch
            )
            self._keep_if(is_new, fetch, answer)
        return n_new

    def read_sitemap(self, url: str) -> int:
        """A sitemap, or the newest ones that a sitemap index names."""
        children: list[Found] = []

        def parse(body: bytes, base: str) -> list[Found]:
            tag, found = _read_sitemap(body, base)
            if tag == "sitemapindex":
                children.extend(sorted(found, key=lambda one: one[1] or datetime.min.replace(tzinfo=UTC), reverse=True))
                return []
            return found

        n_new = self.read(url, "sitemap", "page", parse)
        return n_new + sum(
            self.read(child, "sitemap", "page", lambda body, base: _read_sitemap(body, base)[1])
            for child, _ in children[:MAX_CHILD_SITEMAPS]
        )

    def _keep_if(self, is_new: bool, fetch: Fetch, answer: Answer) -> None:
        if is_new:
            self._writer.add(fetch, answer.headers, answer.body)

    def _choose(self, found: list[Found], page_source: str, found_in: str) -> Iterator[tuple[Entry, datetime | None]]:
        """Those of the wished days that can be pages; an own address that the pattern rules out is none."""
        first, last = self._days
        pattern = self._publisher.article_url_pattern
        for address, changed_at in found[:MAX_ENTRIES]:
            url = clean_url(address)
            is_own = self._publisher.has_host(_host(url))
            if is_own and pattern and not re.search(pattern, url):
                continue
            day = changed_at.date() if changed_at else None
            if day and ((first and day < first) or (last and day > last)):
                continue
            yield Entry(url, page_source, found_in), changed_at


def clean_url(url: str) -> str:
    """Without fragment, blanks at the ends and parameters that only follow the reader; never raises."""
    try:
        parts = urlsplit(url.strip())
        query = parts.query
        if _TRACKING.search(query.split("=")[0]) or "&" in query:
            kept = [(key, value) for key, value in parse_qsl(query, keep_blank_values=True) if not _TRACKING.match(key)]
            query = urlencode(kept)
        return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))
    except ValueError:
        return url.strip()


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _read_feed(body: bytes, base: str) -> list[Found]:
    """Entries of RSS or Atom, in any state of repair."""
    feed = feedparser.parse(body, response_headers={"content-location": base})
    if not feed.version and not feed.entries:
        raise NoSource(f"no feed: {str(feed.get('bozo_exception', 'no RSS or Atom element'))[:200]}")
    found: list[Found] = []
    for entry in feed.entries:
        link = entry.get("link")
        if link:
            at = entry.get("updated_parsed" if "updated_parsed" in entry else "published_parsed")
            found.append((_join(base, link), datetime.fromtimestamp(calendar.timegm(at), UTC) if at else None))
    return found


def _read_sitemap(body: bytes, base: str) -> tuple[str, list[Found]]:
    """The root's name and what it lists; a sitemap may come gzipped."""
    if body[:2] == b"\x1f\x8b":
        try:
            with gzip.GzipFile(fileobj=io.BytesIO(body)) as packed:
                body = packed.read(50_000_000)
        except (OSError, EOFError, zlib.error) as error:
            raise NoSource(f"no sitemap: {error}") from error
    try:
        root = etree.fromstring(body, etree.XMLParser(**_PARSER_OPTIONS))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NoSource(f"no sitemap: {error}") from error
    tag = etree.QName(root).localname if root is not None else ""
    if root is None or tag not in {"urlset", "sitemapindex"}:
        raise NoSource(f"no sitemap: the root element is {tag[:40]!r}")
    found: list[Found] = []
    for item in root.iterchildren("{*}url", "{*}sitemap"):
        where = (item.findtext("{*}loc") or "").strip()
        dates = [item.findtext("{*}lastmod"), item.findtext(".//{*}publication_date")]
        if where:
            found.append((_join(base, where), next(filter(None, map(_moment, dates)), None)))
    return tag, found


def _read_list(body: bytes, base: str) -> list[Found]:
    """The links of an HTML page, or a text with an address a line."""
    text = body.decode("utf-8", "replace")
    if "<" not in text[:2000]:
        return [(line.strip(), None) for line in text.splitlines() if line.strip()]
    return [(_join(base, link), None) for link in list_links(body)]


def _moment(text: str | None) -> datetime | None:
    """A W3C date or time; a day is its end, so that a page changed on that day counts as changed after it."""
    try:
        at = datetime.fromisoformat((text or "").strip())
    except ValueError:
        return None
    if len((text or "").strip()) <= 10:
        at = datetime.combine(at, time.max)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _join(base: str, link: str) -> str:
    try:
        return urljoin(base, link)
    except ValueError:
        return link
