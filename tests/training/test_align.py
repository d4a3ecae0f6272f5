"""The gold becomes labels that say what the gold says, and nothing where it is silent."""

from __future__ import annotations

from typing import Any

from extractors.meetings.encoder import Encoder
from extractors.meetings.spans import SpanKind
from extractors.meetings.windows import MAX_PIECES, side_pairs
from training.align import MASK, MODES, STATUSES, label

TEXT = (
    "French President Marc Petit met German Chancellor Karl Weber in Paris on Monday.\n\n"
    "The two discussed trade. Italian Prime Minister Luca Bruni, who took no part, will visit Paris next month, his office said.\n\n"
    "Petit spoke by phone with Eva Lund of Norway on Tuesday."
)


def case(**fields: Any) -> dict[str, Any]:
    def meeting(people: list[tuple[str, str]], tellings: list[str], **more: Any) -> dict[str, Any]:
        return {
            "status": "held",
            "mode": "in_person",
            "start_date": None,
            "end_date": None,
            "date_precision": "unknown",
            "place": {"city": None, "country": None},
            "event": None,
            "participants": [{"name": name, "office": None, "side": side} for name, side in people],
            "evidence": tellings[0],
            "tellings": tellings,
        } | more

    return {
        "id": "x",
        "title": "Petit and Weber meet",
        "text": TEXT,
        "published_at": "2025-04-04",
        "meetings": [
            meeting(
                [("Marc Petit", "FRA"), ("Karl Weber", "DEU")],
                [
                    "Petit met German Chancellor Karl Weber in Paris on Monday",
                    "The two discussed trade",
                    "Petit and Weber meet",
                ],
                start_date="2025-03-31",
                place={"city": "Paris", "country": "FRA"},
            ),
            meeting(
                [("Marc Petit", "FRA"), ("Eva Lund", "NOR")],
                ["Petit spoke by phone with Eva Lund of Norway on Tuesday"],
                mode="phone",
                start_date="2025-04-01",
            ),
        ],
    } | fields


def test_triggers_get_the_status_and_mode_of_the_meeting_that_they_tell() -> None:
    (example,) = label(case(), Encoder().split, MAX_PIECES)
    told = {
        (STATUSES[status], MODES[mode])
        for status, mode in zip(example.status, example.mode, strict=True)
        if status not in {MASK, 0}
    }
    assert told == {("held", "in_person"), ("held", "phone")}
    assert 0 in example.status  # "visit" tells neither


def test_answers_say_who_took_part_when_and_where() -> None:
    (example,) = label(case(), Encoder().split, MAX_PIECES)
    spans = example.window.spans
    told: dict[SpanKind, set[tuple[str, int]]] = {}
    for (a, b), answer in example.answers.items():
        if spans[a].line == 0:
            tail = spans[b]
            name = (tail.actor.name if tail.actor else None) or (tail.past.first if tail.past else None) or ""
            told.setdefault(tail.kind, set()).add((name, answer))
    assert {("Marc Petit", 1), ("Karl Weber", 1), ("Luca Bruni", 0), ("Eva Lund", 0)} <= told[SpanKind.PERSON]
    assert {("2025-03-31", 1), ("2025-04-01", 0)} <= told[SpanKind.DATE]


def test_people_act_for_the_side_that_the_gold_gives_them() -> None:
    (example,) = label(case(), Encoder().split, MAX_PIECES)
    spans = example.window.spans
    yes = {
        (spans[a].actor.name, spans[b].side)  # type: ignore[union-attr]
        for (a, b, _, _), answer in zip(side_pairs(example.window), example.sides, strict=True)
        if answer == 1 and spans[a].actor and spans[a].actor.name  # type: ignore[union-attr]
    }
    assert yes == {("Marc Petit", "FRA"), ("Karl Weber", "DEU"), ("Luca Bruni", "ITA"), ("Eva Lund", "NOR")}


def test_a_list_of_separate_meetings_is_labelled_as_each_ones_own() -> None:
    base = case()
    text = "Marc Petit met separately with Karl Weber of Germany and Eva Lund of Norway."
    none: dict[str, Any] = {"mode": "in_person", "place": {"city": None, "country": None}, "start_date": None}
    both = [meeting | {"evidence": text, "tellings": [text]} | none for meeting in base["meetings"]]
    (example,) = label(case(text=text, title="", meetings=both), Encoder().split, MAX_PIECES)
    spans = example.window.spans
    answers = {spans[b].actor.name: answer for (_, b), answer in example.answers.items() if spans[b].actor}  # type: ignore[union-attr]
    assert answers == {"Marc Petit": 1, "Karl Weber": 2, "Eva Lund": 2}
