"""A date as a page writes it -> an instant, or the day alone; the zone only where it is told or lent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

FIRST_YEAR = 1990
LEAD = timedelta(days=2)
"""How far after the fetch a date may lie: time zones and embargoes, not next month."""


@dataclass(frozen=True, slots=True)
class Moment:
    """`at` is aware or None; `day` is the day in its own zone."""

    at: datetime | None
    day: date
    is_zone_assumed: bool = False

    def is_possible(self, fetched_at: datetime) -> bool:
        return self.day.year >= FIRST_YEAR and self.day <= (fetched_at + LEAD).date()


_MONTH_NAMES = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTHS = {name[:n]: i for i, name in enumerate(_MONTH_NAMES, 1) for n in range(3, len(name) + 1)}
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|" + "|".join(_MONTH_NAMES) + r")\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_DATES = (
    re.compile(rf"\b{_MONTH}\s+{_DAY}\s*,?\s+(?P<year>\d{{4}})\b", re.I),
    re.compile(rf"\b{_DAY}\s*(?:of\s+)?[-.]?\s*{_MONTH}\s*,?[-\s]\s*(?P<year>\d{{4}})\b", re.I),
    re.compile(r"\b(?P<year>(?:19|20)\d\d)\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\b"),
)
_CLOCK = re.compile(r"\b(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::\d{2})?\s*(?P<half>[ap]\.?m\b\.?)?", re.I)
_HOUR = re.compile(r"\b(?P<hour>\d{1,2})\s*(?P<half>[ap]\.?m\b\.?)", re.I)
_OFFSET = re.compile(r"\b(?:GMT|UTC)?\s*(?P<sign>[+-])(?P<hours>\d{1,2}):?(?P<minutes>\d{2})?(?!\d)")
_ABBREVIATION = re.compile(r"\b[A-Z]{1,4}T\b|\bUTC\b")
_ISO = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})[T ]+(?P<time>\d{2}:\d{2}(?::\d{2})?)(?P<fraction>[.,]\d+)?\s*(?P<zone>Z|UTC|[+-]\d{2}:?\d{2})?",
    re.I,
)
_KNOWN_ZONES = {
    "GMT": "UTC", "UTC": "UTC", "BST": "Europe/London", "CET": "Europe/Paris", "CEST": "Europe/Paris",
    "EST": "America/New_York", "EDT": "America/New_York", "ET": "America/New_York", "JST": "Asia/Tokyo",
    "KST": "Asia/Seoul", "HKT": "Asia/Hong_Kong", "PKT": "Asia/Karachi", "PHT": "Asia/Manila", "CDT": "America/Chicago",
    "PDT": "America/Los_Angeles", "MDT": "America/Denver", "AEST": "Australia/Sydney", "AEDT": "Australia/Sydney",
    "MSK": "Europe/Moscow",
}  # fmt: skip
"""Only abbreviations with one common reading; a publisher's own map goes first."""


def parse_date(
    text: str,
    zone: str | None = None,
    abbreviations: Mapping[str, str] | None = None,
    formats: Iterable[str] = (),
) -> Moment | None:
    """The first date in the text. `zone` (IANA) is lent to a time that names none; without it such a time is a day."""
    text = text.strip()
    for pattern in formats:
        try:
            return _moment(datetime.strptime(text, pattern), zone, has_time="%H" in pattern or "%I" in pattern)
        except ValueError:
            continue
    return _parse_iso(text, zone) or _parse_mail(text) or _parse_words(text, zone, abbreviations or {})


def _moment(value: datetime, zone: str | None, has_time: bool) -> Moment:
    if not has_time:
        return Moment(None, value.date())
    if value.tzinfo is not None:
        return Moment(value, value.date())
    if zone is None:
        return Moment(None, value.date())
    return Moment(value.replace(tzinfo=ZoneInfo(zone)), value.date(), is_zone_assumed=True)


def _parse_iso(text: str, zone: str | None) -> Moment | None:
    found = _ISO.match(text)
    if not found:
        try:
            return Moment(None, date.fromisoformat(text))
        except ValueError:
            return None
    offset = (found["zone"] or "").upper().replace("UTC", "+00:00").replace("Z", "+00:00")
    try:
        return _moment(datetime.fromisoformat(f"{found['day']}T{found['time']}{offset}"), zone, has_time=True)
    except ValueError:
        return None


def _parse_mail(text: str) -> Moment | None:
    """RFC 2822, as in some meta tags and feeds."""
    if not re.match(r"[A-Z][a-z]{2}, \d", text):
        return None
    try:
        value = parsedate_to_datetime(text)
    except (ValueError, IndexError, TypeError):
        return None
    return _moment(value, None, has_time=True)


def _parse_words(text: str, zone: str | None, abbreviations: Mapping[str, str]) -> Moment | None:
    for pattern in _DATES:
        found = pattern.search(text)
        if not found:
            continue
        month = found["month"].lower().rstrip(".")
        try:
            day = date(int(found["year"]), int(month) if month.isdigit() else _MONTHS[month], int(found["day"]))
        except ValueError:
            continue
        rest = text[: found.start()] + " \n " + text[found.end() :]
        return _add_clock(day, rest, zone, abbreviations)
    return None


def _add_clock(day: date, rest: str, zone: str | None, abbreviations: Mapping[str, str]) -> Moment:
    clock = _CLOCK.search(rest) or _HOUR.search(rest)
    if not clock:
        return Moment(None, day)
    hour, minute = int(clock["hour"]), int(clock.groupdict().get("minute") or 0)
    half = (clock["half"] or "").lower()[:1]
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59:
        return Moment(None, day)
    value = datetime(day.year, day.month, day.day, hour, minute)
    after = rest[clock.end() :]
    offset = _OFFSET.search(after)
    if offset and int(offset["hours"]) <= 14:
        shift = timedelta(hours=int(offset["hours"]), minutes=int(offset["minutes"] or 0))
        return Moment(value.replace(tzinfo=timezone(shift if offset["sign"] == "+" else -shift)), day)
    for word in _ABBREVIATION.findall(rest):
        name = abbreviations.get(word) or _KNOWN_ZONES.get(word)
        if name:
            return Moment(value.replace(tzinfo=ZoneInfo(name)), day)
    if re.match(r"\s*\(?[A-Z]{1,3}[SD]?T\b", after):
        return Moment(None, day)  # a zone is told, and which one is unknown
    return _moment(value, zone, has_time=True)


def to_utc(moment: Moment | None) -> datetime | None:
    """The instant in UTC when there is one."""
    return moment.at.astimezone(UTC) if moment and moment.at else None
