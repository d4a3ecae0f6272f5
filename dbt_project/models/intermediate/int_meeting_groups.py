"""Which mentions tell one meeting: one row a current mention."""


def model(dbt, session):
    dbt.config(materialized="table")
    import pyarrow as pa

    from extractors.identity import MentionFacts, group_mentions

    columns = (
        "mention_id, page_id, status, mode, start_date, end_date, date_precision, city, country, event, shared_level,"
        " sides, people, reported_date"
    )
    rows = dbt.ref("int_mention_facts").project(columns).fetchall()
    groups = group_mentions(
        [MentionFacts(*first, frozenset(sides), frozenset(people), day) for *first, sides, people, day in rows]
    )
    return pa.table(
        {
            "mention_id": pa.array(list(groups), pa.string()),
            "group_key": pa.array(list(groups.values()), pa.string()),
        }
    )
