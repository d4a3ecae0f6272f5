"""Two readers of one article: what both read is one meeting, and each adds what only it has read."""

from __future__ import annotations

from extractors.meetings.actors import Actor
from extractors.meetings.dates import UNKNOWN, When
from extractors.meetings.grammar import Draft
from extractors.meetings.occasions import Occasion
from extractors.meetings.places import Place
from extractors.meetings.reconcile import reconcile
from extractors.model import DatePrecision, Mode, Status

PETIT = Actor("person", 0, 5, "Marc Petit", "President", ("FRA",))
WEBER = Actor("person", 9, 14, "Karl Weber", "Chancellor", ("DEU",))
LUND = Actor("person", 20, 25, "Eva Lund", None, ("NOR",))
AIDE = Actor("person", 30, 35, "Luc Moreau", None, ("FRA",))
MONDAY = When(0, 0, "2025-03-31", None, DatePrecision.DAY)
TUESDAY = When(0, 0, "2025-04-01", None, DatePrecision.DAY)


def draft(*actors: Actor, status: Status = Status.HELD, when: When = UNKNOWN, recalled: bool = False) -> Draft:
    return Draft("meet_pair", status, Mode.IN_PERSON, actors, when, None, None, (0,), is_recalled=recalled)


def occasion(*actors: Actor, line: int = 0, when: When = UNKNOWN) -> Occasion:
    place = Place(0, 0, "Paris", "FRA", "in")
    return Occasion(actors, Status.HELD, Mode.IN_PERSON, when, place, None, (line,), {"trigger": 0.9})


def test_of_one_meeting_the_grammar_says_who_and_the_network_when_and_where() -> None:
    (one,) = reconcile([draft(PETIT, WEBER)], [occasion(PETIT, WEBER, LUND, AIDE, when=MONDAY)])
    assert one.actors == (PETIT, WEBER)  # neither a third side nor an unsure aide
    assert (one.when.first, one.place.city if one.place else None) == ("2025-03-31", "Paris")
    assert one.facts["grammar"] == 1.0


def test_an_aide_of_whom_the_network_is_sure_sits_there_too() -> None:
    heard = occasion(PETIT, WEBER, AIDE)
    heard.chances = {"Luc Moreau": 0.97}
    assert reconcile([draft(PETIT, WEBER)], [heard])[0].actors == (PETIT, WEBER, AIDE)


def test_the_network_names_whom_the_grammar_leaves_unnamed() -> None:
    france = Actor("side", 0, 6, sides=("FRA",))
    (one,) = reconcile([draft(france, WEBER)], [occasion(PETIT, WEBER, LUND, AIDE)])
    assert one.actors == (WEBER, PETIT, AIDE)


def test_other_sides_or_days_are_other_meetings() -> None:
    found = reconcile(
        [draft(PETIT, WEBER, when=MONDAY)],
        [occasion(PETIT, LUND, line=1), occasion(PETIT, WEBER, line=2, when=TUESDAY)],
    )
    assert [sorted(one.sides) for one in found] == [["DEU", "FRA"], ["FRA", "NOR"], ["DEU", "FRA"]]


def test_what_was_called_off_stays_called_off() -> None:
    (one,) = reconcile([draft(PETIT, WEBER, status=Status.POSTPONED)], [occasion(PETIT, WEBER)])
    assert one.status is Status.POSTPONED


def test_a_meeting_that_is_only_recalled_names_nobody() -> None:
    (one,) = reconcile([draft(PETIT, WEBER, recalled=True)], [occasion(PETIT, WEBER)])
    assert [(actor.name, actor.sides) for actor in one.actors] == [(None, ("FRA",)), (None, ("DEU",))]


def test_a_sentence_that_the_grammar_has_read_is_not_read_twice() -> None:
    (one,) = reconcile([draft(PETIT, WEBER)], [occasion(PETIT, WEBER, when=MONDAY), occasion(PETIT, WEBER)])
    assert one.when.first == "2025-03-31"


def test_a_second_day_in_another_sentence_is_a_second_meeting() -> None:
    found = reconcile(
        [draft(PETIT, WEBER, when=MONDAY)],
        [occasion(PETIT, WEBER, when=MONDAY), occasion(PETIT, WEBER, line=1, when=TUESDAY)],
    )
    assert [one.when.first for one in found] == ["2025-03-31", "2025-04-01"]


def test_of_a_recalled_meeting_the_grammar_says_when_too() -> None:
    month = When(0, 0, "2025-02", None, DatePrecision.MONTH)
    heard = occasion(PETIT, WEBER, when=When(0, 0, "2025-02-03", None, DatePrecision.DAY))
    heard.status = Status.PLANNED
    (one,) = reconcile([draft(PETIT, WEBER, when=month, recalled=True)], [heard])
    assert (one.status, one.when.first) == (Status.HELD, "2025-02")


def test_each_reader_alone_is_heard() -> None:
    assert len(reconcile([draft(PETIT, WEBER)], [])) == 1
    assert len(reconcile([], [occasion(PETIT, WEBER)])) == 1
