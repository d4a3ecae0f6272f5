"""Reads places from a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.meetings.tables import capital_of, cities, side_forms, words_of


@dataclass(frozen=True, slots=True)
class Place:
    start: int
    end: int
    city: str | None
    country: str | None
    preposition: str


_CAPITALS = r"[A-Z\u00c0-\u00de][\w'’.-]*"
_WHERE = re.compile(
    rf"\b(?P<prep>[Ii]n|[Aa]t|[Nn]ear|[Oo]utside|[Tt]o|[Vv]isit(?:ed|s|ing)?|[Ff]rom|[Ii]nto)\s+(?:the\s+|central\s+|downtown\s+)*"
    rf"(?P<name>{_CAPITALS}(?:\s+(?:{_CAPITALS}|de|es|el|al|la|of)){{0,4}})"
)
_CAPITAL_OF = re.compile(
    rf"\b(?P<prep>[Ii]n|[Nn]ear|[Tt]o)\s+the\s+(?P<name>{_CAPITALS}(?:\s+{_CAPITALS})?)(?:['’]s)?\s+capital\b(?:,?\s+(?:of\s+)?(?P<city>{_CAPITALS}(?:\s+{_CAPITALS})?))?"
)
_CITY_EVENT = re.compile(
    rf"\b(?P<name>{_CAPITALS}(?: {_CAPITALS})?)\s+(?:[a-z]+\s+)?(?:summit|talks|meeting|conference)\b"
)


def read_places(sentence: str) -> tuple[Place, ...]:
    """Cities and countries behind a preposition of place; a metonym gives its country only."""
    found = []
    for match in _CITY_EVENT.finditer(sentence):
        words = words_of(match["name"])
        if words in cities() and cities()[words][0]:
            city, country = cities()[words]
            found.append(Place(match.start(), match.end(), city, country or None, "in"))
    for match in _CAPITAL_OF.finditer(sentence):
        form = side_forms().get(words_of(match["name"]))
        if form and form.is_state and form.side in capital_of():
            found.append(Place(match.start(), match.end(), capital_of()[form.side], form.side, match["prep"].lower()))
    for match in _WHERE.finditer(sentence):
        place = _look_up(match)
        if place and not any(other.start <= place.start < other.end for other in found):
            found.append(place)
    return tuple(sorted(found, key=lambda place: place.start))


def _look_up(match: re.Match[str]) -> Place | None:
    words = match["name"].split()
    preposition = match["prep"].lower()
    for n in range(len(words), 0, -1):
        text = " ".join(words[:n]).rstrip(".,") if n == len(words) else " ".join(words[:n])
        text = re.sub(r"['’]s$", "", text)
        key = words_of(text)
        end = match.start("name") + len(text)
        if key in cities():
            city, country = cities()[key]
            return Place(
                match.start(), end, city or None, _country_after(match.string, end) or country or None, preposition
            )
        form = side_forms().get(key)
        if form and form.is_state and form.form in {"noun", "metonym"}:
            follows = match.string[match.start("name") + len(text) :][:2]
            if follows.startswith(("'s", "’s")) and preposition not in {"visit", "visited"}:
                return None
            return Place(match.start(), end, None, form.side, preposition)
    return None


def _country_after(sentence: str, end: int) -> str | None:
    """ "Munich, Germany": the country that the text adds decides between cities of one name."""
    match = re.match(rf",\s+(?:the\s+)?({_CAPITALS}(?:\s+{_CAPITALS}){{0,2}})(?!['’])", sentence[end : end + 60])
    words = match[1].split() if match else []
    for n in range(len(words), 0, -1):
        form = side_forms().get(words_of(" ".join(words[:n]).rstrip(".")))
        if form and form.form == "noun" and form.is_state:
            return form.side
    return None
