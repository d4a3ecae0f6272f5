"""What the gold says of a span beside a meeting: did he take part, was it that day, there, at that event; for whom does he act."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from extractors.meetings.grids import Relation
from extractors.meetings.spans import Span, SpanKind

MASK = -100
"""Where the gold does not decide."""

Meeting = Mapping[str, Any]


def answer_of(
    tail: Span, relation: Relation, numbers: list[int], others: list[int] | None, meetings: Sequence[Meeting]
) -> int:
    if relation is Relation.SAME_MEETING:
        if not others:
            return MASK
        if set(others) == set(numbers):
            return 1
        return MASK if set(others) & set(numbers) else 0
    own = [meetings[n] for n in numbers]
    if relation is Relation.TAKES_PART:
        votes = [takes_part(tail, meeting) for meeting in own]
        if all(vote == 1 for vote in votes):
            return 1
        if any(vote == 1 for vote in votes):
            return 2
        return MASK if any(vote is None for vote in votes) else 0
    test = {Relation.ON_DATE: _on_date, Relation.AT_PLACE: _at_place, Relation.AT_EVENT: _at_event}[relation]
    answers = {test(tail, meeting) for meeting in own}
    answer = answers.pop()
    return MASK if answers or answer is None else answer


def takes_part(span: Span, meeting: Meeting) -> int | None:
    """1 when the span names a participant, 0 when it does not, None when the gold does not tell."""
    people = meeting["participants"]
    if span.kind is SpanKind.PERSON:
        assert span.actor is not None and span.actor.name is not None
        return int(any(one["name"] and same_name(one["name"], span.actor.name) for one in people))
    sides = {one["side"] for one in people}
    if span.kind is SpanKind.SIDE:
        return int(span.side in sides)
    if span.kind is SpanKind.OFFICE:
        assert span.actor is not None
        if not span.actor.sides or span.actor.is_guessed:
            return 1 if _holder(span, meeting) else None
        if not set(span.actor.sides) & sides:
            return 0
        unnamed = {one["side"] for one in people if not one["name"]}
        return 1 if set(span.actor.sides) <= unnamed else None
    return 0


def acts_for(head: Span, tail: Span, meetings: Sequence[Meeting]) -> int:
    assert head.actor is not None
    if head.kind is SpanKind.PERSON and head.actor.name:
        for meeting in meetings:
            for one in meeting["participants"]:
                if one["name"] and same_name(one["name"], head.actor.name):
                    return int(one["side"] == tail.side)
    if head.actor.sides and not head.actor.is_guessed:
        return int(tail.side in head.actor.sides)
    if head.kind is SpanKind.OFFICE:
        holders = {one["side"] for meeting in meetings for one in _holder(head, meeting)}
        if len(holders) == 1:
            return int(tail.side in holders)
    return MASK


def _holder(span: Span, meeting: Meeting) -> list[Mapping[str, Any]]:
    """The unnamed participants of a meeting who hold the office that a span names without a country."""
    assert span.actor is not None
    office = fold(span.actor.office or "")
    return [
        one
        for one in meeting["participants"]
        if not one["name"] and one["office"] and office and fold(one["office"]) == office
    ]


def _on_date(span: Span, meeting: Meeting) -> int | None:
    when = span.past if meeting["status"] == "held" else span.future
    when = when or span.past or span.future
    if when is None or when.is_bound:
        return 0
    if not meeting["start_date"]:
        return 0
    if when.first == meeting["start_date"]:
        return 1
    return None if when.first and (when.first.startswith(meeting["start_date"])) else 0


def _at_place(span: Span, meeting: Meeting) -> int | None:
    city, country = meeting["place"].get("city"), meeting["place"].get("country")
    place = span.place
    assert place is not None
    if city:
        if place.city:
            return int(set(fold(place.city).split()) == set(fold(city).split()))
        return None if place.country == country else 0
    if country:
        return int(place.country == country and not place.city)
    return 0


def _at_event(span: Span, meeting: Meeting) -> int:
    """1 when half the words of the shorter name are in the other, as the measure has it; a lone word must be the whole."""
    wanted = set(fold(meeting["event"] or "").split())
    assert span.event is not None
    found = set(fold(span.event.name).split())
    if not wanted or not found:
        return 0
    common = wanted & found
    return int(len(common) >= 0.5 * min(len(wanted), len(found)) and len(common) >= 0.4 * max(len(wanted), len(found)))


def fold(text: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).lower()
    return " ".join("".join(c if c.isalnum() else "" if c in "-'’‘`." else " " for c in plain).split())


def same_name(a: str, b: str) -> bool:
    """True when the words of one spelling are among those of the other."""
    x, y = set(fold(a).split()), set(fold(b).split())
    return bool(x and y) and (x <= y or y <= x)
