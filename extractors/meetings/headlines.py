"""In a headline every word may bear a capital, so only names that the text has are names there; and commas make lists."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import replace

from extractors.meetings.actors import Actor
from extractors.meetings.tables import fold_words
from extractors.meetings.tokens import PARTICLES, Item, Kind


def names_in(items: Iterable[Item]) -> Iterator[str]:
    """The words of all names, folded."""
    return (word for item in items if item.kind is Kind.NAME for word in fold_words(item.text))


def cut_names(items: Iterable[Item], told: Container[str]) -> tuple[Item, ...]:
    """The items, of whose names only words in `told` (folded) are left as names."""
    return tuple(part for item in items for part in (_cut(item, told) if item.kind is Kind.NAME else [item]))


def _cut(item: Item, told: Container[str]) -> list[Item]:
    parts: list[Item] = []
    for match in re.finditer(r"\S+", item.text):
        word, start = match.group(), item.start + match.start()
        is_name = word.lower() in PARTICLES or all(one in told for one in fold_words(word))
        last = parts[-1] if parts else None
        if is_name and last and last.kind is Kind.NAME:
            parts[-1] = replace(
                last, text=item.text[last.start - item.start : match.end()], end=item.start + match.end()
            )
        else:
            parts.append(Item(Kind.NAME if is_name else Kind.WORD, word, start, start + len(word)))
    return parts


def without_apposition(actor: Actor, headline: str) -> Actor:
    """ "Lund, French minister to meet": the minister is somebody else."""
    is_joined = actor.name is not None and "," in headline[actor.start : actor.end]
    return replace(actor, sides=(), office=None) if is_joined else actor
