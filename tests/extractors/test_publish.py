from __future__ import annotations

import duckdb
import pytest

from extractors import publish, warehouse
from extractors.settings import Settings


def build_by_hand(settings: Settings, is_finished: bool = True) -> None:
    """Marts of one row each, as a build would leave them."""
    with warehouse.open_warehouse(settings.warehouse_path) as con:
        warehouse.create_raw_tables(con)
        con.execute("create schema if not exists marts")
        for mart in publish.REQUIRED_MARTS:
            con.execute(f"create or replace table marts.{mart} as select 'mtg_1' as meeting_id, now() as updated_at")
        con.execute("comment on column marts.fact_meetings.meeting_id is 'It''s stable'")
        con.execute("insert or replace into raw.load_manifest values (1, 'b1', 's1', 'v', 0, 0, 0, now())")
        con.execute("insert into raw.build_log values (uuid(), 'b1', now(), null)")
        if is_finished:
            con.execute("update raw.build_log set finished_at = now()")


def test_the_copy_holds_marts_alone_with_their_comments_and_says_what_it_was_built_from(settings: Settings) -> None:
    build_by_hand(settings)
    counts = publish.publish_marts(settings.warehouse_path, settings.published_dir)
    assert counts["fact_meetings"] == 1
    assert publish.read_newest_batch(settings.published_path) == "b1"
    with duckdb.connect(settings.published_path, read_only=True) as con:
        assert con.execute("select distinct schema_name from duckdb_tables()").fetchall() == [("marts",)]
        assert con.execute(
            "select comment from duckdb_columns() where table_name = 'fact_meetings' and column_name = 'meeting_id'"
        ).fetchall() == [("It's stable",)]
    assert {path.stem for path in (settings.published_dir / "parquet").iterdir()} == {
        *publish.REQUIRED_MARTS,
        "_build_info",
    }


def test_a_reader_keeps_the_old_copy_and_the_next_one_sees_the_new(settings: Settings) -> None:
    build_by_hand(settings)
    publish.publish_marts(settings.warehouse_path, settings.published_dir)
    (settings.published_dir / ".draft.1").mkdir()
    with settings.published_path.open("rb") as old:
        build_by_hand(settings)
        publish.publish_marts(settings.warehouse_path, settings.published_dir)
        assert len(old.read()) > 0
    assert not list(settings.published_dir.glob(".draft.*"))
    assert len(publish.read_published(settings.published_path, "from marts.fact_meetings")) == 1


def test_a_build_that_did_not_end_is_not_published(settings: Settings) -> None:
    build_by_hand(settings)
    publish.publish_marts(settings.warehouse_path, settings.published_dir)
    before = settings.published_path.stat().st_ino
    build_by_hand(settings, is_finished=False)
    with pytest.raises(publish.AuditFailed, match="did not end well"):
        publish.publish_marts(settings.warehouse_path, settings.published_dir)
    assert settings.published_path.stat().st_ino == before


def test_nothing_published_is_no_rows(settings: Settings) -> None:
    assert publish.read_newest_batch(settings.published_path) is None
