"""Everything in an article that the encoder judges: words that can tell a meeting, and who, when, where and what beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from extractors.meetings.actors import Actor
from extractors.meetings.dates import When, read_dates
from extractors.meetings.events import Event, read_events
from extractors.meetings.lines import Line
from extractors.meetings.people import People, dateline_end
from extractors.meetings.places import Place, read_places
from extractors.meetings.tables import cities, side_forms, words_of
from extractors.meetings.tokens import Item, Kind
from extractors.model import DatePrecision

MAX_TRIGGERS_PER_SENTENCE = 10
"""More in one sentence is a list of words, not prose."""


class SpanKind(IntEnum):
    """What a span is; the numbers are inputs of the encoder, so they never change their meaning."""

    TRIGGER = 1
    PERSON = 2
    OFFICE = 3
    SIDE = 4
    PLACE = 5
    DATE = 6
    EVENT = 7


@dataclass(frozen=True, slots=True)
class Span:
    """Offsets count in the text of its line. What it means stands in the one field of its kind."""

    kind: SpanKind
    line: int
    start: int
    end: int
    actor: Actor | None = None
    side: str | None = None
    is_inside_actor: bool = False  # "Russian" in "Russian Foreign Minister X"
    place: Place | None = None
    past: When | None = None  # the date as the text means it of what was, and of what will be
    future: When | None = None
    event: Event | None = None


TRIGGER = re.compile(
    r"\b(?:met|meets?|meetings?|talks?|talked|talking|spoke|spoken|speaks?|speaking|summits?|calls?|called|calling|phoned?|phoning|telephoned?|rang|"
    r"conversations?|conversed|hosts?|hosted|hosting|receiv(?:e|es|ed|ing)|welcom(?:e|es|ed|ing)|greet(?:s|ed|ing)?|visit(?:s|ed|ing|ors?)?|trips?|tours?|toured|travel(?:s|l?ed|l?ing)?|"
    r"flew|fl(?:y|ies|ying|own)|arriv(?:e|es|ed|ing|al)|consult(?:s|ed|ing|ations?)?|discuss(?:es|ed|ing|ions?)?|negotiat(?:e|es|ed|ing|ions?|ors?)|dialogues?|sat|sits?|sitting|saw|sees?|seen|"
    r"confer(?:s|red|ring)?|huddl(?:e|ed|es)|delegations?|lunch(?:eon|ed)?|din(?:ner|ed)|breakfast|audience|(?:tele|video)[-\s]?conferenc(?:e|es|ing)|videolink|virtual(?:ly)?|"
    r"encounter|t[eê]te-[aà]-t[eê]te|pull-?aside|bilaterals?|trilateral(?:s|ly)?|quadrilateral|get-together|sessions?|rounds?|sidelines?|margins|gather(?:s|ed|ing)?|conven(?:e|es|ed|ing)|(?:co-?)?chair(?:s|ed|ing)?|"
    r"conference|forum|invit(?:e|es|ed|ing|ation)|appointment|mediat(?:e|es|ed|ing|ion)|brief(?:s|ed|ing)?|exchang(?:e|es|ed|ing)|join(?:s|ed|ing)?|attend(?:s|ed|ing)?|present|"
    r"stop(?:s|ped|over)?|swing|journey|went|goes|going|came|comes?|coming|hands|shook|together|face[-\s]to[-\s]face|one-on-one|agreed|told|pressed|raised|urged|held|holds?|hold|holding|contacts?|ministerial|troika|quartet|"
    r"cancell?(?:ed|s|ing|ation)|postpon(?:ed|es|ing|ement)|scrapp?ed|put off|called off|snubb?ed|declin(?:ed|es)|interlocutors?|opposite number|accompanied|accompanying|flanked|"
    r"due|signed|signing|handshake|presence|listened|summon(?:s|ed)|delivered|handed|minutes|hours?|(?:was|were|been) (?:in|here|there)|"
    r"spent|spend|spends|tea|coffee|engag(?:e|ed|es|ement|ements)|faced|compared notes|guest|find time|found time|caught up|reconvene[sd]?|resumed?|dropped in|paid|pay|paying)\b",
    re.IGNORECASE,
)


def read_spans(lines: Sequence[Line], people: People, published: date | None) -> tuple[Span, ...]:
    """The spans of every line in text order; those of a line overlap where a word means several things."""
    spans: list[Span] = []
    anchor: date | None = None
    for number, line in enumerate(lines):
        own = _read_line(number, line, people, published, anchor)
        anchor = next((day for day in map(_day_of, reversed(own)) if day), anchor)
        spans += own
    return tuple(spans)


def sides_of(spans: Sequence[Span], home: str | None = None) -> set[str]:
    """Every side that the spans could give a meeting."""
    named = {span.side for span in spans if span.side}
    named |= {side for span in spans if span.actor for side in span.actor.sides}
    return named | ({home} if home else set())


def _day_of(span: Span) -> date | None:
    when = span.past or span.future
    return date.fromisoformat(when.first) if when and when.first and when.precision is DatePrecision.DAY else None


def _read_line(number: int, line: Line, people: People, published: date | None, anchor: date | None) -> list[Span]:
    text = line.text
    after_dateline = dateline_end(text)
    spans: list[Span] = []
    for match in list(TRIGGER.finditer(text))[:MAX_TRIGGERS_PER_SENTENCE]:
        spans.append(Span(SpanKind.TRIGGER, number, match.start(), match.end()))
    actors = [people.resolve(actor) for actor in line.actors if actor.role != "pronoun" and actor.end > after_dateline]
    for actor in actors:
        if actor.role != "side" and not _is_any_word(actor):
            kind = SpanKind.PERSON if actor.name else SpanKind.OFFICE
            spans.append(Span(kind, number, actor.start, actor.end, actor=actor))
    spans += _side_spans(number, line.items, actors)
    spans += _place_spans(number, text, line.items, actors)
    spans += _date_spans(number, text, published, anchor)
    spans += [Span(SpanKind.EVENT, number, one.start, one.end, event=one) for one in read_events(text)]
    return sorted(spans, key=lambda span: (span.start, span.end, span.kind))


def _is_any_word(actor: Actor) -> bool:
    """A lone word with a capital of which the article tells nothing else is hardly a person ("Additional", "Knesset")."""
    return bool(actor.name) and " " not in (actor.name or "") and not actor.office and not actor.sides


def _side_spans(number: int, items: Sequence[Item], actors: Sequence[Actor]) -> list[Span]:
    """Every word that stands for a side; "U.S.-Japan" gives two. What an office is about ("envoy for Syria") is none, nor
    are the countries of several ("the ministers of Chile and Peru"): each of these is an actor with a side of its own, and the
    weights were trained so."""
    spans = []
    for item in items:
        around = [a for a in actors if a.role != "side" and a.start <= item.start and item.end <= a.end]
        for side in item.sides if item.kind is Kind.SIDE else ():
            if not any(actor.sides and side not in actor.sides for actor in around):
                spans.append(Span(SpanKind.SIDE, number, item.start, item.end, side=side, is_inside_actor=bool(around)))
    return spans


def _place_spans(number: int, text: str, items: Sequence[Item], actors: Sequence[Actor]) -> list[Span]:
    """Places behind a preposition as `read_places` reads them; other cities and countries as they stand. "The President of
    Mexico" names none."""
    told = read_places(text)
    named = [
        place
        for item in items
        if not any(place.start < item.end and item.start < place.end for place in told)
        if (place := _place_of(item))
    ]
    return [
        Span(SpanKind.PLACE, number, place.start, place.end, place=place)
        for place in (*told, *named)
        if not any(a.role != "side" and a.start <= place.start and place.end <= a.end for a in actors)
    ]


def _place_of(item: Item) -> Place | None:
    words = words_of(item.text)
    if item.kind is Kind.PLACE or (item.kind is Kind.SIDE and words in cities()):
        city, country = cities()[words]
        return Place(item.start, item.end, city or None, country or None, "")
    form = side_forms().get(words) if item.kind is Kind.SIDE else None
    if form and form.is_state and form.form in {"noun", "metonym"}:
        return Place(item.start, item.end, None, form.side, "")
    return None


def _date_spans(number: int, text: str, published: date | None, anchor: date | None) -> list[Span]:
    past = {(when.start, when.end): when for when in read_dates(text, published, False, anchor)}
    future = {(when.start, when.end): when for when in read_dates(text, published, True, anchor)}
    return [
        Span(SpanKind.DATE, number, start, end, past=past.get((start, end)), future=future.get((start, end)))
        for start, end in sorted(set(past) | set(future))
    ]
