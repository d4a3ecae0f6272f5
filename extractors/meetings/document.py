"""The document pass: joins the tellings of one occasion, completes them from each other, and writes the mentions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from extractors.meetings.actors import Actor
from extractors.meetings.candidates import Candidate, find_candidates
from extractors.meetings.claims import read_claims
from extractors.meetings.dates import UNKNOWN, When, read_dates
from extractors.meetings.people import dateline_end
from extractors.meetings.places import Event, Place
from extractors.meetings.readings import Line, Reading, known_people, read_line, read_lines
from extractors.model import Article, Claim, DatePrecision, EvidenceField, Mode, Status


MAX_DRAFTS = 200
"""More occasions than any real page tells; a list of a thousand names is no article."""


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


def read_drafts(article: Article) -> tuple[tuple[Draft, ...], tuple[Line, ...]]:
    """Every occasion of the article, in text order, with the lines that `told_in` counts in."""
    lines = read_lines(article)
    people, home = known_people(article, lines)
    drafts: list[Draft] = []
    acts: list[tuple[frozenset[str], When]] = []
    speaker: Actor | None = None
    together: tuple[Actor, ...] = ()
    stage: Place | None = None
    for number, line in enumerate(lines):
        if len(drafts) >= MAX_DRAFTS:
            break
        reading, speaker = read_line(line, people, speaker, together, stage)
        _note_joint_act(reading, article.published_date, acts)
        for candidate in find_candidates(line.text, reading.groups, reading.triggers, reading.places):
            telling = _tell(candidate, reading, number, article.published_date, home)
            if telling.place is None and telling.mode is Mode.IN_PERSON and not telling.is_recalled:
                telling = replace(telling, place=stage)
            is_new = line.field is not EvidenceField.TITLE or not drafts  # a title only repeats what the text tells
            _join(drafts, telling, candidate.reference, is_new)
        stage = _next_stage(reading, stage)
        together = drafts[-1].actors if drafts else _last_pair(reading, together)
    completed = (_complete(draft, acts, drafts, article.title) for draft in drafts if len(draft.sides) > 1)
    return _without_told_visits([draft for draft in completed if _is_one_occasion(draft)]), lines


def _without_told_visits(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Talks that are told are the meeting; the visit around them is not a further one."""
    talks = [draft for draft in drafts if draft.rule != "visit"]
    return tuple(
        draft
        for draft in drafts
        if draft.rule != "visit" or not any(draft.sides <= one.sides and one.status is draft.status for one in talks)
    )


def _is_one_occasion(draft: Draft) -> bool:
    """Bare sides with neither day nor place are background ("direct talks between A and B"), no occasion."""
    return (
        draft.when.first is not None
        or draft.place is not None
        or any(actor.name or actor.office for actor in draft.actors)
    )


def _next_stage(reading: Reading, stage: Place | None) -> Place | None:
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


def _last_pair(reading: Reading, together: tuple[Actor, ...]) -> tuple[Actor, ...]:
    pairs = [group.actors for group in reading.groups if len(group.sides) > 1 and group.is_subject]
    return pairs[0] if pairs else together


_SAID_BEFORE = re.compile(
    r"\b(?:said|says|told \w+|announced|reported|statement|interview|tweet\w*|press conference|wrote|posted)\s*,?\s*(?:late |early )?(?:on )?$",
    re.IGNORECASE,
)
_TOPIC_BEFORE = re.compile(
    r"\b(?:war|wars|conflict|situation|crisis|ceasefire|peace|violence|fighting|troops|forces|developments?|elections?|stability|unrest|ambassador|"
    r"invasion|embassy|interests?|investments?|projects?|genocide|rebels|operations?|bases?|security|democracy|involvement|role|progress|reforms?|presence|"
    r"envoy|representative|people|programs?|programmes?|interference|intervention|born|living|lives|killed|died|attacks?|offices?|strikes?|back)\s+$",
    re.IGNORECASE,
)

_MOTION_BEFORE = re.compile(
    r"\b(?:travel\w*|went|go|goes|going|fl(?:y|ies|ew|ying)|trip|visit|return\w*|comes?|came|coming|head\w*|arriv\w+|journey\w*|drove|driven|tour|dispatched|sent|moved|welcom\w+)"
    r"\s+(?:[a-z]+\s+){0,3}$"
)


def _tell(
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
        _without_repeats(candidate.actors),
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


def _without_repeats(actors: Sequence[Actor]) -> tuple[Actor, ...]:
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


def _join(drafts: list[Draft], telling: Draft, reference: str, is_new: bool) -> None:
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
        actors=_without_repeats((*draft.actors, *telling.actors)),
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


_JOINT_ACT = re.compile(
    r"\b(?:agreed|affirmed|reaffirmed|discussed|expressed|vowed|pledged|confirmed|called|urged|condemned|signed|exchanged|shared|concurred|held|met|gathered)\b",
    re.IGNORECASE,
)


def _note_joint_act(reading: Reading, published: date | None, acts: list[tuple[frozenset[str], When]]) -> None:
    """ "The ministers of A and B on Thursday affirmed": no meeting by itself, but it dates one of the same sides."""
    text = reading.line.text
    for group in reading.groups:
        verb = _JOINT_ACT.search(text, group.end, group.end + 60)
        if len(group.sides) < 2 or not group.is_subject or not verb:
            continue
        for when in read_dates(text, published, is_future=False):
            if not when.is_bound and group.end <= when.start and when.end <= verb.end() + 20:
                acts.append((frozenset(group.sides), when))


def _complete(draft: Draft, acts: Sequence[tuple[frozenset[str], When]], drafts: Sequence[Draft], title: str) -> Draft:
    """Gives an undated draft the day of a joint act of its sides, when no other draft of these sides could be meant."""
    if draft.mode is Mode.UNKNOWN and re.search(r"\b(?:phone|telephone|call|calls)\b", title, re.IGNORECASE):
        draft = replace(draft, mode=Mode.PHONE)
    if draft.when.first is None and draft.status is Status.HELD and not draft.is_recalled:
        twins = [other for other in drafts if other.sides == draft.sides and not other.is_recalled]
        dated = [when for sides, when in acts if sides == draft.sides]
        if len(twins) == 1 and dated:
            return replace(draft, when=dated[0])
    return draft
