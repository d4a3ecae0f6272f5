"""Which meeting each mention tells, and the durable id of that meeting."""

from collections import defaultdict

import pyarrow as pa

from extractors.identity.keys import key_mentions
from extractors.identity.ledger import Given, Item, assign_ids
from extractors.identity.meetings import Telling, group_tellings


def model(dbt, session):
    dbt.config(materialized="table")
    people = defaultdict(set)
    for mention_id, side, official_id in dbt.ref("int_tellings_people").project("mention_id, side, official_id").fetchall():
        people[mention_id].add((side, official_id))
    found = dbt.ref("int_mentions").filter("reason_left_out is null").project(
        "mention_id, page_id, status, mode, sides, named_sides, levels, low_date, high_date,"
        " date_precision = 'day', city, country, event, voice, told_at at time zone 'UTC',"
        " strftime(first_fetched_at at time zone 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ'), start_date, position"
    ).fetchall()
    tellings = [
        Telling(
            row[0], row[1], row[2], row[3], frozenset(row[4]), frozenset(row[5]), frozenset(people[row[0]]),
            frozenset(row[6]), *row[7:15],
        )
        for row in found
    ]
    groups = group_tellings(tellings)
    keys = key_mentions((row[0], row[1], frozenset(row[4]), row[3], row[16], row[17]) for row in found)
    given = dbt.ref("stg_ledger__meetings").project(
        "meeting_id, strftime(first_fetched_at at time zone 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ'), page_id, mention_key,"
        " sides, start_date"
    ).fetchall()
    ids = assign_ids(
        (Item(groups[row[0]], (row[15], row[1]), keys[row[0]], frozenset(row[4]), row[16]) for row in found),
        (Given(row[0], (row[1], row[2]), row[3], frozenset(row[4] or ()), row[5]) for row in given),
        "mtg_",
    )
    rows = [
        {"mention_id": row[0], "meeting_id": ids[groups[row[0]]], "page_id": row[1], "mention_key": keys[row[0]]}
        for row in found
    ]
    return pa.Table.from_pylist(
        rows, pa.schema([(name, pa.string()) for name in ("mention_id", "meeting_id", "page_id", "mention_key")])
    )
