"""One list of meetings from two readers: the grammar, precise where it speaks, and the network, which hears much more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.meetings.actors import Actor
from extractors.meetings.grammar import Draft
from extractors.meetings.occasions import Occasion
from extractors.model import DatePrecision, Status

SURE = 0.9
"""What it takes to sit beside those of one side whom the grammar names."""

HEARD = 0.03
"""A line that the network so surely takes for no telling is none, whatever the grammar reads."""

GRAMMARS_FACTS = {"trigger": 0.9, "weakest_side": 0.9, "doubt": 0.0}
"""What stands for the network's probabilities where only the grammar speaks."""


def reconcile(drafts: Sequence[Draft], occasions: Sequence[Occasion]) -> list[Occasion]:
    """Both readers' meetings, each once, in text order. Of one that both read, the grammar says who took part and the
    network when, where and in what mode."""
    left = list(occasions)
    found: list[Occasion] = []
    for draft in drafts:
        twin = max(
            (one for one in left if _can_be_one(draft, one)),
            key=lambda one: (len(set(one.lines) & set(draft.told_in)), len(one.sides & draft.sides)),
            default=None,
        )
        if twin is None:
            found.append(_alone(draft))
        else:
            left.remove(twin)
            found.append(_joined(draft, twin))
    left = [one for one in left if not any(_is_read(one, draft) for draft in drafts)]
    for one in left:
        one.facts["grammar"] = 0.0
    return sorted([*found, *left], key=lambda one: min(one.lines))


def _can_be_one(draft: Draft, one: Occasion) -> bool:
    common = draft.sides & one.sides
    if len(common) < 2 or 2 * len(common) < len(draft.sides | one.sides):
        return False
    a, b = draft.when.first or "", one.when.first or ""
    n = min(len(a), len(b))
    return a[:n] == b[:n]


def _is_read(one: Occasion, draft: Draft) -> bool:
    """Between the same sides a sentence tells nothing beside what the grammar reads in it, and on one day no second meeting;
    nor do the same people meet twice a day."""
    is_day = one.when.precision is DatePrecision.DAY and one.when.first == draft.when.first
    common = set(one.lines) & set(draft.told_in)
    if one.sides != draft.sides:
        return False
    if common:
        return is_day or common == set(one.lines)
    names = {actor.name for actor in one.actors if actor.name}
    is_same = len(names) > 1 and names == {actor.name for actor in draft.actors if actor.name}
    return is_day and is_same and one.status is draft.status and one.mode is draft.mode


def _people(draft: Draft) -> tuple[Actor, ...]:
    """A meeting that is only recalled names nobody of its own."""
    return (
        tuple(replace(actor, name=None, office=None) for actor in draft.actors) if draft.is_recalled else draft.actors
    )


def _joined(draft: Draft, one: Occasion) -> Occasion:
    """The grammar's people; and those of their sides whom the network saw, surely where the grammar names somebody."""
    if not draft.is_recalled:
        names = {actor.name for actor in draft.actors if actor.name}
        sides = {side for actor in draft.actors if actor.name for side in actor.sides}
        more = [
            actor
            for actor in one.actors
            if actor.name
            and actor.name not in names
            and set(actor.sides) <= draft.sides
            and (not set(actor.sides) & sides or one.chances.get(actor.name, 0.0) >= SURE)
        ]
        gained = {side for actor in more for side in actor.sides}
        kept = [a for a in draft.actors if a.name or a.office or not set(a.sides) <= gained]
        one.actors = (*kept, *more)
    else:  # "the first since they met in Munich": the grammar knows which of the two occasions is which
        one.actors = _people(draft)
        one.status = draft.status
        one.when = draft.when if draft.when.first else one.when
        one.place = draft.place or one.place
        one.event = draft.event
    if draft.status in {Status.CANCELLED, Status.POSTPONED}:
        one.status = draft.status
    one.when = one.when if one.when.first else draft.when
    one.place = one.place or draft.place
    one.event = one.event or draft.event
    one.claims = draft.claims
    # what is only recalled is told where it is recalled, whatever else the network hears of it
    one.lines = tuple(dict.fromkeys(draft.told_in if draft.is_recalled else (*one.lines, *draft.told_in)))
    one.facts["grammar"] = 1.0
    one.facts["n_sides"] = float(len(one.sides))
    return one


def _alone(draft: Draft) -> Occasion:
    return Occasion(
        actors=_people(draft),
        status=draft.status,
        mode=draft.mode,
        when=draft.when,
        place=draft.place,
        event=draft.event,
        lines=tuple(dict.fromkeys(draft.told_in)),
        claims=draft.claims,
        facts={
            **GRAMMARS_FACTS,
            "n_tellings": float(len(set(draft.told_in))),
            "n_sides": float(len(draft.sides)),
            "grammar": 1.0,
        },
    )
