"""What the encoder sees of one trigger: the headline, the lead and the sentences around it, the trigger marked, and the spans to judge."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from extractors.meetings.lines import Line
from extractors.meetings.spans import Span, SpanKind
from extractors.model import EvidenceField

MAX_PIECES = 192
"""Word pieces of one window: some six sentences of news."""

TITLE_AT_MOST = 48
"""A longer headline is left out."""

N_SLOTS = 12
"""The sides of a window are numbered in the order of their appearance; the thirteenth shares the first one's number."""

Pieces = tuple[list[int], list[tuple[int, int]]]
"""Piece numbers of a sentence, and the characters that each covers, in code points of the sentence."""

CLS, SEP = 101, 102
"""The numbers of [CLS] and [SEP] in the vocabulary."""

MARKED = 8
"""The kind of the pieces of the trigger that is asked about; those of other spans are of their SpanKind."""


class Part(IntEnum):
    """Which sentence a piece stands in; the numbers are inputs of the encoder."""

    TITLE = 0
    OWN = 1
    BEFORE = 2
    AFTER = 3


@dataclass(slots=True)
class Window:
    """Parallel lists: one entry a piece, or one a span. `spans[i]` covers pieces `borders[i]`, half-open; `spans[asked]`
    is the marked trigger."""

    pieces: list[int] = field(default_factory=list)
    kinds: list[int] = field(default_factory=list)
    cases: list[int] = field(default_factory=list)
    slots: list[int] = field(default_factory=list)
    parts: list[int] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    borders: list[tuple[int, int]] = field(default_factory=list)
    asked: int = 0
    titles: frozenset[int] = frozenset()  # the lines of the headline
    home: str | None = None  # whose government writes, or the country of the dateline


def cut_windows(
    triggers: Iterable[Span],
    lines: Sequence[Line],
    spans: Sequence[Span],
    split: Callable[[str], Pieces],
    home: str | None = None,
) -> Iterator[Window]:
    """One window for each of the triggers, in their order; the next trigger is only asked for once its turn has come."""
    own: dict[int, list[Span]] = {}
    for span in spans:
        own.setdefault(span.line, []).append(span)
    cut: dict[int, Pieces] = {}

    def pieces_of(n: int) -> Pieces:
        if n not in cut:
            cut[n] = split(lines[n].text)
        return cut[n]

    titles = [n for n, line in enumerate(lines) if line.field is EvidenceField.TITLE]
    if sum(len(pieces_of(n)[0]) for n in titles) > TITLE_AT_MOST:
        titles = []
    n_body = sum(line.field is EvidenceField.TEXT for line in lines)
    for trigger in triggers:
        shown = _choose(trigger.line, titles, n_body, pieces_of)
        window = Window(titles=frozenset(titles), home=home)
        _fill(window, trigger, shown, lines, own, pieces_of)
        yield window


def _choose(line: int, titles: Sequence[int], n_body: int, pieces_of: Callable[[int], Pieces]) -> list[int]:
    """The headline, the trigger's line, and of its neighbours and the lead what there is room for; in order of reading."""
    body: set[int] = set() if line in titles else {line}
    left = MAX_PIECES - 4 - sum(len(pieces_of(n)[0]) for n in titles)
    left -= 0 if line in titles else len(pieces_of(line)[0])
    centre = 0 if line in titles else line
    offered = [centre - 1, centre + 1, 0, centre - 2, centre + 2, centre - 3, centre + 3, centre - 4, centre + 4]
    if line in titles:
        offered = list(range(6))
    for n in offered:
        if n in body or not 0 <= n < n_body:
            continue
        length = len(pieces_of(n)[0]) + 1
        if length <= left:
            body.add(n)
            left -= length
    return [*titles, *sorted(body)]


def _fill(
    window: Window,
    trigger: Span,
    shown: Sequence[int],
    lines: Sequence[Line],
    own: dict[int, list[Span]],
    pieces_of: Callable[[int], Pieces],
) -> None:
    slots: dict[str, int] = {}
    _add(window, CLS, Part.TITLE)
    previous: int | None = None
    for n in shown:
        if previous is not None and (previous in window.titles) != (n in window.titles):
            _add(window, SEP, Part.TITLE)
        elif previous is not None and n != previous + 1:
            _add(window, SEP, Part.BEFORE)
        part = _part(n, trigger.line, window.titles)
        ids, offsets = pieces_of(n)
        if n == trigger.line:
            ids, offsets = _around(trigger, ids, offsets, MAX_PIECES - 4 - len(window.pieces))
        base, text = len(window.pieces), lines[n].text
        for piece, (start, end) in zip(ids, offsets, strict=True):
            _add(window, piece, part, _case(text[start:end]))
        for span in own.get(n, ()):
            covered = [i for i, (start, end) in enumerate(offsets) if start < span.end and span.start < end]
            if not covered:
                continue
            border = (base + covered[0], base + covered[-1] + 1)
            if span is trigger:
                window.asked = len(window.spans)
            window.spans.append(span)
            window.borders.append(border)
            slot = _slot(span, slots)
            for i in range(*border):
                if span.kind is SpanKind.TRIGGER or window.kinds[i] in {0, SpanKind.PLACE, SpanKind.EVENT}:
                    window.kinds[i] = int(span.kind)
                if slot:
                    window.slots[i] = slot
        previous = n
    for i in range(*window.borders[window.asked]):
        window.kinds[i] = MARKED
    _add(window, SEP, Part.AFTER)


def _around(trigger: Span, ids: list[int], offsets: list[tuple[int, int]], room: int) -> Pieces:
    """A sentence that is too long, cut to the pieces around its trigger."""
    if len(ids) <= room:
        return ids, offsets
    at = next((i for i, (_, end) in enumerate(offsets) if end > trigger.start), 0)
    start = max(0, min(at - room // 2, len(ids) - room))
    return ids[start : start + room], offsets[start : start + room]


def _part(n: int, own: int, titles: frozenset[int]) -> Part:
    if n == own:
        return Part.OWN
    if n in titles:
        return Part.TITLE
    return Part.BEFORE if n < own else Part.AFTER


def _add(window: Window, piece: int, part: Part, case: int = 0) -> None:
    window.pieces.append(piece)
    window.kinds.append(0)
    window.cases.append(case)
    window.slots.append(0)
    window.parts.append(int(part))


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
