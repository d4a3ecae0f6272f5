"""From one sentence to the meetings it claims: each trigger with the groups that grammar puts on its two ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.meetings.actors import Actor
from extractors.meetings.grammar.groups import Group
from extractors.meetings.grammar.syntax import (
    find_adjacent,
    find_attendants,
    find_later_subject,
    find_object,
    find_owner,
    find_subject,
)
from extractors.meetings.grammar.triggers import Trigger
from extractors.meetings.places import Place
from extractors.model import Mode, Status


@dataclass(frozen=True, slots=True)
class Candidate:
    """One claimed exchange. `reference` is "" or how it points at another: "same" (their meeting), "earlier"."""

    rule: str
    trigger: Trigger
    status: Status
    mode: Mode
    actors: tuple[Actor, ...]
    reference: str = ""
    listed_sides: frozenset[str] = frozenset()  # of the whole list, when it was read as separate meetings

    @property
    def sides(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(side for actor in self.actors for side in actor.sides))


_JOINT = re.compile(
    r"C5\s?\+\s?1|\bfor (?:the|an?) (?:[\w+-]+ ){0,4}summit\b|\b(?:trilateral|quadrilateral|three-way|four-way|tripartite|quadripartite|jointly|multilateral|the (?:three|four|five|six)|all (?:three|four)|together|group|quad)\b",
    re.IGNORECASE,
)


_APART = re.compile(
    r"\b(?:separate(?:ly)?|respectively|in turn|each of|one by one|individual(?:ly)?|bilaterals?|a series of|a string of)\b",
    re.IGNORECASE,
)


_ONE_NOUN = re.compile(r"\b(?:a|an|one)\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE)


_HOSTED_TALKS = re.compile(
    r"\bfor\s+(?:[\w-]+\s+){0,4}(?:talks|consultations|negotiations|discussions|meeting|summit|session)\b",
    re.IGNORECASE,
)


_HELD_BEFORE = re.compile(
    r"\b(?:held|hold|holds|holding|had|have|having|began|begin|opened|open|resumed|conducted|concluded|ended|continued|wrapped up|at|during|over|"
    r"completed|start(?:ed)?|kicked off|gathered|convened|for|in|attend\w*)\s+(?:[\w'’-]+\s+){0,6}$"
)
_OPENING = re.compile(r"\s*(?:At|In|During|After|Following|On)\b")
_EARLIER = re.compile(
    r"\b(?:previous|earlier|last|first|prior|past|initial|recent)\s+(?:[a-z-]+\s+){0,2}$", re.IGNORECASE
)


_SAME = re.compile(r"\b(?:the|their|this|that|these|those|both)\s+(?:[\w'’-]+\s+){0,3}$", re.IGNORECASE)


_VISIT_FOR_CONTACT = re.compile(
    r"\b(?:state|official|working|farewell|reciprocal|return|landmark|historic|\w+-day) visit\b|\bfor (?:[\w-]+ ){0,2}(?:talks|consultations|negotiations|meetings?)\b"
    r"|\bto (?:meet|engage|consult|hold talks)\b|\bvisit to [A-Z]",
    re.IGNORECASE,
)


_EVENT_NEAR = re.compile(
    r"\b(?:summit|conference|forum|assembly|ceremony|funeral|festival|exhibition|match|games)\b", re.IGNORECASE
)


def find_candidates(
    sentence: str, groups: Sequence[Group], triggers: Sequence[Trigger], places: Sequence[Place]
) -> tuple[Candidate, ...]:
    """Candidates in the order of their triggers; those with fewer than two sides are left to the document pass."""
    found: list[Candidate] = []
    used: set[frozenset[str]] = set()
    for trigger in sorted(triggers, key=lambda one: _TELLS_LESS.get(one.kind, 0)):
        if trigger.status is None:
            continue
        read = (
            _read_visit(sentence, groups, trigger, places)
            if trigger.kind == "visit"
            else _read_trigger(sentence, groups, trigger)
        )
        for candidate in read:
            if candidate.reference == "same" and found:
                continue  # "met at the summit": the verb has told it
            if is_match(sentence, candidate.actors):
                continue
            key = frozenset(candidate.sides)
            if candidate.reference or len(key) < 2 or key not in used:
                found.append(candidate)
            if not candidate.reference and len(key) >= 2:
                used.add(key)
    return tuple(found)


_TELLS_LESS = {"noun": 1, "visit": 2}
"""A verb tells more than a noun beside it, and both more than the visit around them."""

_SPORT = re.compile(
    r"\b(?:final|semi-?finals?|quarter-?finals?|stadium|cup|match|kick-?off|qualif\w+|goals?|league|tournament|championships?|friendly)\b",
    re.IGNORECASE,
)


def is_match(sentence: str, actors: Sequence[Actor]) -> bool:
    """Bare sides that "meet" in a stadium are teams."""
    is_bare = all(actor.role == "side" for actor in actors)
    return bool(is_bare and actors and _SPORT.search(sentence))


def _read_trigger(sentence: str, groups: Sequence[Group], trigger: Trigger) -> list[Candidate]:
    if trigger.kind == "noun":
        return _read_noun(sentence, groups, trigger)
    left, right = find_subject(sentence, groups, trigger), find_object(sentence, groups, trigger)
    extra = find_attendants(sentence, groups, trigger)
    if (
        trigger.text.endswith("ed")
        and trigger.kind == "host"
        and re.search(
            r"\b(?:was|were|been|be|is|are)\s+(?:[a-z]+ly\s+)?$", sentence[max(0, trigger.start - 30) : trigger.start]
        )
    ):
        right = find_object(sentence, groups, trigger, {"by"})
    if trigger.kind == "host" and (right is None or left is None or not right.actors[0].sides):
        return []
    if right is None:
        if (
            left is None
            or len(left.sides) < 2
            or trigger.kind in {"phone", "host"}
            or trigger.text.lower().startswith("discuss")
            or re.match(
                r"\s*(?:the|with\s+the)?\s*(?:needs|demands|criteria|deadline|target|conditions|requirements)\b",
                sentence[trigger.end :],
            )
        ):
            return []
        return [_candidate(f"{trigger.kind}_joint", trigger, (*left.actors, *extra))]
    if left is None:
        return []
    return _pairs(sentence, trigger, f"{trigger.kind}_pair", left, right, extra)


def _pairs(
    sentence: str, trigger: Trigger, rule: str, left: Group, right: Group, extra: tuple[Actor, ...] = ()
) -> list[Candidate]:
    """One meeting, or one with each side of the right group where the text lists separate ones."""
    lefts = _copy_offices(left.actors, right.actors)
    rights = _copy_offices(right.actors, left.actors)
    others = [side for side in right.sides if side not in left.sides]
    is_one = (
        trigger.kind == "noun"
        and not trigger.text.endswith("s")
        and _ONE_NOUN.search(sentence[max(0, trigger.start - 60) : trigger.start])
    )
    is_hosted = trigger.kind == "host" and _HOSTED_TALKS.search(sentence)
    # nobody named: "hosted representatives of A, B, C and D" is one room, "met the ministers of A and B" need not be
    is_crowd = all(actor.name is None for actor in right.actors) and (trigger.kind == "host" or len(others) > 4)
    is_joint = (is_one or is_hosted or is_crowd or _JOINT.search(sentence)) and not _APART.search(sentence)
    if len(others) > 1 and not is_joint and (len(left.sides) == 1):
        found = []
        for side in others:
            own = tuple(actor for actor in rights if side in actor.sides)
            one = _candidate(f"{rule}_listed", trigger, (*lefts, *own))
            found.append(replace(one, listed_sides=frozenset((*left.sides, *others))))
        return found
    return [_candidate(rule, trigger, (*lefts, *rights, *extra))]


def _copy_offices(actors: tuple[Actor, ...], others: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """A counterpart has the office of the one whose counterpart he is."""
    office = next((actor.office for actor in others if actor.office and actor.role == "person"), None)
    return tuple(
        replace(actor, office=office, role="person" if actor.name else "office")
        if actor.role == "counterpart"
        else actor
        for actor in actors
    )


def _candidate(rule: str, trigger: Trigger, actors: tuple[Actor, ...], reference: str = "") -> Candidate:
    assert trigger.status is not None
    kept = tuple(actor for actor in actors if not actor.is_reporter)
    return Candidate(rule, trigger, trigger.status, trigger.mode, kept, reference)


def _read_noun(sentence: str, groups: Sequence[Group], trigger: Trigger) -> list[Candidate]:
    before = sentence[max(0, trigger.start - 90) : trigger.start]
    if re.match(r"['’]s?\b|['’]", sentence[trigger.end :]) or re.search(
        r"\b(?:sidelines|margins|fringes) of (?:the|a) (?:[\w-]+ ){0,3}$", before
    ):
        return []
    if _EARLIER.search(before) and re.search(r"\b(?:their|the|the two)\s+(?:\w+\s+){0,3}$", before):
        earlier = find_object(sentence, groups, trigger, {"between", "among", "of", "with"})
        actors = earlier.actors if earlier and len(earlier.sides) > 1 else ()
        return [_candidate("recalled", trigger, actors, "earlier")]
    adjacent = find_adjacent(sentence, groups, trigger)
    between = find_object(sentence, groups, trigger, {"between", "among", "involving"})
    if between is not None and len(between.sides) > 1:
        return [_candidate("noun_between", trigger, between.actors)]
    other = find_object(sentence, groups, trigger, {"with", "from"} if trigger.mode is Mode.PHONE else {"with"})
    left = find_owner(sentence, groups, trigger) or find_subject(sentence, groups, trigger)
    if other is not None and other.sides:
        if left is None or not set(left.sides) - set(other.sides):
            left = find_later_subject(sentence, groups, other.end)
            if left is None and other.actors[-1].lead == "," and len(other.sides) > 1 and _OPENING.match(sentence):
                left, other = Group(other.actors[-1:], ","), Group(other.actors[:-1], other.lead)
        if left is not None:
            return _pairs(sentence, trigger, "noun_with", left, other, find_attendants(sentence, groups, trigger))
        return []
    of = find_object(sentence, groups, trigger, {"of"})
    if of is not None and len(of.sides) > 1:
        return [_candidate("noun_of", trigger, of.actors)]
    if adjacent is not None:
        return [_candidate("noun_adjective", trigger, adjacent.actors)]
    if left is None or len(left.sides) < 2:
        left = find_later_subject(sentence, groups, trigger.end) if _OPENING.match(sentence) else left
    is_same = bool(_SAME.search(before))
    if left is not None and len(left.sides) > 1 and (is_same or _HELD_BEFORE.search(before)):
        return [_candidate("noun_joint", trigger, left.actors, "same" if is_same else "")]
    told = _told_there(sentence, groups, trigger)
    if told is not None:
        return _pairs(sentence, trigger, "told_in", *told)
    return [_candidate("noun_same", trigger, (), "same")] if is_same else []


def _told_there(sentence: str, groups: Sequence[Group], trigger: Trigger) -> tuple[Group, Group] | None:
    """ "A told B during talks in Paris": who is told sits at the table."""
    for group in groups:
        gap = sentence[group.end : trigger.start]
        if (
            group.lead != "told"
            or group.end > trigger.start
            or not re.match(r"\s*(?:,\s*)?(?:[\w-]+\s+){0,6}?(?:during|in|at)\b", gap)
        ):
            continue
        tellers = [one for one in groups if one.end <= group.start and one.is_subject and one.sides]
        if tellers and group.sides and len(gap) < 60:
            return tellers[-1], group
    return None


def _read_visit(sentence: str, groups: Sequence[Group], trigger: Trigger, places: Sequence[Place]) -> list[Candidate]:
    """A visit stands for the contact with its hosts where a purpose or the kind of visit says so, or it was called off."""
    left = find_subject(sentence, groups, trigger)
    is_off = trigger.status in {Status.CANCELLED, Status.POSTPONED}
    if left is None or not left.actors[0].sides or _EVENT_NEAR.search(sentence):
        return []
    if not is_off and not _VISIT_FOR_CONTACT.search(sentence):
        return []
    found = []
    for place in places:
        if (
            place.country
            and -1 <= place.start - trigger.start < 45
            and place.preposition != "from"
            and place.country not in left.sides
        ):
            host = Actor("side", place.start, place.end, sides=(place.country,))
            found.append(_candidate("visit", trigger, (*left.actors, host)))
    return found[:1]
