"""The parts: sentences, dates, actors and places as they are read from single lines."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.meetings.cases import article_from_case
from extractors.meetings.dates import read_dates
from extractors.meetings.events import read_events
from extractors.meetings.grammar import is_wish
from extractors.meetings.lines import known_people, read_lines
from extractors.meetings.phrases import read_actors
from extractors.meetings.places import read_places
from extractors.meetings.sentences import split_sentences
from extractors.meetings.spans import read_spans
from extractors.meetings.tokens import split_items

FRIDAY = date(2025, 4, 4)


def test_sentences_survive_initials_abbreviations_and_hard_wraps() -> None:
    text = "Mr. S. Jaishankar met\nGen. J. Smith of the U.S. Army. He left Jan. 9.\n\nNext."
    found = split_sentences(text)
    assert [text[s.start : s.end] for s in found] == [s.text for s in found]
    assert [s.text.replace("\n", " ") for s in found] == [
        "Mr. S. Jaishankar met Gen. J. Smith of the U.S. Army.",
        "He left Jan. 9.",
        "Next.",
    ]
    assert [s.paragraph for s in found] == [0, 0, 1]


def test_the_items_of_a_list_are_sentences() -> None:
    text = "** PARIS - Petit meets Lund ** ROME - Weber meets Rojas\n- a dinner - later\n- a call\n2. a walk"
    assert [s.text for s in split_sentences(text)] == [
        "** PARIS - Petit meets Lund",
        "** ROME - Weber meets Rojas",
        "- a dinner - later",
        "- a call",
        "2. a walk",
    ]


@pytest.mark.parametrize(
    ("text", "is_future", "first", "last"),
    [
        ("on Thursday", False, "2025-04-03", None),
        ("on Friday", False, "2025-04-04", None),
        ("on Monday", True, "2025-04-07", None),
        ("last week", False, "2025-03-24", None),
        ("next week", True, "2025-04-07", None),
        ("yesterday", False, "2025-04-03", None),
        ("on April 1", False, "2025-04-01", None),
        ("on 1 April 2024", False, "2024-04-01", None),
        ("from 3 to 5 March", False, "2025-03-03", "2025-03-05"),
        ("in February", False, "2025-02", None),
        ("in November", False, "2024-11", None),
        ("in May", True, "2025-05", None),
        ("in 2019", False, "2019", None),
        ("last month", False, "2025-03", None),
        ("on Tuesday and Wednesday", False, "2025-04-01", "2025-04-02"),
        ("on Dec. 22 and 23", False, "2024-12-22", "2024-12-23"),
        ("from 27 March to 1 April", False, "2025-03-27", "2025-04-01"),
        ("this autumn", True, "2025", None),
        ("in the second half of the year", True, "2025", None),
        ("on Friday, March 14", False, "2025-03-14", None),
        ("on Monday (24 March)", False, "2025-03-24", None),
        ("on 24 March (Monday)", False, "2025-03-24", None),
        ("on Tuesday night, March 25", False, "2025-03-25", None),
        ("from Feb.28 to Mar.3", False, "2025-02-28", "2025-03-03"),
        ("on the 3rd of March 2024", False, "2024-03-03", None),
        ("on the 2nd", False, "2025-04-02", None),
        ("on the 29th", False, "2025-03-29", None),
        ("on the 29th", True, "2025-04-29", None),
        ("earlier in the week", False, "2025-03-31", None),
        ("over the weekend", False, "2025-03-24", None),
    ],
)
def test_dates_are_counted_from_the_day_of_publication(
    text: str, is_future: bool, first: str, last: str | None
) -> None:
    (when,) = read_dates(f"They met {text}.", FRIDAY, is_future)
    assert (when.first, when.last) == (first, last)


def test_a_day_later_counts_from_the_day_named_before() -> None:
    first, second = read_dates("He saw the king on 1 March and the queen two days later.", FRIDAY, False)
    assert (first.first, second.first) == ("2025-03-01", "2025-03-03")
    (eve,) = read_dates("They had met the day before.", FRIDAY, False, date(2025, 3, 9))
    assert eve.first == "2025-03-08"
    assert read_dates("They had met a day earlier.", FRIDAY, False) == ()


def test_a_weekday_before_a_numbered_day_does_not_hide_that_it_is_a_border() -> None:
    (when,) = read_dates("They have not met since Friday, March 14.", FRIDAY, False)
    assert (when.first, when.is_bound) == ("2025-03-14", True)


@pytest.mark.parametrize(
    ("text", "day"),
    [("that evening", "2025-04-01"), ("the next morning", "2025-04-02"), ("the night before", "2025-03-31")],
)
def test_that_evening_is_of_the_day_named_last(text: str, day: str) -> None:
    assert [when.first for when in read_dates(f"They spoke {text}.", FRIDAY, False, date(2025, 4, 1))] == [day]
    assert not read_dates(f"They spoke {text}.", FRIDAY, False)


def test_a_day_that_no_calendar_has_is_no_date() -> None:
    assert read_dates("They met on February 30.", FRIDAY, False) == ()
    assert read_dates("They met on Thursday.", None, False) == ()


@pytest.mark.parametrize(
    ("text", "name", "office", "side"),
    [
        ("Japanese Foreign Minister Takeshi Iwaya spoke.", "Takeshi Iwaya", "Foreign Minister", "JPN"),
        ("Japan's foreign minister Takeshi Iwaya spoke.", "Takeshi Iwaya", "foreign minister", "JPN"),
        ("Takeshi Iwaya, the foreign minister of Japan, spoke.", "Takeshi Iwaya", "foreign minister", "JPN"),
        ("The foreign minister of Japan, Takeshi Iwaya, spoke.", "Takeshi Iwaya", "foreign minister", "JPN"),
        ("China's Wang Yi spoke.", "Wang Yi", None, "CHN"),
        ("Egyptian President Abdel Fattah el-Sisi spoke.", "Abdel Fattah el-Sisi", "President", "EGY"),
        ("NATO Secretary General Mark Rutte spoke.", "Mark Rutte", "Secretary General", "NATO"),
    ],
)
def test_people_are_read_with_office_and_side(text: str, name: str, office: str | None, side: str) -> None:
    (actor,) = read_actors(text, split_items(text))
    assert (actor.name, actor.office, actor.sides) == (name, office, (side,))


def test_offices_of_several_countries_are_several_actors() -> None:
    text = "The foreign ministers of Japan, the United States and South Korea met."
    found = read_actors(text, split_items(text))
    assert [(actor.office, actor.sides) for actor in found] == [
        ("foreign minister", ("JPN",)),
        ("foreign minister", ("USA",)),
        ("foreign minister", ("KOR",)),
    ]


@pytest.mark.parametrize(
    ("text", "city", "country"),
    [
        ("They met in Munich, Germany, in May.", "Munich", "DEU"),
        ("They met at the White House.", None, "USA"),
        ("They met in the Turkish capital.", "Ankara", "TUR"),
        ("They met at Camp David.", "Camp David", "USA"),
    ],
)
def test_places_are_cities_and_metonyms_give_the_country(text: str, city: str | None, country: str) -> None:
    (place,) = read_places(text)
    assert (place.city, place.country) == (city, country)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("They met in Zaovine, Serbia, on Monday.", [("Zaovine", "SRB")]),
        ("He landed in the Saudi Arabian city of Neom.", [("Neom", "SAU")]),
        ("He landed in the Turkish coastal city of Belek.", [("Belek", "TUR")]),
        ("In Brussels, Japan, Italy and Spain agreed.", [("Brussels", "BEL")]),
        ("In May, China, India and Russia met.", []),
    ],
)
def test_a_town_that_no_table_has_is_known_by_its_country(text: str, places: list[tuple[str, str]]) -> None:
    assert [(place.city, place.country) for place in read_places(text)] == places


def told_of(
    text: str, title: str = "News", published_at: str = "2022-06-03"
) -> list[tuple[str | None, str | None, str]]:
    """Everybody in the order of the text: name, office and side as the whole article tells them."""
    article = article_from_case({"id": "r", "title": title, "text": text, "published_at": published_at})
    lines = read_lines(article)
    people, _ = known_people(article, lines)
    spans = read_spans(lines, people, article.published_date)
    return [(s.actor.name, s.actor.office, "".join(s.actor.sides)) for s in spans if s.actor]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norwegian PM Eva Lund left at 5 PM.", [("Eva Lund", "Prime Minister", "NOR")]),
        (
            "Acting Foreign Minister Amir Khan Zadran of Afghanistan left.",
            [("Amir Khan Zadran", "Acting Foreign Minister", "AFG")],
        ),
        ("Peru's Foreign Minister-designate Ana Rojas left.", [("Ana Rojas", "Foreign Minister-designate", "PER")]),
        ("Then-President Karl Weber of Austria left.", [("Karl Weber", "President", "AUT")]),
        (
            "The presidents of Chile and Peru, Juan Soto and Ana Rojas, left.",
            [("Juan Soto", "president", "CHL"), ("Ana Rojas", "president", "PER")],
        ),
        (
            "Presidents of Chile and Peru Juan Soto and Ana Rojas left.",
            [("Juan Soto", "president", "CHL"), ("Ana Rojas", "president", "PER")],
        ),
        (
            "Peru's Ana Rojas and her Chilean counterpart, Juan Soto will meet.",
            [("Ana Rojas", None, "PER"), ("Juan Soto", "counterpart", "CHL")],
        ),
        (
            "President Ali Omar of Chad, who is the current chairman of the African Union (AU), left.",
            [("Ali Omar", "President", "TCD")],
        ),
        (
            "Malawi's Minister of Trade, Industry and Energy John Banda left.",
            [("John Banda", "Minister of Trade, Industry and Energy", "MWI")],
        ),
        (
            "Danish Deputy National Security Advisor for International Economics Ida Holm left.",
            [("Ida Holm", "Deputy National Security Advisor for International Economics", "DNK")],
        ),
        (
            "French Diplomatic Adviser to the President Paul Roux left.",
            [("Paul Roux", "Diplomatic Adviser to the President", "FRA")],
        ),
        (
            "US Special Representative for Afghan Reconciliation Ida Holm left.",
            [("Ida Holm", "Special Representative for Afghan Reconciliation", "USA")],
        ),
        (
            "The personal representative of Norwegian Prime Minister Eva Lund, Ida Holm, left.",
            [("Ida Holm", "representative", "NOR")],
        ),
        ("An aide to French President Marc Petit left.", [(None, None, "FRA")]),
        (
            "H.H. Prince Omar bin Said, Foreign Minister of the Kingdom of Saudi Arabia, left.",
            [("Omar bin Said", "Foreign Minister", "SAU")],
        ),
        ("Kim Song, my counterpart from the Republic of Korea, left.", [("Kim Song", "counterpart", "KOR")]),
        ("Chad's Ambassador to the European Union Ali Omar left.", [("Ali Omar", "Ambassador", "TCD")]),
        ("North Korean official Kim Song Un left.", [("Kim Song Un", "official", "PRK")]),
        ("Joseph R. Biden, Jr. left.", [("Joseph R. Biden, Jr.", None, "USA")]),
        ("The Petit administration and the Northern Gazette said so. Additional talks followed.", []),
    ],
)
def test_people_as_papers_write_them(text: str, expected: list[tuple[str | None, str | None, str]]) -> None:
    assert told_of(text) == expected


def test_a_name_is_one_with_and_without_its_accents() -> None:
    told = told_of("Serbian President Zoran Mitić left. Mitic said nothing.")
    assert {name for name, _, _ in told} == {"Zoran Mitić"}


def test_in_a_headline_only_names_of_the_text_are_names() -> None:
    told = told_of("Kenyan President Amos Kiptoo left.", title="Kiptoo Receives Message From Envoy")
    assert {name for name, _, _ in told if name} == {"Amos Kiptoo"}


def test_a_comma_in_a_headline_makes_a_list() -> None:
    told = told_of("Eva Lund of Norway met Karl Weber of Austria.", title="Lund, Austrian official meet")
    assert {(name, side) for name, _, side in told} == {("Eva Lund", "NOR"), ("Karl Weber", "AUT"), (None, "AUT")}


def test_a_pair_of_names_is_nobody() -> None:
    told = told_of(
        "President Eva Lund of Norway and Karl Weber of Austria met. The Lund-Weber talks were long. Lund left."
    )
    assert {side for name, _, side in told if name in {"Eva Lund", "Karl Weber"}} == {"NOR", "AUT"}


def test_a_container_event_is_read_as_written() -> None:
    (event,) = read_events("They met on the sidelines of the NATO foreign ministers' meeting in Brussels.")
    assert (event.name, event.is_sideline) == ("NATO foreign ministers' meeting", True)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("They called on Pyongyang to stop its missile tests.", True),
        ("He called on the Lebanese army to disarm the group.", True),
        ("He called on President Marc Petit to discuss trade.", False),
        ("He called on President Marc Petit on Monday.", False),
    ],
)
def test_to_call_on_somebody_to_act_is_no_visit(sentence: str, expected: bool) -> None:
    start = sentence.index("called")
    assert is_wish(sentence, start) is expected


@pytest.mark.parametrize(
    ("sentence", "word", "expected"),
    [
        ("She may see President Marc Petit in Paris on Thursday.", "see", True),
        ("The two could also hold a short meeting there.", "meeting", True),
        ("They spoke of a possible summit in May.", "summit", True),
        ("Tehran is open to talks with Paris.", "talks", True),
        ("She will see President Marc Petit in Paris on Thursday.", "see", False),
        ("In May, they met in Paris.", "met", False),
    ],
)
def test_what_may_be_is_no_meeting(sentence: str, word: str, expected: bool) -> None:
    start = sentence.index(word)
    assert is_wish(sentence, start) is expected
