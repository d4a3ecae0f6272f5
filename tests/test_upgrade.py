"""Data folders of earlier versions: today's version opens them and keeps every row and id."""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest

from extractors import archive, pipeline, publish, warehouse
from extractors.batches import TABLES
from extractors.settings import read_settings

FIXTURES = Path(__file__).parent / "fixtures"
FOLDERS = sorted(FIXTURES.glob("data-*.tar.gz"))


def test_there_is_a_folder_to_open() -> None:
    assert FOLDERS


@pytest.mark.slow
@pytest.mark.parametrize("packed", FOLDERS, ids=lambda path: path.name)
def test_a_data_folder_of_an_earlier_version_opens_and_keeps_every_row_and_id(
    packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tarfile.open(packed) as tar:
        tar.extractall(tmp_path, filter="data")
    monkeypatch.setenv("SUMMITRY_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("SUMMITRY_NEWSROOM", "0")
    settings = read_settings()
    ids = "select meeting_id from marts.fact_meetings order by 1"
    officials = "select distinct official_id from marts.dim_officials order by 1"
    before = publish.read_published(settings.published_path, ids)
    officials_before = publish.read_published(settings.published_path, officials)
    assert len(before) > 10
    with warehouse.open_warehouse(settings.warehouse_path, read_only=True) as con:
        counts = {table: con.execute(f"select count(*) from raw.{table}").fetchall() for table in TABLES}
    assert all(
        list(archive.read_segment(settings.archive_dir, name)) for name in archive.list_segments(settings.archive_dir)
    )
    pipeline.run_line()
    pipeline.build()
    pipeline.publish_copy()
    assert publish.read_published(settings.published_path, ids) == before
    assert publish.read_published(settings.published_path, officials) == officials_before
    with warehouse.open_warehouse(settings.warehouse_path, read_only=True) as con:
        assert {table: con.execute(f"select count(*) from raw.{table}").fetchall() for table in TABLES} == counts
