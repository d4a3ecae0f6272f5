"""Which groups of actors stand at the two ends of a trigger: its subject, its object, who else attends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.meetings.actors import Actor
from extractors.meetings.grammar.groups import BYSTANDER_LEADS, Group
from extractors.meetings.grammar.triggers import Trigger

_BREAK = re.compile(
    r"[;:]|\b(?:that|who|which|while|because|said|says|where|whose|but|though|although)\b", re.IGNORECASE
)


_HARD_BREAK = re.compile(r"[;]|\b(?:but|while|because|although|whereas)\b", re.IGNORECASE)


_BY_NAMED = re.compile(
    r"\b(?:attended|joined|accompanied)\s+by\b[^.;]{0,30}$|\balso (?:attended|present|taking part) (?:by|were|was)\b[^.;]{0,30}$",
    re.IGNORECASE,
)


_OBJECT_LEADS = frozenset(
    """
    called greeted hosted hosts invited meet meeting meets met phoned rang received receives saw telephoned told
    visited welcomed
    """.split()  # noqa: SIM905
)


_CLAUSE_AND = re.compile(r"\band\s+(?:[a-z]+ly\s+)?(?:[a-z]+ed|met|held|spoke|will|is|was|has|had|said)\b")


def find_adjacent(sentence: str, groups: Sequence[Group], trigger: Trigger) -> Group | None:
    """ "the Russian-Turkish talks": sides right before the noun."""
    for group in groups:
        gap = sentence[group.end : trigger.start]
        if (
            group.end <= trigger.start
            and len(group.sides) > 1
            and re.fullmatch(r"\s*(?:[a-z-]+\s+){0,2}", gap)
            and all(actor.role == "side" for actor in group.actors)
        ):
            return group
    return None


def find_owner(sentence: str, groups: Sequence[Group], trigger: Trigger) -> Group | None:
    """ "Mr Modi's meeting with": the one whose meeting it is."""
    for group in groups:
        gap = sentence[group.end : trigger.start]
        if group.end <= trigger.start and _has_value(group) and re.fullmatch(r"['’]s?\s+(?:[\w-]+\s+){0,3}", gap):
            return group
    return None


def find_subject(sentence: str, groups: Sequence[Group], trigger: Trigger) -> Group | None:
    """The nearest group before the trigger that is no bystander; a "with" group joins the subject before it."""
    company: tuple[Actor, ...] = ()
    for group in reversed([group for group in groups if group.end <= trigger.start]):
        gap = sentence[group.end : trigger.start]
        if len(gap) > 220 or _HARD_BREAK.search(gap):
            return None
        if group.actors[0].is_reporter:
            continue
        if group.lead == "with" and len(gap) < 80:
            company = (*group.actors, *company)
            continue
        if not _has_value(group) or group.lead in BYSTANDER_LEADS:
            continue
        is_object = group.lead in _OBJECT_LEADS or (group.lead.endswith("ed") and group is not groups[0])
        if re.match(r"['’]s\b", gap) or is_object:
            continue
        return Group((*group.actors, *company), group.lead)
    return None


def find_later_subject(sentence: str, groups: Sequence[Group], start: int) -> Group | None:
    """ "At a meeting with Y, X said": the subject that follows the phrase."""
    for group in groups:
        if group.start >= start and group.is_subject and _has_value(group) and not group.actors[0].is_reporter:
            return group if len(sentence[start : group.start]) < 120 else None
    return None


def _has_value(group: Group) -> bool:
    return any(actor.sides for actor in group.actors)


def find_object(
    sentence: str, groups: Sequence[Group], trigger: Trigger, leads: set[str] | None = None
) -> Group | None:
    """The group that the trigger reaches: directly, or behind one of `leads`."""
    for group in groups:
        if group.start < trigger.end:
            continue
        gap = sentence[trigger.end : group.start]
        if len(gap) > 110 or _BREAK.search(gap) or _CLAUSE_AND.search(gap):
            return None
        if leads is not None:
            if group.lead in leads and _has_value(group):
                return group
            continue
        is_reached = re.search(r"\bwith\b|\bto\b", trigger.text) is not None or len(gap) < 45
        if not _has_value(group):
            if group.lead in {"with", ""}:
                return None
            continue
        if group.lead == "with" or (group.lead == "to" and trigger.text.lower().endswith("to")):
            return group
        if group.lead in BYSTANDER_LEADS:
            continue
        if is_reached and trigger.kind != "speak" and not re.search(r",|\b(?:in|at|on|to|and)\b", gap):
            return group
        if is_reached and trigger.kind == "speak" and re.search(r"\b(?:with|to)\s*$", trigger.text) and len(gap) < 30:
            return group
    return None


def find_attendants(sentence: str, groups: Sequence[Group], trigger: Trigger) -> tuple[Actor, ...]:
    return tuple(
        actor
        for group in groups
        if group.start > trigger.end and _BY_NAMED.search(sentence[max(trigger.end, group.start - 70) : group.start])
        for actor in group.actors
    )
