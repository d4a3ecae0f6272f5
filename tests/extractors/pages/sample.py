"""Pages and publishers that the tests of the page modules share; every name in them is made up."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from extractors.publishers import Layout, Publisher

FETCHED_AT = datetime(2025, 4, 5, 8, tzinfo=UTC)
STORY = (
    "The fisheries ministers of Norway and Iceland met in Bergen on Thursday to settle the quotas for the coming season.",
    "They agreed to share the data of their research ships, and to meet again before the summer.",
    "Officials of both countries said that the border at sea had not been a subject of the talks.",
)


def make_layout(**fields: Any) -> Layout:
    return Layout(**{"name": "current", "from_date": "2000-01-01", "body": "div.story", **fields})


def make_publisher(*layouts: Layout, **fields: Any) -> Publisher:
    given = {
        "key": "fjord",
        "name": "The Fjord Post",
        "voice": "press",
        "home": "https://fjord.example/",
        "language": "en",
        "time_zone": "Asia/Manila",
        "licence_note": "made up for tests",
        "hosts": ("fjord.example",),
        "names": ("FJORDPOST.example", "The Fjord Post"),
        "zone_abbreviations": {"PST": "Asia/Manila"},
        "layouts": layouts,
    }
    return Publisher(**(given | fields))


def make_page(
    head: str = "", before: str = "", after: str = "", story: tuple[str, ...] = STORY, lang: str = "en"
) -> bytes:
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in story)
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Ministers settle the quotas | The Fjord Post</title>{head}</head>'
        f'<body><nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Ministers settle the quotas</h1>{before}'
        f'<div class="story">{paragraphs}</div>{after}</article><footer>© 2025 FJORDPOST.example</footer></body></html>'
    ).encode()
