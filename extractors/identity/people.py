"""Which names are one person.

Full names are one person within a side when their words agree in any order, spelling marks aside; a surname alone
takes the one full name of its side that it can mean, by office and date. Nothing joins two countries; a country and
an organisation are joined by the same full name.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

MAX_NAME_LENGTH = 120
"""Longer "names" are no names; they stay by themselves rather than being compared."""

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})
_TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "sir",
        "dame",
        "lord",
        "lady",
        "sheikh",
        "shaikh",
        "sheik",
        "hon",
        "his",
        "her",
        "excellency",
        "prof",
        "general",
        "gen",
        "jr",
        "sr",
    ]
)
_PARTICLES = frozenset(
    ["al", "el", "bin", "ibn", "bint", "abu", "de", "da", "di", "do", "dos", "van", "von", "der", "den", "la", "le"]
)
_SAME_STATE = {"TALIBAN": "AFG", "PLO": "PSE"}
"""Entities whose people later act for the state itself."""


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A named participant of one mention."""

    mention_id: str
    position: int
    page_id: str
    name: str
    office: str | None
    side: str
    day: date | None  # of the meeting, else of the report


@dataclass(slots=True)
class _Person:
    """Full names of one side that are taken for one person so far."""

    side: str
    names: set[tuple[str, ...]]  # folded words, as written
    mentions: list[PersonMention]

    @property
    def words(self) -> set[str]:
        return {word for name in self.names for word in name}


def fold_name(name: str) -> tuple[str, ...]:
    """Lower-case words without marks, hyphens, initials' dots and titles: "Cho Tae-yul" gives ("cho", "taeyul")."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    plain = re.sub(r"['’‘`.\-‐‑–]", "", plain)
    words = tuple(word for word in re.findall(r"\w+", plain) if word not in _TITLES)
    return words or tuple(re.findall(r"\w+", plain))


def resolve_people(mentions: Sequence[PersonMention]) -> dict[tuple[str, int], str]:
    """The person key of each (mention_id, position): one text for one person, whatever the order of the input.

    The key is the folded fullest name and the side ("cho taeyul|KOR"), so it can be read and compared.
    """
    by_side: dict[str, list[PersonMention]] = defaultdict(list)
    for mention in sorted(mentions, key=lambda m: (m.side, m.name, m.mention_id, m.position)):
        by_side[_SAME_STATE.get(mention.side, mention.side)].append(mention)
    people = [person for side in sorted(by_side) for person in _people_of_side(side, by_side[side])]
    keys: dict[tuple[str, int], str] = {}
    taken: dict[str, int] = {}
    for group in _join_organisations(people):
        names = [name for person in group for name in person.names]
        key = f"{' '.join(_fullest(names))}|{min(person.side for person in group)}"
        taken[key] = taken.get(key, 0) + 1
        key = key if taken[key] == 1 else f"{key}|{taken[key]}"
        keys |= {(mention.mention_id, mention.position): key for person in group for mention in person.mentions}
    return keys


def _people_of_side(side: str, mentions: Sequence[PersonMention]) -> list[_Person]:
    by_words: dict[tuple[str, ...], _Person] = {}
    alone: list[tuple[tuple[str, ...], PersonMention]] = []
    for mention in mentions:
        name = fold_name(mention.name)
        if len(name) == 1 or len(mention.name) > MAX_NAME_LENGTH:
            alone.append((name, mention))
            continue
        person = by_words.setdefault(tuple(sorted(name)), _Person(side, set(), []))
        person.names.add(name)
        person.mentions.append(mention)
    people = _join_spellings([by_words[words] for words in sorted(by_words)])
    strangers: dict[tuple[tuple[str, ...], str], _Person] = {}
    for name, mention in alone:
        person = _complete(name, mention, people) or strangers.setdefault(
            (name, _office_word(mention.office)), _Person(side, set(), [])
        )
        person.mentions.append(mention)
        if not any(len(known) > 1 for known in person.names):
            person.names.add(name)
    return people + _join_strangers(strangers)


def _join_spellings(people: list[_Person]) -> list[_Person]:
    """Join full names of one side that are spellings of one another; names that share no word are never compared."""
    by_word: dict[str, list[int]] = defaultdict(list)
    for i, person in enumerate(people):
        for word in {word[:4] for word in person.words}:
            by_word[word].append(i)
    parent = list(range(len(people)))

    def root(i: int) -> int:
        while parent[i] != i:
            i = parent[i]
        return i

    for same in (by_word[word] for word in sorted(by_word)):
        for at, i in enumerate(same):
            for j in same[at + 1 : at + 200]:
                if root(i) != root(j) and _is_same_name(people[i], people[j]):
                    parent[max(root(i), root(j))] = min(root(i), root(j))
    joined: dict[int, _Person] = {}
    for i, person in enumerate(people):
        into = joined.setdefault(root(i), _Person(person.side, set(), []))
        into.names |= person.names
        into.mentions += person.mentions
    return list(joined.values())


def _is_same_name(a: _Person, b: _Person) -> bool:
    return any(_is_spelling(x, y) for x in a.names for y in b.names)


def _is_spelling(x: tuple[str, ...], y: tuple[str, ...]) -> bool:
    """Words of one among the other's, run together or not, or all words near the same."""
    if "".join(sorted(x)) == "".join(sorted(y)) or "".join(x) == "".join(y):
        return True
    small, large = sorted((_core(x), _core(y)), key=len)
    if len(small) >= 2 and set(small) <= set(large):
        return True
    if len(small) != len(large) or len(small) < 2:
        return difflib.SequenceMatcher(None, "".join(small), "".join(large)).ratio() >= 0.92
    ratios = sorted(max(difflib.SequenceMatcher(None, word, other).ratio() for other in large) for word in small)
    is_initial = any(len(word) == 1 for word in small + large)
    return not is_initial and ratios[0] >= 0.66 and ratios[-1] == 1.0 and sum(ratios) / len(ratios) >= 0.85


def _core(name: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in name if word not in _PARTICLES) or name


def _complete(name: tuple[str, ...], mention: PersonMention, people: Iterable[_Person]) -> _Person | None:
    """The one person of the side whom a surname can mean: by word, then office, then nearness in time."""
    able = [person for person in people if set(name) & person.words]
    if len(able) > 1:
        edge = [p for p in able if any(name[0] in (full[0], full[-1]) for full in p.names)]
        able = edge or able
    if len(able) > 1:
        office = _office_word(mention.office)
        able = [p for p in able if office and office in {_office_word(m.office) for m in p.mentions}] or able
    if len(able) > 1 and mention.day is not None:
        near = [(min((abs((m.day - mention.day).days) for m in p.mentions if m.day), default=10**6), p) for p in able]
        near.sort(key=lambda pair: (pair[0], sorted(pair[1].names)))
        if near[0][0] * 3 + 30 < near[1][0]:
            return near[0][1]
    return able[0] if len(able) == 1 else None


def _join_strangers(strangers: Mapping[tuple[tuple[str, ...], str], _Person]) -> list[_Person]:
    """A surname without an office is the one with an office, where there is just one."""
    by_name: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name, office in sorted(strangers):
        by_name[name].append(office)
    people = []
    for name, offices in by_name.items():
        if len(offices) == 2 and offices[0] == "":
            strangers[(name, offices[1])].mentions.extend(strangers[(name, "")].mentions)
            offices = offices[1:]
        people += [strangers[(name, office)] for office in offices]
    return people


def _join_organisations(people: Sequence[_Person]) -> list[list[_Person]]:
    """Join a country's person with an organisation's of the same full name; two countries are never joined."""
    by_words: dict[tuple[str, ...], list[_Person]] = defaultdict(list)
    groups: list[list[_Person]] = []
    for person in people:
        full = {tuple(sorted(name)) for name in person.names if len(name) > 1}
        if full:
            by_words[min(full)].append(person)
        else:
            groups.append([person])
    for words in sorted(by_words):
        states = [person for person in by_words[words] if _is_state(person.side)]
        others = [person for person in by_words[words] if not _is_state(person.side)]
        if len(states) <= 1:
            groups.append(states + others)
        else:
            groups += [[person] for person in by_words[words]]
    return groups


def _is_state(side: str) -> bool:
    return len(side) == 3 and side not in {
        "IMF",
        "WHO",
        "WTO",
        "GCC",
        "OIC",
        "SCO",
        "SDF",
        "RSF",
        "KRG",
        "ELN",
        "M23",
        "PLO",
    }


def _office_word(office: str | None) -> str:
    """The office's kind: its words without modifiers, so that "Foreign Minister" is "Minister of Foreign Affairs"."""
    words = set(re.findall(r"[a-z]+", (office or "").lower())) - {
        "of",
        "the",
        "for",
        "and",
        "affairs",
        "acting",
        "then",
    }
    return " ".join(sorted(words))


def _fullest(names: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    return min(names, key=lambda name: (-len("".join(name)), name))
