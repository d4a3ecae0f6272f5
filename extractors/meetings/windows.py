"""Cuts an article into the encoder's inputs: word pieces with what is known of each, and spans to judge."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from extractors.meetings.lines import Line
from extractors.meetings.spans import Span, SpanKind
from extractors.model import EvidenceField

MAX_PIECES = 448
"""Word pieces of one window, below the encoder's 512 positions."""

N_SLOTS = 12
"""The sides of a window are numbered in the order of their appearance; the thirteenth shares the first one's number."""

Pieces = tuple[list[int], list[tuple[int, int]]]
"""Piece numbers of a sentence, and the characters that each covers, in code points of the sentence."""

CLS, SEP = 101, 102
"""The numbers of [CLS] and [SEP] in the vocabulary."""


class Relation(IntEnum):
    """What a pair is asked; the numbers are inputs of the encoder."""

    TAKES_PART = 0  # trigger, person or office or side: no, in every meeting told there, or each in one of its own
    SAME_MEETING = 1  # trigger, trigger
    ON_DATE = 2  # trigger, date
    AT_PLACE = 3  # trigger, place
    AT_EVENT = 4  # trigger, event
    ACTS_FOR = 5  # person or office, side


REACH = {
    Relation.TAKES_PART: 9,
    Relation.SAME_MEETING: 40,
    Relation.ON_DATE: 3,
    Relation.AT_PLACE: 8,
    Relation.AT_EVENT: 6,
    Relation.ACTS_FOR: 6,
}
"""How many sentences apart the two ends of a pair may stand; the title is near to all."""

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


@dataclass(slots=True)
class Window:
    """Parallel lists: one entry a piece, or one a span. `spans[i]` covers pieces `borders[i]`, half-open."""

    pieces: list[int] = field(default_factory=list)
    kinds: list[int] = field(default_factory=list)
    cases: list[int] = field(default_factory=list)
    slots: list[int] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    borders: list[tuple[int, int]] = field(default_factory=list)
    order: list[int] = field(default_factory=list)  # the position in the window of each span's line; 0 is the title
    home: str | None = None  # whose government writes, or the country of the dateline


def cut_windows(
    lines: Sequence[Line],
    spans: Sequence[Span],
    split: Callable[[str], Pieces],
    home: str | None = None,
    max_pieces: int = MAX_PIECES,
) -> Iterator[Window]:
    """Windows of whole sentences that cover every trigger of text, captions and title once; each begins with title and lead."""
    own: dict[int, list[Span]] = {}
    for span in spans:
        own.setdefault(span.line, []).append(span)
    titles = [n for n, line in enumerate(lines) if line.field is EvidenceField.TITLE]
    body = [n for n, line in enumerate(lines) if line.field is not EvidenceField.TITLE]
    cut = {n: split(line.text) for n, line in enumerate(lines)}
    head = titles
    used = sum(len(cut[n][0]) for n in head) + 2
    if used > max_pieces // 3:
        head, used = [], 2
    chunk: list[int] = []
    size = used
    lead: list[int] = []
    chunks: list[list[int]] = []
    for n in body:
        length = min(len(cut[n][0]), max_pieces - used - 2)
        if chunk and size + length + 1 > max_pieces:
            chunks.append(chunk)
            if not lead and len(cut[body[0]][0]) < max_pieces // 4:
                lead = [body[0]]
            overlap = chunk[-1:] if len(cut[chunk[-1]][0]) < max_pieces // 4 else []
            chunk = [one for one in overlap if one not in lead]
            size = used + sum(len(cut[one][0]) + 1 for one in (*lead, *chunk))
        chunk.append(n)
        size += length + 1
    chunks.append(chunk)
    for number, chunk in enumerate(chunks):
        shown = head + (lead if number else []) + chunk
        window = _fill(shown, lines, own, cut, max_pieces)
        window.home = home
        yield window


def _fill(
    shown: Sequence[int], lines: Sequence[Line], own: dict[int, list[Span]], cut: dict[int, Pieces], max_pieces: int
) -> Window:
    window = Window()
    slots: dict[str, int] = {}
    _add(window, CLS)
    n_title = sum(1 for n in shown if lines[n].field is EvidenceField.TITLE)
    for position, n in enumerate(shown):
        ids, offsets = cut[n]
        base = len(window.pieces)
        room = max(0, max_pieces - base - 1)
        ids, offsets = ids[:room], offsets[:room]
        text = lines[n].text
        for piece, (start, end) in zip(ids, offsets, strict=True):
            _add(window, piece, case=_case(text[start:end]))
        for span in own.get(n, ()):
            covered = [i for i, (start, end) in enumerate(offsets) if start < span.end and span.start < end]
            if not covered:
                continue
            border = (base + covered[0], base + covered[-1] + 1)
            window.spans.append(span)
            window.borders.append(border)
            window.order.append(max(0, position - n_title + 1))
            slot = _slot(span, slots)
            for i in range(*border):
                if span.kind is SpanKind.TRIGGER or window.kinds[i] in {0, SpanKind.PLACE, SpanKind.EVENT}:
                    window.kinds[i] = int(span.kind)
                if slot:
                    window.slots[i] = slot
        if position + 1 == n_title or position + 1 == len(shown):
            _add(window, SEP)
    return window


def _add(window: Window, piece: int, case: int = 0) -> None:
    window.pieces.append(piece)
    window.kinds.append(0)
    window.cases.append(case)
    window.slots.append(0)


def _case(text: str) -> int:
    """0 small letters and signs, 1 a capital first, 2 capitals only."""
    if not text[:1].isupper():
        return 0
    return 2 if len(text) > 1 and text.isupper() else 1


def _slot(span: Span, slots: dict[str, int]) -> int:
    """The number of the span's side in this window, 0 where none is told."""
    side = span.side or (span.actor.sides[0] if span.actor and span.actor.sides and not span.actor.is_guessed else None)
    if side is None:
        return 0
    return slots.setdefault(side, len(slots) % N_SLOTS + 1)


def in_reach(window: Window, a: int, b: int, relation: Relation) -> bool:
    """Whether the two ends stand near enough for an answer to mean something."""
    i, j = window.order[a], window.order[b]
    return 0 in {i, j} or abs(i - j) <= REACH[relation]


def grid_of(window: Window, trigger: int) -> tuple[list[int], list[int], list[int]]:
    """For a trigger and every span of its window: what is asked, how far the span stands, and a hint."""
    relations = [int(RELATION_OF[span.kind]) for span in window.spans]
    distances = [distance_of(window, trigger, b) for b in range(len(window.spans))]
    hints = [trigger_hint(window, trigger, b) for b in range(len(window.spans))]
    return relations, distances, hints


def side_pairs(window: Window) -> list[tuple[int, int, int, int]]:
    """Every actor with every side in reach: their numbers, the distance and a hint."""
    sides = [b for b, span in enumerate(window.spans) if span.kind is SpanKind.SIDE]
    return [
        (a, b, distance_of(window, a, b), side_hint(window, a, b))
        for a, span in enumerate(window.spans)
        if span.kind in {SpanKind.PERSON, SpanKind.OFFICE}
        for b in sides
        if in_reach(window, a, b, Relation.ACTS_FOR)
    ]


N_HINTS = 10


def trigger_hint(window: Window, a: int, b: int) -> int:
    """How many other triggers stand between a trigger and a span of its sentence: 5 none, 6 one, 7 two, 8 more; 0 elsewhere."""
    if window.order[a] != window.order[b]:
        return 0
    low, high = sorted((window.borders[a][0], window.borders[b][0]))
    between = sum(
        1 for i, span in enumerate(window.spans) if span.kind is SpanKind.TRIGGER and low < window.borders[i][0] < high
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


N_DISTANCES = 20


def distance_of(window: Window, a: int, b: int) -> int:
    """How far b stands from a, as one of N_DISTANCES steps: in other sentences, or pieces apart in the same one."""
    i, j = window.order[a], window.order[b]
    if i != j:
        if j == 0:
            return 0
        if i == 0:
            return 1
        step = max(-4, min(4, j - i))
        return {-4: 2, -3: 3, -2: 4, -1: 5, 1: 6, 2: 7, 3: 8, 4: 9}[step]
    (a_start, a_end), (b_start, b_end) = window.borders[a], window.borders[b]
    if a_start < b_end and b_start < a_end:
        return 10
    gap = b_start - a_end if b_start >= a_end else a_start - b_end
    far = 0 if gap <= 1 else 1 if gap <= 4 else 2 if gap <= 12 else 3 if gap <= 30 else 4
    return (11 if b_start >= a_end else 15) + min(far, 4 if b_start < a_end else 3)
