"""Short ways to ask what `find_meetings` reads in a few sentences."""

from __future__ import annotations

from typing import Any

from extractors.meetings import find_meetings
from extractors.meetings.cases import article_from_case, meeting_to_case


def read(
    text: str, title: str = "", published_at: str = "2025-04-04T11:00:00+00:00", **fields: Any
) -> list[dict[str, Any]]:
    case = {"id": "told", "title": title, "text": text, "published_at": published_at, **fields}
    article = article_from_case(case)
    return [meeting_to_case(article, mention) for mention in find_meetings(article)]


def sides(meeting: dict[str, Any]) -> list[str]:
    return sorted({person["side"] for person in meeting["participants"]})


def names(meeting: dict[str, Any]) -> list[str]:
    return sorted(person["name"] for person in meeting["participants"] if person["name"])
