"""An occasion as far as an article tells it, and when one is only the echo of another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.meetings.actors import Actor
from extractors.meetings.dates import UNKNOWN, When
from extractors.meetings.events import Event
from extractors.meetings.lines import Line
from extractors.meetings.places import Place
from extractors.model import Claim, DatePrecision, EvidenceField, Mode, Status


@dataclass(slots=True)
class Occasion:
    """`lines` tell it, the first is the evidence; `facts` are what its score rests on."""

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


def without_echoes(occasions: list[Occasion], lines: Sequence[Line]) -> list[Occasion]:
    """A headline or caption only tells again what the text tells better; of two that cannot be told apart one is enough."""
    kept: list[Occasion] = []
    for one in sorted(occasions, key=lambda one: not any(lines[n].field is EvidenceField.TEXT for n in one.lines)):
        is_text = any(lines[n].field is EvidenceField.TEXT for n in one.lines)
        told = next((other for other in kept if _repeats(one, other, is_text)), None)
        if told is None:
            kept.append(one)
        else:
            told.lines = tuple(dict.fromkeys((*told.lines, *one.lines)))
            told.when = told.when if told.when.first else one.when
            told.place, told.event = told.place or one.place, told.event or one.event
    return sorted(kept, key=lambda one: min(one.lines))


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
    if None not in {one.when.first, other.when.first} and one.when.first != other.when.first:
        return False
    if not _places_fit(one.place, other.place):
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
