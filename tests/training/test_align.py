"""The gold becomes labels that say what the gold says, and nothing where it is silent."""

from __future__ import annotations

from typing import Any

from extractors.meetings.encoder import Encoder
from extractors.meetings.grids import side_pairs
from extractors.meetings.spans import SpanKind
from training.align import MODES, STATUSES, Example, label, read_case
from training.answers import MASK

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


def examples(**fields: Any) -> list[Example]:
    read = read_case(case(**fields))
    triggers = [span for span in read.spans if span.kind is SpanKind.TRIGGER]
    return label(read, triggers, Encoder().split)


def test_triggers_get_the_status_and_mode_of_the_meeting_that_they_tell() -> None:
    found = examples()
    told = {(STATUSES[one.status], MODES[one.mode]) for one in found if one.status not in {MASK, 0}}
    assert told == {("held", "in_person"), ("held", "phone")}
    (visit,) = (one for one in found if one.status == 0)  # "visit" tells neither
    assert set(visit.answers) == {MASK}
    assert visit.mode == MASK


def test_answers_say_who_took_part_when_and_where() -> None:
    told: dict[SpanKind, set[tuple[str, int]]] = {}
    for one in examples():
        if one.window.spans[one.window.asked].line == 0:
            for tail, answer in zip(one.window.spans, one.answers, strict=True):
                name = (tail.actor.name if tail.actor else None) or (tail.past.first if tail.past else None) or ""
                told.setdefault(tail.kind, set()).add((name, answer))
    assert {("Marc Petit", 1), ("Karl Weber", 1), ("Luca Bruni", 0), ("Eva Lund", 0)} <= told[SpanKind.PERSON]
    assert {("2025-03-31", 1), ("2025-04-01", 0)} <= told[SpanKind.DATE]


def test_people_act_for_the_side_that_the_gold_gives_them() -> None:
    yes = {
        (one.window.spans[a].actor.name, one.window.spans[b].side)  # type: ignore[union-attr]
        for one in examples()
        for (a, b, _, _), answer in zip(side_pairs(one.window), one.sides, strict=True)
        if answer == 1 and one.window.spans[a].actor and one.window.spans[a].actor.name  # type: ignore[union-attr]
    }
    assert yes == {("Marc Petit", "FRA"), ("Karl Weber", "DEU"), ("Luca Bruni", "ITA"), ("Eva Lund", "NOR")}


def test_a_list_of_separate_meetings_is_labelled_as_each_ones_own() -> None:
    base = case()
    text = "Marc Petit met separately with Karl Weber of Germany and Eva Lund of Norway."
    none: dict[str, Any] = {"mode": "in_person", "place": {"city": None, "country": None}, "start_date": None}
    both = [meeting | {"evidence": text, "tellings": [text]} | none for meeting in base["meetings"]]
    (one,) = examples(text=text, title="", meetings=both)
    spans = one.window.spans
    answers = {span.actor.name: answer for span, answer in zip(spans, one.answers, strict=True) if span.actor}
    assert answers == {"Marc Petit": 1, "Karl Weber": 2, "Eva Lund": 2}
