"""The stories of the newsroom, read from their files: what was written, by which outlet, at which path."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

STORIES_DIR = Path(__file__).parent / "stories"


@dataclass(frozen=True, slots=True)
class Outlet:
    """`path_pattern` takes `day` as YYYY/MM/DD and `slug`."""

    key: str
    name: str
    tagline: str
    path_pattern: str
    feed_path: str
    sitemap_path: str


OUTLETS = (
    Outlet(
        "courier", "The Harbour Courier", "A daily paper since 1871",
        "/courier/world/{day}/{slug}.html", "/courier/feed.xml", "/courier/news-sitemap.xml",
    ),
    Outlet(
        "meridian", "Meridian", "News agency", "/meridian/story/{slug}", "/meridian/atom.xml", "/meridian/news-sitemap.xml",
    ),
    Outlet(
        "northlight", "Northlight", "Television, radio, online",
        "/northlight/news/{slug}", "/northlight/rss.xml", "/northlight/news-sitemap.xml",
    ),
    Outlet(
        "ministry", "Ministry of Foreign Affairs of Marenia", "Press office",
        "/ministry/press/{slug}.html", "/ministry/atom.xml", "/ministry/news-sitemap.xml",
    ),
)  # fmt: skip

DISALLOWED_PREFIX = "/ministry/circulars/"
"""Named in robots.txt; one story lies below it and is listed in a feed all the same, as happens outside."""


@dataclass(frozen=True, slots=True)
class Story:
    """`published` and `modified` are as the outlet writes them: ISO with an offset, or a bare day (the ministry)."""

    outlet: Outlet
    path: str
    canonical_path: str
    title: str
    paragraphs: tuple[str, ...]
    published: str
    modified: str | None
    author: str | None
    section: str
    tags: tuple[str, ...]
    caption: str | None
    agency: str | None
    language: str

    @property
    def is_correction(self) -> bool:
        return self.canonical_path != self.path

    @property
    def changed_at(self) -> datetime:
        """In UTC; a bare day counts from its midnight in UTC."""
        moment = datetime.fromisoformat(self.modified or self.published)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def load_stories() -> tuple[Story, ...]:
    """Every story, newest first."""
    stories = [
        read_story(path, outlet) for outlet in OUTLETS for path in sorted((STORIES_DIR / outlet.key).glob("*.md"))
    ]
    return tuple(sorted(stories, key=lambda story: (story.changed_at, story.path), reverse=True))


def read_story(path: Path, outlet: Outlet) -> Story:
    _, front, prose = path.read_text("utf-8").split("---\n", 2)
    fields: dict[str, Any] = yaml.safe_load(front)
    day = fields["published"][:10].replace("-", "/")
    own_path = outlet.path_pattern.format(day=day, slug=path.stem)
    if fields.get("disallowed"):
        own_path = DISALLOWED_PREFIX + own_path.rsplit("/", 1)[1]
    canonical = outlet.path_pattern.format(day=day, slug=fields["canonical"]) if "canonical" in fields else own_path
    return Story(
        outlet=outlet,
        path=own_path,
        canonical_path=canonical,
        title=fields["title"],
        paragraphs=tuple(prose.strip().split("\n\n")),
        published=fields["published"],
        modified=fields.get("modified"),
        author=fields.get("author"),
        section=fields["section"],
        tags=tuple(fields["tags"]),
        caption=fields.get("caption"),
        agency=fields.get("agency"),
        language=fields.get("language", "en"),
    )
