"""Ids that outlive rebuilds: each group takes the id that the ledger ties to its first page, else a new one.

An id belongs to a page and a key. A group keeps the id of its first page, so any order of loading ends with the same
ids; where that page is gone, an id whose other pages are in the group stays in use.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from extractors.model import hash_id

Rank = tuple[str, str]
"""(first fetched at as ISO text in UTC, page id): the earlier one gives its id to what it is merged with."""


@dataclass(frozen=True, slots=True)
class Item:
    """A mention, or a name of a page, with the group that it fell in. `likeness` holds what an id may be known by."""

    group: str
    rank: Rank
    key: str
    sides: frozenset[str]
    start_date: str | None


@dataclass(frozen=True, slots=True)
class Given:
    """One row of the ledger."""

    id: str
    rank: Rank
    key: str
    sides: frozenset[str]
    start_date: str | None


def assign_ids(items: Iterable[Item], given: Iterable[Given], prefix: str) -> Mapping[str, str]:
    """Group -> id. The same items and ledger give the same ids whatever order they come in."""
    rows: dict[str, list[Given]] = defaultdict(list)
    for row in given:
        rows[row.id].append(row)
    origins = {an_id: min(found, key=lambda row: (row.rank, row.key)) for an_id, found in rows.items()}
    own = _own_ids(list(items := sorted(items, key=_item_order)), origins)
    members: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        members[item.group].append(item)
    owned = set(own.values())
    orphans = _match_orphans(members, {i: r for i, r in rows.items() if i not in owned}, origins)
    ids: dict[str, str] = {}
    for group, found in members.items():
        first = found[0]
        fresh = own.get(_slot(first)) or prefix + hash_id(first.rank[1], first.key)
        ids[group] = min([*orphans.get(group, ()), (first.rank, fresh)])[1]
    return ids


def _item_order(item: Item) -> tuple[Rank, str, str]:
    return (item.rank, item.key, item.group)


def _slot(item: Item) -> tuple[str, str]:
    return (item.rank[1], item.key)


def _own_ids(items: list[Item], origins: Mapping[str, Given]) -> dict[tuple[str, str], str]:
    """(page, key) -> the id that began on that page, the likest first; each id once."""
    pages: dict[str, list[tuple[str, Given]]] = defaultdict(list)
    for an_id, row in origins.items():
        pages[row.rank[1]].append((an_id, row))
    pairs = sorted(
        (-score, *_slot(item), an_id)
        for item in items
        for an_id, row in pages.get(item.rank[1], ())
        if (score := likeness(item, row)) > 0
    )
    own: dict[tuple[str, str], str] = {}
    taken: set[str] = set()
    for _, page_id, key, an_id in pairs:
        if an_id not in taken and (page_id, key) not in own:
            own[(page_id, key)] = an_id
            taken.add(an_id)
    return own


def likeness(item: Item, row: Given) -> float:
    """0 when the sides have less than half in common; the key, then the date, raise it."""
    shared = len(item.sides & row.sides) / max(1, len(item.sides | row.sides))
    if shared < 0.5:
        return 0.0
    return shared + 2 * (item.key == row.key) + (item.start_date is not None and item.start_date == row.start_date)


def _match_orphans(
    members: Mapping[str, list[Item]], rows: Mapping[str, list[Given]], origins: Mapping[str, Given]
) -> Mapping[str, list[tuple[Rank, str]]]:
    """Group -> ids whose first page is no longer there, by most pages in common."""
    on_page: dict[str, list[tuple[str, Item]]] = defaultdict(list)
    for group, items in members.items():
        for item in items:
            on_page[item.rank[1]].append((group, item))
    found: dict[str, list[tuple[Rank, str]]] = defaultdict(list)
    for an_id, given in sorted(rows.items()):
        if origins[an_id].rank[1] in on_page and len(given) == 1:
            continue
        votes: Counter[str] = Counter()
        for row in given:
            for group, item in on_page.get(row.rank[1], ()):
                if likeness(item, row) > 0.5 and row.rank[1] != origins[an_id].rank[1]:
                    votes[group] += 1
        if votes and origins[an_id].rank[1] not in on_page:
            best = min(votes, key=lambda group: (-votes[group], group))
            found[best].append((origins[an_id].rank, an_id))
    return found
