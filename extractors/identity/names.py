"""Names folded so that order, case, diacritics, hyphens and the usual transliterations do not matter."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

MAX_NAME_LENGTH = 200
"""Longer "names" are clutter that a page reader took for a name; they resolve to nobody."""

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
        "sheik",
        "shaikh",
        "king",
        "queen",
        "pope",
        "prince",
        "princess",
        "crown",
        "emir",
        "sultan",
        "his",
        "her",
        "majesty",
        "excellency",
        "holiness",
        "highness",
        "president",
        "premier",
        "minister",
        "prime",
        "foreign",
        "secretary",
        "chancellor",
        "general",
        "ambassador",
        "hon",
        "honourable",
        "honorable",
        "cardinal",
        "archbishop",
    ]
)
_PARTICLES = frozenset(
    [
        "al",
        "el",
        "ul",
        "bin",
        "ibn",
        "bint",
        "ben",
        "abu",
        "von",
        "van",
        "der",
        "den",
        "de",
        "da",
        "di",
        "du",
        "dos",
        "la",
        "le",
        "jr",
        "sr",
    ]
)
_LETTERS = str.maketrans({"ł": "l", "ı": "i", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe"})
_APOSTROPHES = re.compile(r"['’‘ʼʿʾ`´]")
_WORD = re.compile(r"[^\W\d_]+")
_SAME_SOUND = (
    (re.compile(r"kh|gh|q|g|h"), ""),
    (re.compile(r"ph|v|w|f"), "v"),
    (re.compile(r"ck|k"), "c"),
    (re.compile(r"sh|sch|ş|zh|z|s"), "s"),
    (re.compile(r"[aeiouyj]+"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)
_ROMAN = re.compile(r"[ivx]+")


@dataclass(frozen=True, slots=True)
class Name:
    """`tokens` sorted, without titles, particles and initials; `initials` the single letters; `joined` all letters."""

    key: str
    tokens: tuple[str, ...]
    initials: frozenset[str]
    sounds: frozenset[str]
    joined: str
    nickname_of_initials: str | None
    letters: str

    @property
    def is_full(self) -> bool:
        return len(self.tokens) >= 2


def fold(text: str) -> str:
    """Lower case, without marks: "Erdoğan" and "ERDOGAN" are one."""
    lowered = text.casefold().translate(_LETTERS)
    marks_off = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    return _APOSTROPHES.sub("", marks_off)


def sound_of(token: str) -> str:
    """What transliterations of one word share: "Araghchi" and "Araqchi", "Zelensky" and "Zelenskiy"."""
    if len(token) < 4:
        return token
    sound = token[1:]
    for pattern, new in _SAME_SOUND:
        sound = pattern.sub(new, sound)
    return token[0] + sound


def read_name(as_written: str | None) -> Name | None:
    """None for a missing name, one without letters, or one too long to be a name."""
    if as_written is None or len(as_written) > MAX_NAME_LENGTH:
        return None
    words = _WORD.findall(fold(as_written))
    named = [word for word in words if word not in _TITLES] or words
    tokens = [word for word in named if word not in _PARTICLES and (len(word) > 1)]
    if not tokens:
        tokens = named
    if not tokens:
        return None
    initials = frozenset(word for word in named if len(word) == 1)
    is_nickname = as_written.isupper() and len(named) == 1 and 2 <= len(named[0]) <= 4
    return Name(
        key=" ".join(sorted([*tokens, *initials])),
        tokens=tuple(sorted(tokens)),
        initials=initials,
        sounds=frozenset(sound_of(token) for token in tokens if not _ROMAN.fullmatch(token)),
        joined=re.sub(r"(.)\1", r"\1", "".join(named)),
        nickname_of_initials=named[0] if is_nickname else None,
        letters="".join(word[0] for word in named),
    )


def is_same_full_name(left: Name, right: Name) -> bool:
    """Whether two full names of one side can be told to be one person's."""
    if left.tokens == right.tokens or left.joined == right.joined:
        return True
    shared = set(left.tokens) & set(right.tokens)
    if len(shared) >= 2 and (shared == set(left.tokens) or shared == set(right.tokens)):
        return True
    if len(left.tokens) == len(right.tokens) and left.sounds == right.sounds and len(left.sounds) >= 2:
        return bool(shared) or max(map(len, left.tokens)) >= 6
    # "Badr Abd El-Aty" is "Badr Abdelatty": one shared word, and the rest sounds alike when run together
    return bool(shared) and len(left.joined) >= 8 and sound_of(left.joined) == sound_of(right.joined)


def can_complete(part: Name, full: Name) -> bool:
    """Whether a surname, a given name, "S. Jaishankar" or "MBS" can stand for the full name."""
    if part.nickname_of_initials is not None and full.letters.startswith(part.nickname_of_initials):
        return True
    if part.initials and not all(
        any(t.startswith(i) for t in full.tokens) or i in full.initials for i in part.initials
    ):
        return False
    if part.sounds and part.sounds <= full.sounds:
        return True
    tail = sound_of(part.joined)
    return len(part.joined) >= 7 and any(
        sound_of(full.joined[i:]) == tail for i in range(len(full.joined) - 4) if full.joined[i] == part.joined[0]
    )
