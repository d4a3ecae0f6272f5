"""Reads who is named in a sentence: persons with office and side, offices without a person, sides, and pronouns."""

from __future__ import annotations

from dataclasses import replace

from extractors.meetings.actors import MODIFIERS, Actor
from extractors.meetings.names import read_name
from extractors.meetings.pronouns import read_pronouns
from extractors.meetings.steps import is_plural, side_list, skip_acronym, skip_modifiers
from extractors.meetings.titles import read_office
from extractors.meetings.tokens import Item, Kind

_AFTER_EITHER = frozenset(
    """
    after agree agreed also and are as at began begin during for had has have held hold in is meet met on or over plan
    planned reached resume resumed said say says signed to was were who will with would , - . : ; – — )
    """.split()  # noqa: SIM905
)


def read_actors(sentence: str, items: tuple[Item, ...]) -> tuple[Actor, ...]:
    """The actors of one sentence in order; overlapping readings are already decided."""
    actors: list[Actor] = []
    i = 0
    while i < len(items):
        found, after = _read_at(items, i)
        if found:
            lead = _lead(items, i)
            actors += [replace(actor, lead=lead if n == 0 else ",") for n, actor in enumerate(found)]
        i = max(after, i + 1)
    return tuple(sorted([*actors, *read_pronouns(sentence, actors)], key=lambda actor: actor.start))


def _read_at(items: tuple[Item, ...], i: int) -> tuple[list[Actor], int]:
    kind = items[i].kind
    if kind is Kind.SIDE:
        return _read_side(items, i)
    if kind is Kind.OFFICE:
        return read_office(items, i, items[i].start, ())
    if kind is Kind.NAME:
        return read_name(items, i, items[i].start)
    return [], i + 1


def _read_side(items: tuple[Item, ...], i: int) -> tuple[list[Actor], int]:
    sides, j = side_list(items, i)
    is_possessive = j < len(items) and items[j].kind is Kind.POSSESSIVE
    k = skip_modifiers(items, j + is_possessive)
    if k < len(items) and items[k].kind is Kind.OFFICE:
        if len(sides) == 1 or is_plural(items[k]):
            return read_office(items, k, items[i].start, sides)
        k = skip_modifiers(items, i + 1)
    if is_possessive and len(sides) == 1:
        if k < len(items) and items[k].kind is Kind.HONORIFIC:
            k += 1
        if k < len(items) and items[k].kind is Kind.NAME:
            actors, after = read_name(items, k, items[i].start)
            return [replace(actor, sides=actor.sides or sides) for actor in actors], after
        return [], i + 1
    item = items[i]
    nearest = skip_modifiers(items, i + 1 + (i + 1 < len(items) and items[i + 1].kind is Kind.POSSESSIVE))
    if nearest < len(items) and items[nearest].kind is Kind.OFFICE:
        return read_office(items, nearest, item.start, item.sides)
    if i + 1 < len(items) and items[i + 1].kind is Kind.POSSESSIVE:
        return [], i + 1
    if item.form == "adjective":
        if len(item.sides) > 1:
            return [Actor("side", item.start, item.end, sides=(side,)) for side in item.sides], i + 1
        if i + 1 < len(items) and items[i + 1].kind is Kind.NAME and " " in items[i + 1].text:
            actors, after = read_name(items, i + 1, item.start)
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
    after = skip_acronym(items, i + 1)
    return [Actor("side", item.start, items[after - 1].end, sides=item.sides)], after


def _lead(items: tuple[Item, ...], i: int) -> str:
    k = i - 1
    while k >= 0 and (
        items[k].kind is Kind.HONORIFIC or items[k].lower in MODIFIERS or items[k].lower in {".", '"', "“", "’", "'"}
    ):
        k -= 1
    return items[k].lower if k >= 0 else ""
