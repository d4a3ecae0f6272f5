"""The values a meeting ends with, from its tellings: the last status, exact before vague, official before others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import prod

_EXACTNESS = {"day": 0, "week": 1, "month": 2, "year": 3, "unknown": 4}


@dataclass(frozen=True, slots=True)
class Account:
    """One mention as a source; `source` is the publisher whose own words it is, a copy's the one it copies."""

    mention_id: str
    source: str
    voice: str
    status: str
    mode: str
    start_date: str | None
    end_date: str | None
    date_precision: str
    city: str | None
    country: str | None
    event: str | None
    is_sideline: bool
    sides: tuple[str, ...]
    score: float
    published_at: datetime


@dataclass(frozen=True, slots=True)
class Facts:
    status: str
    mode: str
    start_date: str | None
    end_date: str | None
    date_precision: str
    city: str | None
    country: str | None
    event: str | None
    is_sideline: bool
    sides: tuple[str, ...]
    n_independent_sources: int
    score: float


def settle_facts(accounts: Sequence[Account]) -> Facts:
    """Facts of one meeting; `accounts` has at least one and may come in any order."""
    told = sorted(accounts, key=lambda one: (one.published_at, one.mention_id))
    status = settle_status(told)
    final = [one for one in told if one.status == status]
    start, end, precision = _settle_date(final, told)
    country = _vote(final, lambda one: one.country) or _vote(told if status != "held" else [], lambda one: one.country)
    city = _settle_city(final, country)
    if city is None and status in {"cancelled", "postponed"}:
        city = _settle_city(told, country)
    best: dict[str, float] = defaultdict(float)
    for one in told:
        best[one.source] = max(best[one.source], one.score)
    return Facts(
        status=status,
        mode=_vote(
            [o for o in final if o.mode != "unknown"] or [o for o in told if o.mode != "unknown"], lambda o: o.mode
        )
        or "unknown",
        start_date=start,
        end_date=end,
        date_precision=precision,
        city=city,
        country=country,
        event=_vote(final, lambda one: one.event) or _vote(told, lambda one: one.event),
        is_sideline=any(one.is_sideline for one in told),
        sides=settle_sides(told),
        n_independent_sources=len(best),
        score=round(1 - prod(1 - min(max(score, 0.0), 0.999) for score in best.values()), 4),
    )


def settle_status(told: Sequence[Account]) -> str:
    """The last one told; after a report an announcement is stale, and only an official denial undoes the report."""
    held = [one for one in told if one.status == "held"]
    if not held:
        return told[-1].status
    denials = [
        one
        for one in told
        if one.status in {"cancelled", "postponed"}
        and one.voice == "official"
        and one.published_at > held[-1].published_at
    ]
    return denials[-1].status if denials else "held"


def _settle_date(final: Sequence[Account], told: Sequence[Account]) -> tuple[str | None, str | None, str]:
    dated = [one for one in final if one.start_date]
    if not dated:
        dated = [one for one in told if one.start_date]
        if not dated:
            return None, None, "unknown"
        last = max(dated, key=lambda one: (one.published_at, one.mention_id))
        return last.start_date, last.end_date, last.date_precision
    exactest = min(_EXACTNESS[one.date_precision] for one in dated)
    exact = [one for one in dated if _EXACTNESS[one.date_precision] == exactest]
    if exact[0].status == "planned":  # a plan that was moved: the last day set for it
        exact = [one for one in exact if one.start_date == exact[-1].start_date]
    spans = [one for one in exact if one.end_date and one.end_date != one.start_date]
    days = sorted({one.start_date for one in exact if one.start_date})
    if exactest == 0 and spans:
        start = min(days[0], *(one.start_date for one in spans if one.start_date))
        end = max(days[-1], *(one.end_date for one in spans if one.end_date))
        return start, end, "day"
    return _vote(exact, lambda one: one.start_date), None, exact[0].date_precision


def _settle_city(accounts: Sequence[Account], country: str | None) -> str | None:
    return _vote([one for one in accounts if country is None or one.country in (None, country)], lambda one: one.city)


def settle_sides(told: Sequence[Account]) -> tuple[str, ...]:
    """All sides told, but one that a single one of three or more sources gives, and no official one, is left out."""
    n_sources = len({one.source for one in told})
    sources: dict[str, set[str]] = defaultdict(set)
    official: set[str] = set()
    for one in told:
        for side in one.sides:
            sources[side].add(one.source)
            if one.voice == "official":
                official.add(side)
    kept = sorted(side for side, found in sources.items() if n_sources < 3 or len(found) > 1 or side in official)
    return tuple(kept) if len(kept) >= 2 else tuple(sorted(sources))


def _vote(accounts: Sequence[Account], read: Callable[[Account], str | None]) -> str | None:
    """The value of most official sources, else of most sources, else the latest."""
    for voices in (("official",), ("official", "agency", "press")):
        votes: Counter[str] = Counter()
        latest: dict[str, datetime] = {}
        for source, value in {(one.source, read(one)) for one in accounts if one.voice in voices}:
            if value is not None:
                votes[value] += 1
        for one in accounts:
            value = read(one)
            if value is not None and value in votes:
                latest[value] = max(latest.get(value, one.published_at), one.published_at)
        if votes:
            return max(votes, key=lambda value: (votes[value], latest[value], value))
    return None
