from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest

from extractors.identity import MentionFacts, PersonMention, group_mentions, resolve_people


def person(n: int, name: str, side: str = "JPN", office: str | None = None, day: date | None = None) -> PersonMention:
    return PersonMention(f"m{n}", 0, f"p{n}", name, office, side, day)


def clusters(*people: PersonMention) -> list[set[str]]:
    found: dict[str, set[str]] = {}
    for (mention_id, _), key in resolve_people(people).items():
        found.setdefault(key, set()).add(mention_id)
    return sorted(found.values(), key=sorted)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Takeshi Iwaya", "Iwaya Takeshi"),
        ("Cho Tae-yul", "Cho Taeyul"),
        ("Péter Szijjártó", "Peter Szijjarto"),
        ("Abbas Araghchi", "Abbas Araqchi"),
        ("Sheikh Abdullah bin Zayed Al Nahyan", "Abdullah bin Zayed"),
    ],
)
def test_spellings_of_one_name_are_one_person(one: str, other: str) -> None:
    assert clusters(person(1, one), person(2, other)) == [{"m1", "m2"}]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Kim Jong-un", "Kim Yo-jong"), ("George W. Bush", "George Robertson"), ("Wang Yi", "Wang Wentao")],
)
def test_names_that_share_a_word_are_two_people(one: str, other: str) -> None:
    assert clusters(person(1, one), person(2, other)) == [{"m1"}, {"m2"}]


def test_a_surname_takes_the_one_person_that_its_office_can_mean() -> None:
    minister = person(1, "Kim Young-ho", "KOR", "Unification Minister")
    other = person(2, "Kim Yong-hyun", "KOR", "Defense Minister")
    assert clusters(minister, other, person(3, "Kim", "KOR", "Defense Minister")) == [{"m1"}, {"m2", "m3"}]
    assert clusters(minister, other, person(3, "Kim", "KOR")) == [{"m1"}, {"m2"}, {"m3"}]


def test_one_name_in_two_countries_is_two_people_but_an_organisation_takes_its_state_s() -> None:
    assert clusters(person(1, "John Smith", "GBR"), person(2, "John Smith", "USA")) == [{"m1"}, {"m2"}]
    assert clusters(person(1, "Jens Stoltenberg", "NOR"), person(2, "Jens Stoltenberg", "NATO")) == [{"m1", "m2"}]


@pytest.mark.parametrize("name", ["", "12345", "x" * 5000, "...", "\u202egnirts", " "])
def test_names_that_are_none_join_nobody(name: str) -> None:
    assert clusters(person(1, name), person(2, "Takeshi Iwaya")) == [{"m1"}, {"m2"}]


TRILATERAL = MentionFacts(
    mention_id="m1",
    page_id="p1",
    status="held",
    mode="in_person",
    start_date=date(2025, 4, 3),
    end_date=None,
    date_precision="day",
    city="Brussels",
    country="BEL",
    event=None,
    level="ministers",
    sides=frozenset({"JPN", "USA", "KOR"}),
    people=frozenset({"takeshi iwaya|JPN"}),
    reported_date=date(2025, 4, 4),
)


def other(**changes: object) -> MentionFacts:
    return replace(TRILATERAL, **({"mention_id": "m2", "page_id": "p2"} | changes))  # type: ignore[arg-type]


def n_groups(*mentions: MentionFacts) -> int:
    return len(set(group_mentions(mentions).values()))


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"start_date": None, "date_precision": "unknown"},
        {"start_date": date(2025, 4, 1), "date_precision": "month"},
        {"start_date": date(2025, 4, 4)},
        {"city": None, "country": None, "people": frozenset()},
        {"status": "planned", "reported_date": date(2025, 3, 30)},
    ],
)
def test_tellings_that_contradict_in_nothing_are_one_meeting(changes: dict[str, object]) -> None:
    assert n_groups(TRILATERAL, other(**changes)) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"mode": "phone", "city": None, "country": None},
        {"sides": frozenset({"JPN", "USA"})},
        {"level": "leaders", "people": frozenset({"shigeru ishiba|JPN"})},
        {"start_date": date(2025, 4, 9)},
        {"city": "Munich", "country": "DEU"},
        {"page_id": "p1", "city": None},
    ],
)
def test_tellings_that_contradict_are_two(changes: dict[str, object]) -> None:
    assert n_groups(TRILATERAL, other(**changes)) == 2


def test_a_vague_date_that_could_mean_two_means_none() -> None:
    early, late = (
        other(start_date=date(2025, 4, 10)),
        other(mention_id="m3", page_id="p3", start_date=date(2025, 4, 20)),
    )
    vague = other(mention_id="m4", page_id="p4", start_date=date(2025, 4, 1), date_precision="month")
    assert n_groups(early, vague) == 1
    assert n_groups(early, late, vague) == 3


def test_what_was_put_off_is_one_with_what_took_its_place() -> None:
    put_off = other(status="postponed", start_date=date(2025, 3, 1), city=None, country=None)
    assert n_groups(TRILATERAL, put_off) == 1
    assert n_groups(TRILATERAL, replace(put_off, status="cancelled")) == 2


def test_the_order_of_the_input_does_not_matter() -> None:
    mentions = [
        other(
            mention_id=f"m{i}",
            page_id=f"p{i % 11}",
            start_date=date(2025, 4, 1 + i % 13),
            city=("Brussels", None)[i % 2],
        )
        for i in range(40)
    ]
    wanted = group_mentions(mentions)
    assert len(set(wanted.values())) > 2
    dice = random.Random(3)
    for _ in range(5):
        dice.shuffle(mentions)
        assert group_mentions(mentions) == wanted


def test_hundreds_of_sides_and_dates_out_of_all_time_are_borne() -> None:
    many = other(
        sides=frozenset(f"S{i:03d}" for i in range(400)), start_date=date(1, 1, 1), reported_date=date(9999, 12, 31)
    )
    assert n_groups(TRILATERAL, many, other(mention_id="m3", start_date=None, reported_date=date(9999, 12, 31))) == 3
