"""From probabilities to occasions, with the probabilities given: no network here."""

from __future__ import annotations

from extractors.meetings.assembly import assemble
from extractors.meetings.cases import article_from_case
from extractors.meetings.judgements import Judgements, key_of
from extractors.meetings.lines import Line, known_people, read_lines
from extractors.meetings.occasions import Occasion
from extractors.meetings.spans import Span, SpanKind, read_spans
from extractors.meetings.windows import Pieces, cut_windows
from extractors.model import Mode, Status

HELD, PLANNED = (0.02, 0.95, 0.01, 0.01, 0.01), (0.02, 0.01, 0.95, 0.01, 0.01)
IN_PERSON, PHONE = (0.97, 0.01, 0.01, 0.01), (0.01, 0.97, 0.01, 0.01)


class Told:
    """An article, and what a test has the encoder say of it."""

    def __init__(self, text: str, title: str = "", published_at: str = "2025-04-04") -> None:
        article = article_from_case({"id": "t", "title": title, "text": text, "published_at": published_at})
        self.lines: tuple[Line, ...] = read_lines(article)
        people, _ = known_people(article, self.lines)
        self.spans = read_spans(self.lines, people, article.published_date)
        self.judged = Judgements()

    def text_of(self, span: Span) -> str:
        return self.lines[span.line].text[span.start : span.end]

    def trigger(self, word: str) -> Span:
        return next(s for s in self.spans if s.kind is SpanKind.TRIGGER and self.text_of(s) == word)

    def says(
        self,
        word: str,
        names: dict[str, tuple[float, float]],
        status: tuple[float, ...] = HELD,
        mode: tuple[float, ...] = IN_PERSON,
    ) -> Told:
        """`names`: part of a name or a side's code to (in every meeting, in one of several)."""
        key = key_of(self.trigger(word))
        self.judged.status[key], self.judged.mode[key] = status, mode
        for span in self.spans:
            name = (span.actor.name if span.actor else None) or span.side or ""
            if span.kind in {SpanKind.PERSON, SpanKind.SIDE, SpanKind.OFFICE}:
                yes, each = next((chance for part, chance in names.items() if part in name), (0.01, 0.01))
                self.judged.takes_part[key].append((span, yes, each))
            elif span.kind is SpanKind.DATE and span.line == key[0]:
                self.judged.dates[key].append((span, 0.9))
        return self

    def same(self, a: str, b: str, chance: float) -> Told:
        self.judged.same[key_of(self.trigger(a)), key_of(self.trigger(b))] = chance
        return self

    def occasions(self, writer: str | None = None) -> list[Occasion]:
        return assemble(self.judged, self.lines, writer)


PAIR = "French President Marc Petit met German Chancellor Karl Weber on Monday. The two held talks for an hour."
LIST = "French President Marc Petit met Karl Weber of Germany and Eva Lund of Norway."
BOTH = {"Petit": (0.95, 0.02), "Weber": (0.95, 0.02)}


def test_a_trigger_with_two_sides_is_an_occasion_with_its_day() -> None:
    (one,) = Told(PAIR).says("met", BOTH).occasions()
    assert (one.status, one.mode, one.when.first) == (Status.HELD, Mode.IN_PERSON, "2025-03-31")
    assert {(actor.name, actor.office, actor.sides) for actor in one.actors} == {
        ("Marc Petit", "President", ("FRA",)),
        ("Karl Weber", "Chancellor", ("DEU",)),
    }


def test_a_trigger_that_tells_nothing_gives_nothing() -> None:
    assert Told(PAIR).says("met", BOTH, (0.95, 0.02, 0.01, 0.01, 0.01)).occasions() == []


def test_one_side_alone_is_no_meeting() -> None:
    assert Told(PAIR).says("met", {"Petit": (0.95, 0.02)}).occasions() == []


def test_two_tellings_of_one_occasion_are_joined_and_others_are_not() -> None:
    told = Told(PAIR).says("met", BOTH).says("talks", {**BOTH}, mode=PHONE)
    assert len(told.same("met", "talks", 0.9).occasions()) == 1
    assert len(Told(PAIR).says("met", BOTH).says("talks", BOTH, mode=PHONE).same("met", "talks", 0.05).occasions()) == 2


def test_those_who_meet_apart_in_a_list_give_a_meeting_each() -> None:
    apart = {"Petit": (0.95, 0.02), "Weber": (0.1, 0.85), "Lund": (0.1, 0.85)}
    assert [one.sides for one in Told(LIST).says("met", apart).occasions()] == [{"FRA", "DEU"}, {"FRA", "NOR"}]
    together = {"Petit": (0.95, 0.02), "Weber": (0.9, 0.05), "Lund": (0.9, 0.05)}
    assert [one.sides for one in Told(LIST).says("met", together).occasions()] == [{"FRA", "DEU", "NOR"}]


def test_a_headline_only_tells_again_what_the_text_tells() -> None:
    told = Told(PAIR, title="Petit meets Weber in Paris").says("met", BOTH).says("meets", BOTH, PLANNED)
    (one,) = told.same("met", "meets", 0.1).occasions()
    assert one.status is Status.HELD


def test_who_writes_in_the_first_person_acts_for_the_government_that_publishes() -> None:
    told = Told("This morning I met Karl Weber of Germany.").says("met", {"Weber": (0.95, 0.02), "DEU": (0.9, 0.02)})
    assert told.occasions() == []
    assert [one.sides for one in told.occasions(writer="AUS")] == [{"AUS", "DEU"}]


def test_the_day_named_as_the_end_of_several_days_gives_their_span() -> None:
    text = "French President Marc Petit and Karl Weber of Germany ended three days of talks on Thursday."
    (one,) = Told(text).says("talks", BOTH).occasions()
    assert (one.when.first, one.when.last) == ("2025-04-01", "2025-04-03")


def test_what_one_sentence_tells_apart_another_does_not_tell_together() -> None:
    told = Told(
        "Eva Lund of Norway spoke with Marc Petit of France and Karl Weber of Germany. In separate calls, she asked for help."
    )
    together = {
        "Lund": (0.9, 0.0),
        "NOR": (0.9, 0.0),
        "Petit": (0.9, 0.0),
        "FRA": (0.9, 0.0),
        "Weber": (0.9, 0.0),
        "DEU": (0.9, 0.0),
    }
    apart = together | dict.fromkeys(("Petit", "FRA", "Weber", "DEU"), (0.02, 0.95))
    told.says("spoke", together, mode=PHONE).says("calls", apart, mode=PHONE).same("spoke", "calls", 0.9)
    assert sorted(sorted(one.sides) for one in told.occasions()) == [["DEU", "NOR"], ["FRA", "NOR"]]


def test_a_second_word_of_a_sentence_that_tells_the_same_is_not_asked_about() -> None:
    told = Told("French President Marc Petit met German Chancellor Karl Weber for talks. Their session was long.")

    def split(text: str) -> Pieces:
        return [1] * len(text), [(i, i + 1) for i in range(len(text))]

    (window,) = cut_windows([told.trigger("met")], told.lines, told.spans, split)
    told.judged.relate(window, [(0.01, 0.99, 0.0)] * len(window.spans))
    assert told.judged.is_told(told.trigger("talks"))
    assert not told.judged.is_told(told.trigger("session"))  # another sentence may add somebody


def test_separate_meetings_with_several_are_several() -> None:
    told = Told("Eva Lund of Norway held separate meetings with Marc Petit of France and Karl Weber of Germany.")
    all_there = dict.fromkeys(("Lund", "NOR", "Petit", "FRA", "Weber", "DEU"), (0.9, 0.0))
    told.says("meetings", all_there)
    assert sorted(sorted(one.sides) for one in told.occasions()) == [["DEU", "NOR"], ["FRA", "NOR"]]
