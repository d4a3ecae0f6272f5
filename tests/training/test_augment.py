"""A disguised article says the same of others: the text and its gold change together."""

from __future__ import annotations

import random

from tests.gold.scorer import sides
from tests.training.test_align import case
from training.align import read_case
from training.augment import disguise


def test_text_and_gold_change_together() -> None:
    was = case()
    rng = random.Random(3)
    changed = 0
    for _ in range(20):
        now = disguise(was, rng)
        for old, new in zip(was["meetings"], now["meetings"], strict=True):
            assert all(snippet in now["text"] or snippet in now["title"] for snippet in new["tellings"])
            assert all(person["name"] in now["text"] for person in new["participants"])
            assert len(sides(new)) == 2
            assert new["start_date"] == old["start_date"]
            changed += sides(new) != sides(old)
            if new["place"]["city"]:
                assert f"in {new['place']['city']} on Monday" in now["text"]
        assert {len(numbers) for numbers, _ in read_case(now).told.values()} == {
            len(numbers) for numbers, _ in read_case(was).told.values()
        }
    assert changed > 20


def test_nobody_else_is_renamed() -> None:
    now = disguise(case(), random.Random(4))
    assert "Luca Bruni, who took no part" in now["text"]
    assert case()["text"] != now["text"]
