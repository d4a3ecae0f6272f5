"""Counts how many meetings of gold cases were found: a small measure for the floors, stricter ones live elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Meeting = Mapping[str, Any]


def sides(meeting: Meeting) -> frozenset[str]:
    return frozenset(person["side"].upper() for person in meeting["participants"])


def can_be_one(gold: Meeting, found: Meeting) -> bool:
    """Half of the sides in common, two at least, and dates that agree as far as both are known."""
    common, either = sides(gold) & sides(found), sides(gold) | sides(found)
    ours, theirs = gold["start_date"] or "", found["start_date"] or ""
    n = min(len(ours), len(theirs))
    return len(common) >= 2 and 2 * len(common) >= len(either) and ours[:n] == theirs[:n]


def likeness(gold: Meeting, found: Meeting) -> tuple[bool, int, bool]:
    return (not gold.get("optional"), len(sides(gold) & sides(found)), gold["start_date"] == found["start_date"])


def pair(golds: list[Meeting], founds: list[Meeting]) -> list[tuple[int, int]]:
    """One to one, the most alike first."""
    possible = [(g, f) for g, gold in enumerate(golds) for f, found in enumerate(founds) if can_be_one(gold, found)]
    pairs: list[tuple[int, int]] = []
    for g, f in sorted(possible, key=lambda both: likeness(golds[both[0]], founds[both[1]]), reverse=True):
        if all(g != other_g and f != other_f for other_g, other_f in pairs):
            pairs.append((g, f))
    return pairs


def measure(cases: Iterable[tuple[list[Meeting], list[Meeting]]]) -> dict[str, float]:
    """Precision and recall of meetings, and the share of dates that are right among those found."""
    n_right = n_false = n_missed = n_dates = 0
    for golds, founds in cases:
        pairs = pair(golds, founds)
        firm = [(g, f) for g, f in pairs if not golds[g].get("optional")]
        n_right += len(firm)
        n_false += len(founds) - len(pairs)
        n_missed += sum(1 for gold in golds if not gold.get("optional")) - len(firm)
        n_dates += sum(golds[g]["start_date"] == founds[f]["start_date"] for g, f in firm)
    return {
        "precision": n_right / max(1, n_right + n_false),
        "recall": n_right / max(1, n_right + n_missed),
        "dates_right": n_dates / max(1, n_right),
    }
