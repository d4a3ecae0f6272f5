"""The line by hand on the sample newsroom, over real HTTP: what comes out, that twice is once, and kills."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractors import newsroom, pipeline, publish, warehouse
from extractors.batches import TABLES
from extractors.settings import Settings, read_settings

REPOSITORY = Path(__file__).resolve().parent.parent
EXPECTED = REPOSITORY / "tests" / "extractors" / "newsroom" / "expected_meetings.jsonl"
KILLS = 6


@pytest.fixture(scope="module")
def newsroom_port() -> Iterator[int]:
    with newsroom.make_server(0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


@pytest.fixture(scope="module")
def environment(newsroom_port: int) -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUMMITRY_NEWSROOM", "1")
        patch.setenv("SUMMITRY_NEWSROOM_PORT", str(newsroom_port))
        patch.setenv("SUMMITRY_HOST_DELAY_S", "0")
        patch.setenv("PYTHONPATH", str(REPOSITORY))
        yield patch


@pytest.fixture(scope="module")
def published(environment: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The newsroom brought in once."""
    environment.setenv("SUMMITRY_DATA", str(tmp_path_factory.mktemp("line")))
    pipeline.run_line()
    return read_settings()


def raw_counts(settings: Settings) -> dict[str, int]:
    with warehouse.open_warehouse(settings.warehouse_path, read_only=True) as con:
        return {table: con.execute(f"select count(*) from raw.{table}").fetchall()[0][0] for table in TABLES}


def meetings(settings: Settings) -> list[dict[str, object]]:
    return publish.read_published(
        settings.published_path,
        "select meeting_id, status, start_date, city, sides, participants, n_articles, n_independent_sources"
        " from marts.mart_meetings_flat order by meeting_id",
    )


def test_the_newsroom_gives_the_meetings_it_tells(published: Settings) -> None:
    expected = [json.loads(line) for line in EXPECTED.read_text("utf-8").splitlines()]
    assert len(expected) >= 10
    found = publish.read_published(
        published.published_path,
        "select status, mode, start_date, city, country, sides, n_articles, n_independent_sources,"
        " (select string_agg(distinct name, ', ' order by name) from marts.bridge_meeting_officials"
        " join marts.dim_officials using (official_spell_id) where meeting_id = flat.meeting_id) as people"
        " from marts.mart_meetings_flat as flat",
    )
    wanted = [
        (
            one["status"],
            one["mode"],
            f"{one['start_date']}-01"[:10] if one["start_date"] else "None",
            one["city"],
            one["country"],
            ", ".join(sorted(one["sides"])),
            one["n_articles"],
            one["n_independent_sources"],
            ", ".join(sorted(person["name"] if isinstance(person, dict) else person for person in one["people"])),
        )
        for one in expected
    ]
    got = [
        (
            row["status"],
            row["mode"],
            str(row["start_date"]),
            row["city"],
            row["country"],
            row["sides"],
            row["n_articles"],
            row["n_independent_sources"],
            row["people"],
        )
        for row in found
    ]
    assert sorted(map(str, got)) == sorted(map(str, wanted))


def test_nothing_is_done_twice(published: Settings, environment: pytest.MonkeyPatch) -> None:
    environment.setenv("SUMMITRY_DATA", str(published.data_dir))
    before, rows = raw_counts(published), meetings(published)
    assert before["meeting_mentions"] > 10
    inode = published.published_path.stat().st_ino
    loaded = pipeline.run_line()
    assert (loaded["n_batches"], loaded["is_build_owed"]) == (0, False)
    assert raw_counts(published) == before
    assert meetings(published) == rows
    assert published.published_path.stat().st_ino == inode


@pytest.mark.slow
def test_everything_but_archive_and_ledger_can_be_deleted(published: Settings, environment: pytest.MonkeyPatch) -> None:
    environment.setenv("SUMMITRY_DATA", str(published.data_dir))
    rows = meetings(published)
    for name in ("landing", "warehouse", "dbt", "published"):
        shutil.rmtree(published.data_dir / name)
    published.frontier_path.unlink()
    pipeline.run_line()
    assert meetings(published) == rows


@pytest.mark.slow
def test_a_line_that_is_killed_anywhere_ends_with_the_same_rows(
    published: Settings, environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    environment.setenv("SUMMITRY_DATA", str(tmp_path))
    command = [sys.executable, "-m", "extractors", "--quiet", "run"]
    dice = random.Random(20261124)
    n_killed = 0
    for _ in range(KILLS):
        with subprocess.Popen(command, cwd=REPOSITORY, start_new_session=True) as line:
            deadline = time.monotonic() + dice.uniform(0.5, 14)
            while line.poll() is None and time.monotonic() < deadline:
                time.sleep(0.05)
            if line.poll() is None:
                os.killpg(line.pid, signal.SIGKILL)
                n_killed += 1
        if read_settings().published_path.exists():
            assert publish.read_newest_batch(read_settings().published_path)
    assert n_killed > 0
    pipeline.run_line()
    killed = read_settings()
    assert meetings(killed) == meetings(published)
    wanted, got = raw_counts(published), raw_counts(killed)
    wanted.pop("fetches"), got.pop("fetches")
    assert got == wanted
