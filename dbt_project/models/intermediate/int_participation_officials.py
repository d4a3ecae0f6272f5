"""Which person each name is, and the durable id of that person."""

from collections import defaultdict

import pyarrow as pa

from extractors.identity.ledger import Given, Item, assign_ids
from extractors.identity.people import NameSeen, resolve_people


def model(dbt, session):
    dbt.config(materialized="table")
    names = dbt.ref("int_names").project("mention_id, position, name_as_written, office_as_written, side, day").fetchall()
    pages = {
        mention_id: (first_fetched_at, page_id)
        for mention_id, page_id, first_fetched_at in dbt.ref("int_names")
        .project("distinct mention_id, page_id, first_fetched_at_text").fetchall()
    }
    given = dbt.ref("stg_ledger__officials").project(
        "official_id, strftime(first_fetched_at at time zone 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ'), page_id, name_key, side"
    ).fetchall()
    resolved = resolve_people(NameSeen(*row) for row in names)
    side_of = {(row[0], row[1]): row[4] for row in names}
    items = defaultdict(set)
    for one in resolved:
        side = side_of[(one.mention_id, one.position)]
        items[(one.person, pages[one.mention_id], one.name_key, side)].add(one.mention_id)
    ids = assign_ids(
        (Item(person, rank, f"{side}|{key}", frozenset({side}), None) for person, rank, key, side in items),
        (Given(row[0], (row[1], row[2]), f"{row[4]}|{row[3]}", frozenset({row[4]}), None) for row in given),
        "off_",
    )
    rows = [
        {
            "mention_id": one.mention_id,
            "position": one.position,
            "official_id": ids[one.person],
            "name_key": one.name_key,
            "method": one.method,
        }
        for one in resolved
    ]
    text = pa.string()
    return pa.Table.from_pylist(
        rows,
        pa.schema(
            {"mention_id": text, "position": pa.int64(), "official_id": text, "name_key": text, "method": text}
        ),
    )
