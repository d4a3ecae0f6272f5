"""The user's own page through the whole line: what the published file must hold, and nothing else."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime

import pytest

from extractors import pipeline, publish, warehouse
from extractors.settings import Settings
from tests.conftest import SHARED

SEED = SHARED / "seed" / "japan-us-south-korea.txt"

pytestmark = pytest.mark.skipif(not SEED.exists(), reason=f"LOUD SKIP: {SEED.parent.name}/ with the user's page is not here")


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The line run by hand, once, on a data folder whose inbox holds the seed alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUMMITRY_DATA", str(tmp_path_factory.mktemp("seed")))
        patch.setenv("SUMMITRY_NEWSROOM", "0")
        settings = pipeline.read_settings()
        settings.inbox_dir.mkdir(parents=True)
        shutil.copy(SEED, settings.inbox_dir)
        pipeline.run_line()
        return settings


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
    assert rows(seeded, "select distinct side from marts.bridge_meeting_sides order by 1") == [("JPN",), ("KOR",), ("USA",)]


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
