"""Joins neighbouring actors of a sentence into groups: "A, B and C", "the foreign ministers of X and Y"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.meetings.actors import MODIFIERS, Actor
from extractors.meetings.tokens import HONORIFICS

_JOIN = re.compile(
    r"^[\s,()'\"“”’]*(?:(?:and|as well as|along with|together with|accompanied by|alongside|plus|&|/|–|-|or)\b\s*)*[\s,(]*(?P<rest>[\w\s.’'-]*)$"
)
_SMALL = MODIFIERS | {title.rstrip(".") for title in HONORIFICS} | {"with", "both", "by", "of", "also"}

BYSTANDER_LEADS = frozenset(
    """
    about across after against among around as at before behind between beyond by concerning despite during for
    from in including inside into like near of on outside over per regarding since than through till to toward
    towards under until upon via within without
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Group:
    """Actors that stand together; `lead` is the word before the first."""

    actors: tuple[Actor, ...]
    lead: str

    @property
    def start(self) -> int:
        return self.actors[0].start

    @property
    def end(self) -> int:
        return self.actors[-1].end

    @property
    def sides(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(side for actor in self.actors for side in actor.sides))

    @property
    def is_subject(self) -> bool:
        return self.lead not in BYSTANDER_LEADS and self.lead != "with"


def join_groups(sentence: str, actors: Sequence[Actor]) -> tuple[Group, ...]:
    groups: list[list[Actor]] = []
    for actor in actors:
        if groups and _is_joined(sentence, groups[-1][-1], actor):
            groups[-1].append(actor)
        elif not groups or actor.start >= groups[-1][-1].end:
            groups.append([actor])
    return tuple(Group(tuple(group), group[0].lead) for group in groups)


def _is_joined(sentence: str, left: Actor, right: Actor) -> bool:
    if (left.start, left.end) == (right.start, right.end):
        return True  # one word that stands for several, such as "they"
    gap = sentence[left.end : right.start]
    if (
        right.start < left.end
        or len(gap) > 60
        or right.role == "pronoun"
        or (left.role == "pronoun" and right.lead != "and")
    ):
        return False
    if not gap.strip():
        return False
    match = _JOIN.match(gap)
    if not match:
        return False
    rest = match["rest"].lower().split()
    if not re.search(r",|\band\b|[-–/&]|as well as|with\b|accompanied|alongside|plus", gap):
        return False
    return all(word.rstrip(".") in _SMALL for word in rest)
