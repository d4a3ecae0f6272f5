"""Reads places and container events from a sentence."""

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


@dataclass(frozen=True, slots=True)
class Event:
    start: int
    end: int
    name: str
    is_sideline: bool


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

_EVENT_WORD = (
    r"(?:summit|meetings?|conference|forum|assembly|session|congress|gathering|dialogue|ministerial|council|talks)"
)
_EVENT_NAME = (
    rf"(?:(?:{_CAPITALS}|\d+(?:st|nd|rd|th)|\d{{4}}|annual|of|for|on|and|the|foreign|finance|defen[cs]e|trade|ministers?['’]?|leaders['’]?|"
    rf"ministerial|special|emergency|regional|economic|security|climate|nuclear|peace|donors?['’]?|informal|extraordinary|global|world|"
    rf"international|general)\s+){{1,8}}?{_EVENT_WORD}(?:\s+of\s+(?:the\s+)?(?:foreign|defen[cs]e|finance|trade)\s+ministers|\s+of\s+(?:the\s+)?(?:{_CAPITALS}\s+){{1,5}}{_EVENT_WORD})?"
)
_NAMED = r"(?:G-?\s?(?:7|8|20|77)|Group of (?:Seven|Eight|Twenty|7|8|20)|APEC|UNGA|COP\s?-?\d+|BRICS|UN General Assembly|U\.N\. General Assembly|United Nations General Assembly|General Assembly|World Economic Forum|Munich Security Conference|Shangri-La Dialogue|East Asia Summit|Davos)"
_EVENT = re.compile(
    rf"\b(?P<lead>(?:[Oo]n\s+(?:the\s+)?(?:sidelines?|margins?|fringes?)|[Ii]n\s+the\s+margins|[Ss]idelines)\s+of|[Aa]t|[Dd]uring|[Aa]ttend(?:ed|s|ing)?|"
    rf"[Tt]ak(?:e|es|ing)\s+part\s+in|[Tt]ook\s+part\s+in|[Pp]articipat\w+\s+in|[Ff]or|[Hh]ost(?:ed|s|ing)?)\s+(?:(?P<article>the|an?|this\s+\w+['’]s|last\s+\w+['’]s|their)\s+)?"
    rf"(?P<name>{_EVENT_NAME}|{_NAMED}(?:\s+(?:[a-z]+\s+){{0,2}}{_EVENT_WORD})?(?:\s+(?:[Ss]ummit|[Ll]eaders['’]\s+[Ss]ummit|[Mm]eeting))?)"
)
_IS_FORMAL = re.compile(rf"(?i)summit|conference|forum|assembly|session|congress|dialogue|ministerial|\b{_NAMED}\b")


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
    match = re.match(rf",\s+(?:the\s+)?({_CAPITALS}(?:\s+{_CAPITALS}){{0,2}})", sentence[end : end + 60])
    words = match[1].split() if match else []
    for n in range(len(words), 0, -1):
        form = side_forms().get(words_of(" ".join(words[:n]).rstrip(".")))
        if form and form.form == "noun" and form.is_state:
            return form.side
    return None


def read_events(sentence: str) -> tuple[Event, ...]:
    """Container events as written, without article; plain "meeting" counts only with a name before it."""
    found = []
    for match in _EVENT.finditer(sentence):
        name = re.sub(r"^(?:(?:the|an?|of|for|on|and)\s+)+", "", match["name"])
        is_sideline = any(word in match["lead"].lower() for word in ("sideline", "margin", "fringe"))
        is_attended = is_sideline or match["lead"].lower().startswith(("attend", "tak", "took", "partic"))
        if not re.search(r"[A-Z]", name) or re.search(r"\b(?:between|with)\b", name):
            continue
        if (_IS_FORMAL.search(name) or is_attended) and len(name) > 2:
            found.append(Event(match.start(), match.end(), name, is_sideline))
    return tuple(found)
