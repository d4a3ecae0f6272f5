"""The user's own page through the whole line: what the published file must hold, and nothing else."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from extractors import newsroom, pipeline, publish, warehouse
from extractors.settings import Settings, read_settings
from tests.conftest import SHARED

REPOSITORY = Path(__file__).resolve().parent.parent
SEED = SHARED / "seed" / "japan-us-south-korea.txt"

pytestmark = pytest.mark.skipif(
    not SEED.exists(), reason=f"LOUD SKIP: {SEED.parent.name}/ with the user's page is not here"
)


@pytest.fixture(scope="module", params=["by hand", pytest.param("under Airflow", marks=pytest.mark.slow)])
def seeded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """The line run once on a data folder whose inbox holds the seed alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUMMITRY_DATA", str(tmp_path_factory.mktemp("seed")))
        patch.setenv("SUMMITRY_NEWSROOM", "0")
        patch.setenv("SUMMITRY_PORT", str(free_port()))
        settings = read_settings()
        settings.inbox_dir.mkdir(parents=True)
        shutil.copy(SEED, settings.inbox_dir)
        if request.param == "by hand":
            pipeline.run_line()
        else:
            command = [sys.executable, "-m", "extractors", "up", "--once"]
            environment = os.environ | {"PYTHONPATH": str(REPOSITORY)}
            subprocess.run(command, cwd=REPOSITORY, env=environment, check=True, timeout=500)
        yield settings


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as holder:
        return int(holder.getsockname()[1])


def rows(settings: Settings, sql: str) -> list[tuple[object, ...]]:
    return [tuple(row.values()) for row in publish.read_published(settings.published_path, sql)]


def test_two_meetings_and_no_other(seeded: Settings) -> None:
    assert rows(
        seeded,
        "select status, mode, start_date, date_precision, city, country, format, n_sides, n_officials"
        " from marts.fact_meetings order by start_date desc",
    ) == [
        ("held", "in_person", date(2025, 4, 3), "day", "Brussels", "BEL", "trilateral", 3, 3),
        ("held", "in_person", date(2025, 2, 1), "month", "Munich", "DEU", "trilateral", 3, 0),
    ]


def test_the_event_of_the_first_is_the_nato_meeting(seeded: Settings) -> None:
    ((event,),) = rows(seeded, "select event from marts.fact_meetings where city = 'Brussels'")
    assert "NATO" in str(event)


def test_three_officials_each_once_with_office_and_country(seeded: Settings) -> None:
    found = rows(seeded, "select name, side, country, lower(office) from marts.dim_officials order by name")
    assert found == [
        ("Cho Tae-yul", "KOR", "KOR", "foreign minister"),
        ("Marco Rubio", "USA", "USA", "secretary of state"),
        ("Takeshi Iwaya", "JPN", "JPN", "foreign minister"),
    ]
    assert rows(seeded, "select distinct side from marts.bridge_meeting_sides order by 1") == [
        ("JPN",),
        ("KOR",),
        ("USA",),
    ]


def test_the_article_has_title_and_time_and_no_clutter(seeded: Settings) -> None:
    with warehouse.open_warehouse(seeded.warehouse_path, read_only=True) as con:
        ((title, text, published_at, publisher),) = con.execute(
            "select title, text, published_at, publisher from raw.articles"
        ).fetchall()
    assert title == "Japan, US, South Korea affirm cooperation over China, North Korea"
    assert published_at.astimezone(UTC) == datetime(2025, 4, 4, 3, 8, tzinfo=UTC)
    assert publisher == "inquirer"
    for word in ("advertisement", "newsletter", "cookies", "subscription", "Copyright", "TAGS", "FEATURED", "Votes"):
        assert word.lower() not in text.lower()


def test_topics_name_what_was_discussed(seeded: Settings) -> None:
    topics = {str(topic) for (topic,) in rows(seeded, "select topic from marts.bridge_meeting_topics")}
    for word in ("china", "north_korea", "russia", "deterrence", "economic_security"):
        assert any(word in topic for topic in topics), (word, topics)


def test_the_evidence_is_a_sentence_of_the_page(seeded: Settings) -> None:
    quotes = rows(seeded, "select distinct quote from marts.fact_meeting_evidence")
    assert quotes
    page = SEED.read_text("utf-8")
    assert all(str(quote) in page for (quote,) in quotes)
    assert rows(seeded, "select count(*) from marts.mart_meetings_flat where quote is null or url is null") == [(0,)]


@pytest.mark.slow
def test_the_seed_and_the_newsroom_s_own_telling_are_one_meeting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with newsroom.make_server(0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("SUMMITRY_DATA", str(tmp_path))
        monkeypatch.setenv("SUMMITRY_NEWSROOM", "1")
        monkeypatch.setenv("SUMMITRY_NEWSROOM_PORT", str(server.server_address[1]))
        settings = read_settings()
        settings.inbox_dir.mkdir()
        shutil.copy(SEED, settings.inbox_dir)
        pipeline.run_line()
        server.shutdown()
    assert rows(
        settings,
        "select start_date, n_officials, n_articles, n_independent_sources from marts.fact_meetings where city = 'Brussels'",
    ) == [(date(2025, 4, 3), 3, 5, 5)]
    assert len(rows(settings, "select 1 from marts.fact_meetings where city = 'Munich'")) == 1
