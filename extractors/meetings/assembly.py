"""From the encoder's probabilities to occasions: who sat in each, when, where and at what event."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from extractors.meetings.actors import Actor
from extractors.meetings.dates import UNKNOWN, When, lengthen
from extractors.meetings.judgements import MODES, STATUSES, Judgements, Key
from extractors.meetings.lines import Line
from extractors.meetings.occasions import Occasion, without_echoes
from extractors.meetings.spans import Span
from extractors.meetings.tellings import IS_PARTICIPANT, Seat, Telling, cluster, read_tellings
from extractors.model import EvidenceField, Mode, Status

WEAK_SIDE = 0.25
"""A second side that the encoder half believes in completes a meeting that would have one side."""
IS_DATE = 0.5
IS_PLACE = 0.5
IS_EVENT = 0.3
"""What it takes for a date, a place or a container event to be the meeting's."""


def assemble(
    judged: Judgements,
    lines: Sequence[Line],
    writer: str | None = None,
    is_wish: Callable[[Key], bool] = lambda trigger: False,
) -> list[Occasion]:
    """The occasions in text order; those with fewer than two sides are left out. `writer` is the state whose government
    writes, which is who "I" and "we" act for; `is_wish` knows the triggers that are mere hopes."""
    groups = cluster(
        read_tellings(judged, is_wish, lambda trigger: _is_separate(lines[trigger[0]].text, trigger)), judged
    )
    occasions = [_sum_up(group, judged, lines, writer) for group in groups]
    return without_echoes([one for one in occasions if len(one.sides) >= 2], lines)


def _sum_up(group: list[Telling], judged: Judgements, lines: Sequence[Line], writer: str | None) -> Occasion:
    group.sort(key=lambda one: (lines[one.trigger[0]].field is EvidenceField.TITLE, -one.chance))
    occasion = Occasion()
    status = [0.0] * len(STATUSES)
    mode = [0.0] * len(MODES)
    for telling in group:
        for i, chance in enumerate(judged.status[telling.trigger]):
            status[i] += chance
        for i, chance in enumerate(judged.mode[telling.trigger]):
            mode[i] += chance * telling.chance
    found = STATUSES[max(range(1, len(STATUSES)), key=lambda i: status[i])]
    assert found is not None
    occasion.status = found
    occasion.mode = MODES[max(range(len(MODES)), key=lambda i: mode[i])]
    speaks = writer if any(_FIRST_PERSON.search(lines[one.trigger[0]].text) for one in group) else None
    occasion.actors = _seated(group, occasion, speaks)
    occasion.when = _date(group, judged, occasion.status, lines)
    if occasion.mode not in {Mode.PHONE, Mode.VIDEO}:
        place = _linked(group, judged.places, IS_PLACE)
        occasion.place = place.place if place else None
    event = _linked(group, judged.events, IS_EVENT)
    occasion.event = event.event if event else None
    occasion.lines = tuple(dict.fromkeys(telling.trigger[0] for telling in group))
    occasion.facts["trigger"] = max(telling.chance for telling in group)
    occasion.facts["n_tellings"] = len(occasion.lines)
    occasion.facts["n_sides"] = len(occasion.sides)
    return occasion


_SEPARATE = re.compile(
    r"\b(?:separate(?:ly)?|one after (?:the other|another)|in turn)\b"
    r"|\b(?:bilateral|individual|one-on-one|back-to-back|successive)\s+(?:meetings|calls|conversations|sessions|encounters)\b",
    re.IGNORECASE,
)
_CLOSE = 40
"""Characters on either side of a trigger."""


def _is_separate(text: str, trigger: Key) -> bool:
    _, start, end = trigger
    return _SEPARATE.search(text[max(0, start - _CLOSE) : end + _CLOSE]) is not None


_FIRST_PERSON = re.compile(r"\b(?:I|me|my|[Ww]e|us|[Oo]ur)\b")


def _seated(group: Sequence[Telling], occasion: Occasion, speaks: str | None) -> tuple[Actor, ...]:
    """Everybody the tellings together believe in; a bare side only where nobody of it is named."""
    chances: dict[str, list[float]] = {}
    best: dict[str, Seat] = {}
    for telling in group:
        for who, seat in telling.seats.items():
            chances.setdefault(who, []).append(seat.chance)
            if who not in best or seat.chance > best[who].chance:
                best[who] = seat
    total = {who: 0.5 * max(own) + 0.5 * sum(own) / len(own) for who, own in chances.items()}
    ranked = sorted(best, key=lambda who: (best[who].is_bare, -total[who]))
    kept = [who for who in ranked if total[who] >= IS_PARTICIPANT]
    named = [who for who in kept if not best[who].is_bare]
    has_name = {best[who].side for who in named if best[who].actor.name}
    seated = [who for who in named if best[who].actor.name or best[who].side not in has_name]
    covered = {best[who].side for who in seated}
    for who in kept:
        if best[who].is_bare and best[who].side not in covered:
            seated.append(who)
            covered.add(best[who].side)
    if speaks and len(covered) == 1 and speaks not in covered:
        who = speaks
        best[who] = Seat(Actor("side", 0, 0, sides=(speaks,)), speaks, IS_PARTICIPANT, 0.0, True)
        total[who] = IS_PARTICIPANT
        seated.append(who)
        covered.add(speaks)
    if len(covered) == 1:
        others = [who for who in ranked if best[who].side not in covered and total[who] >= WEAK_SIDE]
        if others:
            seated.append(max(others, key=lambda who: total[who]))
    by_side: dict[str, float] = {}
    for who in seated:
        by_side[best[who].side] = max(by_side.get(best[who].side, 0.0), total[who])
    occasion.chances = {name: total[who] for who in seated if (name := best[who].actor.name)}
    occasion.facts["weakest_side"] = min(by_side.values(), default=0.0)
    occasion.facts["doubt"] = max((total[who] for who in total if best[who].side not in by_side), default=0.0)
    return _with_offices_of_counterparts([best[who].actor for who in seated])


def _with_offices_of_counterparts(actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """A counterpart has the office of the one whose counterpart he is."""
    office = next((actor.office for actor in actors if actor.office and actor.role != "counterpart"), None)
    return tuple(replace(actor, office=office) if actor.role == "counterpart" else actor for actor in actors)


def _linked(group: Sequence[Telling], table: dict[Key, list[tuple[Span, float]]], least: float) -> Span | None:
    """The likeliest span of one kind, where it is at least so likely."""
    best, chance = None, least
    for telling in group:
        for span, own in table.get(telling.trigger, ()):
            if own > chance:
                best, chance = span, own
    return best


def _date(group: Sequence[Telling], judged: Judgements, status: Status, lines: Sequence[Line]) -> When:
    best, chance, number = UNKNOWN, IS_DATE, 0
    for telling in group:
        for span, own in judged.dates.get(telling.trigger, ()):
            when = (span.past or span.future) if status is Status.HELD else (span.future or span.past)
            if when is not None and when.first is not None and own > chance:
                best, chance, number = when, own, span.line
    return lengthen(best, lines[number].text) if best is not UNKNOWN else best
