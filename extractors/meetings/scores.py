"""How sure a mention is: the encoder's probabilities, bent so that of those scored about .8 about 80 % are right."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache

from extractors.meetings.encoder import WEIGHTS

FACTS = ("trigger", "weakest_side", "doubt", "n_tellings", "n_sides", "grammar")
"""What a score rests on, as `Occasion.facts` has it; weights/calibration.json holds one number for each, and "base"."""


@cache
def _calibration() -> dict[str, float]:
    return {name: float(x) for name, x in json.loads((WEIGHTS / "calibration.json").read_text("utf-8")).items()}


def features(facts: Mapping[str, float]) -> dict[str, float]:
    """The facts on the scale on which they add up."""
    return {
        "trigger": _logit(facts["trigger"]),
        "weakest_side": _logit(facts["weakest_side"]),
        "doubt": facts["doubt"],
        "n_tellings": math.log(facts["n_tellings"]),
        "n_sides": float(facts["n_sides"] > 3),
        "grammar": facts["grammar"],
    }


def score_of(facts: Mapping[str, float]) -> float:
    """The probability in [0, 1] that the article tells this meeting, two decimals, never 0 or 1."""
    weights = _calibration()
    total = weights["base"] + sum(weights[name] * value for name, value in features(facts).items())
    return round(min(0.99, max(0.01, 1 / (1 + math.exp(-total)))), 2)


def _logit(p: float) -> float:
    p = min(0.995, max(0.005, p))
    return math.log(p / (1 - p))
