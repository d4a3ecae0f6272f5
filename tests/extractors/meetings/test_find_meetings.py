"""What a text says of meetings is found; what it only wishes for, or says of others, is not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extractors.meetings import find_meetings
from extractors.meetings.cases import article_from_case, evidence_of
from tests.extractors.meetings.telling import names, read, sides

NEWSROOM = Path(__file__).parents[1] / "newsroom" / "expected.jsonl"


def newsroom_cases() -> list[dict[str, Any]]:
    return [json.loads(line) for line in NEWSROOM.read_text("utf-8").splitlines() if line]


@pytest.mark.parametrize("case", newsroom_cases(), ids=lambda case: str(case["id"]))
def test_the_newsrooms_stories_come_out_as_they_were_written(case: dict[str, Any]) -> None:
    found = read(case["text"], case["title"], case["published_at"], captions=case.get("captions", []), id=case["id"])

    def facts(meetings: list[dict[str, Any]]) -> list[tuple[object, ...]]:
        return sorted(
            (
                meeting["status"],
                meeting["mode"],
                str(meeting["start_date"]),
                meeting["date_precision"],
                str(meeting["place"]["city"]),
                str(meeting["place"]["country"]),
                tuple(sides(meeting)),
                tuple(names(meeting)),
            )
            for meeting in meetings
        )

    assert facts(found) == facts([meeting for meeting in case["meetings"] if not meeting.get("optional")])


def test_a_lead_a_detail_and_a_caption_of_one_occasion_are_one_meeting() -> None:
    (meeting,) = read(
        "The foreign ministers of France, Germany and Poland on Tuesday vowed to stand by Ukraine.\n\n"
        "In their meeting in Weimar, French Foreign Minister Anne Martin, German Foreign Minister Karl Weber and Polish"
        " Foreign Minister Jan Nowak discussed air defence.",
        captions=["Anne Martin and Karl Weber met in Weimar"],
    )
    assert sides(meeting) == ["DEU", "FRA", "POL"]
    assert names(meeting) == ["Anne Martin", "Jan Nowak", "Karl Weber"]
    assert meeting["start_date"] == "2025-04-01"
    assert "deterrence" in meeting["topics"]


def test_an_earlier_meeting_that_is_referred_to_is_one_more_without_persons() -> None:
    found = read(
        "Indian Prime Minister Arun Rao and Japanese Prime Minister Kenji Mori held talks in Tokyo on Wednesday.\n\n"
        "It was the second meeting between the two leaders since Mori took office in October and the first since their"
        " previous meeting in New Delhi in January."
    )
    assert [(m["start_date"], m["place"]["city"], len(names(m))) for m in found] == [
        ("2025-04-02", "Tokyo", 2),
        ("2025-01", "New Delhi", 0),
    ]
    assert {claim["kind"] for claim in found[0]["claims"]} == {"ordinal_since", "first_since"}


def test_officials_of_different_countries_in_a_list_are_separate_meetings() -> None:
    found = read(
        "Norwegian Foreign Minister Eva Lund met separately with Egyptian Foreign Minister Ali Hassan,"
        " Jordan's Omar Saleh and Sofia Costa of Portugal in Oslo on Thursday."
    )
    assert [sides(meeting) for meeting in found] == [["EGY", "NOR"], ["JOR", "NOR"], ["NOR", "PRT"]]


def test_one_table_makes_a_list_one_meeting() -> None:
    (meeting,) = read(
        "Norwegian Foreign Minister Eva Lund held trilateral talks with her counterparts from Egypt and Jordan in Oslo."
    )
    assert sides(meeting) == ["EGY", "JOR", "NOR"]
    assert {person["office"] for person in meeting["participants"]} == {"Foreign Minister"}


@pytest.mark.parametrize(
    ("text", "status", "mode", "start"),
    [
        ("Kenyan President John Otieno will meet Ugandan President Paul Okello in Nairobi on Monday.", "planned", "in_person", "2025-04-07"),
        ("Kenyan President John Otieno spoke by phone with Ugandan President Paul Okello on Monday.", "held", "phone", "2025-03-31"),
        ("Kenyan President John Otieno held a video conference with Ugandan President Paul Okello today.", "held", "video", "2025-04-04"),
        ("Kenyan President John Otieno has cancelled a meeting with Ugandan President Paul Okello.", "cancelled", "in_person", None),
        ("Kenyan President John Otieno has postponed a summit with Ugandan President Paul Okello.", "postponed", "in_person", None),
        ("Kenyan President John Otieno received Ugandan President Paul Okello in Nairobi last week.", "held", "in_person", "2025-03-24"),
    ],
)  # fmt: skip
def test_status_mode_and_day_are_read(text: str, status: str, mode: str, start: str | None) -> None:
    (meeting,) = read(text)
    assert (meeting["status"], meeting["mode"], meeting["start_date"]) == (status, mode, start)
    assert names(meeting) == ["John Otieno", "Paul Okello"]


@pytest.mark.parametrize(
    "text",
    [
        "Kenyan President John Otieno may meet Ugandan President Paul Okello.",
        "Kenyan President John Otieno called for talks with Ugandan President Paul Okello.",
        "Kenyan President John Otieno is ready to meet Ugandan President Paul Okello.",
        "French President Marc Petit met his Prime Minister, Luc Moreau, at the weekly cabinet in Paris.",
        "England meet Croatia in the semi-final in Moscow on Wednesday.",
        "Chief executives of two firms met in Berlin to sign the deal.",
        "Spain and Portugal have issued a statement on fisheries.",
    ],
)
def test_wishes_cabinets_sport_business_and_statements_are_no_meetings(text: str) -> None:
    assert read(text) == []


def test_bystanders_of_a_sentence_take_no_part() -> None:
    (meeting,) = read(
        "Omani Foreign Minister Said Harthy met Iranian Foreign Minister Reza Karimi in Muscat on Monday, the first such"
        " talks since the inauguration of US President Donald Trump, and discussed China and Russia."
    )
    assert sides(meeting) == ["IRN", "OMN"]


def test_a_surname_takes_the_full_name_and_the_office_told_elsewhere() -> None:
    (meeting,) = read(
        "Rossi met Weber in Rome on Tuesday.\n\nItalian President Paolo Rossi said that German Chancellor Karl Weber was a friend."
    )
    assert names(meeting) == ["Karl Weber", "Paolo Rossi"]


def test_evidence_is_verbatim_by_its_offsets_and_answers_repeat() -> None:
    checked = 0
    for case in newsroom_cases():
        article = article_from_case(case)
        found = find_meetings(article)
        assert found == find_meetings(article)
        for mention in found:
            quote = evidence_of(article, mention)
            assert quote and quote in (article.title + article.text + article.caption_text)
            assert 0 <= mention.score <= 1
            checked += 1
    assert checked > 10
