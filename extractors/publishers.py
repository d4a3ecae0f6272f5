"""Publishers: one YAML file a site, found by itself, checked with messages that name file, field and remedy.

Shipped files lie in `publishers/` and `newsroom/publishers/`, the user's own in `$SUMMITRY_DATA/publishers/`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from extractors.errors import FixSettings
from extractors.model import Voice
from extractors.settings import Settings

SHIPPED_DIR = Path(__file__).parent / "publishers"
NEWSROOM_DIR = Path(__file__).parent / "newsroom" / "publishers"


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError) as error:
        raise ValueError(f"{name!r} is no IANA time zone; write for example Asia/Manila") from error
    return name


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"{text!r} is no regular expression: {error}") from error
    return text


def _web_address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(f"{text!r} is no address; write it whole, with https://")
    return text


Pattern = Annotated[str, AfterValidator(_pattern)]
Zone = Annotated[str, AfterValidator(_known_zone)]
Address = Annotated[str, AfterValidator(_web_address)]


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


class Layout(_Data):
    """Where a site keeps each field, as CSS selectors, from one day to another. A redesign appends a layout."""

    name: str
    from_date: date | None = None
    until_date: date | None = None
    title: str | None = None
    body: str | None = None
    published: str | None = None
    authors: str | None = None
    tags: str | None = None
    captions: str | None = None
    section: str | None = None
    agency: str | None = None
    drop: tuple[str, ...] = ()
    drop_lines: tuple[Pattern, ...] = ()  # regular expressions of whole lines
    date_formats: tuple[str, ...] = ()


class Publisher(_Data):
    """One site or ministry. `names` are what its pages call it, such as in a copyright line."""

    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,39}$")]
    name: str
    voice: Voice
    home: Address
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
    time_zone: Zone
    licence_note: str
    is_on_by_default: bool = False
    agency: str | None = None
    names: tuple[str, ...] = ()
    feeds: tuple[Address, ...] = ()
    sitemaps: tuple[Address, ...] = ()
    url_lists: tuple[Address, ...] = ()
    hosts: tuple[str, ...] = ()
    article_url_pattern: Pattern | None = None
    inner: tuple[Annotated[str, Field(pattern=r"^[^/\s:]+:\d{1,5}$")], ...] = ()
    zone_abbreviations: Mapping[str, Zone] = {}
    layouts: tuple[Layout, ...] = ()

    @model_validator(mode="after")
    def _check_key(self) -> Publisher:
        if self.key in {"inbox", "web"}:
            raise ValueError(f"key {self.key!r} is taken by Summitry itself; choose another")
        return self

    def has_host(self, host: str) -> bool:
        """Whether pages of this host are this publisher's."""
        own = self.hosts or (str(urlsplit(self.home).hostname),)
        return host.lower() in {name.lower() for name in own}


def load_publishers(settings: Settings, on_error: Callable[[FixSettings], None] | None = None) -> dict[str, Publisher]:
    """Every publisher by key. A wrong file raises FixSettings; with `on_error`, a user's own is reported and left out."""
    found: dict[str, Publisher] = {}
    for folder in (SHIPPED_DIR, NEWSROOM_DIR, settings.user_publishers_dir):
        for path in sorted(folder.glob("*.yml")):
            try:
                publisher = read_publisher_file(path, settings)
            except FixSettings as error:
                if on_error is None or folder != settings.user_publishers_dir:
                    raise
                on_error(error)
            else:
                found[publisher.key] = publisher
    return found


def read_publisher_file(path: Path, settings: Settings) -> Publisher:
    """One file. Raises FixSettings with the file, the field and what to write instead."""
    try:
        text = path.read_text("utf-8").replace("{newsroom_port}", str(settings.newsroom_port))
        data = yaml.safe_load(text)
    except (yaml.YAMLError, UnicodeDecodeError, OSError) as error:
        raise FixSettings(f"{path}: no YAML that can be read: {error}") from error
    if not isinstance(data, dict):
        raise FixSettings(f"{path}: is {type(data).__name__}, not fields; start with `key: {path.stem}`")
    try:
        publisher = Publisher.model_validate({"key": path.stem, **data})
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"])) or "the file"
        raise FixSettings(f"{path}: {field}: {first['msg']} (docs/publishers.md lists the fields)") from error
    if publisher.key != path.stem:
        raise FixSettings(f"{path}: key: {publisher.key!r} differs from the file's name; rename one of them")
    return publisher


def publishers_on(publishers: Mapping[str, Publisher], settings: Settings) -> tuple[Publisher, ...]:
    """Those that the hourly round visits, by key. Raises FixSettings when SUMMITRY_PUBLISHERS names an unknown one."""
    unknown = settings.publishers_on - set(publishers) - {"all"}
    if unknown:
        raise FixSettings(
            f"SUMMITRY_PUBLISHERS names {', '.join(sorted(unknown))}, which no file is for; known are "
            + ", ".join(sorted(publishers))
        )
    own = {path.stem for path in settings.user_publishers_dir.glob("*.yml")}
    newsroom = {path.stem for path in NEWSROOM_DIR.glob("*.yml")}

    def is_on(publisher: Publisher) -> bool:
        if publisher.key in newsroom - own:
            return settings.is_newsroom_on
        is_chosen = publisher.key in settings.publishers_on or "all" in settings.publishers_on
        return publisher.is_on_by_default or publisher.key in own or is_chosen

    return tuple(publisher for _, publisher in sorted(publishers.items()) if is_on(publisher))


_COPYRIGHT = re.compile(r"^.{0,40}(?:©|\(c\)|copyright).{0,200}$", re.IGNORECASE | re.MULTILINE)


def guess_publisher(text: str, publishers: Mapping[str, Publisher]) -> tuple[Publisher | None, str | None]:
    """The publisher that a text says it is from, and how it says so; (None, None) where it does not or names two.

    Only a copyright line counts: an article about a newspaper, or one that quotes it, names it as well.
    """
    lines = " ".join(_COPYRIGHT.findall(text)).lower()
    named = {
        publisher.key: publisher
        for publisher in publishers.values()
        if any(
            re.search(rf"(?<!\w){re.escape(name.lower())}(?!\w)", lines) for name in (publisher.name, *publisher.names)
        )
    }
    return (next(iter(named.values())), "copyright line") if len(named) == 1 else (None, None)
