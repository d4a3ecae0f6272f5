"""Whose name it is: one row a named participation of a current mention."""


def model(dbt, session):
    dbt.config(materialized="table")
    import pyarrow as pa

    from extractors.identity import PersonMention, resolve_people

    named = dbt.ref("int_current_participations").filter("name_key is not null")
    columns = "mention_id, position, page_id, name_as_written, office_as_written, side, known_date"
    people = resolve_people([PersonMention(*row) for row in named.project(columns).fetchall()])
    return pa.table(
        {
            "mention_id": pa.array([mention_id for mention_id, _ in people], pa.string()),
            "position": pa.array([position for _, position in people], pa.int64()),
            "person_key": pa.array(list(people.values()), pa.string()),
        }
    )
