"""From the encoder's probabilities to occasions: who sat in each, which tellings are one, when, where and at what event."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import numpy as np

from extractors.meetings.actors import Actor
from extractors.meetings.dates import UNKNOWN, When
from extractors.meetings.events import Event
from extractors.meetings.judgements import MODES, STATUSES, Judgements, Key, identity_of
from extractors.meetings.lines import Line
from extractors.meetings.places import Place
from extractors.meetings.spans import Span, SpanKind
from extractors.model import Claim, DatePrecision, EvidenceField, Mode, Status

IS_MEETING = 0.5
"""A trigger at least so likely to tell a meeting counts as telling one. These thresholds were chosen on real texts and on
gold that the network was not trained on."""
IS_PARTICIPANT = 0.6
FAR = 0.9
"""What it takes to sit in a meeting without being named in the sentence that tells it, where that names two sides."""
WEAK_SIDE = 0.25
"""A second side that the encoder half believes in completes a meeting that would have one side."""
IS_SAME = 0.4
NEVER_SAME = 0.05
IS_LINKED = 0.5
"""A date, place or event."""
IS_SIDE = 0.5
MAY_BE_SIDE = 0.2
MAX_TELLINGS = 300
"""More than any real page tells; the work on them grows with their square."""


@dataclass(slots=True)
class Seat:
    """Somebody, or a side, that may sit in a meeting."""

    actor: Actor
    side: str
    everywhere: float
    apart: float
    is_bare: bool
    is_near: bool = False  # named in the sentence of the trigger

    @property
    def chance(self) -> float:
        return self.everywhere + self.apart


@dataclass(slots=True)
class Telling:
    """What one trigger tells of one occasion. `apart` is the side whose own meeting it is, where a list tells several."""

    trigger: Key
    chance: float
    seats: dict[str, Seat]
    apart: str | None = None


@dataclass(slots=True)
class Occasion:
    """Tellings of one meeting and what they add up to."""

    tellings: list[Telling]
    actors: tuple[Actor, ...] = ()
    status: Status = Status.HELD
    mode: Mode = Mode.UNKNOWN
    when: When = UNKNOWN
    place: Place | None = None
    event: Event | None = None
    lines: tuple[int, ...] = ()
    facts: dict[str, float] = field(default_factory=dict)
    chances: dict[str, float] = field(default_factory=dict)  # of those named, that they sat there
    claims: tuple[Claim, ...] | None = None  # of other meetings, where the grammar has read them

    @property
    def sides(self) -> frozenset[str]:
        return frozenset(side for actor in self.actors for side in actor.sides)


def assemble(
    judged: Judgements, lines: Sequence[Line], writer: str | None = None, wishes: Collection[Key] = ()
) -> list[Occasion]:
    """The occasions in text order; those with fewer than two sides are left out. `writer` is the state whose government
    writes, which is who "I" and "we" act for; `wishes` are triggers that the grammar reads as mere hopes."""
    sides = {who: _best_side(chances) for who, chances in judged.acts_for.items()}
    tellings = [
        telling
        for trigger, chances in sorted(judged.status.items())
        if 1 - chances[0] >= IS_MEETING and trigger not in wishes
        for telling in _tellings(trigger, 1 - chances[0], judged, sides)
    ]
    groups = _cluster(tellings[:MAX_TELLINGS], judged)
    occasions = [one for group in groups if len((one := _sum_up(group, judged, lines, writer)).sides) >= 2]
    return _without_echoes(occasions, lines)


def _without_echoes(occasions: list[Occasion], lines: Sequence[Line]) -> list[Occasion]:
    """A headline or caption only tells again what the text tells better; of two that cannot be told apart one is enough."""
    kept: list[Occasion] = []
    for one in sorted(occasions, key=lambda one: not any(lines[n].field is EvidenceField.TEXT for n in one.lines)):
        is_text = any(lines[n].field is EvidenceField.TEXT for n in one.lines)
        told = next((other for other in kept if _repeats(one, other, is_text)), None)
        if told is None:
            kept.append(one)
        else:
            told.lines = tuple(dict.fromkeys((*told.lines, *one.lines)))
    return sorted(kept, key=lambda one: min(telling.trigger for telling in one.tellings))


def _repeats(one: Occasion, other: Occasion, is_text: bool) -> bool:
    if one.status is not other.status and is_text:
        return False
    if not is_text:
        return one.sides <= other.sides or other.sides <= one.sides
    if {one.mode, other.mode} in _MODES_APART:
        return False
    if _is_vague_echo(one, other):
        return True
    names, others = ({actor.name for actor in x.actors if actor.name} for x in (one, other))
    if one.when.first not in {None, other.when.first} or not _places_fit(one.place, other.place):
        return False
    n_named = len({side for actor in one.actors if actor.name for side in actor.sides})
    is_same_day = one.when.first is not None and one.when.precision is DatePrecision.DAY
    return names <= others and (one.sides == other.sides or (n_named > 1 and (is_same_day or names == others)))


def _is_vague_echo(one: Occasion, other: Occasion) -> bool:
    """A stay or a contact with nobody and no day of its own is no further meeting beside the talks that are told."""
    host = one.place.country if one.place else None
    guests = one.sides - {host or ""}
    is_vague = one.when.first is None and not any(actor.name for actor in one.actors)
    return is_vague and len(guests) > 1 and guests <= other.sides and _places_fit(one.place, other.place)


def _places_fit(a: Place | None, b: Place | None) -> bool:
    """True unless two cities, or two countries without a city, are told."""
    if a is None or b is None:
        return True
    return a.city == b.city if a.city and b.city else a.country == b.country


_MODES_APART = ({Mode.IN_PERSON, Mode.PHONE}, {Mode.IN_PERSON, Mode.VIDEO}, {Mode.PHONE, Mode.VIDEO})


def _best_side(chances: dict[str, float]) -> tuple[str, float] | None:
    side = max(chances, key=lambda one: chances[one], default=None)
    return (side, chances[side]) if side is not None else None


def _side_of(span: Span, sides: dict[str, tuple[str, float] | None]) -> str | None:
    """The side of an actor: what the encoder reads, else what the grammar was told or guesses."""
    actor = span.actor
    assert actor is not None
    if actor.sides and not actor.is_guessed:
        return actor.sides[0]
    best = sides.get(identity_of(span))
    if best and best[1] >= IS_SIDE:
        return best[0]
    if actor.sides:
        return actor.sides[0]
    return best[0] if best and best[1] >= MAY_BE_SIDE else None


def _tellings(
    trigger: Key, chance: float, judged: Judgements, sides: dict[str, tuple[str, float] | None]
) -> Iterable[Telling]:
    """One telling, or one for each side that meets apart in a list."""
    seats: dict[str, Seat] = {}
    for span, everywhere, apart in judged.takes_part.get(trigger, ()):
        seat = _seat(span, everywhere, apart, sides, span.line == trigger[0])
        if seat is None:
            continue
        who = seat.side if seat.is_bare else identity_of(span)
        if who not in seats or seat.chance > seats[who].chance:
            if who in seats:
                seat.is_near |= seats[who].is_near
                seat.actor = _fuller(seat.actor, seats[who].actor)
            seats[who] = seat
        else:
            seats[who].is_near |= seat.is_near
            seats[who].actor = _fuller(seats[who].actor, seat.actor)
    near = {seat.side for seat in seats.values() if seat.is_near and seat.chance >= IS_PARTICIPANT}
    if len(near) > 1:  # the sentence tells who met; those named elsewhere need more to speak for them
        seats = {who: seat for who, seat in seats.items() if seat.is_near or seat.chance >= FAR}
    alone = {s.side for s in seats.values() if s.chance >= IS_PARTICIPANT and s.apart > s.everywhere}
    if len(alone) < 2:
        yield Telling(trigger, chance, seats)
        return
    for side in sorted(alone):
        own = {who: seat for who, seat in seats.items() if seat.side == side or seat.side not in alone}
        yield Telling(trigger, chance, own, side)


def _seat(
    span: Span, everywhere: float, apart: float, sides: dict[str, tuple[str, float] | None], is_near: bool
) -> Seat | None:
    if span.kind is SpanKind.SIDE:
        assert span.side is not None
        return Seat(
            Actor("side", span.start, span.end, sides=(span.side,)), span.side, everywhere, apart, True, is_near
        )
    side = _side_of(span, sides)
    if side is None or span.actor is None or (span.actor.is_reporter and not span.actor.name):
        return None
    if not span.actor.name and not span.actor.office:
        return Seat(replace(span.actor, sides=(side,)), side, everywhere, apart, True, is_near)
    return Seat(replace(span.actor, sides=(side,)), side, everywhere, apart, False, is_near)


def _fuller(a: Actor, b: Actor) -> Actor:
    return a if a.office or not b.office else replace(a, office=b.office)


def _cluster(tellings: list[Telling], judged: Judgements) -> list[list[Telling]]:
    """Joins the two groups that are most surely one occasion, again and again; a group is as near as its members on average."""
    n = len(tellings)
    near = np.full((n, n), -1.0)
    for i in range(n):
        for j in range(i + 1, n):
            near[i, j] = near[j, i] = _same_chance(tellings[i], tellings[j], judged)
    near[near < NEVER_SAME] = -np.inf  # one pair that cannot be the same keeps two groups apart
    np.fill_diagonal(near, -np.inf)
    groups: list[list[Telling]] = [[telling] for telling in tellings]
    while n and near.max() > IS_SAME:
        i, j = sorted(divmod(int(near.argmax()), n))
        a, b = len(groups[i]), len(groups[j])
        near[i] = (a * near[i] + b * near[j]) / (a + b)
        near[:, i] = near[i]
        near[i, i] = -np.inf
        near[j] = near[:, j] = -np.inf
        groups[i] += groups[j]
        groups[j] = []
    return sorted((group for group in groups if group), key=lambda group: min(one.trigger for one in group))


def _same_chance(a: Telling, b: Telling, judged: Judgements) -> float:
    if a.apart and b.apart:
        if a.apart != b.apart:
            return 0.0
        return 0.9 if a.trigger != b.trigger else 0.0
    told = _told_same(a.trigger, b.trigger, judged)
    ours, theirs = _firm_sides(a), _firm_sides(b)
    if a.apart or b.apart:
        if not (ours and theirs) or (ours != theirs):
            return 0.0
        return max(told or 0.0, 0.6)
    if told is None:
        return 0.6 if len(ours) > 1 and ours == theirs and _status(a, judged) is _status(b, judged) else 0.0
    return told


def _told_same(a: Key, b: Key, judged: Judgements) -> float | None:
    """What the encoder says of two triggers, asked from both ends."""
    told = [judged.same[pair] for pair in ((a, b), (b, a)) if pair in judged.same]
    return sum(told) / len(told) if told else None


def _status(telling: Telling, judged: Judgements) -> Status | None:
    chances = judged.status[telling.trigger]
    return STATUSES[max(range(1, len(chances)), key=lambda i: chances[i])]


def _firm_sides(telling: Telling) -> frozenset[str]:
    return frozenset(seat.side for seat in telling.seats.values() if seat.chance >= IS_PARTICIPANT)


def _sum_up(group: list[Telling], judged: Judgements, lines: Sequence[Line], writer: str | None) -> Occasion:
    group.sort(key=lambda one: (lines[one.trigger[0]].field is EvidenceField.TITLE, -one.chance))
    occasion = Occasion(group)
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
        place = _linked(group, judged.places)
        occasion.place = place.place if place else None
    event = _linked(group, judged.events)
    occasion.event = event.event if event else None
    occasion.lines = tuple(dict.fromkeys(telling.trigger[0] for telling in group))
    occasion.facts["trigger"] = max(telling.chance for telling in group)
    occasion.facts["n_tellings"] = len(occasion.lines)
    occasion.facts["n_sides"] = len(occasion.sides)
    return occasion


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


def _linked(group: Sequence[Telling], table: dict[Key, list[tuple[Span, float]]]) -> Span | None:
    best, chance = None, IS_LINKED
    for telling in group:
        for span, own in table.get(telling.trigger, ()):
            if own > chance:
                best, chance = span, own
    return best


def _date(group: Sequence[Telling], judged: Judgements, status: Status, lines: Sequence[Line]) -> When:
    best, chance, number = UNKNOWN, IS_LINKED, 0
    for telling in group:
        for span, own in judged.dates.get(telling.trigger, ()):
            when = (span.past or span.future) if status is Status.HELD else (span.future or span.past)
            if when is not None and when.first is not None and own > chance:
                best, chance, number = when, own, span.line
    return _lengthen(best, lines[number].text) if best is not UNKNOWN else best


_DAYS_LONG = re.compile(
    r"\b(?:(?P<end>ended|ends?|wrapped up|wraps up|concluded|concludes?|finished|completed|closed|broke off|broke up)|(?P<begin>opened|opens?|began|begins?|started|starts?|kicked off|launched|will hold|hold))"
    r"\b[^.;]{0,40}?\b(?P<n>two|three|four|five|six|seven|2|3|4|5|6|7)(?:[- ](?:full )?days?\b)",
    re.IGNORECASE,
)
_COUNT = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}


def _lengthen(when: When, text: str) -> When:
    """ "ended two days of talks on Wednesday": the day named is the last, or the first, of a stated number."""
    match = _DAYS_LONG.search(text)
    if match is None or when.last or when.precision is not DatePrecision.DAY or when.first is None:
        return when
    n = _COUNT.get(match["n"].lower()) or int(match["n"])
    day = date.fromisoformat(when.first)
    first, last = (day - timedelta(n - 1), day) if match["end"] else (day, day + timedelta(n - 1))
    return replace(when, first=first.isoformat(), last=last.isoformat())
