"""Which triggers are worth the encoder's time: a linear model on the words and spans around them, wide on purpose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from extractors.meetings.lines import Line
from extractors.meetings.spans import Span, SpanKind, sides_of

N_FEATURES = 1 << 14
"""Features share weights by their hash."""

FILE = Path(__file__).parent / "weights" / "prefilter.npz"

_WORD = re.compile(r"\w+(?:['’.]\w+)*|[^\w\s]")


def features_of(lines: Sequence[Line], spans: Sequence[Span]) -> Iterator[tuple[Span, list[int]]]:
    """Every trigger in text order with the numbers of its features, each in [0, N_FEATURES)."""
    own: dict[int, list[Span]] = {}
    for span in spans:
        own.setdefault(span.line, []).append(span)
    for n, mine in own.items():
        triggers = [span for span in mine if span.kind is SpanKind.TRIGGER]
        if not triggers:
            continue
        words = [(m.start(), m.group().lower()) for m in _WORD.finditer(lines[n].text)]
        around = [f"s{name}" for name in _company(mine)]
        around += [f"p{name}" for name in _company(own.get(n - 1, ()))] + [
            f"n{name}" for name in _company(own.get(n + 1, ()))
        ]
        around += [f"field{lines[n].field}", f"length{min(5, len(words) // 10)}"]
        for trigger in triggers:
            yield (
                trigger,
                [crc32(name.encode("utf-8", "replace")) % N_FEATURES for name in _names(trigger, words, mine, around)],
            )


def _company(spans: Sequence[Span]) -> list[str]:
    """Who and what stands in a sentence, counted."""
    counts = {kind: sum(span.kind is kind for span in spans) for kind in SpanKind}
    return [f"{kind.name}{min(3, n)}" for kind, n in counts.items()] + [f"sides{min(4, len(sides_of(spans)))}"]


def _names(
    trigger: Span, words: Sequence[tuple[int, str]], spans: Sequence[Span], around: Sequence[str]
) -> Iterator[str]:
    inside = [i for i, (start, _) in enumerate(words) if trigger.start <= start < trigger.end]
    first, last = inside[0], inside[-1]
    own = " ".join(words[i][1] for i in inside)
    yield f"w {own}"
    kinds = {i: _kind_at(start, spans) for i, (start, _) in enumerate(words) if first - 4 <= i <= last + 4}
    for step in range(1, 5):
        for i, side in ((first - step, "l"), (last + step, "r")):
            if 0 <= i < len(words):
                shown = kinds[i] or words[i][1]
                yield f"{side}{step} {shown}"
                if step < 3:
                    yield f"{own} {side}{step} {shown}"
    if first - 1 >= 0 and last + 1 < len(words):
        yield f"{own} lr {kinds[first - 1] or words[first - 1][1]} {kinds[last + 1] or words[last + 1][1]}"
    for i in range(max(0, first - 10), min(len(words), last + 11)):
        if i not in inside and words[i][1].isalpha():
            yield f"b {words[i][1]}"
    for name in around:
        yield name
        yield f"{own} {name}"


def _kind_at(start: int, spans: Sequence[Span]) -> str | None:
    for span in spans:
        if span.kind is not SpanKind.TRIGGER and span.start <= start < span.end:
            return span.kind.name
    return None


def candidates(lines: Sequence[Line], spans: Sequence[Span]) -> list[Span]:
    """The triggers that may tell a meeting, line after line, the likeliest of each line first."""
    weights, base, least = _model()
    found = [(trigger, float(weights[numbers].sum()) + base) for trigger, numbers in features_of(lines, spans)]
    passed = [(trigger, score) for trigger, score in found if score >= least]
    return [trigger for trigger, _ in sorted(passed, key=lambda one: (one[0].line, -one[1]))]


@cache
def _model() -> tuple[np.ndarray[Any, Any], float, float]:
    with np.load(FILE) as kept:
        return kept["weights"].astype(np.float32), float(kept["base"]), float(kept["least"])
