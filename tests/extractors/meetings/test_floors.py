"""What was found once is found again: floors of the figures on written gold that no weight was trained on (CC0)."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from extractors.meetings import find_meetings
from extractors.meetings.cases import article_from_case, meeting_to_case
from tests.gold.scorer import measure

GOLD = Path(__file__).parents[2] / "gold"


def test_the_figures_on_gold_held_out_do_not_fall() -> None:
    floors = json.loads((GOLD / "floors.json").read_text("utf-8"))
    data = b"".join(path.read_bytes() for path in sorted((GOLD / "held").glob("*.jsonl")))
    assert hashlib.sha256(data).hexdigest() == floors["sha256"], "the gold changed: measure again"
    results = []
    for line in data.decode("utf-8").splitlines():
        case = json.loads(line)
        article = article_from_case(case)
        results.append((case["meetings"], [meeting_to_case(article, mention) for mention in find_meetings(article)]))
    figures = measure(results)
    for figure, least in floors["at_least"].items():
        assert figures[figure] >= least, figures


def test_no_article_is_trained_on_and_held_out() -> None:
    def texts(folder: str) -> set[str]:
        lines = (line for path in (GOLD / folder).glob("*.jsonl") for line in path.read_text("utf-8").splitlines())
        return {json.loads(line)["text"] for line in lines}

    assert texts("held")
    assert not texts("held") & texts("train")
