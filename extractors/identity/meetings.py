"""Which mentions tell one meeting.

Mentions with a day come first and join while nothing in them contradicts: sides, people by side, level, mode, place,
dates a day apart at most. Vague ones join the one group that they can mean and stay apart where they could mean two.
What was put off joins the one later meeting that takes its place. Two mentions of one page are two meetings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations

MAX_SIDES = 60
_DAY = timedelta(days=1)
_REMOTE = frozenset({"phone", "video"})
_REPORT_WINDOW = (timedelta(days=-35), timedelta(days=3))
_PLAN_WINDOW = (timedelta(days=-3), timedelta(days=75))
_PUT_OFF = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class MentionFacts:
    """What grouping looks at. A month is its first day, a week its Monday, a year its first of January."""

    mention_id: str
    page_id: str
    status: str
    mode: str
    start_date: date | None
    end_date: date | None
    date_precision: str
    city: str | None
    country: str | None
    event: str | None
    level: str  # "leaders", "ministers", "officials" or "unknown"
    sides: frozenset[str]
    people: frozenset[str]  # person keys, which end in "|SIDE"
    reported_date: date | None


@dataclass(slots=True)
class _Group:
    mentions: list[MentionFacts] = field(default_factory=list)
    pages: set[str] = field(default_factory=set)

    def add(self, mention: MentionFacts) -> None:
        self.mentions.append(mention)
        self.pages.add(mention.page_id)


def group_mentions(mentions: Sequence[MentionFacts]) -> dict[str, str]:
    """The group of each mention, named by the smallest mention id in it; the order of the input does not matter."""
    groups: list[_Group] = []
    by_pair: dict[tuple[str, str], list[int]] = defaultdict(list)
    for mention in sorted(mentions, key=_order):
        able = [groups[i] for i in _candidates(mention, by_pair) if _can_join(mention, groups[i])]
        group = _choose(mention, able)
        if group is None:
            group = _Group()
            for pair in _pairs(mention.sides):
                by_pair[pair].append(len(groups))
            groups.append(group)
        group.add(mention)
    joined = _join_put_off(groups)
    return {
        mention.mention_id: min(m.mention_id for m in group.mentions) for group in joined for mention in group.mentions
    }


def _order(mention: MentionFacts) -> tuple[object, ...]:
    """The exact before the vague, the rich before the poor, then by date and id."""
    rank = {"day": 0, "week": 1, "month": 2, "year": 3}.get(mention.date_precision, 4)
    return (
        rank if mention.start_date else 4,
        mention.start_date or date.max,
        -len(mention.people),
        -len(mention.sides),
        mention.city is None,
        mention.page_id,
        mention.mention_id,
    )


def _pairs(sides: Iterable[str]) -> Iterable[tuple[str, str]]:
    return combinations(sorted(sides)[:MAX_SIDES], 2)


def _candidates(mention: MentionFacts, by_pair: dict[tuple[str, str], list[int]]) -> list[int]:
    return sorted({i for pair in _pairs(mention.sides) for i in by_pair[pair]})


def _can_join(mention: MentionFacts, group: _Group) -> bool:
    if mention.page_id in group.pages and not any(_is_repeat(mention, other) for other in group.mentions):
        return False
    return all(_agree(mention, other) for other in group.mentions)


def _is_repeat(a: MentionFacts, b: MentionFacts) -> bool:
    return (a.sides, a.start_date, a.mode, a.city, a.people) == (b.sides, b.start_date, b.mode, b.city, b.people)


def _agree(a: MentionFacts, b: MentionFacts) -> bool:
    """Nothing in the two says that they are two occasions."""
    return (
        _sides_agree(a.sides, b.sides)
        and _modes_agree(a.mode, b.mode)
        and _levels_agree(a.level, b.level)
        and _places_agree(a, b)
        and _people_agree(a, b)
        and _dates_agree(a, b)
    )


def _sides_agree(a: frozenset[str], b: frozenset[str]) -> bool:
    """Equal; larger formats may differ by a side that one report leaves out or adds."""
    return a == b or (min(len(a), len(b)) >= 3 and len(a & b) / len(a | b) >= 0.6)


def _modes_agree(a: str, b: str) -> bool:
    return a == b or "unknown" in (a, b) or {a, b} <= _REMOTE


def _levels_agree(a: str, b: str) -> bool:
    return a == b or "unknown" in (a, b)


def _places_agree(a: MentionFacts, b: MentionFacts) -> bool:
    is_one_country = a.country == b.country or None in (a.country, b.country)
    is_one_city = a.city is None or b.city is None or a.city.casefold() == b.city.casefold()
    return is_one_country and is_one_city


def _people_agree(a: MentionFacts, b: MentionFacts) -> bool:
    """On every side for which both name somebody, they name somebody in common."""
    if not a.people or not b.people:
        return True
    ours, theirs = _people_by_side(a.people), _people_by_side(b.people)
    return all(ours[side] & theirs[side] for side in ours.keys() & theirs.keys())


def _people_by_side(people: frozenset[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for person in people:
        found[person.split("|")[1]].add(person)
    return found


def _dates_agree(a: MentionFacts, b: MentionFacts) -> bool:
    x, y = _span(a), _span(b)
    if x is None or y is None:
        return True
    is_exact = a.date_precision == "day" and b.date_precision == "day"
    slack = _DAY if is_exact else timedelta(0)
    return x[0] <= y[1] + slack and y[0] <= x[1] + slack


def _span(mention: MentionFacts) -> tuple[date, date] | None:
    """First and last day that the mention can mean; from the report's day where it gives none."""
    start = mention.start_date
    if start is None:
        if mention.reported_date is None:
            return None
        before, after = _PLAN_WINDOW if mention.status == "planned" else _REPORT_WINDOW
        return _shift(mention.reported_date, before), _shift(mention.reported_date, after)
    if mention.end_date is not None and mention.end_date >= start:
        return start, mention.end_date
    if mention.date_precision == "week":
        return start, _shift(start, timedelta(days=6))
    if mention.date_precision == "month":
        return start, _shift(_shift(start.replace(day=1), timedelta(days=32)).replace(day=1), -_DAY)
    if mention.date_precision == "year":
        return start, start.replace(month=12, day=31)
    return start, start


def _shift(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return day


def _choose(mention: MentionFacts, able: list[_Group]) -> _Group | None:
    """With a day: the nearest of those that agree. Vague: the only one, else none."""
    if not able:
        return None
    is_vague = mention.start_date is None or mention.date_precision != "day"
    if not is_vague or len(able) == 1:
        return min(able, key=lambda group: (_distance(mention, group), min(m.mention_id for m in group.mentions)))
    dated = [group for group in able if any(m.date_precision == "day" for m in group.mentions)]
    if mention.start_date is None and mention.reported_date is not None and dated:
        near = sorted((_distance(mention, group), i) for i, group in enumerate(dated))
        if near[0][0] <= 4 and (len(near) == 1 or near[1][0] > 14):
            return dated[near[0][1]]
    return dated[0] if len(dated) == 1 else None


def _distance(mention: MentionFacts, group: _Group) -> int:
    day = mention.start_date or mention.reported_date
    days = [other.start_date or other.reported_date for other in group.mentions]
    return min((abs((day - other).days) for other in days if day and other), default=10**6)


def _join_put_off(groups: list[_Group]) -> list[_Group]:
    """A meeting that was put off is one with the only later one of the same people, level and mode."""
    taken: set[int] = set()
    by_sides: dict[frozenset[str], list[int]] = defaultdict(list)
    for i, group in enumerate(groups):
        by_sides[group.mentions[0].sides].append(i)
    for i, group in enumerate(groups):
        if not any(mention.status == "postponed" for mention in group.mentions):
            continue
        later = [
            j
            for j in by_sides[group.mentions[0].sides]
            if j != i and j not in taken and _takes_place_of(groups[j], group)
        ]
        if len(later) == 1:
            for mention in group.mentions:
                groups[later[0]].add(mention)
            taken.add(i)
    return [group for i, group in enumerate(groups) if i not in taken]


def _takes_place_of(new: _Group, old: _Group) -> bool:
    olds = [m.start_date for m in old.mentions if m.start_date]
    news = [m.start_date for m in new.mentions if m.start_date]
    if not olds or not news or not max(olds) <= min(news) <= _shift(max(olds), _PUT_OFF) or old.pages & new.pages:
        return False
    return all(
        _modes_agree(a.mode, b.mode) and _levels_agree(a.level, b.level) and _people_agree(a, b)
        for a in old.mentions
        for b in new.mentions
    )
