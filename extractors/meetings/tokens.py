"""Cuts a sentence into items: sides, offices, runs of a name, and single words; the longest known phrase wins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from extractors.meetings.tables import (
    Office,
    SideForm,
    cities,
    longest_phrases,
    offices,
    plural_demonyms,
    side_forms,
    word_list,
)

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}|(?<=[’'])s\b|[^\W_]+(?:(?:[-.]|['’](?!s\b))[^\W_]+)*|[^\w\s]|_",
)
_GLUED = re.compile(r"(?<=[a-z]{5})(?=[A-Z][a-z])|(?<=^[Tt]hen-)|(?<=^[Nn]ow-)|(?<=^[Ee]x-)")
"""Where one token is two: "ministerCho", elements of a page run together; "then-President"."""

PARTICLES = frozenset(
    """
    abu af al al- ben bin bint da das de del della den der di do dos du ed el ibn la le ter ud ul ul- ur van von
    y zu
    """.split()  # noqa: SIM905
)
HONORIFICS = frozenset(
    """
    amb brig capt col dame dato datuk dr excellency h.e h.e. h.h h.m h.r.h he hh highness hm hon hrh lady lord lt madam madame maj majesty mawlawi miss mr mrs ms
    mullah prof professor rev sayyid sen seri sir
    """.split()  # noqa: SIM905
)
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
PORTFOLIO = word_list("portfolio_words.txt")
"""Words of which offices are made: "Regional Security Minister", "Minister of Trade, Industry and Energy"."""
COMMON = word_list("common_words.txt") | PORTFOLIO
"""Words that a capital makes no name: openers of sentences, days, months, institutions."""


_ARABIC_ARTICLE = re.compile(r"(?:al|el|an|ar|as|ash|at|ad|es|ul|bin)-[A-Z]")  # "el-Sisi"
_MONTHS_AS_NAMES = frozenset({"Jan", "May", "April", "June", "August"})
_ALSO_FIRST_NAMES = frozenset({"israel", "jordan", "chad", "georgia"})


class Kind(StrEnum):
    SIDE = "side"
    OFFICE = "office"
    PLACE = "place"
    NAME = "name"
    HONORIFIC = "honorific"
    POSSESSIVE = "possessive"
    WORD = "word"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Item:
    """Offsets count in the sentence. `sides` holds more than one for "U.S.-Japan"."""

    kind: Kind
    text: str
    start: int
    end: int
    sides: tuple[str, ...] = ()
    form: str = ""
    office: Office | None = None

    @property
    def lower(self) -> str:
        return self.text.lower()


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int


def split_items(sentence: str) -> tuple[Item, ...]:
    tokens = _tokens(sentence)
    items: list[Item] = []
    i = 0
    while i < len(tokens):
        item, n_tokens = _read_phrase(sentence, tokens, i) or _read_name(sentence, tokens, i) or (_plain(tokens[i]), 1)
        items.append(item)
        i += n_tokens
    return tuple(_join_office_prefixes(sentence, items))


def _tokens(sentence: str) -> list[_Token]:
    tokens = []
    for match in _TOKEN.finditer(sentence):
        start = match.start()
        for piece in _GLUED.split(match.group()):
            tokens.append(_Token(piece, start, start + len(piece)))
            start += len(piece)
    joined: list[_Token] = []
    for token in tokens:  # the apostrophe and its s are one token, as in the tables
        if token.text == "s" and joined and joined[-1].text in {"'", "’"}:
            last = joined.pop()
            joined.append(_Token(last.text + "s", last.start, token.end))
        else:
            joined.append(token)
    return joined


def _read_phrase(sentence: str, tokens: list[_Token], i: int) -> tuple[Item, int] | None:
    sides, titles = side_forms(), offices()
    longest = longest_phrases()
    words = tuple(token.text.lower() for token in tokens[i : i + longest.get(tokens[i].text.lower(), 1)])
    for n in range(len(words), 0, -1):
        start, end = tokens[i].start, tokens[i + n - 1].end
        text = sentence[start:end]
        side = sides.get(words[:n])
        if side and _is_written_as_name(text) and not _is_first_name(side, tokens, i, n):
            return Item(Kind.SIDE, text, start, end, (side.side,), _form(side, text)), n
        office = titles.get(words[:n])
        if office and _is_written_as_office(office, tokens, i, text):
            dot = 1 if office.kind == "title" and i + n < len(tokens) and tokens[i + n].text == "." else 0
            return Item(Kind.OFFICE, text, start, end, office=office), n + dot
    word = tokens[i].text
    if word[:1].isupper():
        words = tuple(token.text.lower() for token in tokens[i : i + 4])
        is_after_preposition = i > 0 and tokens[i - 1].text.lower() in {"in", "at", "near", "to", "outside", "from"}
        for n in range(min(4, len(words)), 0 if is_after_preposition else 1, -1):
            if words[:n] in cities():
                start, end = tokens[i].start, tokens[i + n - 1].end
                return Item(Kind.PLACE, sentence[start:end], start, end), n
        people = plural_demonyms().get(word.lower())
        if people:
            return Item(Kind.SIDE, word, tokens[i].start, tokens[i].end, (people,), "people"), 1
        parts = [sides.get((part.lower(),)) for part in re.split(r"[-–]", word)] if "-" in word else []
        known = [part for part in parts if part]
        if len(known) > 1 and len(known) == len(parts):
            found = tuple(part.side for part in known)
            return Item(Kind.SIDE, word, tokens[i].start, tokens[i].end, found, "adjective"), 1
    return None


def _is_written_as_office(office: Office, tokens: list[_Token], i: int, text: str) -> bool:
    before = tokens[i - 1].text if i else "."
    if office.kind == "title":
        return text[0].isupper()
    if office.kind == "short":
        return text[:2].isupper() and not before.isdigit()  # "5 PM"
    return not (office.name == "amir" and before[0].isupper() and _is_name_word(tokens, i + 1))  # "Minister Amir Khan"


def _is_first_name(side: SideForm, tokens: list[_Token], i: int, n: int) -> bool:
    """ "Victoria Nuland", "Israel Katz": a place right before another capital is part of a name."""
    is_doubtful = side.form == "capital" or tokens[i].text.lower() in _ALSO_FIRST_NAMES
    if n > 1 or not is_doubtful or i + 1 >= len(tokens) or (i > 0 and tokens[i - 1].text.lower() == "of"):
        return False
    return (
        tokens[i].text != tokens[i].text.upper() and _is_name_word(tokens, i + 1) and not _starts_phrase(tokens, i + 1)
    )


def _is_written_as_name(text: str) -> bool:
    letters = text.replace(".", "")
    return letters.isupper() if len(letters) <= 3 and letters.lower() not in {"lao"} else text[0].isupper()


def _form(side: SideForm, text: str) -> str:
    """ "either" for what is a name and an adjective at once ("US", "EU", "Taliban", "New Zealand")."""
    both = {
        "us",
        "u.s.",
        "u.s",
        "uk",
        "u.k.",
        "eu",
        "e.u.",
        "un",
        "u.n.",
        "uae",
        "u.a.e.",
        "nato",
        "united states",
        "rok",
    }
    if text.lower() in both or (not side.is_state and side.form != "capital"):
        return "either"
    return side.form


def _read_name(sentence: str, tokens: list[_Token], i: int) -> tuple[Item, int] | None:
    word = tokens[i].text
    if word.lower().rstrip(".") in HONORIFICS and word[0].isupper() and word != "He":
        dot = 1 if i + 1 < len(tokens) and tokens[i + 1].text == "." else 0
        return Item(Kind.HONORIFIC, word, tokens[i].start, tokens[i].end), 1 + dot
    if not _is_name_word(tokens, i):
        return None
    last, j = i, i + 1
    while j < len(tokens) and j - i < 10 and tokens[j].start - tokens[j - 1].end <= 2:
        text = tokens[j].text
        if (
            (_is_name_word(tokens, j) and not _starts_phrase(tokens, j))
            or (text == "." and (len(tokens[j - 1].text) == 1 or tokens[j - 1].text.lower() in SUFFIXES))
            or (text == "In" and j > i + 1 and len(tokens[j - 1].text) < 6)  # "Moon Jae In"
        ):
            last = j
        elif not (text.lower() in PARTICLES or text in {"'", "’"} or _is_suffix_comma(tokens, j)):
            break
        j += 1
    start, end = tokens[i].start, tokens[last].end
    return Item(Kind.NAME, sentence[start:end], start, end), last - i + 1


def _stands_in_name(tokens: list[_Token], i: int) -> bool:
    """ "Jan Nowak", "Theresa May": a month's word beside another name, with no number near."""
    after = tokens[i + 1].text if i + 1 < len(tokens) else "."
    before = tokens[i - 1].text if i else "."
    is_first = after[0].isupper() and after.isalpha() and after.lower() not in COMMON
    is_last = before[0].isupper() and before.isalpha() and before.lower() not in COMMON and not after[0].isdigit()
    return is_first or is_last


def _is_suffix_comma(tokens: list[_Token], j: int) -> bool:
    """ "Biden, Jr." is one name."""
    return tokens[j].text == "," and j + 1 < len(tokens) and tokens[j + 1].text.lower() in SUFFIXES


def _is_name_word(tokens: list[_Token], i: int) -> bool:
    text = tokens[i].text if i < len(tokens) else "."
    if _ARABIC_ARTICLE.match(text) or (text in _MONTHS_AS_NAMES and _stands_in_name(tokens, i)):
        return True
    is_son = i > 0 and tokens[i - 1].text.lower() in {"bin", "bint", "ibn", "ben", "al"}  # "Qaboos bin Said"
    return text[0].isupper() and (is_son or text.lower() not in COMMON)


def _starts_phrase(tokens: list[_Token], i: int) -> bool:
    """True where a known side or office begins inside a run of capitals ("Rubio US ..." is rare, "Yi Minister" is not)."""
    one = (tokens[i].text.lower(),)
    two = (*one, tokens[i + 1].text.lower()) if i + 1 < len(tokens) else one
    side = side_forms().get(two) or side_forms().get(one)
    office = offices().get(two) or offices().get(one)
    is_side = side is not None and side.form in {"noun", "adjective"} and _is_written_as_name(tokens[i].text)
    return is_side or (office is not None and office.kind != "title")


def _plain(token: _Token) -> Item:
    if token.text in {"'s", "’s"}:
        return Item(Kind.POSSESSIVE, token.text, token.start, token.end)
    kind = Kind.WORD if token.text[0].isalnum() else Kind.MARK
    return Item(kind, token.text, token.start, token.end)


def _join_office_prefixes(sentence: str, items: list[Item]) -> list[Item]:
    """ "Regional Security Minister": capitals right before a capitalised office belong to it."""
    joined: list[Item] = []
    for item in items:
        if item.kind is Kind.OFFICE and item.office and item.office.kind in {"national", "generic"}:
            start = item.start
            while joined and joined[-1].kind in {Kind.NAME, Kind.WORD} and _is_prefix(sentence, joined[-1], start):
                start = joined.pop().start
            if start != item.start:
                text = sentence[start : item.end]
                office = Office(
                    text if not item.office.is_plural else item.office.name, "national", item.office.is_plural
                )
                item = Item(Kind.OFFICE, text, start, item.end, office=office)
        joined.append(item)
    return joined


def _is_prefix(sentence: str, item: Item, start: int) -> bool:
    if sentence[item.end : start].strip():
        return False
    if not item.text[0].isupper() or sentence[start].islower():
        return item.text in PORTFOLIO  # "economic adviser"
    return item.kind is Kind.NAME or item.lower in PORTFOLIO
