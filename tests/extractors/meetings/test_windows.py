"""Every trigger has a window: whole sentences around it, the headline and the lead, and never too many pieces."""

from __future__ import annotations

from collections import Counter

import pytest

from extractors.meetings.cases import article_from_case
from extractors.meetings.encoder import encoder
from extractors.meetings.grids import N_DISTANCES, N_HINTS, Relation, grid_of, side_pairs
from extractors.meetings.lines import known_people, read_lines
from extractors.meetings.spans import SpanKind, read_spans
from extractors.meetings.windows import MARKED, MAX_PIECES, N_SLOTS, Part, Window, cut_windows

STORY = "French President Marc Petit met German Chancellor Karl Weber in Paris on Monday for talks. Later he flew to Rome.\n\n"


def windows(text: str, title: str = "Petit meets Weber") -> list[Window]:
    article = article_from_case({"id": "w", "title": title, "text": text, "published_at": "2025-04-04"})
    lines = read_lines(article)
    people, home = known_people(article, lines)
    spans = read_spans(lines, people, article.published_date)
    triggers = [span for span in spans if span.kind is SpanKind.TRIGGER]
    return list(cut_windows(triggers, lines, spans, encoder().split, home[1]))


def words_of(window: Window) -> set[str]:
    return {span.actor.name for span in window.spans if span.actor and span.actor.name}


@pytest.mark.parametrize("text", [STORY, STORY * 60, "met Petit " * 3_000, "", "Weber met " + "x" * 5_000])
def test_no_window_is_longer_than_the_encoder_reads(text: str) -> None:
    for window in windows(text):
        assert len(window.pieces) <= MAX_PIECES
        assert len(window.pieces) == len(window.kinds) == len(window.cases) == len(window.slots)
        assert all(0 <= start < end <= len(window.pieces) for start, end in window.borders)
        assert all(0 <= slot <= N_SLOTS for slot in window.slots)


def test_every_trigger_has_a_window_in_which_it_alone_is_marked() -> None:
    found = windows(STORY * 60)
    assert (
        Counter(window.spans[window.asked].line % 2 for window in found)[0] >= 120
    )  # "met" and "talks" of each first sentence
    for window in found:
        start, end = window.borders[window.asked]
        assert [i for i, kind in enumerate(window.kinds) if kind == MARKED] == list(range(start, end))
        assert {window.parts[i] for i in range(start, end)} == {Part.OWN}


def test_the_lead_and_the_headline_are_seen_from_afar() -> None:
    far = windows(STORY + "The harvest was good. " * 40 + "\n\nThey will meet again.", title="Bruni waits")[-1]
    assert {"Marc Petit", "Karl Weber"} <= words_of(far)
    assert far.titles


def test_a_long_sentence_is_cut_around_its_trigger() -> None:
    noise = "and so on, " * 200
    (window,) = windows(f"{noise} Marc Petit met Karl Weber in Paris {noise}.", title="")
    assert {"Marc Petit", "Karl Weber"} <= words_of(window)


def test_a_trigger_is_asked_about_every_span_and_an_actor_about_every_side() -> None:
    for window in windows(STORY):
        relations, distances, hints = grid_of(window)
        assert len(relations) == len(distances) == len(hints) == len(window.spans)
        assert {Relation(r) for r in relations} >= {Relation.TAKES_PART, Relation.SAME_MEETING, Relation.ON_DATE}
        assert all(0 <= d < N_DISTANCES for d in distances)
        assert all(0 <= h < N_HINTS for h in hints)
        asked = {(window.spans[a].actor.name, window.spans[b].side): hint for a, b, _, hint in side_pairs(window)}  # type: ignore[union-attr]
        assert asked["Marc Petit", "FRA"] == 1  # the text tells it
        assert asked["Marc Petit", "DEU"] == 3  # and so it is no other
