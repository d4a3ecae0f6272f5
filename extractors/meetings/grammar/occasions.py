"""Joins the tellings of one occasion: what two of them share, what keeps them apart, and what each adds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from extractors.meetings.actors import Actor
from extractors.meetings.dates import When
from extractors.meetings.grammar.tellings import Draft, without_repeats
from extractors.meetings.places import Place
from extractors.model import DatePrecision, Mode, Status


def join(drafts: list[Draft], telling: Draft, reference: str, is_new: bool) -> None:
    """Puts a telling into the draft of its occasion, or makes a new one."""
    if reference == "earlier":
        _recall(drafts, telling)
        return
    if not telling.sides or len(telling.sides) < 2:
        if reference == "same" and drafts and not telling.sides:
            _refine(drafts, telling)
        return
    _take_back_list(drafts, telling)
    for i in range(len(drafts) - 1, -1, -1):
        if _is_same_occasion(drafts[i], telling):
            drafts[i] = _merge(drafts[i], telling)
            return
    if is_new:
        drafts.append(telling)


def _take_back_list(drafts: list[Draft], telling: Draft) -> None:
    """ "met the ministers of A and B" was read as two meetings; "the three held talks" says that it was one."""
    listed = [draft for draft in drafts if draft.listed_sides == telling.sides and _fits(draft, telling)]
    if len(listed) > 1:
        whole = listed[0]
        for draft in listed[1:]:
            whole = _merge(whole, draft)
            drafts.remove(draft)
        drafts[drafts.index(listed[0])] = replace(whole, listed_sides=frozenset(), rule=telling.rule)


def _refine(drafts: list[Draft], telling: Draft) -> None:
    """ "The meeting, in Brussels on Thursday": adds what the last occasion lacks, where nothing contradicts."""
    last = drafts[-1]
    probe = replace(telling, actors=last.actors)
    if telling.status is last.status and _fits(last, probe) and not last.is_recalled:
        drafts[-1] = _merge(last, probe)


def _recall(drafts: list[Draft], telling: Draft) -> None:
    """An earlier meeting of the same sides; a person is added only where the sentence names the two sides itself."""
    if telling.when.first is None and telling.place is None:
        return
    base = telling.actors
    if len(telling.sides) < 2 and drafts:
        own = next((draft for draft in reversed(drafts) if not draft.is_recalled), drafts[-1])
        base = tuple(
            Actor("side", 0, 0, sides=(side,))
            for side in dict.fromkeys(side for actor in own.actors for side in actor.sides)
        )
    recalled = replace(telling, actors=base, status=Status.HELD)
    if len(recalled.sides) < 2:
        return
    for i, draft in enumerate(drafts):
        if (
            draft.sides == recalled.sides
            and _fits(draft, recalled)
            and draft.when.first
            and draft.when.first[:7] == (recalled.when.first or "")[:7]
        ):
            drafts[i] = _merge(draft, recalled)
            return
    drafts.append(recalled)


def _is_same_occasion(draft: Draft, telling: Draft) -> bool:
    if not (draft.sides <= telling.sides or telling.sides <= draft.sides) or draft.is_recalled:
        return False
    if draft.sides != telling.sides and not _share_occasion(draft, telling):
        return False
    return _fits(draft, telling) and not _people_differ(draft, telling)


def _share_occasion(draft: Draft, telling: Draft) -> bool:
    """Different sets of sides are one occasion only when the larger names everybody of the smaller and place or day agree."""
    small, large = sorted((draft, telling), key=lambda one: len(one.sides))
    is_contained = {actor.name for actor in small.actors if actor.name} <= {actor.name for actor in large.actors}
    same_place = bool(draft.place and telling.place and draft.place.city == telling.place.city and draft.place.city)
    return is_contained and len(small.sides) > 1 and len(large.sides) > 2 and same_place


def _fits(draft: Draft, telling: Draft) -> bool:
    is_called_off = {Status.CANCELLED, Status.POSTPONED}
    if (draft.status in is_called_off) != (telling.status in is_called_off) and draft.when.first and telling.when.first:
        return False
    if draft.status is not telling.status and not (draft.when.first and draft.when.first == telling.when.first):
        return False
    modes = {draft.mode, telling.mode}
    if len(modes - {Mode.UNKNOWN}) > 1:
        return False
    if not _dates_fit(draft.when, telling.when):
        return False
    a, b = draft.place, telling.place
    return not (
        a and b and ((a.city and b.city and a.city != b.city) or (a.country and b.country and a.country != b.country))
    )


def _dates_fit(a: When, b: When) -> bool:
    if a.first is None or b.first is None:
        return True
    n = min(len(a.first), len(b.first))
    if a.first[:n] == b.first[:n]:
        return True
    if DatePrecision.WEEK in {a.precision, b.precision} and n == 10:
        return abs(date.fromisoformat(a.first) - date.fromisoformat(b.first)) < timedelta(7)
    return bool(
        (a.last and b.first and a.first <= b.first <= a.last) or (b.last and a.first and b.first <= a.first <= b.last)
    )


def _people_differ(draft: Draft, telling: Draft) -> bool:
    """True when one side is named on both and by nobody in common: two meetings of the same sides."""
    for side in draft.sides & telling.sides:
        ours = {actor.name for actor in draft.actors if side in actor.sides and actor.name}
        theirs = {actor.name for actor in telling.actors if side in actor.sides and actor.name}
        if ours and theirs and not ours & theirs:
            return True
    return False


def _merge(draft: Draft, telling: Draft) -> Draft:
    status = draft.status if Status.HELD not in {draft.status, telling.status} else Status.HELD
    mode = draft.mode if draft.mode is not Mode.UNKNOWN else telling.mode
    return replace(
        draft,
        status=status,
        mode=mode,
        actors=without_repeats((*draft.actors, *telling.actors)),
        when=_finer(draft.when, telling.when),
        place=_finer_place(draft.place, telling.place),
        event=draft.event or telling.event,
        told_in=(*draft.told_in, *telling.told_in),
        claims=tuple(dict.fromkeys((*draft.claims, *telling.claims))),
    )


_FINENESS = {
    DatePrecision.DAY: 4,
    DatePrecision.WEEK: 3,
    DatePrecision.MONTH: 2,
    DatePrecision.YEAR: 1,
    DatePrecision.UNKNOWN: 0,
}


def _finer(a: When, b: When) -> When:
    return b if _FINENESS[b.precision] > _FINENESS[a.precision] else a


def _finer_place(a: Place | None, b: Place | None) -> Place | None:
    if a is None or b is None:
        return a or b
    return b if b.city and not a.city else a
