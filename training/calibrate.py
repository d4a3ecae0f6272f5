"""Fits the scores on gold that the encoder was not trained on: logistic regression on what an occasion rests on."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

from extractors.meetings.cases import article_from_case, meeting_to_case
from extractors.meetings.detect import find_meetings, read_occasions
from extractors.meetings.encoder import WEIGHTS
from extractors.meetings.scores import FACTS, features
from tests.gold.scorer import pair
from training.prepare import read_gold

RIDGE = 1.0
"""Pull towards weights of zero, in mentions."""

FOLDS = 5
"""The table that is printed scores each article by a fit on the other folds; the weights kept are fitted on all."""


def main() -> None:
    cases = read_gold(map(Path, sys.argv[1:]))
    found: list[list[float]] = []
    hits: list[bool] = []
    folds: list[int] = []
    for number, case in enumerate(cases):
        facts, hit = judged(case)
        found += [[1.0, *(features(one)[name] for name in FACTS)] for one in facts]
        hits += hit
        folds += [number % FOLDS] * len(facts)
    rows, right, fold = np.array(found), np.array(hits, dtype=float), np.array(folds)
    chances = np.empty(len(rows))
    for own in range(FOLDS):
        chances[fold == own] = chance(rows[fold == own], fit(rows[fold != own], right[fold != own]))
    for tenth in range(10):
        chosen = (chances * 10).astype(int).clip(0, 9) == tenth
        if chosen.any():
            print(
                f".{tenth}-  {chosen.sum():4} mentions, mean score {chances[chosen].mean():.2f}, right {right[chosen].mean():.2f}"
            )
    weights = fit(rows, right)
    named = {"base": weights[0]} | dict(zip(FACTS, weights[1:], strict=True))
    text = json.dumps({name: round(float(value), 4) for name, value in named.items()}, indent=1)
    (WEIGHTS / "calibration.json").write_text(text + "\n", "utf-8")
    print(f"{len(rows)} mentions of {len(cases)} articles, {right.sum():.0f} right\n{text}")


def judged(case: dict[str, Any]) -> tuple[list[dict[str, float]], list[bool]]:
    """The facts of every occasion found in a case, and whether the gold has it (its optional records too)."""
    article = article_from_case(case)
    occasions, _ = read_occasions(article)
    found = [meeting_to_case(article, one) for one in find_meetings(article)]
    hit = {f for _, f in pair(case["meetings"], found)}
    return [one.facts for one in occasions], [n in hit for n in range(len(found))]


def chance(rows: np.ndarray[Any, Any], weights: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    return np.asarray(1 / (1 + np.exp(-rows @ weights)))


def fit(rows: np.ndarray[Any, Any], right: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Newton's steps of a ridge logistic regression; the base is not pulled."""
    weights = np.zeros(rows.shape[1])
    pull = np.diag([0.0] + [RIDGE] * (rows.shape[1] - 1))
    for _ in range(30):
        told = chance(rows, weights)
        slope = rows.T @ (right - told) - pull @ weights
        bend = (rows * (told * (1 - told))[:, None]).T @ rows + pull
        weights = weights + np.linalg.solve(bend, slope)
    return weights


if __name__ == "__main__":
    main()
