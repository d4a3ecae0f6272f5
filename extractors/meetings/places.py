"""Reads places from a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.meetings.tables import capital_of, cities, side_forms, words_of
from extractors.meetings.tokens import COMMON


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
_AFTER_PLACE = r"(?:on|for|in|to|at|this|last|next|where|after|with|during|earlier|later|from|before|when|which|by|over|early|late)"
_CITY_OF = re.compile(
    rf"\bthe\s+(?:[a-z]+\s+)?(?P<side>{_CAPITALS}(?:\s+{_CAPITALS}){{0,2}})\s+(?:[a-z]+\s+){{0,2}}(?:city|town|resort|village|port)\s+of\s+(?P<name>{_CAPITALS}(?:\s+{_CAPITALS})?)"
)
_CITY_EVENT = re.compile(
    rf"\b(?P<name>{_CAPITALS}(?: {_CAPITALS})?)\s+(?:[a-z]+\s+)?(?:summit|talks|meeting|conference)\b"
)


def read_places(sentence: str) -> tuple[Place, ...]:
    """Cities and countries behind a preposition of place; a metonym gives its country only."""
    found = []
    for match in _CITY_OF.finditer(sentence):
        form = side_forms().get(words_of(match["side"]))
        if form and form.is_state:
            known = cities().get(words_of(match["name"]))
            name = known[0] if known and known[1] == form.side else match["name"].rstrip(".")
            found.append(Place(match.start(), match.end(), name, form.side, "in"))
    for match in _CITY_EVENT.finditer(sentence):
        words = words_of(match["name"])
        if words in cities() and cities()[words][0] and not _is_read(match.start(), found):
            city, country = cities()[words]
            found.append(Place(match.start(), match.end(), city, country or None, "in"))
    for match in _CAPITAL_OF.finditer(sentence):
        form = side_forms().get(words_of(match["name"]))
        if form and form.is_state and form.side in capital_of() and not _is_read(match.start(), found):
            found.append(Place(match.start(), match.end(), capital_of()[form.side], form.side, match["prep"].lower()))
    for match in _WHERE.finditer(sentence):
        place = _look_up(match)
        if place and not _is_read(match.start("name"), found):
            found.append(place)
    return tuple(sorted(found, key=lambda place: place.start))


def _is_read(at: int, found: list[Place]) -> bool:
    return any(place.start <= at < place.end for place in found)


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
            named = _country_after(match.string, end) if match["prep"].islower() else None
            return Place(match.start(), end, city or None, named or country or None, preposition)
        form = side_forms().get(key)
        if form and form.is_state and form.form in {"noun", "metonym"}:
            follows = match.string[match.start("name") + len(text) :][:2]
            if follows.startswith(("'s", "’s")) and preposition not in {"visit", "visited"}:
                return None
            return Place(match.start(), end, None, form.side, preposition)
    is_town = match["prep"] in {"in", "at", "near"} and not COMMON & {word.lower() for word in words}
    named_with = _country_after(match.string, match.end("name")) if is_town and len(words) < 3 else None
    if named_with:  # a town too small for the table, with its country beside it
        return Place(match.start(), match.end("name"), match["name"], named_with, preposition)
    return None


def _country_after(sentence: str, end: int) -> str | None:
    """ "Munich, Germany": the country that the text adds decides between cities of one name. After "In Munich, Germany" a
    sentence may well begin, so that is not asked."""
    match = re.match(
        rf",\s+(?:the\s+)?({_CAPITALS}(?:\s+{_CAPITALS}){{0,2}})(?=[,.;)]|$|\s+{_AFTER_PLACE}\b)",
        sentence[end : end + 60],
    )
    words = match[1].split() if match else []
    for n in range(len(words), 0, -1):
        form = side_forms().get(words_of(" ".join(words[:n]).rstrip(".")))
        if form and form.form == "noun" and form.is_state:
            return form.side
    return None
