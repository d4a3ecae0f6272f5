"""How sure a mention is: the share that was right of each rule on the written gold, a table and nothing more."""

from __future__ import annotations

from typing import Protocol

from extractors.meetings.actors import Actor

RIGHT_SHARE = {
    "meet_pair": 0.8,
}
"""Of the mentions that a rule made first on tests/gold/t1.jsonl, the share that the scorer paired with gold."""


class Scored(Protocol):
    @property
    def rule(self) -> str: ...

    @property
    def actors(self) -> tuple[Actor, ...]: ...

    @property
    def told_in(self) -> tuple[int, ...]: ...


def score_draft(draft: Scored) -> float:
    share = RIGHT_SHARE.get(draft.rule, 0.6)
    named = sum(1 for actor in draft.actors if actor.name)
    bonus = 0.05 * (len(set(draft.told_in)) > 1) + 0.05 * (named > 1) - 0.1 * (named == 0)
    return round(min(0.98, max(0.05, share + bonus)), 2)
