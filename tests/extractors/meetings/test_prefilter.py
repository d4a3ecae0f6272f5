"""The prefilter keeps what tells a meeting and drops words that plainly tell nothing."""

from __future__ import annotations

from extractors.meetings.cases import article_from_case
from extractors.meetings.lines import known_people, read_lines
from extractors.meetings.prefilter import N_FEATURES, candidates, features_of
from extractors.meetings.spans import Span, read_spans


def read(text: str) -> tuple[tuple[Span, ...], list[Span], set[str]]:
    """All spans, the candidates, and the candidates' words."""
    article = article_from_case({"id": "p", "title": "", "text": text, "published_at": "2025-04-04"})
    lines = read_lines(article)
    people, _ = known_people(article, lines)
    spans = read_spans(lines, people, article.published_date)
    kept = candidates(lines, spans)
    assert all(0 <= n < N_FEATURES for _, numbers in features_of(lines, spans) for n in numbers)
    return spans, kept, {lines[span.line].text[span.start : span.end] for span in kept}


def test_plain_tellings_pass() -> None:
    _, _, words = read("French President Marc Petit met German Chancellor Karl Weber in Paris on Monday.")
    assert "met" in words


def test_words_without_anybody_do_not_pass() -> None:
    _, kept, _ = read("Shares fell on Monday. The company said sales had come to a stop.")
    assert not kept


def test_candidates_come_line_after_line() -> None:
    spans, kept, _ = read(
        "Marc Petit of France met Karl Weber of Germany. They held talks. Petit then called Eva Lund of Norway."
    )
    assert len(kept) > 2
    assert set(kept) <= set(spans)
    assert [span.line for span in kept] == sorted(span.line for span in kept)
