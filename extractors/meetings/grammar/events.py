"""Reads the container events that somebody attends or meets at, by the words before them."""

from __future__ import annotations

import re

from extractors.meetings.places import Event

_CAPITALS = r"[A-Z\u00c0-\u00de][\w'’.-]*"
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
