from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import timedelta

import pytest

from extractors import batches, warehouse
from extractors.errors import FreeResource
from extractors.model import (
    Article,
    DatePrecision,
    EvidenceField,
    Fetch,
    MeetingMention,
    Mode,
    Participation,
    Status,
    TopicMention,
    hash_id,
)
from extractors.settings import Settings


def mention_of(article: Article) -> MeetingMention:
    return MeetingMention(
        mention_id=hash_id(article.article_id, "text", 0, 26, 0),
        article_id=article.article_id,
        position=0,
        status=Status.HELD,
        mode=Mode.IN_PERSON,
        start_date=None,
        end_date=None,
        date_precision=DatePrecision.UNKNOWN,
        city="Oslo",
        country="NOR",
        event=None,
        is_sideline=False,
        evidence_field=EvidenceField.TEXT,
        start=0,
        end=26,
        score=0.9,
        participants=(Participation("A", "Minister", "NOR"), Participation(None, None, "SWE")),
        topics=(TopicMention("fisheries", 1.0),),
        claims=(),
    )


def load_all(settings: Settings) -> list[dict[str, int]]:
    with warehouse.open_warehouse(settings.warehouse_path) as con:
        warehouse.create_raw_tables(con)
        loaded = warehouse.list_loaded(con)
        return [
            dict(warehouse.load_batch(con, batch))
            for batch in batches.list_batches(settings.landing_dir)
            if batch.batch_id not in loaded
        ]


def count(settings: Settings, table: str) -> int:
    with warehouse.open_warehouse(settings.warehouse_path, read_only=True) as con:
        row = con.execute(f"select count(*) from {table}").fetchone()
    assert row is not None
    return row[0]


def test_a_batch_is_loaded_once_and_its_quote_is_the_evidence(
    settings: Settings, fetch: Fetch, article: Article
) -> None:
    batches.write_batch(settings.landing_dir, "s1", [(fetch, article, (mention_of(article),))])
    assert load_all(settings)[0]["participations"] == 2
    assert load_all(settings) == []
    with warehouse.open_warehouse(settings.warehouse_path, read_only=True) as con:
        assert con.execute("select evidence from raw.meeting_mentions").fetchall() == [("The ministers met in Oslo.",)]


def test_the_same_page_in_two_batches_is_one_article_with_the_earlier_fetch_in_any_order(
    settings: Settings, fetch: Fetch, article: Article
) -> None:
    early = replace(fetch, fetch_id="early", fetched_at=fetch.fetched_at - timedelta(hours=1))
    early_article = replace(article, fetch_id="early", fetched_at=early.fetched_at)
    batches.write_batch(settings.landing_dir, "s1", [(fetch, article, (mention_of(article),))] * 2)
    load_all(settings)
    batches.write_batch(settings.landing_dir, "s0", [(early, early_article, (mention_of(article),))])
    load_all(settings)
    assert count(settings, "raw.fetches") == 2
    assert count(settings, "raw.meeting_mentions") == 1
    assert count(settings, "raw.participations") == 2
    with warehouse.open_warehouse(settings.warehouse_path, read_only=True) as con:
        assert con.execute("select fetch_id from raw.articles").fetchall() == [("early",)]


def test_text_that_no_parquet_file_can_hold_is_kept_with_marks(
    settings: Settings, fetch: Fetch, article: Article
) -> None:
    batches.write_batch(settings.landing_dir, "s1", [(fetch, replace(article, title="\ud800 talks"), ())])
    load_all(settings)
    assert count(settings, "raw.articles where title = '? talks'") == 1


def test_a_torn_ledger_line_is_dropped_and_whole_ones_stay(settings: Settings) -> None:
    settings.ledger_dir.mkdir(parents=True)
    whole = '{"from_id": "mtg_1", "to_id": "mtg_2", "given_at": "2025-04-04T00:00:00Z"}\n'
    (settings.ledger_dir / "meeting_redirects.jsonl").write_text(whole + '{"from_id": "mtg_3", "to')
    with warehouse.open_warehouse(settings.warehouse_path) as con:
        warehouse.create_raw_tables(con)
        warehouse.begin_build(con, "b1", settings.ledger_dir)
        assert con.execute("select from_id, to_id from ledger.meeting_redirects").fetchall() == [("mtg_1", "mtg_2")]
        assert warehouse.read_state(con).built_batch is None
    assert (settings.ledger_dir / "meeting_redirects.jsonl").read_text() == whole


def test_who_holds_the_warehouse_is_named_when_waiting_is_over(settings: Settings) -> None:
    settings.warehouse_path.parent.mkdir(parents=True)
    hold = f"import duckdb, sys; c = duckdb.connect({str(settings.warehouse_path)!r}); print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdin is not None
        assert holder.stdout.readline() == b"held\n"
        with (
            pytest.raises(FreeResource, match=str(holder.pid)),
            warehouse.open_warehouse(settings.warehouse_path, wait_s=0.3),
        ):
            pass
        holder.stdin.close()


def test_a_file_that_is_no_warehouse_is_told_at_once_with_the_remedy(settings: Settings) -> None:
    settings.warehouse_path.parent.mkdir(parents=True)
    settings.warehouse_path.write_text("no warehouse " * 1000)
    with pytest.raises(FreeResource, match="Move the file away"), warehouse.open_warehouse(settings.warehouse_path):
        pass


def test_a_forgotten_page_leaves_no_row_and_owes_a_build(settings: Settings, fetch: Fetch, article: Article) -> None:
    batches.write_batch(settings.landing_dir, "s1", [(fetch, article, (mention_of(article),))])
    load_all(settings)
    with warehouse.open_warehouse(settings.warehouse_path) as con:
        assert warehouse.forget_page(con, (fetch.url,), "f1") == 1
        assert warehouse.read_state(con).newest_batch == "f1"
    for table in batches.TABLES:
        assert count(settings, f"raw.{table}") == 0
