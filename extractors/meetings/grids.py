"""What the encoder is asked about the spans of a window, and what it is told of each: how far it stands, and a hint."""

from __future__ import annotations

from enum import IntEnum

from extractors.meetings.spans import SpanKind
from extractors.meetings.windows import Window

N_DISTANCES = 20
N_HINTS = 10


class Relation(IntEnum):
    """What a pair is asked; the numbers are inputs of the encoder."""

    TAKES_PART = 0  # trigger, person or office or side: no, in every meeting told there, or each in one of its own
    SAME_MEETING = 1  # trigger, trigger
    ON_DATE = 2  # trigger, date
    AT_PLACE = 3  # trigger, place
    AT_EVENT = 4  # trigger, event


RELATION_OF = {
    SpanKind.PERSON: Relation.TAKES_PART,
    SpanKind.OFFICE: Relation.TAKES_PART,
    SpanKind.SIDE: Relation.TAKES_PART,
    SpanKind.TRIGGER: Relation.SAME_MEETING,
    SpanKind.DATE: Relation.ON_DATE,
    SpanKind.PLACE: Relation.AT_PLACE,
    SpanKind.EVENT: Relation.AT_EVENT,
}
"""What a trigger is asked of a span."""


def grid_of(window: Window) -> tuple[list[int], list[int], list[int]]:
    """For every span of a window: what the trigger is asked of it, how far it stands, and a hint."""
    spans = range(len(window.spans))
    relations = [int(RELATION_OF[span.kind]) for span in window.spans]
    return relations, [distance_of(window, window.asked, b) for b in spans], [_hint(window, b) for b in spans]


def side_pairs(window: Window) -> list[tuple[int, int, int, int]]:
    """Every actor with every side: their numbers, the distance and a hint."""
    sides = [b for b, span in enumerate(window.spans) if span.kind is SpanKind.SIDE]
    return [
        (a, b, distance_of(window, a, b), side_hint(window, a, b))
        for a, span in enumerate(window.spans)
        if span.kind in {SpanKind.PERSON, SpanKind.OFFICE}
        for b in sides
    ]


def _hint(window: Window, b: int) -> int:
    """How many other triggers stand between the marked one and a span of its sentence: 5 none, 6 one, 7 two, 8 more; 0 elsewhere."""
    a = window.asked
    if window.spans[a].line != window.spans[b].line:
        return 0
    low, high = sorted((window.borders[a][0], window.borders[b][0]))
    between = sum(
        1
        for i, span in enumerate(window.spans)
        if span.kind is SpanKind.TRIGGER and i != a and low < window.borders[i][0] < high
    )
    return 5 + min(3, between)


def side_hint(window: Window, a: int, b: int) -> int:
    """What the grammar knows of an actor's side: 1 this one is told, 2 it is guessed, 3 another is told, 4 it is the writer's, 0 nothing."""
    actor, side = window.spans[a].actor, window.spans[b].side
    assert actor is not None
    if side in actor.sides:
        return 2 if actor.is_guessed else 1
    if actor.sides and not actor.is_guessed:
        return 3
    return 4 if side == window.home else 0


def distance_of(window: Window, a: int, b: int) -> int:
    """How far b stands from a, as one of N_DISTANCES steps: in other sentences, or pieces apart in the same one."""
    i, j = window.spans[a].line, window.spans[b].line
    if i != j:
        if j in window.titles:
            return 0
        if i in window.titles:
            return 1
        step = max(-4, min(4, j - i))
        return {-4: 2, -3: 3, -2: 4, -1: 5, 1: 6, 2: 7, 3: 8, 4: 9}[step]
    (a_start, a_end), (b_start, b_end) = window.borders[a], window.borders[b]
    if a_start < b_end and b_start < a_end:
        return 10
    gap = b_start - a_end if b_start >= a_end else a_start - b_end
    far = 0 if gap <= 1 else 1 if gap <= 4 else 2 if gap <= 12 else 3 if gap <= 30 else 4
    return (11 if b_start >= a_end else 15) + min(far, 4 if b_start < a_end else 3)
