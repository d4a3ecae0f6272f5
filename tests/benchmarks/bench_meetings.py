"""`make bench-meetings`: accuracy and speed of finding meetings beside spaCy, on gold that no weight was trained on; memory,
and time on long texts of every kind.

GOLD= names other files of the same form. Accuracy is that of tests/gold/scorer.py; the stricter measure of the
guidelines is `detect` with a scorer of your own.
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from extractors.meetings.cases import article_from_case, meeting_to_case
from extractors.meetings.detect import Readers, find_meetings
from extractors.model import Article
from tests.benchmarks import long_texts
from tests.benchmarks.spacy_baseline import Baseline
from tests.gold.scorer import measure, pair

HELD_OUT = Path(__file__).resolve().parents[1] / "gold" / "held"
MIX_SHARE = 0.25
"""Articles of the mix that report a meeting."""
ROUNDS = 3


def main() -> int:
    paths = [Path(path) for path in sys.argv[1:]] or sorted(HELD_OUT.glob("*.jsonl"))
    kinds = {path.stem: [json.loads(line) for line in path.read_text("utf-8").splitlines()] for path in paths}
    cases = [case for own in kinds.values() for case in own]
    articles = [article_from_case(case) for case in cases]
    baseline = Baseline()
    ways: dict[str, Callable[[Article], list[dict[str, Any]]]] = {
        "spaCy": lambda article: baseline.meetings(article, baseline.read(article)),
        "grammar alone": partial(_read, readers=Readers.GRAMMAR),
        "network alone": partial(_read, readers=Readers.NETWORK),
        "Summitry": _read,
    }
    found: dict[str, list[list[dict[str, Any]]]] = {}
    seconds: dict[str, float] = {}
    for name, way in ways.items():
        way(articles[0])  # loads what it needs
        begun = time.process_time()
        found[name] = [way(article) for article in articles]
        seconds[name] = time.process_time() - begun
    console = Console(width=120)
    n_words = sum(len(article.text.split()) for article in articles)
    console.print(_accuracy(cases, found, {name: n_words / own for name, own in seconds.items()}))
    console.print(_by_kind(kinds, found["Summitry"]))
    console.print(_calibration(cases, found["Summitry"]))
    console.print(_speed(cases, articles, baseline))
    console.print(f"peak memory {long_texts.peak_mb(paths):.0f} MB")
    console.print(long_texts.table())
    return 0


def _read(article: Article, readers: Readers = Readers.BOTH) -> list[dict[str, Any]]:
    return [meeting_to_case(article, one) for one in find_meetings(article, readers)]


def _accuracy(
    cases: Sequence[dict[str, Any]], found: dict[str, list[list[dict[str, Any]]]], speed: dict[str, float]
) -> Table:
    table = Table(title=f"accuracy on {len(cases)} articles", title_justify="left")
    for column in (
        "",
        "precision",
        "recall",
        "F1",
        "people F1",
        "sides F1",
        "date",
        "place",
        "status",
        "mode",
        "words/s",
    ):
        table.add_column(column, justify="right" if column else "left")
    for name, meetings in found.items():
        figures = measure(zip((case["meetings"] for case in cases), meetings, strict=True))
        names = (
            "precision",
            "recall",
            "f1",
            "people_f1",
            "sides_f1",
            "dates_right",
            "places_right",
            "statuses_right",
            "modes_right",
        )
        table.add_row(name, *(f"{figures[key]:.3f}" for key in names), f"{speed[name]:,.0f}")
    return table


def _by_kind(kinds: dict[str, list[dict[str, Any]]], found: Sequence[list[dict[str, Any]]]) -> Table:
    """Each file of the gold is one kind of text."""
    table = Table(title="Summitry by kind of text", title_justify="left")
    for column in ("", "articles", "precision", "recall", "F1", "people F1"):
        table.add_column(column, justify="right" if column else "left")
    left = iter(found)
    for name, cases in kinds.items():
        figures = measure([(case["meetings"], next(left)) for case in cases])
        shown = (figures[key] for key in ("precision", "recall", "f1", "people_f1"))
        table.add_row(name, str(len(cases)), *(f"{value:.2f}" for value in shown))
    return table


def _calibration(cases: Sequence[dict[str, Any]], found: Sequence[Sequence[dict[str, Any]]]) -> Table:
    """Of the mentions with a score near s, the share that is right."""
    rows: dict[int, list[bool]] = {}
    for case, meetings in zip(cases, found, strict=True):
        right = {f for _, f in pair(case["meetings"], list(meetings))}
        for number, meeting in enumerate(meetings):
            rows.setdefault(min(9, int(meeting["score"] * 10)), []).append(number in right)
    table = Table(title="calibration", title_justify="left")
    for column in ("score", "mentions", "mean score", "right"):
        table.add_column(column, justify="right")
    scores = [m["score"] for meetings in found for m in meetings]
    for tenth in sorted(rows):
        own = [s for s in scores if min(9, int(s * 10)) == tenth]
        share = sum(rows[tenth]) / len(rows[tenth])
        table.add_row(f".{tenth}-", str(len(own)), f"{statistics.mean(own):.2f}", f"{share:.2f}")
    return table


def _speed(cases: Sequence[dict[str, Any]], articles: Sequence[Article], baseline: Baseline) -> Table:
    """Words a CPU second, both in turn in this run; the median of ROUNDS."""
    telling = [a for a, case in zip(articles, cases, strict=True) if case["meetings"]]
    silent = [a for a, case in zip(articles, cases, strict=True) if not case["meetings"]]
    random.Random(7).shuffle(telling)
    n = min(len(silent), int(len(telling) * (1 - MIX_SHARE) / MIX_SHARE))
    mix = silent[:n] + telling[: int(n * MIX_SHARE / (1 - MIX_SHARE))]
    table = Table(title="words a CPU second, one core", title_justify="left")
    for column in ("articles", "words", "spaCy", "Summitry", "times spaCy"):
        table.add_column(column, justify="right")
    for name, chosen in ((f"{len(mix)}, a quarter telling", mix), (f"{len(telling)}, all telling", telling)):
        words = sum(len(a.text.split()) for a in chosen)
        spacy_s, own_s = [], []
        for _ in range(ROUNDS):
            spacy_s.append(_seconds(baseline.read, chosen))
            own_s.append(_seconds(find_meetings, chosen))
        theirs, ours = words / statistics.median(spacy_s), words / statistics.median(own_s)
        table.add_row(name, f"{words:,}", f"{theirs:,.0f}", f"{ours:,.0f}", f"{ours / theirs:.1f}")
    return table


def _seconds(way: Callable[[Article], object], articles: Sequence[Article]) -> float:
    begun = time.process_time()
    for article in articles:
        way(article)
    return time.process_time() - begun


if __name__ == "__main__":
    sys.exit(main())
