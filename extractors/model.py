"""The nouns: what a text says, as frozen values. The raw tables have the same names for the same fields.

Ids are hashes of raw values, so the same input gives the same id on every machine.
Dates stay the ISO text of the guidelines ("2025-04-03", "2025-02", "2025"); the marts cast them.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

SUMMITRY_VERSION = "0.1.0"

EXTRACTOR_VERSION = "2026.11.4"
"""Raised whenever the same bytes could give another Article or another mention."""


class Voice(StrEnum):
    """Who speaks: a government or organisation, a news agency, any other press."""

    OFFICIAL = "official"
    AGENCY = "agency"
    PRESS = "press"


class FetchOutcome(StrEnum):
    """How one attempt ended. Only OK carries a body that is read."""

    OK = "ok"
    NOT_MODIFIED = "not_modified"
    HTTP_ERROR = "http_error"
    TIMEOUT = "timeout"
    TOO_LARGE = "too_large"
    WRONG_TYPE = "wrong_type"
    EMPTY = "empty"
    BROKEN_ENCODING = "broken_encoding"  # cut-off gzip, bytes that do not decompress
    REFUSED_ADDRESS = "refused_address"  # not http(s), or not a public address
    REFUSED_ROBOTS = "refused_robots"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    NETWORK_ERROR = "network_error"
    CUT_RECORD = "cut_record"  # a WARC record that a killed writer left unfinished


class ArticleOutcome(StrEnum):
    """What became of one body. Only OK articles are searched for meetings."""

    OK = "ok"
    LANGUAGE_NOT_SUPPORTED = "language_not_supported"
    NO_TEXT = "no_text"
    UNREADABLE = "unreadable"
    IMPOSSIBLE_DATE = "impossible_date"


class Status(StrEnum):
    HELD = "held"
    PLANNED = "planned"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"


class Mode(StrEnum):
    IN_PERSON = "in_person"
    PHONE = "phone"
    VIDEO = "video"
    UNKNOWN = "unknown"


class DatePrecision(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


class EvidenceField(StrEnum):
    """Which field of the Article the offsets count in; CAPTION counts in `"\\n\\n".join(captions)`."""

    TITLE = "title"
    TEXT = "text"
    CAPTION = "caption"


def hash_id(*values: object) -> str:
    """16 hex digits of the SHA-256 of the values' text, unambiguous in their borders."""
    joined = "".join(f"{len(text)}:{text}" for text in map(str, values))
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Fetch:
    """One attempt at one URL, a failure too. `fetch_id` = hash_id(url, fetched_at ISO, body_sha256 or "")."""

    fetch_id: str
    publisher: str
    url: str
    final_url: str
    source: str  # "feed", "sitemap", "urls", "inbox", "warc", "api"
    found_in: str | None  # the feed, sitemap or file that named the URL
    outcome: FetchOutcome
    reason: str | None  # one sentence when the outcome is not OK
    attempt: int
    status_code: int | None
    content_type: str | None
    etag: str | None
    last_modified: str | None
    n_bytes_wire: int
    n_bytes_body: int
    body_sha256: str | None
    warc_file: str  # path below the archive folder
    warc_offset: int | None  # bytes; null when there is no response record
    duration_s: float
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class Article:
    """What one extractor version reads from one body.

    `text` has paragraphs separated by blank lines. `published_at` is timezone-aware or None;
    `published_date` is the day in the publisher's zone and may stand alone.
    `article_id` = hash_id(url, body_sha256, extractor_version); `page_id` = hash_id(canonical_url or url) is
    the same for every version of a page.
    """

    article_id: str
    page_id: str
    fetch_id: str
    publisher: str
    url: str
    canonical_url: str | None
    extractor_version: str
    outcome: ArticleOutcome
    reason: str | None
    voice: Voice
    title: str
    text: str
    captions: tuple[str, ...]
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    agency: str | None
    dateline: str | None
    language: str | None
    section: str | None
    published_at: datetime | None
    published_date: date | None
    published_method: str | None  # "json-ld", "meta", "time", "text", "url", "header", "given" ...
    is_zone_assumed: bool
    modified_at: datetime | None
    modified_method: str | None
    publisher_method: str | None  # how an inbox file's publisher was found: "given", "copyright line", ...
    is_paywalled: bool
    is_live_blog: bool
    layout: str | None
    has_layout_changed: bool
    fingerprint: tuple[str, ...]  # MinHash bands of the text; near copies share at least one
    fetched_at: datetime

    @property
    def caption_text(self) -> str:
        """The field that EvidenceField.CAPTION offsets count in."""
        return "\n\n".join(self.captions)


@dataclass(frozen=True, slots=True)
class Participation:
    """A person or side in one mention. A side without a person has no `name_as_written`."""

    name_as_written: str | None
    office_as_written: str | None
    side: str


@dataclass(frozen=True, slots=True)
class TopicMention:
    """One topic of the closed list in `meetings/topics.csv`."""

    topic: str
    weight: float


@dataclass(frozen=True, slots=True)
class Claim:
    """What the text says of other meetings of the group: "second since January", "first in five years"."""

    kind: str  # "ordinal_since", "first_since", "first_in", "count"
    ordinal: int | None
    since_as_written: str | None
    text_as_written: str


@dataclass(frozen=True, slots=True)
class MeetingMention:
    """A passage that claims a meeting. `mention_id` = hash_id(article_id, evidence_field, start, end, position)."""

    mention_id: str
    article_id: str
    position: int  # order in the article, from 0
    status: Status
    mode: Mode
    start_date: str | None
    end_date: str | None
    date_precision: DatePrecision
    city: str | None
    country: str | None
    event: str | None
    is_sideline: bool
    evidence_field: EvidenceField
    start: int  # code points, half-open
    end: int
    score: float
    participants: tuple[Participation, ...]
    topics: tuple[TopicMention, ...]
    claims: tuple[Claim, ...]
