"""Reads container events: for the network every phrase that can name one, for the grammar those that somebody attends."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Event:
    start: int
    end: int
    name: str
    is_sideline: bool


_CAPITALS = r"[A-Z\u00c0-\u00de][\w'’.-]*"
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_EVENT_WORD = (
    r"(?:summit|meetings?|conference|forum|assembly|session|congress|gathering|dialogue|ministerial|council|talks)"
)
_NAMED = r"(?:G-?\s?(?:7|8|20|77)|Group of (?:Seven|Eight|Twenty|7|8|20)|APEC|UNGA|COP\s?-?\d+|BRICS|UN General Assembly|U\.N\. General Assembly|United Nations General Assembly|General Assembly|World Economic Forum|Munich Security Conference|Shangri-La Dialogue|East Asia Summit|Davos)"
_EVENT_HEAD = (
    r"(?:[Ss]ummits?|[Mm]eetings?|[Cc]onference|[Ff]orum|[Aa]ssembly|[Ss]ession|[Cc]ongress|[Gg]athering|[Dd]ialogue|[Mm]inisterial|[Cc]ouncil|[Tt]alks|[Rr]ound|"
    r"[Cc]ommission|[Cc]ommittee|[Ww]orking [Gg]roup|[Cc]onsultations|[Nn]egotiations|[Ff]ormat|[Pp]rocess|[Tt]rilateral|[Qq]uad|[Rr]oundtable|[Ff]uneral|[Cc]eremony|[Gg]ames|[Ww]eek|[Mm]echanism|[Tt]roika|[Gg]roup|[Ii]nauguration|[Cc]oronation|[Cc]ommemorations?|[Cc]elebrations?|[Aa]nniversary|Olympics|Binational Cabinet)"
)
_EVENT_MODIFIER = (
    rf"(?:{_CAPITALS}|\d+(?:st|nd|rd|th)|\d{{4}}|[A-Z]?\d\+\d|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|annual|foreign|finance|defen[cs]e|trade|ministers?['’]?|"
    r"leaders['’]?|ministerial|presidential|inaugural|special|emergency|regional|economic|security|climate|nuclear|peace|donors?['’]?|informal|extraordinary|global|world|international|"
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
    r"[Cc]ongress|[Gg]ames|[Aa]ssembly|[Mm]echanism|[Dd]ialogue|[Ff]uneral|[Cc]elebrations?|[Cc]ommemorations?|[Aa]nniversary|(?:peace|bilateral|joint|first|second|third) (?:talks|meeting|negotiations|process|session|round))"
)


def read_events(sentence: str) -> tuple[Event, ...]:
    """Every phrase that can name a container event, whatever stands before it; the encoder decides which does."""
    found = []
    for match in _EVENT.finditer(sentence):
        whole = re.sub(rf"(?:\s+on\s+{_DAY})?\.?$", "", match["name"])
        name = re.sub(
            rf"^(?:(?:{_DAY}['’]s|[Tt]he|[Aa]n?|of|for|on|and|[AI]t|[Ii]n|[Oo]n|[Aa]fter|[Dd]uring)\s+)+", "", whole
        )
        if len(name) < 2 or _PLAIN_EVENT.fullmatch(name) or re.search(rf"\b{_DAY}\b", name):
            continue
        before = sentence[max(0, match.start() - 40) : match.start()].lower()
        is_sideline = re.search(r"(?:sidelines?|margins?|fringes?) of (?:the |an? )?$", before) is not None
        end = match.start("name") + len(whole)
        found.append(Event(end - len(name), end, name, is_sideline))
    return tuple(found)


_EVENT_NAME = (
    rf"(?:(?:{_CAPITALS}|\d+(?:st|nd|rd|th)|\d{{4}}|annual|of|for|on|and|the|foreign|finance|defen[cs]e|trade|ministers?['’]?|leaders['’]?|"
    rf"ministerial|special|emergency|regional|economic|security|climate|nuclear|peace|donors?['’]?|informal|extraordinary|global|world|"
    rf"international|general)\s+){{1,8}}?{_EVENT_WORD}(?:\s+of\s+(?:the\s+)?(?:foreign|defen[cs]e|finance|trade)\s+ministers|\s+of\s+(?:the\s+)?(?:{_CAPITALS}\s+){{1,5}}{_EVENT_WORD})?"
)
_ATTENDED = re.compile(
    rf"\b(?P<lead>(?:[Oo]n\s+(?:the\s+)?(?:sidelines?|margins?|fringes?)|[Ii]n\s+the\s+margins|[Ss]idelines)\s+of|[Aa]t|[Dd]uring|[Aa]ttend(?:ed|s|ing)?|"
    rf"[Tt]ak(?:e|es|ing)\s+part\s+in|[Tt]ook\s+part\s+in|[Pp]articipat\w+\s+in|[Ff]or|[Hh]ost(?:ed|s|ing)?)\s+(?:(?P<article>the|an?|this\s+\w+['’]s|last\s+\w+['’]s|their)\s+)?"
    rf"(?P<name>{_EVENT_NAME}|{_NAMED}(?:\s+(?:[a-z]+\s+){{0,2}}{_EVENT_WORD})?(?:\s+(?:[Ss]ummit|[Ll]eaders['’]\s+[Ss]ummit|[Mm]eeting))?)"
)
_IS_FORMAL = re.compile(rf"(?i)summit|conference|forum|assembly|session|congress|dialogue|ministerial|\b{_NAMED}\b")


def read_attended_events(sentence: str) -> tuple[Event, ...]:
    """Events that somebody attends, hosts or meets at, by the words before them; plain "meeting" counts only with a name before it."""
    found = []
    for match in _ATTENDED.finditer(sentence):
        name = re.sub(r"^(?:(?:the|an?|of|for|on|and)\s+)+", "", match["name"])
        is_sideline = any(word in match["lead"].lower() for word in ("sideline", "margin", "fringe"))
        is_attended = is_sideline or match["lead"].lower().startswith(("attend", "tak", "took", "partic"))
        if not re.search(r"[A-Z]", name) or re.search(r"\b(?:between|with)\b", name):
            continue
        if (_IS_FORMAL.search(name) or is_attended) and len(name) > 2:
            found.append(Event(match.start(), match.end(), name, is_sideline))
    return tuple(found)
