"""Reads the days, weeks, months and years that a sentence names, against the day of publication."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from extractors.meetings.date_forms import DAYS, FORMS, MONTHS, NUMBERS
from extractors.model import DatePrecision

_UNTIL = re.compile(r"\s*(?:-|–|—|to|through|until|till)\s*")


@dataclass(frozen=True, slots=True)
class When:
    """A stated time with its place in the sentence. `is_bound` is true for a border ("since", "by", "until")."""

    start: int
    end: int
    first: str | None
    last: str | None
    precision: DatePrecision
    is_bound: bool = False


UNKNOWN = When(0, 0, None, None, DatePrecision.UNKNOWN)


def read_dates(sentence: str, published: date | None, is_future: bool, anchor: date | None = None) -> tuple[When, ...]:
    """Every time the sentence names. A day without a year is the nearest before publication, or after when `is_future`;
    "a day later" counts from the last day named before, in this sentence or else from `anchor`."""
    found: list[When] = []
    for match in FORMS.finditer(sentence):
        days = [when.first for when in found if when.precision is DatePrecision.DAY and when.first]
        read = _read(match, published, is_future, date.fromisoformat(days[-1]) if days else anchor)
        if read is not None:
            start, end = match.span()
            is_bound = bool(
                re.search(
                    r"\b(?:since|until|till|by|before|after|prior to)\s*(?:the\s*)?$",
                    sentence[max(0, start - 14) : start],
                    re.IGNORECASE,
                )
            )
            is_bound = is_bound or match.group().lower().startswith(("since", "by ", "until"))
            found.append(When(start, end, *read, is_bound))
    return _join_spans(sentence, found)


def _join_spans(sentence: str, found: list[When]) -> tuple[When, ...]:
    """ "27 March-1 April" names one span."""
    joined: list[When] = []
    for when in found:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.last is None
            and last.precision is when.precision is DatePrecision.DAY
            and last.first
            and when.first
            and last.first < when.first
            and _UNTIL.fullmatch(sentence[last.end : when.start])
        ):
            joined[-1] = When(
                last.start, when.end, last.first, when.last or when.first, DatePrecision.DAY, last.is_bound
            )
        else:
            joined.append(when)
    return tuple(joined)


def _read(
    match: re.Match[str], published: date | None, is_future: bool, anchor: date | None
) -> tuple[str | None, str | None, DatePrecision] | None:
    part = match.groupdict()
    if part["iso"]:
        day = _make(int(part["iso"][:4]), int(part["iso"][5:7]), int(part["iso"][8:]))
        return (day.isoformat(), None, DatePrecision.DAY) if day else None
    for n in ("1", "2"):
        if part[f"month{n}"]:
            return _day_of_month(
                part[f"month{n}"], part[f"day{n}"], part[f"last{n}"], part[f"year{n}"], published, is_future
            )
    if part["month3"]:
        if part["month3"] == "may" or (part["month3"] == "march"):
            return None  # the verb and the noun are written small
        return _month(part["month3"], part["year3"], published, is_future)
    if part["month4"]:
        return _month(part["month4"], part["year4"], published, is_future)
    if part["only_year"]:
        return part["only_year"], None, DatePrecision.YEAR
    if published is None:
        return None
    if part["ordinal"]:
        return _day_alone(int(part["ordinal"]), published, is_future, anchor)
    if part["weekday"]:
        return _weekday(part, published, is_future)
    if part["relative"]:
        word = part["relative"].lower()
        if word.endswith("in the week"):
            return _unit("week", "this", published)
        if word.endswith("the weekend"):
            return _unit("week", "this" if is_future or published.weekday() > 4 else "last", published)
        shift = (
            -1
            if word in {"yesterday", "last night"}
            else 1
            if word == "tomorrow"
            else -2
            if word.startswith("the day")
            else 0
        )
        return (published + timedelta(shift)).isoformat(), None, DatePrecision.DAY
    if part["unit"]:
        return _unit(part["unit"].lower(), part["unit_which"].lower(), published)
    if part["season"] or part["part_of"] or part["half_of"]:
        which = (part["season"] or part["part_of"] or part["half_of"]).lower().split()[0]
        unit = "month" if part["part_of"] and match.group().lower().endswith("month") else "year"
        return _unit(unit, which, published)
    if part["after"]:
        return _from_anchor(part["after"].lower(), (part["after_way"] or "").lower(), anchor)
    return _ago(part["ago"].lower(), part["ago_unit"].lower(), published, part["ago_way"].lower())


def _from_anchor(text: str, way: str, anchor: date | None) -> tuple[str, None, DatePrecision] | None:
    """ "two days later", "the following day", "on the eve": counted from the day that was named last."""
    if anchor is None:
        return None
    word = text.split()[0]
    if word == "that" or text.startswith("the same"):
        return anchor.isoformat(), None, DatePrecision.DAY
    if word in {"the", "on"}:
        days = 1 if re.search(r"next|following|after", text) else -1
    elif not way:
        return None
    else:
        number = 7 if text == "a week" else int(word) if word.isdigit() else NUMBERS.get(word, 0)
        days = number if way.strip() in {"later", "afterward", "afterwards"} else -number
    return ((anchor + timedelta(days)).isoformat(), None, DatePrecision.DAY) if days else None


def _day_alone(
    day: int, published: date, is_future: bool, anchor: date | None
) -> tuple[str, None, DatePrecision] | None:
    """ "on the 20th": of the month named last, else the nearest such day before publication, or after when `is_future`."""
    near = anchor or published
    months = (
        [near.year * 12 + near.month - 1]
        if anchor
        else [published.year * 12 + published.month - 1 + n for n in (0, -1, 1)]
    )
    days = [found for n in months if (found := _make(n // 12, n % 12 + 1, day))]
    fitting = [found for found in days if (found >= published) == is_future or found == published]
    return (fitting[0].isoformat(), None, DatePrecision.DAY) if fitting else None


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_number(text: str) -> int:
    return next(i for i, name in enumerate(MONTHS, 1) if name.startswith(text.lower()[:3]))


def _day_of_month(
    month_text: str,
    day_text: str,
    last_text: str | None,
    year_text: str | None,
    published: date | None,
    is_future: bool,
) -> tuple[str, str | None, DatePrecision] | None:
    month = _month_number(month_text)
    day = int(re.sub(r"\D", "", day_text))
    year = int(year_text) if year_text else _nearest_year(month, day, published, is_future)
    first = _make(year, month, day) if year else None
    if first is None:
        return None
    last = _make(first.year, month, int(re.sub(r"\D", "", last_text))) if last_text else None
    return first.isoformat(), last.isoformat() if last and last > first else None, DatePrecision.DAY


def _nearest_year(month: int, day: int, published: date | None, is_future: bool) -> int | None:
    if published is None:
        return None
    years = [year for year in (published.year - 1, published.year, published.year + 1) if _make(year, month, day)]
    if not years:
        return None
    slack = timedelta(1)
    if is_future:
        later = [year for year in years if date(year, month, day) >= published - slack]
        return min(later, default=years[-1])
    earlier = [year for year in years if date(year, month, day) <= published + slack]
    latest = max(earlier, default=years[0])
    # "November 12" read on 10 November is the coming one, whatever the tense of the verb nearby says
    coming = [year for year in years if timedelta(0) < date(year, month, day) - published < timedelta(45)]
    return coming[0] if coming and (published - date(latest, month, day)) > timedelta(200) else latest


def _month(
    text: str, year: str | None, published: date | None, is_future: bool
) -> tuple[str, None, DatePrecision] | None:
    month = _month_number(text)
    if year:
        return f"{year}-{month:02d}", None, DatePrecision.MONTH
    if published is None:
        return None
    shift = (1 if month < published.month else 0) if is_future else (-1 if month > published.month else 0)
    return f"{published.year + shift}-{month:02d}", None, DatePrecision.MONTH


def _weekday(part: dict[str, str | None], published: date, is_future: bool) -> tuple[str, str | None, DatePrecision]:
    wanted = next(i for i, name in enumerate(DAYS) if name.startswith((part["weekday"] or "").lower()))
    which, of_week = (part["which"] or "").lower(), (part["ofweek"] or "").lower()
    monday = published - timedelta(published.weekday())
    if of_week:
        week = -7 if "last" in of_week else 7 if "next" in of_week else 0
        day = monday + timedelta(week + wanted)
    elif which in {"next", "coming"} or (is_future and which not in {"last", "past", "previous"}):
        day = published + timedelta((wanted - published.weekday()) % 7 or (7 if which == "next" else 0))
    else:
        day = published - timedelta((published.weekday() - wanted) % 7 or (7 if which == "last" else 0))
    if not part["weekday_last"]:
        return day.isoformat(), None, DatePrecision.DAY
    until = next(i for i, name in enumerate(DAYS) if name.startswith((part["weekday_last"] or "").lower()))
    if not is_future and not of_week and day + timedelta((until - wanted) % 7) > published:
        day -= timedelta(7 if day == published else 0)
    return day.isoformat(), (day + timedelta((until - wanted) % 7)).isoformat(), DatePrecision.DAY


def _unit(unit: str, which: str, published: date) -> tuple[str, None, DatePrecision]:
    step = {"last": -1, "the past": -1, "next": 1, "the coming": 1}.get(which, 0)
    if unit == "week":
        return (published - timedelta(published.weekday()) + timedelta(7 * step)).isoformat(), None, DatePrecision.WEEK
    if unit == "weekend":
        return (published - timedelta(published.weekday()) + timedelta(7 * step)).isoformat(), None, DatePrecision.WEEK
    if unit == "month":
        months = published.year * 12 + published.month - 1 + step
        return f"{months // 12}-{months % 12 + 1:02d}", None, DatePrecision.MONTH
    return str(published.year + step), None, DatePrecision.YEAR


def _ago(number: str, unit: str, published: date, way: str) -> tuple[str, None, DatePrecision] | None:
    n = int(number) if number.isdigit() else NUMBERS.get(number, 0)
    if n == 0 or n > 60 or way == "earlier":
        return None
    if unit == "day":
        return (published - timedelta(n)).isoformat(), None, DatePrecision.DAY
    if unit == "week":
        day = published - timedelta(7 * n)
        return (day - timedelta(day.weekday())).isoformat(), None, DatePrecision.WEEK
    if unit == "month":
        months = published.year * 12 + published.month - 1 - n
        return f"{months // 12}-{months % 12 + 1:02d}", None, DatePrecision.MONTH
    return str(published.year - n), None, DatePrecision.YEAR


_DAYS_LONG = re.compile(
    r"\b(?:(?P<end>ended|ends?|wrapped up|wraps up|concluded|concludes?|finished|completed|closed|broke off|broke up)|(?P<begin>opened|opens?|began|begins?|started|starts?|kicked off|launched|will hold|hold))"
    r"\b[^.;]{0,40}?\b(?P<n>two|three|four|five|six|seven|2|3|4|5|6|7)(?:[- ](?:full )?days?\b)",
    re.IGNORECASE,
)


def lengthen(when: When, text: str) -> When:
    """ "ended two days of talks on Wednesday": the day named is the last, or the first, of a stated number."""
    match = _DAYS_LONG.search(text)
    if match is None or when.last or when.precision is not DatePrecision.DAY or when.first is None:
        return when
    n = NUMBERS.get(match["n"].lower()) or int(match["n"])
    day = date.fromisoformat(when.first)
    first, last = (day - timedelta(n - 1), day) if match["end"] else (day, day + timedelta(n - 1))
    return replace(when, first=first.isoformat(), last=last.isoformat())
