"""Reads names with the side and the office that stand behind them."""

from __future__ import annotations

from extractors.meetings.actors import Actor
from extractors.meetings.steps import at, side_of_name
from extractors.meetings.tables import word_list
from extractors.meetings.titles import read_apposed_office
from extractors.meetings.tokens import Item

INSTITUTION_WORDS = word_list("institution_words.txt")
"""Words that end a name of no person."""

_INSTITUTIONS = frozenset({"administration", "administrations", "presidency", "doctrine", "era", "foundation", "camp"})
"""What makes of a name before it no person: "the Obama administration"."""


def _is_institution(name: str) -> bool:
    """ "Financial Times", "Queen Alia Airport"."""
    return " " in name and name.split()[-1].lower() in INSTITUTION_WORDS


def read_name(items: tuple[Item, ...], i: int, start: int) -> tuple[list[Actor], int]:
    name = items[i]
    if name.text.isupper() and name.text.isalnum() and len(name.text) <= 6:
        return [], i + 1  # an acronym
    if at(items, i + 1).lower in _INSTITUTIONS or _is_institution(name.text):
        return [], i + 1
    sides, j = side_of_name(items, i + 1)
    actor = Actor("person", start, items[j - 1].end, name.text, None, sides)
    if at(items, j).text == "," and at(items, j + 1).text.isdigit() and at(items, j + 2).text == ",":
        j += 2
    if at(items, j).text not in {",", "("}:
        return [actor], j
    apposed = read_apposed_office(actor, items, j)
    if apposed:
        return [apposed[0]], apposed[1]
    return [actor], i + 1 if j == i + 1 else j
