"""The seeds know every side and topic that the extractor can name."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
SEEDS = ROOT / "dbt_project" / "seeds"
TABLES = ROOT / "extractors" / "meetings" / "tables"


def read(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_every_side_of_the_extractor_is_in_the_seed_with_its_kind() -> None:
    known = {row["side"]: row["kind"] for row in read(SEEDS / "sides.csv")}
    found = {row["side"]: row["kind"] for row in read(TABLES / "sides.csv")}
    assert len(found) > 200
    assert {side: kind for side, kind in found.items() if known.get(side) != kind} == {}


def test_every_topic_of_the_extractor_is_in_the_seed_with_its_label() -> None:
    found = [(row["topic"], row["label"]) for row in read(TABLES / "topics.csv")]
    assert len(found) > 20
    assert [(row["topic"], row["label"]) for row in read(SEEDS / "topics.csv")] == found


@pytest.mark.parametrize("seed", sorted(path.name for path in SEEDS.glob("*.csv")))
def test_every_row_of_a_seed_has_a_source(seed: str) -> None:
    rows = read(SEEDS / seed)
    assert rows
    assert all(row["source"] for row in rows)
