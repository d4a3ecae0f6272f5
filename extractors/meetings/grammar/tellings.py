"""One telling of one occasion: the day, place and event that belong to a trigger of a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from extractors.meetings.actors import Actor
from extractors.meetings.claims import read_claims
from extractors.meetings.dates import UNKNOWN, When, read_dates
from extractors.meetings.events import Event
from extractors.meetings.grammar.candidates import Candidate
from extractors.meetings.grammar.readings import Reading
from extractors.meetings.people import dateline_end
from extractors.meetings.places import Place
from extractors.model import Claim, DatePrecision, Mode, Status


@dataclass(frozen=True, slots=True)
class Draft:
    """One occasion as far as the article has told it. `told_in` are the lines, the first is the evidence."""

    rule: str
    status: Status
    mode: Mode
    actors: tuple[Actor, ...]
    when: When
    place: Place | None
    event: Event | None
    told_in: tuple[int, ...]
    claims: tuple[Claim, ...] = ()
    is_recalled: bool = False
    listed_sides: frozenset[str] = frozenset()

    @property
    def sides(self) -> frozenset[str]:
        return frozenset(side for actor in self.actors for side in actor.sides)


_SAID_BEFORE = re.compile(
    r"\b(?:said|says|told \w+|announced|reported|statement|interview|tweet\w*|press conference|wrote|posted)\s*,?\s*(?:late |early )?(?:on )?$",
    re.IGNORECASE,
)


_TOPIC_BEFORE = re.compile(
    r"\b(?:war|wars|conflict|situation|crisis|ceasefire|peace|violence|fighting|troops|forces|developments?|elections?|stability|unrest|ambassador|"
    r"invasion|embassy|interests?|investments?|projects?|genocide|rebels|operations?|bases?|security|democracy|involvement|role|progress|reforms?|presence|"
    r"envoy|representative|people|programs?|programmes?|interference|intervention|born|living|lives|killed|died|attacks?|strikes?|back)\s+$",
    re.IGNORECASE,
)


_MOTION_BEFORE = re.compile(
    r"\b(?:travel\w*|went|go|goes|going|fl(?:y|ies|ew|ying)|trip|visit|return\w*|comes?|came|coming|head\w*|arriv\w+|journey\w*|drove|driven|tour|dispatched|sent|moved|welcom\w+)"
    r"\s+(?:[a-z]+\s+){0,3}$"
)


def tell(
    candidate: Candidate, reading: Reading, number: int, published: date | None, home: tuple[str | None, str | None]
) -> Draft:
    status = candidate.status
    when = _choose_date(candidate, reading, read_dates(reading.line.text, published, status is not Status.HELD))
    if (
        status is Status.HELD
        and published
        and when.first
        and when.precision is DatePrecision.DAY
        and when.first > published.isoformat()
    ):
        status = Status.PLANNED
    is_remote = candidate.mode in {Mode.PHONE, Mode.VIDEO}
    place = None if is_remote else _choose_place(candidate, reading, home)
    event = _choose_event(candidate, reading)
    claims = read_claims(reading.line.text) if candidate.reference != "earlier" else ()
    return Draft(
        candidate.rule,
        status,
        candidate.mode,
        without_repeats(candidate.actors),
        when,
        place,
        event,
        (number,),
        claims,
        candidate.reference == "earlier",
        candidate.listed_sides,
    )


def _gap(text: str, trigger_start: int, trigger_end: int, start: int, end: int) -> str:
    return text[trigger_end:start] if start >= trigger_end else text[end:trigger_start]


def _choose_date(candidate: Candidate, reading: Reading, dates: Sequence[When]) -> When:
    text, trigger = reading.line.text, candidate.trigger
    best, best_cost = UNKNOWN, 10_000
    for when in dates:
        gap = _gap(text, trigger.start, trigger.end, when.start, when.end)
        if (
            when.is_bound
            or when.end <= dateline_end(text)
            or re.search(r"\bsince\b|;", gap)
            or _SAID_BEFORE.search(text[max(0, when.start - 60) : when.start])
        ):
            continue
        crossed = sum(
            1 for other in reading.triggers if other != trigger and _between(other.start, trigger.start, when.start)
        )
        cost = len(gap) + 60 * crossed + (15 if when.end <= trigger.start else 0)
        if cost < best_cost:
            best, best_cost = when, cost
    return best if best_cost < (230 if len(dates) > 1 else 450) else UNKNOWN


def _between(position: int, a: int, b: int) -> bool:
    return min(a, b) < position < max(a, b)


def _choose_place(candidate: Candidate, reading: Reading, home: tuple[str | None, str | None]) -> Place | None:
    text, trigger = reading.line.text, candidate.trigger
    if re.search(r"\bhere\b", text) and home[1]:
        return Place(0, 0, home[0], home[1], "in")
    best, best_cost = None, 10_000
    for place in reading.places:
        gap = _gap(text, trigger.start, trigger.end, place.start, place.end)
        if (
            place.preposition == "from"
            or (
                place.preposition in {"to", "into"}
                and not _MOTION_BEFORE.search(text[max(0, place.start - 60) : place.start])
            )
            or re.search(r"\bsince\b|;", gap)
            or _TOPIC_BEFORE.search(text[max(0, place.start - 60) : place.start])
        ):
            continue
        cost = len(gap) + (0 if place.preposition in {"in", "at", "near"} else 30) + (0 if place.city else 25)
        if cost < best_cost:
            best, best_cost = place, cost
    return best if best_cost < 150 else None


def _choose_event(candidate: Candidate, reading: Reading) -> Event | None:
    text, trigger = reading.line.text, candidate.trigger
    near = [
        event
        for event in reading.events
        if not re.search(r"\bsince\b|;", _gap(text, trigger.start, trigger.end, event.start, event.end))
    ]
    return min(
        near, key=lambda event: len(_gap(text, trigger.start, trigger.end, event.start, event.end)), default=None
    )


def next_stage(reading: Reading, stage: Place | None) -> Place | None:
    """Where the story now is: the last city that somebody was in or went to; meetings told next are held there."""
    text = reading.line.text
    for place in reading.places:
        if (
            not place.city
            or place.preposition in {"from", "near", "outside"}
            or _TOPIC_BEFORE.search(text[max(0, place.start - 60) : place.start])
        ):
            continue
        is_motion = place.preposition in {"to", "into"} and _MOTION_BEFORE.search(
            text[max(0, place.start - 60) : place.start]
        )
        is_still = place.preposition in {"in", "at"} and reading.triggers
        if is_motion or is_still or place.preposition.startswith("visit"):
            stage = place
    return stage


def without_repeats(actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """Each person once; an unnamed office or side goes where the same side has somebody better named."""
    kept: list[Actor] = []
    for actor in actors:
        if not actor.sides:
            continue
        if actor.name and any(other.name == actor.name for other in kept):
            continue
        if not actor.name and any(
            set(other.sides) == set(actor.sides) and (other.name or not actor.office or other.office) for other in kept
        ):
            continue
        kept.append(actor)
    named = {side for actor in kept if actor.name for side in actor.sides}
    officed = {side for actor in kept if actor.office and not actor.name for side in actor.sides}
    return tuple(
        actor
        for actor in kept
        if actor.name or not (set(actor.sides) <= named or (not actor.office and set(actor.sides) <= officed))
    )
