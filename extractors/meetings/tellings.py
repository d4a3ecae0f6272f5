"""What each trigger tells: who may sit in the meeting, and which triggers tell one and the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from extractors.meetings.actors import Actor
from extractors.meetings.judgements import IS_MEETING, STATUSES, Judgements, Key, identity_of
from extractors.meetings.spans import Span, SpanKind
from extractors.model import Status

IS_PARTICIPANT = 0.5
FAR = 0.9
"""What it takes to sit in a meeting without being named in the sentence that tells it, where that names two sides."""
IS_SIDE = 0.5
MAY_BE_SIDE = 0.2
IS_SAME = 0.5
NEVER_SAME = 0.05
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
    is_after: bool = False  # behind it

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


def read_tellings(
    judged: Judgements, is_wish: Callable[[Key], bool], is_separate: Callable[[Key], bool]
) -> list[Telling]:
    """The tellings of an article in text order; a trigger that is a mere hope tells nothing."""
    sides = {who: _best_side(chances) for who, chances in judged.acts_for.items()}
    heard = [
        Telling(trigger, 1 - chances[0], _seats(trigger, judged, sides))
        for trigger, chances in sorted(judged.status.items())
        if 1 - chances[0] >= IS_MEETING and not is_wish(trigger)
    ]
    lists = {one.trigger: alone for one in heard if len(alone := _alone(one, is_separate(one.trigger))) > 1}
    tellings = (
        telling
        for one in heard
        for telling in _split(one, lists.get(one.trigger) or _alone_elsewhere(one, lists, judged))
    )
    return list(islice(tellings, MAX_TELLINGS))


def _alone(telling: Telling, is_separate: bool) -> frozenset[str]:
    """The sides that each meet apart: by the encoder, or those behind words that say so ("separate meetings with")."""
    firm = [seat for seat in telling.seats.values() if seat.chance >= IS_PARTICIPANT]
    if is_separate:
        before = {seat.side for seat in firm if seat.is_near and not seat.is_after}
        behind = frozenset(seat.side for seat in firm if seat.is_after) - before
        if len(behind) > 1:
            return behind
    return frozenset(seat.side for seat in firm if seat.apart > seat.everywhere)


def _alone_elsewhere(telling: Telling, lists: dict[Key, frozenset[str]], judged: Judgements) -> frozenset[str]:
    """ "She spoke to A of X and B of Y. In separate calls, ...": another sentence may say that one tells several meetings."""
    here = {seat.side for seat in telling.seats.values() if seat.is_near and seat.chance >= IS_PARTICIPANT}
    chance, alone = max(
        ((_told_same(telling.trigger, other, judged) or 0.0, alone) for other, alone in lists.items() if alone < here),
        default=(0.0, frozenset()),
        key=lambda found: found[0],
    )
    return alone if chance > IS_SAME else frozenset()


def _split(telling: Telling, alone: frozenset[str]) -> Iterable[Telling]:
    """One telling, or one for each side that meets apart in a list."""
    if len(alone) < 2:
        yield telling
        return
    common = {who: seat for who, seat in telling.seats.items() if seat.side not in alone}
    if any(seat.is_near for seat in common.values()):  # a list names whom it is about; others are of other sentences
        common = {who: seat for who, seat in common.items() if seat.is_near}
    for side in sorted(alone):
        own = {who: seat for who, seat in telling.seats.items() if seat.side == side}
        yield replace(telling, seats=own | common, apart=side)


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


def _seats(trigger: Key, judged: Judgements, sides: dict[str, tuple[str, float] | None]) -> dict[str, Seat]:
    """Who may sit in what a trigger tells, by what makes them one."""
    seats: dict[str, Seat] = {}
    for span, everywhere, apart in judged.takes_part.get(trigger, ()):
        seat = _seat(span, everywhere, apart, sides, span.line == trigger[0])
        if seat is None:
            continue
        seat.is_after = seat.is_near and span.start >= trigger[2]
        who = seat.side if seat.is_bare else identity_of(span)
        if who not in seats or seat.chance > seats[who].chance:
            if who in seats:
                seat.is_near |= seats[who].is_near
                seat.is_after |= seats[who].is_after
                seat.actor = _fuller(seat.actor, seats[who].actor)
            seats[who] = seat
        else:
            seats[who].is_near |= seat.is_near
            seats[who].is_after |= seat.is_after
            seats[who].actor = _fuller(seats[who].actor, seat.actor)
    near = {seat.side for seat in seats.values() if seat.is_near and seat.chance >= IS_PARTICIPANT}
    if len(near) > 1:  # the sentence tells who met; those named elsewhere need more to speak for them
        seats = {who: seat for who, seat in seats.items() if seat.is_near or seat.chance >= FAR}
    return seats


def _seat(
    span: Span, everywhere: float, apart: float, sides: dict[str, tuple[str, float] | None], is_near: bool
) -> Seat | None:
    if span.kind is SpanKind.SIDE:
        assert span.side is not None
        return Seat(
            Actor("side", span.start, span.end, sides=(span.side,)), span.side, everywhere, apart, True, is_near
        )
    side = _side_of(span, sides)
    if side is None or span.actor is None or span.actor.is_reporter:
        return None
    if not span.actor.name and not span.actor.office:
        return Seat(replace(span.actor, sides=(side,)), side, everywhere, apart, True, is_near)
    return Seat(replace(span.actor, sides=(side,)), side, everywhere, apart, False, is_near)


def _fuller(a: Actor, b: Actor) -> Actor:
    return a if a.office or not b.office else replace(a, office=b.office)


def cluster(tellings: list[Telling], judged: Judgements) -> list[list[Telling]]:
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
