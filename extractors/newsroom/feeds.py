"""The machine-readable lists of the newsroom: RSS 2.0, Atom, news sitemaps and robots.txt.

A corrected page is only in the sitemap: feeds carry a story once, when it is new.
"""

from __future__ import annotations

from collections.abc import Sequence
from email.utils import format_datetime
from html import escape

from extractors.newsroom.stories import DISALLOWED_PREFIX, OUTLETS, Outlet, Story

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def render_feed(outlet: Outlet, stories: Sequence[Story], base_url: str) -> str:
    new = [story for story in stories if not story.is_correction]
    return (_atom if outlet.feed_path.endswith("atom.xml") else _rss)(outlet, new, base_url)


def _rss(outlet: Outlet, stories: Sequence[Story], base_url: str) -> str:
    items = "".join(
        f"<item><title>{escape(story.title)}</title><link>{escape(base_url + story.path)}</link>"
        f'<guid isPermaLink="true">{escape(base_url + story.path)}</guid>'
        f"<description>{escape(story.paragraphs[0])}</description>"
        f"<pubDate>{format_datetime(story.changed_at)}</pubDate></item>\n"
        for story in stories
    )
    return (
        f'{HEAD}<rss version="2.0"><channel><title>{escape(outlet.name)}</title>'
        f"<link>{escape(base_url)}/{outlet.key}/</link><description>{escape(outlet.tagline)}</description>\n"
        f"{items}</channel></rss>\n"
    )


def _atom(outlet: Outlet, stories: Sequence[Story], base_url: str) -> str:
    entries = "".join(
        f"<entry><title>{escape(story.title)}</title><id>{escape(base_url + story.path)}</id>"
        f'<link rel="alternate" href="{escape(base_url + story.path)}"/>'
        f"<updated>{story.changed_at.isoformat()}</updated><summary>{escape(story.paragraphs[0])}</summary></entry>\n"
        for story in stories
    )
    feed_url = escape(base_url + outlet.feed_path)
    return (
        f'{HEAD}<feed xmlns="http://www.w3.org/2005/Atom"><title>{escape(outlet.name)}</title><id>{feed_url}</id>'
        f'<link rel="self" href="{feed_url}"/><author><name>{escape(outlet.name)}</name></author>'
        f"<updated>{stories[0].changed_at.isoformat()}</updated>\n{entries}</feed>\n"
    )


def render_sitemap(outlet: Outlet, stories: Sequence[Story], base_url: str) -> str:
    urls = "".join(
        f"<url><loc>{escape(base_url + story.path)}</loc><lastmod>{story.modified or story.published}</lastmod>"
        f"<news:news><news:publication><news:name>{escape(outlet.name)}</news:name>"
        f"<news:language>{story.language}</news:language></news:publication>"
        f"<news:publication_date>{story.published}</news:publication_date>"
        f"<news:title>{escape(story.title)}</news:title></news:news></url>\n"
        for story in stories
        if not story.path.startswith(DISALLOWED_PREFIX)
    )
    return (
        f'{HEAD}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        f' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n{urls}</urlset>\n'
    )


def render_robots(base_url: str) -> str:
    sitemaps = "".join(f"Sitemap: {base_url}{outlet.sitemap_path}\n" for outlet in OUTLETS)
    return f"User-agent: *\nDisallow: {DISALLOWED_PREFIX}\n\n{sitemaps}"
