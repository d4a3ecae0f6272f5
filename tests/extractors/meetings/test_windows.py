"""Windows hold every trigger of an article, whole sentences, and never more pieces than the encoder takes."""

from __future__ import annotations

from collections import Counter

import pytest

from extractors.meetings.cases import article_from_case
from extractors.meetings.encoder import encoder
from extractors.meetings.lines import known_people, read_lines
from extractors.meetings.spans import SpanKind, read_spans
from extractors.meetings.windows import (
    MAX_PIECES,
    N_DISTANCES,
    N_HINTS,
    N_SLOTS,
    Relation,
    Window,
    cut_windows,
    grid_of,
    side_pairs,
)

STORY = "French President Marc Petit met German Chancellor Karl Weber in Paris on Monday for talks. Later he flew to Rome.\n\n"


def windows(text: str, title: str = "Petit meets Weber") -> list[Window]:
    article = article_from_case({"id": "w", "title": title, "text": text, "published_at": "2025-04-04"})
    lines = read_lines(article)
    people, home = known_people(article, lines)
    return list(cut_windows(lines, read_spans(lines, people, article.published_date), encoder().split, home[1]))


@pytest.mark.parametrize("text", [STORY, STORY * 60, "met Petit " * 3_000, "", "Weber met " + "x" * 5_000])
def test_no_window_is_longer_than_the_encoder_reads(text: str) -> None:
    for window in windows(text):
        assert len(window.pieces) <= MAX_PIECES
        assert len(window.pieces) == len(window.kinds) == len(window.cases) == len(window.slots)
        assert all(0 <= start < end <= len(window.pieces) for start, end in window.borders)
        assert all(0 <= slot <= N_SLOTS for slot in window.slots)


def test_every_trigger_of_a_long_article_stands_in_a_window() -> None:
    found = {(s.line, s.start) for w in windows(STORY * 60) for s in w.spans if s.kind is SpanKind.TRIGGER}
    assert Counter(line % 2 for line, _ in found)[0] >= 120  # "met" and "talks" of each first sentence


def test_a_trigger_is_asked_about_every_span_and_an_actor_about_every_side() -> None:
    (window,) = windows(STORY)
    for trigger in (i for i, span in enumerate(window.spans) if span.kind is SpanKind.TRIGGER):
        relations, distances, hints = grid_of(window, trigger)
        assert len(relations) == len(distances) == len(hints) == len(window.spans)
        assert {Relation(r) for r in relations} >= {Relation.TAKES_PART, Relation.SAME_MEETING, Relation.ON_DATE}
        assert all(0 <= d < N_DISTANCES for d in distances)
        assert all(0 <= h < N_HINTS for h in hints)
    asked = {(window.spans[a].actor.name, window.spans[b].side): hint for a, b, _, hint in side_pairs(window)}  # type: ignore[union-attr]
    assert asked["Marc Petit", "FRA"] == 1  # the text tells it
    assert asked["Marc Petit", "DEU"] == 3  # and so it is no other
