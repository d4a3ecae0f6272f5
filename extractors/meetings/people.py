"""The people of one article: full names, offices and sides, looked up by any later spelling."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlsplit

import pycountry

from extractors.meetings.actors import Actor
from extractors.meetings.tables import fold_words, leaders, side_forms, words_of
from extractors.meetings.tokens import PARTICLES, SUFFIXES

_TALIBAN_GOVERN_SINCE = date(2021, 8, 15)

_AMERICAN_OFFICE = re.compile(r"\b(?:secretary of state|(?:defense|treasury) secretary)\b", re.IGNORECASE)
"""Offices that no other government writes this way."""


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    office: str | None
    side: str | None
    is_guessed: bool = False  # the side is the dateline's, told nowhere
    is_reporter: bool = False  # a spokesman and never called anything else


class People:
    """Built from every actor of the article in order; `resolve` then gives an actor its best name, office and side."""

    def __init__(self, actors: Iterable[Actor], published: date | None, home: str | None, writer: str | None) -> None:
        self.writer = writer  # the state whose government writes, if one does
        self._is_taliban_state = published is not None and published >= _TALIBAN_GOVERN_SINCE
        self._year = published.year if published else None
        self._home = home
        self._people: list[Person] = []
        self._by_word: dict[str, list[int]] = {}
        named = [actor for actor in actors if actor.name]
        for actor in sorted(named, key=lambda actor: " " not in (actor.name or "")):  # full names first, in text order
            self._add(actor)
        self._by_office: dict[str, list[int]] = {}
        for i, person in enumerate(self._people):
            if person.office:
                self._by_office.setdefault(_office_key(person.office), []).append(i)

    def _add(self, actor: Actor) -> None:
        assert actor.name is not None
        i = self._find(actor.name)
        side = actor.sides[0] if actor.sides else None
        office = actor.office if actor.role != "counterpart" else None
        if i is None:
            if not side and not office and not self._known_side(actor.name):
                if "-" in actor.name and " " not in actor.name:
                    return  # "a Biden-Putin summit"
                self._remember(Person(actor.name, None, None))
                return
            known = side or self._known_side(actor.name)
            home = known or self._home_side(actor)
            self._remember(Person(actor.name, office, home, known is None, actor.is_reporter))
            return
        old = self._people[i]
        told = side or (old.side if not old.is_guessed else None)
        guess = old.side or (self._home_side(actor) if office else None)
        name = (
            actor.name
            if len(actor.name) > len(old.name) and set(_name_words(old.name)) < set(_name_words(actor.name))
            else old.name
        )
        is_reporter = old.is_reporter and (actor.is_reporter or office is None)
        self._people[i] = Person(name, _better(old.office, office), told or guess, told is None, is_reporter)

    def _remember(self, person: Person) -> None:
        self._people.append(person)
        for word in _name_words(person.name):
            self._by_word.setdefault(word, []).append(len(self._people) - 1)

    def _find(self, name: str) -> int | None:
        """The latest person whose name shares all words of the shorter spelling, in any order."""
        words = _name_words(name)
        if not words:
            return None
        shared = [set(self._by_word.get(word, [])[-20:]) for word in words]
        whole = set.intersection(*shared)
        if whole:
            return max(whole)
        for i in sorted(set().union(*shared), reverse=True):
            old = _name_words(self._people[i].name)
            if len(old) >= 2 and set(old) < set(words):
                return i
        return None

    def _known_side(self, name: str) -> str | None:
        """The side of a well-known official in the year of publication; a lone surname must mean one side only."""
        spelt = [word for word in fold_words(name) if word not in SUFFIXES]
        words = {word for word in spelt if len(word) > 1}
        in_office = [
            (leader, fold_words(leader.name))
            for leader in leaders().get(fold_words(_surname(name))[-1] if words else "", ())
            if self._year is None or leader.from_year <= self._year <= leader.until_year
        ]
        known = [leader for leader, own in in_office if words <= set(own) or (set(own) <= words and len(own) > 1)]
        if len(words) > 1:
            if not known:  # "Joseph R. Biden, Jr." is the Joe Biden of the table
                known = [leader for leader, own in in_office if own[-1] == spelt[-1] and own[0][:2] == spelt[0][:2]]
                known = known if len({leader.side for leader in known}) == 1 else []
            return max(known, key=lambda one: one.from_year).side if known else None
        sides = {leader.side for leader in known}
        return sides.pop() if len(sides) == 1 else None

    def _home_side(self, actor: Actor) -> str | None:
        """Who has an office and no country belongs to the country of the dateline or of the ministry that writes."""
        if actor.office and _AMERICAN_OFFICE.search(actor.office):
            return "USA"
        return self._home if actor.is_home_office else None

    def resolve(self, actor: Actor) -> Actor:
        """The actor with what the whole article tells of it; without a side where nobody tells one."""
        found = self._resolve(actor)
        if self._is_taliban_state and "TALIBAN" in found.sides:
            return replace(found, sides=tuple("AFG" if side == "TALIBAN" else side for side in found.sides))
        return found

    def _resolve(self, actor: Actor) -> Actor:
        if actor.name:
            i = self._find(actor.name)
            if i is not None:
                person = self._people[i]
                sides = actor.sides or ((person.side,) if person.side else ())
                is_counterpart = actor.role == "counterpart" and not person.office
                office = actor.office if is_counterpart else person.office
                if actor.role != "counterpart":
                    office = _better(actor.office, person.office)
                role = "counterpart" if is_counterpart else "person"
                is_guessed = person.is_guessed and not actor.sides
                return replace(
                    actor,
                    role=role,
                    name=person.name,
                    office=office,
                    sides=sides,
                    is_guessed=is_guessed,
                    is_reporter=person.is_reporter,
                )
            return actor
        if actor.role == "office" and not actor.sides and actor.office and actor.is_home_office:
            holders = [
                self._people[i] for i in self._by_office.get(_office_key(actor.office), []) if self._people[i].side
            ]
            at_home = [holder for holder in holders if holder.side == self._home]
            holders = at_home if self._home else holders
            if len({(holder.name, holder.side) for holder in holders}) == 1:
                return replace(actor, role="person", name=holders[0].name, sides=(holders[0].side or "",))
            side = self._home_side(actor)
            if not holders and side:
                return replace(actor, sides=(side,), is_guessed=True)
        return actor


def _better(old: str | None, new: str | None) -> str | None:
    if old and new:
        return new if len(new) > len(old) and old.lower() in new.lower() else old
    return old or new


def _office_key(office: str) -> str:
    return office.lower().replace("-", " ")


def _name_words(name: str) -> list[str]:
    """What tells one name from another: "Al Sisi" and "Abdel-Fattah el-Sisi" share "sisi"."""
    return [word for word in fold_words(name) if len(word) > 1 and word not in PARTICLES]


def _surname(name: str) -> str:
    words = [word for word in _name_words(name) if word not in SUFFIXES]
    return words[-1] if words else name.lower()


_DATELINE = re.compile(
    r"^\s*(?P<city>[A-Z][A-Z'’ .-]{2,30}|[A-Z][a-z]+(?: [A-Z][a-z]+)?)(?:,\s*[^-—–:(\n]{1,40})?\s*(?:\([^)\n]{1,40}\)\s*)?(?:-|—|–|:)\s"
)


def dateline_end(sentence: str) -> int:
    """Where the text proper begins; the city and day of a dateline are nobody's side."""
    match = _DATELINE.match(sentence[:120])
    return match.end() if match and match["city"].isupper() else 0


def find_home(
    dateline: str | None, text: str, cities: dict[tuple[str, ...], tuple[str, str]]
) -> tuple[str | None, str | None]:
    """City and country of the dateline, which tells whose "the prime minister" is."""
    source = f"{dateline} - " if dateline else text[:200]
    match = _DATELINE.match(source)
    if not match:
        return None, None
    words = words_of(match["city"].split(",")[0].strip())
    if words in cities:
        return cities[words]
    form = side_forms().get(words)
    return (None, form.side) if form and form.form == "capital" else (None, None)


_GOVERNMENT_HOST = re.compile(
    r"(?:^|\.)(?:gov|go|gob|gouv|govt|gc|mfa|mofa|mea|mid|president|pm|kremlin|government|state)\.([a-z]{2})$"
)


def government_of(url: str) -> str | None:
    """The state whose government runs this host, by its name ("mofa.go.jp", "state.gov")."""
    host = (urlsplit(url).hostname or "").lower()
    if host.endswith((".gov", ".mil")) or host in {"state.gov"}:
        return "USA"
    match = _GOVERNMENT_HOST.search(host)
    country = pycountry.countries.get(alpha_2={"uk": "gb"}.get(match[1], match[1]).upper()) if match else None
    return str(country.alpha_3) if country else None
