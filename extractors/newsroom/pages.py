"""Stories and outlets as HTML. Every value is escaped here; the templates only place it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from html import escape
from pathlib import Path
from string import Template

from extractors.newsroom.stories import OUTLETS, Outlet, Story

TEMPLATES_DIR = Path(__file__).parent / "templates"
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def render_story(story: Story, base_url: str, others: Iterable[Story]) -> str:
    """`others` are linked as related stories."""
    template = Template((TEMPLATES_DIR / f"{story.outlet.key}.html").read_text("utf-8"))
    return template.substitute(
        language=escape(story.language),
        title=escape(story.title),
        canonical=escape(base_url + story.canonical_path),
        json_ld=json_ld(story, base_url),
        published=escape(story.published),
        modified=escape(story.modified or story.published),
        shown_date=escape(show_date(story.published)),
        shown_time=escape(story.published[11:16]),
        author=escape(story.author or ""),
        section=escape(story.section),
        tags="".join(f'<li><a rel="tag" href="/{story.outlet.key}/">{escape(tag)}</a></li>' for tag in story.tags),
        keywords=escape(", ".join(story.tags)),
        description=escape(story.paragraphs[0]),
        figure=figure(story),
        credit=f'<p class="agency">{escape(story.agency)}</p>' if story.agency else "",
        body="\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in story.paragraphs),
        related="".join(f'<li><a href="{escape(other.path)}">{escape(other.title)}</a></li>' for other in others),
    )


def json_ld(story: Story, base_url: str) -> str:
    """`<` is written as an escape of JSON, so no text can close the script element."""
    markup: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "datePublished": story.published,
        "dateModified": story.modified or story.published,
        "author": [{"@type": "Person", "name": story.author}],
        "publisher": {"@type": "Organization", "name": story.outlet.name},
        "articleSection": story.section,
        "keywords": list(story.tags),
        "inLanguage": story.language,
        "mainEntityOfPage": base_url + story.canonical_path,
    }
    return json.dumps(markup, ensure_ascii=False).replace("<", "\\u003c")


def figure(story: Story) -> str:
    if story.caption is None:
        return ""
    picture = f'<img src="/{story.outlet.key}/picture.svg" alt="" width="640" height="360">'
    return f'<figure class="lead-picture">{picture}<figcaption>{escape(story.caption)}</figcaption></figure>'


def show_date(published: str) -> str:
    """Such as 4 April 2025, whatever the locale of the machine."""
    moment = datetime.fromisoformat(published)
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def render_front(outlet: Outlet, stories: Iterable[Story]) -> str:
    items = "".join(
        f'<li><a href="{escape(story.path)}">{escape(story.title)}</a> <small>{escape(show_date(story.published))}</small></li>'
        for story in stories
    )
    return _simple_page(outlet.name, f"<p>{escape(outlet.tagline)}</p><ul>{items}</ul>")


def render_index() -> str:
    items = "".join(f'<li><a href="/{outlet.key}/">{escape(outlet.name)}</a></li>' for outlet in OUTLETS)
    note = "<p>Made-up outlets that come with Summitry. The events they tell are real, the words are our own.</p>"
    return _simple_page("Sample newsroom", f"{note}<ul>{items}</ul>")


def _simple_page(title: str, content: str) -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title></head>'
        f"<body><h1>{escape(title)}</h1>{content}</body></html>\n"
    )
