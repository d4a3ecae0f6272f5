"""How sure a mention is: the share of its rule that was right, moved by what else speaks for it. A table, no model.

Shares are those of 270 mentions in written and real texts on which the rules were made (November 2026), drawn
towards .78, the share of all, where a rule fired seldom. On other texts expect a little less.
"""

from __future__ import annotations

from extractors.meetings.tellings import Draft

RIGHT_SHARE = {
    "host_pair": 0.66,
    "meet_joint": 0.93,
    "meet_pair": 0.87,
    "meet_pair_listed": 0.66,
    "noun_adjective": 0.6,
    "noun_between": 0.8,
    "noun_joint": 0.75,
    "noun_of": 0.76,
    "noun_with": 0.77,
    "noun_with_listed": 0.66,
    "phone_pair": 0.72,
    "recalled": 0.8,
    "sit_joint": 0.84,
    "sit_pair": 0.77,
    "sit_pair_listed": 0.66,
    "speak_joint": 0.74,
    "speak_pair": 0.88,
    "speak_pair_listed": 0.9,
    "told_in": 0.8,
    "visit": 0.78,
}
RARE_RULE_SHARE = 0.7


def score_draft(draft: Draft) -> float:
    """A rule's share, more for a second telling, less where only one side has a name."""
    n_named = len({side for actor in draft.actors if actor.name for side in actor.sides})
    moved = 0.1 * (len(set(draft.told_in)) > 1) - 0.07 * (n_named == 1)
    return round(min(0.97, max(0.05, RIGHT_SHARE.get(draft.rule, RARE_RULE_SHARE) + moved)), 2)
