"""The values each meeting ends with, settled from all its tellings."""

from collections import defaultdict
from dataclasses import asdict

import pyarrow as pa

from extractors.identity.facts import Account, settle_facts


def model(dbt, session):
    dbt.config(materialized="table")
    meeting_of = dict(dbt.ref("int_mention_meetings").project("mention_id, meeting_id").fetchall())
    accounts = defaultdict(list)
    for row in dbt.ref("int_mentions").filter("reason_left_out is null").project(
        "mention_id, source, voice, status, mode, start_date, end_date, date_precision, city, country, event,"
        " is_sideline, sides, score, told_at at time zone 'UTC'"
    ).fetchall():
        accounts[meeting_of[row[0]]].append(Account(*row[:12], tuple(row[12]), *row[13:]))
    rows = [{"meeting_id": meeting_id, **asdict(settle_facts(told))} for meeting_id, told in sorted(accounts.items())]
    text = pa.string()
    return pa.Table.from_pylist(
        rows,
        pa.schema(
            {
                "meeting_id": text, "status": text, "mode": text, "start_date": text, "end_date": text,
                "date_precision": text, "city": text, "country": text, "event": text, "is_sideline": pa.bool_(),
                "sides": pa.list_(text), "n_independent_sources": pa.int64(), "score": pa.float64(),
            }
        ),
    )
