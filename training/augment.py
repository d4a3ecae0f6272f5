"""A gold article under other names: countries, capitals and people are exchanged, in the text and in the gold alike, so that
the encoder learns what a sentence says rather than who is usually in it."""

from __future__ import annotations

import copy
import random
import re
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from extractors.meetings.tables import capital_of, leaders, rows_of

KEEPS_COUNTRY = 0.3
KEEPS_NAME = 0.2
"""Shares of countries and people that keep their own."""

_PEOPLED = 12
"""A country must have so many people in the table of leaders to lend its name to another."""

_NO_NAMES = frozenset(
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "Will",
        "King",
        "Prince",
        "Queen",
        "Sheikh",
        "President",
        "Minister",
        "General",
        "Pope",
        "Emir",
        "Crown",
        "Grant",
        "Mark",
        "Hope",
        "Young",
        "Long",
    ]
)


def disguise(case: Mapping[str, Any], rng: random.Random) -> dict[str, Any]:
    """The case with other countries and names; dates, cities that are no capitals, organisations and bystanders stay."""
    moved = _move_countries(case, rng)
    forms: dict[str, str] = {}
    for side, other in moved.items():
        forms |= _forms(side, other)
    forms |= _rename(case, moved, rng)
    if not forms:
        return dict(case)
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(forms, key=len, reverse=True))) + r")(?!\w)")

    def change(text: str) -> str:
        return pattern.sub(lambda match: forms[match.group()], text)

    return _changed(case, moved, change)


def _move_countries(case: Mapping[str, Any], rng: random.Random) -> dict[str, str]:
    """Every state of the gold to the state that takes its place; no two share one, and none takes that of another in the text."""
    text = case["title"] + "\n" + case["text"]
    named = {side for side, row in _states().items() if any(f in text for f in row["names"].split("|"))}
    sides = sorted({p["side"] for m in case["meetings"] for p in m["participants"]} & set(_states()))
    free = [side for side in _lenders() if side not in named and side not in sides]
    rng.shuffle(free)
    return {side: free.pop() for side in sides if rng.random() >= KEEPS_COUNTRY}


def _forms(side: str, other: str) -> dict[str, str]:
    """Every written form of a state to the like form of another."""
    forms: dict[str, str] = {}
    ours, theirs = _states()[side], _states()[other]
    noun = theirs["names"].split("|")[0]
    for column in ("metonyms", "capital", "demonyms", "names"):
        new = theirs[column].split("|")[0] or (theirs["capital"].split("|")[0] or noun)
        for form in filter(None, ours[column].split("|")):
            forms[form] = new
            if column == "names":
                forms[f"the {form}"] = f"the {new}" if new.startswith(("United", "Philippines", "Netherlands")) else new
            if column == "capital":
                forms[form.upper()] = new.upper()
    return forms


def _rename(case: Mapping[str, Any], moved: Mapping[str, str], rng: random.Random) -> dict[str, str]:
    """Names of the gold, whole and in part, to names of people of the side that each is moved to."""
    people = {(p["name"], p["side"]) for m in case["meetings"] for p in m["participants"] if p["name"]}
    shared = Counter(word for name in {name for name, _ in people} for word in set(name.split()))
    text = case["title"] + "\n" + case["text"]
    forms: dict[str, str] = {}
    for name, side in sorted(people):
        words = name.split()
        pool = _names().get(moved.get(side, side), ())
        if len(pool) < 3 or name not in text or rng.random() < KEEPS_NAME:
            continue
        if any(shared[word] > 1 or word in _NO_NAMES or not word[0].isupper() for word in words):
            continue
        new = rng.choice(pool)
        family = new.split()[-1]
        forms[name] = new if len(words) > 1 else family
        for length in range(1, len(words)):
            for start in range(len(words) - length + 1):
                part = " ".join(words[start : start + length])
                forms[part] = family if length == 1 else new
    return forms


def _changed(case: Mapping[str, Any], moved: Mapping[str, str], change: Callable[[str], str]) -> dict[str, Any]:
    new = copy.deepcopy(dict(case))
    for key in ("title", "text"):
        new[key] = change(new[key])
    for meeting in new["meetings"]:
        for key in ("evidence", "event"):
            meeting[key] = change(meeting[key]) if meeting.get(key) else meeting.get(key)
        if "tellings" in meeting:
            meeting["tellings"] = [change(snippet) for snippet in meeting["tellings"]]
        for person in meeting["participants"]:
            person["name"] = change(person["name"]) if person["name"] else None
            person["side"] = moved.get(person["side"], person["side"])
        place = meeting["place"]
        city, country = place.get("city"), place.get("country")
        if country in moved and city in {None, capital_of().get(country)}:
            other = moved[country]
            meeting["place"] = {"city": capital_of().get(other) if city else None, "country": other}
    return new


@cache
def _states() -> dict[str, Mapping[str, str]]:
    return {row["side"]: row for row in rows_of("sides.csv") if row["kind"] == "state"}


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """People of each side by names of two or three plain words."""
    people = {leader.name: leader.side for several in leaders().values() for leader in several}
    table: dict[str, list[str]] = {}
    for name, side in people.items():
        if 2 <= len(name.split()) <= 3 and all(word[0].isupper() and word not in _NO_NAMES for word in name.split()):
            table.setdefault(side, []).append(name)
    return {side: tuple(sorted(names)) for side, names in table.items()}


@cache
def _lenders() -> tuple[str, ...]:
    return tuple(
        side
        for side, row in _states().items()
        if len(_names().get(side, ())) >= _PEOPLED and row["demonyms"] and row["capital"]
    )
