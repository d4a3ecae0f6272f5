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
_NAMED = r"(?:G-?\s?(?:7|8|20|77)|Group of (?:Seven|Eight|Twenty|7|8|20)|APEC|UNGA|COP\s?-?\d+|BRICS|UN General Assembly|U\.N\. General Assembly|United Nations General Assembly|General Assembly|World Economic Forum|Munich Security Conference|Shangri-La Dialogue|East Asia Summit|Davos)"


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


_EVENT_HEAD = (
    r"(?:[Ss]ummits?|[Mm]eetings?|[Cc]onference|[Ff]orum|[Aa]ssembly|[Ss]ession|[Cc]ongress|[Gg]athering|[Dd]ialogue|[Mm]inisterial|[Cc]ouncil|[Tt]alks|[Rr]ound|"
    r"[Cc]ommission|[Cc]ommittee|[Ww]orking [Gg]roup|[Cc]onsultations|[Nn]egotiations|[Ff]ormat|[Pp]rocess|[Tt]rilateral|[Qq]uad|[Rr]oundtable|[Ff]uneral|[Cc]eremony|[Gg]ames|[Ww]eek|[Mm]echanism|[Tt]roika|[Gg]roup)"
)
_EVENT_MODIFIER = (
    rf"(?:{_CAPITALS}|\d+(?:st|nd|rd|th)|\d{{4}}|\d\+\d|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|annual|foreign|finance|defen[cs]e|trade|ministers?['’]?|"
    r"leaders['’]?|ministerial|special|emergency|regional|economic|security|climate|nuclear|peace|donors?['’]?|informal|extraordinary|global|world|international|"
    r"general|joint|intergovernmental|inter-governmental|bilateral|trilateral|three-party|three-way|four-way|six-party|six-nation|strategic|political|cooperation|coordination|"
    r"technical|monitoring|high-level|senior|officials['’]?|virtual|annual|plenary|contact|donor|heads|state|government|partnership|human|rights|energy|arms|control|interior|agriculture|military)"
)
_EVENT = re.compile(
    rf"\b(?P<name>(?:{_EVENT_MODIFIER}[\s-]+(?:(?:of the|of|for|on|and)\s+)?){{0,8}}{_EVENT_HEAD}\b"
    rf"(?:\s+(?:of|on|for)\s+(?:the\s+)?{_EVENT_MODIFIER}(?:(?:\s+(?:of|and|the|for)){{0,2}}\s+{_EVENT_MODIFIER}){{0,7}})?"
    rf"|{_NAMED}(?:\s+(?:[a-z]+\s+){{0,2}}{_EVENT_WORD})?(?:\s+(?:[Ss]ummit|[Ll]eaders['’]\s+[Ss]ummit|[Mm]eeting))?)"
)
_PLAIN_EVENT = re.compile(
    r"(?:[Mm]eetings?|[Tt]alks|[Ss]ession|[Rr]ound|[Cc]ouncil|[Cc]ommittee|[Gg]athering|[Pp]rocess|[Gg]roup|[Ww]eek|[Ff]ormat|[Cc]ommission|[Nn]egotiations|[Cc]onsultations|[Cc]eremony|"
    r"[Cc]ongress|[Gg]ames|[Aa]ssembly|[Mm]echanism|[Dd]ialogue|[Ff]uneral|(?:peace|bilateral|joint|first|second|third) (?:talks|meeting|negotiations|process|session|round))"
)


def read_events(sentence: str) -> tuple[Event, ...]:
    """Every phrase that can name a container event, whatever stands before it; the encoder decides which does."""
    found = []
    for match in _EVENT.finditer(sentence):
        name = re.sub(
            r"^(?:(?:[Tt]he|[Aa]n?|of|for|on|and|[AI]t|[Ii]n|[Oo]n|[Aa]fter|[Dd]uring)\s+)+", "", match["name"]
        )
        if len(name) < 2 or _PLAIN_EVENT.fullmatch(name):
            continue
        before = sentence[max(0, match.start() - 40) : match.start()].lower()
        is_sideline = re.search(r"(?:sidelines?|margins?|fringes?) of (?:the |an? )?$", before) is not None
        found.append(Event(match.end() - len(name), match.end(), name, is_sideline))
    return tuple(found)
