"""Counts how many meetings of gold cases were found: a small measure for the floors, stricter ones live elsewhere."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
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


def people(meeting: Meeting) -> set[tuple[str, str]]:
    """Surname-like last words with their sides: enough to tell whether the same people were named."""
    return {(_key(one["name"]), one["side"]) for one in meeting["participants"] if one["name"]}


def _key(name: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).lower()
    return max(re.findall(r"\w+", plain) or [""], key=len)


def measure(cases: Iterable[tuple[list[Meeting], list[Meeting]]]) -> dict[str, float]:
    """Precision, recall and F1 of meetings, of their sides and people, and the shares of values right among those found."""
    n = Counter[str]()
    for golds, founds in cases:
        pairs = pair(golds, founds)
        firm = [(g, f) for g, f in pairs if not golds[g].get("optional")]
        n["right"] += len(firm)
        n["false"] += len(founds) - len(pairs)
        n["missed"] += sum(1 for gold in golds if not gold.get("optional")) - len(firm)
        for what in (sides, people):
            name = what.__name__
            matched = sum(len(what(golds[g]) & what(founds[f])) for g, f in firm)
            n[f"{name}_right"] += matched
            n[f"{name}_asked"] += sum(len(what(gold)) for gold in golds if not gold.get("optional"))
            unpaired = set(range(len(founds))) - {f for _, f in pairs}
            n[f"{name}_found"] += sum(len(what(founds[f])) for _, f in firm) + sum(
                len(what(founds[f])) for f in unpaired
            )
        for g, f in firm:
            gold, found = golds[g], founds[f]
            n["dates"] += gold["start_date"] == found["start_date"]
            n["places"] += gold["place"] == found["place"]
            n["statuses"] += gold["status"] == found["status"]
            n["modes"] += gold["mode"] == found["mode"]
    figures = {
        "precision": n["right"] / max(1, n["right"] + n["false"]),
        "recall": n["right"] / max(1, n["right"] + n["missed"]),
        "f1": 2 * n["right"] / max(1, 2 * n["right"] + n["false"] + n["missed"]),
    }
    for name in ("sides", "people"):
        figures[f"{name}_f1"] = 2 * n[f"{name}_right"] / max(1, n[f"{name}_asked"] + n[f"{name}_found"])
    for name in ("dates", "places", "statuses", "modes"):
        figures[f"{name}_right"] = n[name] / max(1, n["right"])
    return figures
