"""Reads who is named in a sentence: persons with office and side, offices without a person, sides, and pronouns."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extractors.meetings.tokens import Item, Kind, split_items


@dataclass(frozen=True, slots=True)
class Actor:
    """One named party. `sides` is empty until somebody tells; `lead` is the word before it, modifiers skipped.

    `role`: "person", "office" (nobody named), "counterpart", "side", "pronoun" ("he", "they", "the two leaders").
    """

    role: str
    start: int
    end: int
    name: str | None = None
    office: str | None = None
    sides: tuple[str, ...] = ()
    lead: str = ""
    count: int = 1  # how many a pronoun stands for; 0 is an unknown plural
    is_reporter: bool = False
    is_generic: bool = False
    is_home_office: bool = False
    is_guessed: bool = False  # the side is the dateline's, told nowhere


MODIFIERS = frozenset(
    [
        "the",
        "a",
        "an",
        "this",
        "that",
        "his",
        "her",
        "its",
        "their",
        "our",
        "visiting",
        "new",
        "newly",
        "elected",
        "then",
        "then-",
        "senior",
        "top",
        "outgoing",
        "incoming",
        "acting",
        "former",
        "interim",
        "caretaker",
        "transitional",
        "late",
        "both",
        "current",
        "longtime",
        "long-time",
        "veteran",
        "hardline",
        "reformist",
        "conservative",
        "communist",
        "populist",
        "de",
        "facto",
        "embattled",
        "chief",
        "special",
        "deputy",
        "ousted",
        "high-level",
        "high-ranking",
        "ranking",
        "same",
        "other",
        "fellow",
        "close",
        "western",
        "regional",
        "neighbouring",
        "neighboring",
        "military",
        "political",
        "exiled",
    ]
)
FIRST_PERSON = -1
"""The count of "I": who writes, when a government does."""

_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "both": 2}
_ANAPHORA = re.compile(
    r"\b(?:(?:the|those|these|all|both) (?:of the )?(?:(two|three|four|five|six) )?(?:[a-z]+ )?(leaders|sides|presidents|premiers|ministers|"
    r"foreign ministers|prime ministers|officials|men|women|diplomats|countries|nations|neighbou?rs|allies|chiefs|delegations|"
    r"parties|heads of state)"
    r"|(?:their|the (?:two|three)) (leaders|(?:[a-z]+ ){0,2}(?:ministers|chiefs|officials))|(the pair|the duo|the trio|they|them|the (?:two|three|four)(?=\s+(?:first|then|also|last|had|have|will|are|were|men|women|of them|[a-z]+ed|met|sat|spoke|held)\b))|both leaders|both sides)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"\b(?:he|she|him)\b|\b(?:his|her)\b(?=\s+(?:[\w-]+\s+){0,2}?(?:meetings?|talks|call|conversation|discussions|consultations|negotiations)\b)",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:I|me)\b")
_AFTER_EITHER = frozenset(
    [
        "and",
        "or",
        "with",
        "on",
        "in",
        "at",
        "to",
        "have",
        "has",
        "had",
        "held",
        "hold",
        "will",
        "would",
        "are",
        "is",
        "was",
        "were",
        "met",
        "meet",
        "agreed",
        "agree",
        "began",
        "begin",
        "said",
        "say",
        "says",
        "resumed",
        "resume",
        "reached",
        "signed",
        "discussed,",
        ".",
        ";",
        ":",
        ")",
        "–",
        "—",
        "-",
        "for",
        "are",
        "also",
        "as",
        "after",
        "during",
        "over",
        "plan",
        "planned",
        ",",
        "who",
    ]
)


def read_actors(sentence: str) -> tuple[Actor, ...]:
    """The actors of one sentence in order; overlapping readings are already decided."""
    items = split_items(sentence)
    actors: list[Actor] = []
    i = 0
    while i < len(items):
        found, after = _read_at(items, i)
        if found:
            lead = _lead(items, i)
            actors += [replace(actor, lead=lead if n == 0 else ",") for n, actor in enumerate(found)]
        i = max(after, i + 1)
    return tuple(sorted([*actors, *_pronouns(sentence, items, actors)], key=lambda actor: actor.start))


def _read_at(items: tuple[Item, ...], i: int) -> tuple[list[Actor], int]:
    kind = items[i].kind
    if kind is Kind.SIDE:
        return _read_side(items, i)
    if kind is Kind.OFFICE:
        return _read_office(items, i, items[i].start, ())
    if kind is Kind.NAME:
        return _read_name(items, i, items[i].start)
    return [], i + 1


def _read_side(items: tuple[Item, ...], i: int) -> tuple[list[Actor], int]:
    sides, j = _side_list(items, i)
    is_possessive = j < len(items) and items[j].kind is Kind.POSSESSIVE
    k = _skip_modifiers(items, j + is_possessive)
    if k < len(items) and items[k].kind is Kind.OFFICE:
        if len(sides) == 1 or _is_plural(items[k]):
            return _read_office(items, k, items[i].start, sides)
        k = _skip_modifiers(items, i + 1)
    if is_possessive and len(sides) == 1:
        if k < len(items) and items[k].kind is Kind.HONORIFIC:
            k += 1
        if k < len(items) and items[k].kind is Kind.NAME:
            actors, after = _read_name(items, k, items[i].start)
            return [replace(actor, sides=actor.sides or sides) for actor in actors], after
        return [], i + 1
    item = items[i]
    nearest = _skip_modifiers(items, i + 1 + (i + 1 < len(items) and items[i + 1].kind is Kind.POSSESSIVE))
    if nearest < len(items) and items[nearest].kind is Kind.OFFICE:
        return _read_office(items, nearest, item.start, item.sides)
    if i + 1 < len(items) and items[i + 1].kind is Kind.POSSESSIVE:
        return [], i + 1
    if item.form == "adjective":
        if len(item.sides) > 1:
            return [Actor("side", item.start, item.end, sides=(side,)) for side in item.sides], i + 1
        if i + 1 < len(items) and items[i + 1].kind is Kind.NAME and " " in items[i + 1].text:
            actors, after = _read_name(items, i + 1, item.start)
            return [replace(actor, sides=actor.sides or item.sides) for actor in actors], after
        return [], i + 1
    follower = items[i + 1].lower if i + 1 < len(items) else "."
    if item.form == "capital" and follower in {
        "summit",
        "talks",
        "meeting",
        "conference",
        "process",
        "agreement",
        "accord",
    }:
        return [], i + 1
    if item.form == "either" and follower not in _AFTER_EITHER:
        return [], i + 1
    after = _skip_acronym(items, i + 1)
    return [Actor("side", item.start, items[after - 1].end, sides=item.sides)], after


def _side_list(items: tuple[Item, ...], i: int) -> tuple[tuple[str, ...], int]:
    """Sides joined by commas, "and" and hyphens from item i on, and the item after the last."""
    sides, j = list(items[i].sides), i + 1
    while j < len(items):
        k = j
        while k < len(items) and items[k].lower in {",", "and", "-", "–", "/", "the", "&"}:
            k += 1
        is_owner = _at(items, k + 1).kind is Kind.POSSESSIVE  # "France and the EU's foreign policy chief": two parties
        if k == j or k >= len(items) or items[k].kind is not Kind.SIDE or is_owner:
            break
        sides += items[k].sides
        j = k + 1
    return tuple(dict.fromkeys(sides)), j


def _skip_modifiers(items: tuple[Item, ...], i: int) -> int:
    limit = i + 4
    while i < min(len(items), limit) and items[i].kind is Kind.WORD and items[i].lower in MODIFIERS:
        i += 1
    return i


def _is_plural(item: Item) -> bool:
    return item.office is not None and item.office.is_plural


def _skip_acronym(items: tuple[Item, ...], i: int) -> int:
    """ "the Democratic Republic of the Congo (DRC)": the short form in brackets is no second side."""
    return (
        i + 3 if _at(items, i).text == "(" and _at(items, i + 1).text.isupper() and _at(items, i + 2).text == ")" else i
    )


def _at(items: tuple[Item, ...], i: int) -> Item:
    return items[i] if i < len(items) else Item(Kind.MARK, ".", 0, 0)


def _read_office(
    items: tuple[Item, ...], i: int, start: int, sides: tuple[str, ...], is_apposed: bool = False
) -> tuple[list[Actor], int]:
    """An office with its side and holders; `is_apposed` when its holder's name stands before it."""
    office, end, j = items[i].office, items[i].end, i + 1
    assert office is not None
    while _at(items, j).lower in {"and", "/"} and _at(items, j + 1).kind is Kind.OFFICE and not office.is_plural:
        end, j = items[j + 1].end, j + 2  # "Deputy Prime Minister and Foreign Minister X"
    text = office.name if office.is_plural else items[i].text
    if _at(items, j).lower in {"of", "for"} and not office.is_plural and not _at(items, j + 1).sides:
        text, end, j = _read_portfolio(items, i, j)
    if _at(items, j).lower in {"of", "from", "for"}:
        k = j + 1 + (_at(items, j + 1).lower == "the")
        if _at(items, k).kind is Kind.SIDE and _at(items, k).form != "adjective":
            is_place = items[j].lower == "for" and office.kind == "national" and not office.is_plural
            listed, after = _side_list(items, k) if office.is_plural else (items[k].sides, k + 1)
            after = _skip_acronym(items, after)
            end, j = items[after - 1].end, after
            if not sides and not is_place:
                sides = listed
    if not sides and _at(items, j).lower in {"of", "to"}:
        inner_sides, after = _side_of_superior(items, j + 1)
        if inner_sides:
            sides, end, j = inner_sides, items[after - 1].end, after
    base = Actor(
        "counterpart" if office.kind == "counterpart" else "office",
        start,
        end,
        None,
        None if office.kind in {"body", "title"} or (office.kind == "generic" and office.is_plural) else text,
        sides,
        is_reporter=office.kind in {"reporter", "body"},
        is_generic=office.kind in {"generic", "body", "title"},
        is_home_office=office.kind == "national",
    )
    if is_apposed and _at(items, j).text in {",", "("}:
        return [base], j
    return _read_holders(items, j, base, office.is_plural)


def _side_of_superior(items: tuple[Item, ...], i: int) -> tuple[tuple[str, ...], int]:
    """ "special envoy of the President of Kenya": the side of the one whose envoy it is."""
    k = _skip_modifiers(items, i)
    if _at(items, k).kind is Kind.SIDE and _at(_skip_to(items, k)[0], _skip_to(items, k)[1]).kind is Kind.OFFICE:
        return items[k].sides, _skip_to(items, k)[1] + 1
    if _at(items, k).kind is Kind.OFFICE and _at(items, k + 1).lower == "of":
        m = _skip_modifiers(items, k + 2)
        if _at(items, m).kind is Kind.SIDE:
            return items[m].sides, m + 1
    return (), i


def _skip_to(items: tuple[Item, ...], k: int) -> tuple[tuple[Item, ...], int]:
    return items, _skip_modifiers(items, k + 1 + (_at(items, k + 1).kind is Kind.POSSESSIVE))


def _read_portfolio(items: tuple[Item, ...], i: int, j: int) -> tuple[str, int, int]:
    """ "Minister for Trade and Water": the capitals after "of" or "for" belong to the office."""
    k = j + 1 + (_at(items, j + 1).lower == "the")
    last = None
    while k < len(items) and (
        items[k].kind in {Kind.WORD, Kind.NAME}
        and (items[k].text[0].isupper() or (last and items[k].lower in {"and", "of"}))
    ):
        if items[k].text[0].isupper():
            last = k
            if items[k].kind is Kind.NAME and items[k].text.count(" ") >= 1:
                break
        k += 1
    if last is None or (items[last].kind is Kind.NAME and " " in items[last].text and last > j + 1):
        last = last - 1 if last is not None else None
    if last is None or items[last].lower in {"and", "of", "for"} or last <= j:
        return items[i].text, items[i].end, j if last is None else i + 1
    words = [item.text for item in items[i : last + 1]]
    return " ".join(words), items[last].end, last + 1


def _read_holders(items: tuple[Item, ...], j: int, base: Actor, is_plural: bool) -> tuple[list[Actor], int]:
    """The names that follow an office, each with a side of its own where one is told; else the office alone."""
    k = j
    if _at(items, k).text in {",", "("} and not is_plural:
        follower = _at(items, k + 1)
        is_apposed = follower.kind in {Kind.NAME, Kind.HONORIFIC} and _ends_apposition(items, k + 1)
        k = k + 1 if is_apposed else k
    people: list[Actor] = []
    while True:
        if _at(items, k).kind is Kind.HONORIFIC:
            k += 1
        if _at(items, k).kind is not Kind.NAME:
            break
        name = items[k]
        sides, after = _side_of_name(items, k + 1)
        people.append(
            replace(
                base,
                role="counterpart" if base.role == "counterpart" else "person",
                name=name.text,
                start=base.start if not people else name.start,
                end=items[after - 1].end,
                sides=sides or base.sides,
            )
        )
        j = k = after
        if not is_plural or _at(items, k).lower not in {",", "and"}:
            break
        k += 1 + (_at(items, k + 1).lower == "and")
    if people:
        return people, j
    if base.is_generic:
        base = replace(base, office=None)  # "a delegation", "the leader": nobody's title
    if len(base.sides) > 1:
        return [replace(base, sides=(side,)) for side in base.sides], j
    return [base], j


def _ends_apposition(items: tuple[Item, ...], k: int) -> bool:
    k += _at(items, k).kind is Kind.HONORIFIC
    return _at(items, k).kind is Kind.NAME and (
        _at(items, k + 1).kind is Kind.MARK or _at(items, k + 1).lower in {"and", "on", "in", "at"}
    )


def _side_of_name(items: tuple[Item, ...], i: int) -> tuple[tuple[str, ...], int]:
    """ "of China", "(China)", "from China" after a name."""
    if _at(items, i).lower in {"of", "from", "("}:
        k = i + 1 + (_at(items, i + 1).lower == "the")
        item = _at(items, k)
        if item.kind is Kind.SIDE and item.form in {"noun", "either"}:
            return item.sides, _skip_acronym(items, k + 1 + (_at(items, k + 1).text == ")"))
    return (), i


def _read_name(items: tuple[Item, ...], i: int, start: int) -> tuple[list[Actor], int]:
    name = items[i]
    if name.text.isupper() and name.text.isalpha() and len(name.text) <= 6:
        return [], i + 1  # an acronym
    sides, j = _side_of_name(items, i + 1)
    actor = Actor("person", start, items[j - 1].end, name.text, None, sides)
    if _at(items, j).text == "," and _at(items, j + 1).text.isdigit() and _at(items, j + 2).text == ",":
        j += 2
    if _at(items, j).text not in {",", "("}:
        return [actor], j
    k = _skip_modifiers(items, j + 1)
    told = sides
    if _at(items, k).kind is Kind.SIDE:
        told, k = items[k].sides, k + 1
        k += _at(items, k).kind is Kind.POSSESSIVE
        k = _skip_modifiers(items, k)
    office = _at(items, k)
    if office.kind is not Kind.OFFICE or office.office is None or office.office.is_plural:
        return [actor], i + 1 if j == i + 1 else j
    read, after = _read_office(items, k, office.start, told, is_apposed=True)
    holder = read[0]
    if holder.name is not None:  # "Rubio, Foreign Minister Iwaya and ...": a list, no apposition
        return [actor], i + 1 if j == i + 1 else j
    return [
        replace(
            actor,
            office=holder.office,
            sides=holder.sides or sides,
            end=holder.end,
            is_reporter=holder.is_reporter,
            is_generic=holder.is_generic,
            is_home_office=holder.is_home_office,
        )
    ], after


def _lead(items: tuple[Item, ...], i: int) -> str:
    k = i - 1
    while k >= 0 and (
        items[k].kind is Kind.HONORIFIC or items[k].lower in MODIFIERS or items[k].lower in {".", '"', "“", "’", "'"}
    ):
        k -= 1
    return items[k].lower if k >= 0 else ""


def _pronouns(sentence: str, items: tuple[Item, ...], actors: list[Actor]) -> list[Actor]:
    taken = [(actor.start, actor.end) for actor in actors if actor.sides or actor.name]
    found = []
    for match in _ANAPHORA.finditer(sentence):
        word = (match.group(1) or "").lower()
        told = re.search(r"\b(?:two|three|four|both|pair|duo|trio)\b", match.group().lower())
        count = (
            _NUMBERS.get(word) or ({"pair": 2, "duo": 2, "trio": 3} | _NUMBERS)[told.group()]
            if told
            else _NUMBERS.get(word, 0)
        )
        found.append((match, count))
    found += [(match, 1) for match in _PRONOUN.finditer(sentence)]
    found += [(match, FIRST_PERSON) for match in _FIRST_PERSON.finditer(sentence)]
    return [
        Actor("pronoun", match.start(), match.end(), lead=_word_before(sentence, match.start()), count=count)
        for match, count in found
        if not any(start < match.end() and match.start() < end for start, end in taken)
    ]


def _word_before(sentence: str, start: int) -> str:
    words = sentence[max(0, start - 20) : start].split()
    return words[-1].lower() if words else ""
