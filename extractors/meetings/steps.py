"""Steps over the items of a sentence that the readers of offices and names share."""

from __future__ import annotations

from extractors.meetings.actors import MODIFIERS
from extractors.meetings.tokens import Item, Kind


def side_list(items: tuple[Item, ...], i: int) -> tuple[tuple[str, ...], int]:
    """Sides joined by commas, "and" and hyphens from item i on, and the item after the last."""
    sides, j = list(items[i].sides), i + 1
    while j < len(items):
        k = j
        while k < len(items) and items[k].lower in {",", "and", "-", "–", "/", "the", "&"}:
            k += 1
        is_owner = at(items, k + 1).kind is Kind.POSSESSIVE  # "France and the EU's foreign policy chief": two parties
        if k == j or k >= len(items) or items[k].kind is not Kind.SIDE or is_owner:
            break
        sides += items[k].sides
        j = k + 1
    return tuple(dict.fromkeys(sides)), j


def skip_modifiers(items: tuple[Item, ...], i: int) -> int:
    limit = i + 4
    while i < min(len(items), limit) and items[i].kind is Kind.WORD and items[i].lower in MODIFIERS:
        i += 1
    return i


def is_plural(item: Item) -> bool:
    return item.office is not None and item.office.is_plural


def skip_acronym(items: tuple[Item, ...], i: int) -> int:
    """ "the Democratic Republic of the Congo (DRC)": the short form in brackets is no second side."""
    return i + 3 if at(items, i).text == "(" and at(items, i + 1).text.isupper() and at(items, i + 2).text == ")" else i


def at(items: tuple[Item, ...], i: int) -> Item:
    return items[i] if i < len(items) else Item(Kind.MARK, ".", 0, 0)


_ADDRESSES = frozenset({"sheikh", "prince", "princess", "general", "colonel", "admiral", "ambassador"})


def is_address(item: Item) -> bool:
    """ "Mr", "Sheikh", "Prince": stands between an office and its holder and is neither."""
    if item.office is not None:
        return item.office.kind == "title" or item.lower in _ADDRESSES
    return item.kind is Kind.HONORIFIC


def side_of_name(items: tuple[Item, ...], i: int) -> tuple[tuple[str, ...], int]:
    """ "of China", "(China)", "from China" after a name."""
    if at(items, i).text == "," and at(items, i + 1).text == "(":
        i += 1  # "Juan Soto, (Chile)"
    if at(items, i).lower in {"of", "from", "("}:
        k = i + 1 + (at(items, i + 1).lower == "the")
        item = at(items, k)
        if item.kind is Kind.SIDE and item.form in {"noun", "either"}:
            return item.sides, skip_acronym(items, k + 1 + (at(items, k + 1).text == ")"))
    return (), i
