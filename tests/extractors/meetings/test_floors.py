"""What was found once is found again: floors of precision and recall on written gold (CC0)."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from extractors.meetings import find_meetings
from extractors.meetings.cases import article_from_case, meeting_to_case
from tests.gold.scorer import measure

GOLD = Path(__file__).parents[2] / "gold"


def test_the_figures_on_the_written_gold_do_not_fall() -> None:
    floors = json.loads((GOLD / "floors.json").read_text("utf-8"))
    assert floors
    for name, floor in floors.items():
        data = (GOLD / name).read_bytes()
        assert hashlib.sha256(data).hexdigest() == floor["sha256"], f"{name} changed: measure again"
        results = []
        for line in data.decode("utf-8").splitlines():
            case = json.loads(line)
            article = article_from_case(case)
            results.append(
                (case["meetings"], [meeting_to_case(article, mention) for mention in find_meetings(article)])
            )
        figures = measure(results)
        for figure, least in floor["at_least"].items():
            assert figures[figure] >= least, (name, figures)
