"""A publisher's layout laid over what the general rules read: its selectors win where they find something."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bs4 import BeautifulSoup

from extractors.pages.dateline import find_agency
from extractors.pages.dates import parse_date
from extractors.pages.html import squeeze
from extractors.pages.metadata import FoundDate, PageMetadata, clean_authors
from extractors.pages.soup import select
from extractors.publishers import Layout, Publisher


def layout_of(publisher: Publisher | None, published: FoundDate | None, fetched_at: datetime) -> Layout | None:
    """The layout in force on the day of the story, else the newest one."""
    if publisher is None or not publisher.layouts:
        return None
    day = published.moment.day if published else fetched_at.astimezone(ZoneInfo(publisher.time_zone)).date()
    in_force = [
        layout
        for layout in publisher.layouts
        if (layout.from_date or date.min) <= day and (layout.until_date is None or day <= layout.until_date)
    ]
    return max(in_force or publisher.layouts, key=lambda layout: layout.from_date or date.min)


def apply_layout(
    found: PageMetadata, layout: Layout, soup: BeautifulSoup, publisher: Publisher, fetched_at: datetime
) -> PageMetadata:
    """The metadata with each field that the layout's selectors find put in the place of the general one."""
    title = next(iter(texts(soup, layout.title)), found.title)
    authors = clean_authors(texts(soup, layout.authors)) or found.authors
    tags = tuple(dict.fromkeys(tag for tag in texts(soup, layout.tags) if tag)) or found.tags
    section = next(iter(texts(soup, layout.section)), found.section)
    published = _read_published(layout, soup, publisher, fetched_at) or found.published
    return replace(found, title=title, authors=authors, tags=tags, section=section, published=published)


def _read_published(
    layout: Layout, soup: BeautifulSoup, publisher: Publisher, fetched_at: datetime
) -> FoundDate | None:
    for element in select(soup, layout.published or ""):
        for attribute in ("datetime", "content", "title", ""):
            value = element.get(attribute) if attribute else element.get_text(" ")
            moment = parse_date(
                squeeze(value if isinstance(value, str) else ""),
                publisher.time_zone,
                publisher.zone_abbreviations,
                layout.date_formats,
            )
            if moment and moment.is_possible(fetched_at):
                return FoundDate(moment, "layout")
    return None


def read_agency(layout: Layout, soup: BeautifulSoup) -> str | None:
    """The agency that the layout's selector shows: by its one name when it is known, else as written."""
    for text in texts(soup, layout.agency):
        known = find_agency(text)
        named = clean_authors((text,)) if known is None else (known,)
        if named:
            return named[0]
    return None


def texts(soup: BeautifulSoup, selector: str | None) -> tuple[str, ...]:
    """The texts, or for a meta element the contents, that a selector finds."""
    found = (element.get("content") or element.get_text(" ") for element in select(soup, selector or ""))
    return tuple(text for text in (squeeze(str(value)) for value in found) if text)
