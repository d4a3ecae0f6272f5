"""One body -> one Article: joins metadata, body, layout, language and fingerprint; a bad page is an outcome."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from extractors.errors import UnreadablePage
from extractors.model import EXTRACTOR_VERSION, Article, ArticleOutcome, Fetch, Voice, hash_id
from extractors.pages.attribution import find_page_publisher, find_text_publisher
from extractors.pages.body import MIN_LETTERS, read_body
from extractors.pages.dateline import find_agency, find_dateline, find_sign_off
from extractors.pages.dates import Moment, parse_date, to_utc
from extractors.pages.fingerprint import fingerprint_text
from extractors.pages.html import decode, load_tree, squeeze
from extractors.pages.language import detect_language
from extractors.pages.layout import apply_layout, layout_of, read_agency
from extractors.pages.metadata import FoundDate, clean_authors, read_metadata
from extractors.pages.soup import make_soup
from extractors.pages.textfile import read_head, read_scraped_text
from extractors.publishers import Publisher

NO_PUBLISHER = "web"
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.I)


@dataclass(frozen=True, slots=True)
class _Draft:
    """What both kinds of body give, before what is the same for both."""

    title: str = ""
    text: str = ""
    captions: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    section: str | None = None
    agency: str | None = None
    language: str | None = None
    canonical_url: str | None = None
    published: FoundDate | None = None
    modified: FoundDate | None = None
    publisher_method: str | None = None
    is_paywalled: bool = False
    is_live_blog: bool = False
    layout: str | None = None
    has_layout_changed: bool = False


def read_page(
    html: bytes,
    url: str,
    publisher: Publisher | None = None,
    fetched_at: datetime | None = None,
    charset: str | None = None,
) -> Article:
    """An HTML page. Raises UnreadablePage for bytes that are no page; every other fault is in `outcome`."""
    fetched_at = fetched_at or datetime.now(UTC)
    tree = load_tree(html, charset)
    zone, abbreviations = (publisher.time_zone, publisher.zone_abbreviations) if publisher else (None, {})
    found = read_metadata(tree, url, fetched_at, zone, abbreviations)
    layout = layout_of(publisher, found.published, fetched_at)
    soup = make_soup(tree) if layout else None
    if publisher and layout and soup:
        found = apply_layout(found, layout, soup, publisher, fetched_at)
    body = read_body(
        tree,
        url,
        found.title,
        selector=layout.body if layout else None,
        caption_selector=layout.captions if layout else None,
        drop=layout.drop if layout else (),
        drop_lines=layout.drop_lines if layout else (),
        declared=found.declared_body,
    )
    draft = _Draft(
        title=found.title,
        text=body.text,
        captions=body.captions,
        authors=found.authors,
        tags=found.tags,
        section=found.section,
        agency=read_agency(layout, soup) if layout and soup else None,
        language=found.language,
        canonical_url=found.canonical_url,
        published=found.published,
        modified=found.modified,
        is_paywalled=found.is_paywalled,
        is_live_blog=found.is_live_blog,
        layout=layout.name if layout else None,
        has_layout_changed=bool(layout and layout.body) and not body.is_from_layout,
    )
    return _finish(draft, html, url, publisher, fetched_at)


def read_text(
    body: bytes,
    url: str,
    publisher: Publisher | None,
    fetched_at: datetime,
    publishers: Mapping[str, Publisher],
) -> Article:
    """A scraped or pasted text, with or without head lines. Raises UnreadablePage for bytes that are no text."""
    head, rest = read_head(decode(body))
    method = None
    if publisher is None:
        publisher, method = find_text_publisher(head, rest, publishers)
    zone, abbreviations = (publisher.time_zone, publisher.zone_abbreviations) if publisher else (None, {})
    drop_lines = tuple(line for layout in publisher.layouts for line in layout.drop_lines) if publisher else ()
    found = read_scraped_text(rest, zone, abbreviations, drop_lines, title=head.get("title", ""))
    given = parse_date(head.get("published_at", ""), zone, abbreviations)
    draft = _Draft(
        title=found.title,
        text=found.text,
        captions=found.captions,
        authors=clean_authors((head.get("authors") or head.get("author", ""),)) or found.authors,
        tags=found.tags or tuple(filter(None, map(squeeze, head.get("tags", "").split(",")))),
        section=head.get("section"),
        agency=found.agency,
        language=head.get("language"),
        canonical_url=head.get("url") or None,
        published=FoundDate(given, "given")
        if given
        else FoundDate(found.published, "text")
        if found.published
        else None,
        publisher_method=method,
    )
    return _finish(draft, body, url, publisher, fetched_at)


def read_record(fetch: Fetch, body: bytes, publishers: Mapping[str, Publisher]) -> Article:
    """The Article of one archived body; what cannot be read is an Article with the outcome and the reason."""
    publisher, method = publishers.get(fetch.publisher), None
    content_type = (fetch.content_type or "").lower()
    try:
        if content_type.startswith("text/plain"):
            article = read_text(body, fetch.final_url, publisher, fetch.fetched_at, publishers)
        else:
            charset = _CHARSET.search(content_type)
            if publisher is None:
                publisher, method = find_page_publisher(load_tree(body), fetch.final_url, publishers)
            article = read_page(body, fetch.final_url, publisher, fetch.fetched_at, charset[1] if charset else None)
    except UnreadablePage as error:
        article = _failed(fetch, body, publisher, str(error))
    key = article.publisher if article.publisher != NO_PUBLISHER else fetch.publisher
    return replace(
        article,
        publisher=key,
        url=fetch.url,
        fetch_id=fetch.fetch_id,
        article_id=hash_id(fetch.url, _sha256(body), EXTRACTOR_VERSION),
        page_id=hash_id(article.canonical_url or fetch.url),
        publisher_method=article.publisher_method or method,
    )


def _finish(draft: _Draft, body: bytes, url: str, publisher: Publisher | None, fetched_at: datetime) -> Article:
    """What is the same for pages and texts: agency, dateline, language, fingerprint, ids and the outcome."""
    paragraphs = draft.text.split("\n\n") if draft.text else []
    dateline, filed_by = find_dateline(paragraphs[0]) if paragraphs else (None, None)
    sign_off = find_sign_off(paragraphs[-1]) if paragraphs else None
    own = publisher.agency if publisher and publisher.voice is Voice.AGENCY else None
    language = detect_language(draft.text, draft.language) or (publisher.language if publisher else None)
    moment = draft.published.moment if draft.published else None
    outcome, reason = _judge(draft, moment, language, fetched_at)
    is_possible = moment is not None and moment.is_possible(fetched_at)
    modified = draft.modified if draft.modified and draft.modified.moment.is_possible(fetched_at) else None
    sha256 = _sha256(body)
    return Article(
        article_id=hash_id(url, sha256, EXTRACTOR_VERSION),
        page_id=hash_id(draft.canonical_url or url),
        fetch_id=hash_id(url, fetched_at.isoformat(), sha256),
        publisher=publisher.key if publisher else NO_PUBLISHER,
        url=url,
        canonical_url=draft.canonical_url,
        extractor_version=EXTRACTOR_VERSION,
        outcome=outcome,
        reason=reason,
        voice=publisher.voice if publisher else Voice.PRESS,
        title=draft.title,
        text=draft.text,
        captions=draft.captions,
        authors=draft.authors,
        tags=draft.tags,
        agency=own or draft.agency or filed_by or sign_off or next(filter(None, map(find_agency, draft.authors)), None),
        dateline=dateline,
        language=language,
        section=draft.section,
        published_at=moment.at if moment and is_possible else None,
        published_date=_day(moment, publisher) if moment and is_possible else None,
        published_method=draft.published.method if draft.published else None,
        is_zone_assumed=bool(moment and moment.is_zone_assumed),
        modified_at=modified.moment.at if modified else None,
        modified_method=modified.method if modified and modified.moment.at else None,
        publisher_method=draft.publisher_method,
        is_paywalled=draft.is_paywalled,
        is_live_blog=draft.is_live_blog,
        layout=draft.layout,
        has_layout_changed=draft.has_layout_changed,
        fingerprint=fingerprint_text(draft.text),
        fetched_at=fetched_at,
    )


def _judge(
    draft: _Draft, moment: Moment | None, language: str | None, fetched_at: datetime
) -> tuple[ArticleOutcome, str | None]:
    if len(draft.text) < MIN_LETTERS:
        return ArticleOutcome.NO_TEXT, f"no story of at least {MIN_LETTERS} characters was found on the page"
    if moment and not moment.is_possible(fetched_at):
        return ArticleOutcome.IMPOSSIBLE_DATE, f"the page says {moment.day}, which lies before 1990 or after its fetch"
    if language not in {"en", None}:
        return ArticleOutcome.LANGUAGE_NOT_SUPPORTED, f"the text is in {language!r}; meetings are found in English only"
    return ArticleOutcome.OK, None


def _failed(fetch: Fetch, body: bytes, publisher: Publisher | None, reason: str) -> Article:
    draft = _finish(_Draft(), body, fetch.url, publisher, fetch.fetched_at)
    return replace(draft, outcome=ArticleOutcome.UNREADABLE, reason=reason)


def _day(moment: Moment, publisher: Publisher | None) -> date:
    """The day in the publisher's zone."""
    at = to_utc(moment)
    return at.astimezone(ZoneInfo(publisher.time_zone)).date() if at and publisher else moment.day


def _sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
