from __future__ import annotations

import gzip
import io
import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from extractors import archive
from extractors.errors import UnreadablePage
from extractors.model import Fetch, FetchOutcome

AT = datetime(2025, 4, 4, 12, tzinfo=UTC)
BODY = "<p>Zürich talks</p>".encode() * 100


def write(folder: Path, fetch: Fetch, n: int = 3) -> str:
    with archive.SegmentWriter(folder, "example", AT) as writer:
        for i in range(n):
            page = replace(fetch, fetch_id=f"f{i}", url=f"https://news.example/{i}", n_bytes_body=len(BODY))
            writer.add(page, (("Content-Type", "text/html\r\nX-Evil: 1"), ("Content-Encoding", "gzip")), BODY)
        writer.add(replace(fetch, fetch_id="gone", outcome=FetchOutcome.HTTP_ERROR, status_code=404))
    assert writer.name is not None
    return writer.name


def test_attempts_and_bodies_come_back_as_they_went_in(tmp_path: Path, fetch: Fetch) -> None:
    name = write(tmp_path, fetch)
    assert archive.list_segments(tmp_path) == (name,)
    read = list(archive.read_segment(tmp_path, name))
    assert [(found.fetch_id, body) for found, body in read] == [
        ("f0", BODY),
        ("f1", BODY),
        ("f2", BODY),
        ("gone", None),
    ]
    assert read[0][0].fetched_at == fetch.fetched_at
    assert read[1][0].warc_file == name
    assert b"\nX-Evil" not in gzip.decompress((tmp_path / name).read_bytes())


def test_nothing_added_leaves_nothing(tmp_path: Path) -> None:
    with archive.SegmentWriter(tmp_path, "example", AT) as writer:
        pass
    assert writer.name is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("share", [0.0, 0.05, 0.3, 0.5, 0.77, 0.95, 0.999])
def test_what_a_killed_writer_left_is_kept_up_to_its_last_whole_record(
    tmp_path: Path, fetch: Fetch, share: float
) -> None:
    name = write(tmp_path, fetch)
    whole = (tmp_path / name).read_bytes()
    dead = 2**22 - 3  # above the largest process id of the tests' machines, or at least not in use
    assert not Path(f"/proc/{dead}").exists()
    (tmp_path / name).unlink()
    (tmp_path / f"{name}.{dead}.part").write_bytes(whole[: int(len(whole) * share)])
    archive.recover_segments(tmp_path)
    archive.recover_segments(tmp_path)
    assert not list(tmp_path.rglob("*.part*"))
    if share == 0.0:
        assert archive.list_segments(tmp_path) == ()
        return
    read = list(archive.read_segment(tmp_path, name))
    assert 1 <= len(read) <= 4
    assert all(body == BODY for _, body in read[:-1])
    last, body = read[-1]
    assert body == BODY or last.outcome in {FetchOutcome.CUT_RECORD, FetchOutcome.HTTP_ERROR}


def test_a_living_writers_part_is_left_alone(tmp_path: Path, fetch: Fetch) -> None:
    part = tmp_path / "example" / f"a.warc.gz.{os.getpid()}.part"
    part.parent.mkdir()
    part.write_bytes(b"half")
    archive.recover_segments(tmp_path)
    assert part.exists()


def test_a_damaged_segment_gives_its_good_records_and_a_row(tmp_path: Path, fetch: Fetch) -> None:
    name = write(tmp_path, fetch)
    data = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(data[: len(data) // 2])
    read = list(archive.read_segment(tmp_path, name))
    assert read[0][1] == BODY
    assert read[-1][0].outcome is FetchOutcome.CUT_RECORD
    assert read[-1][0].reason


def foreign_warc(path: Path, is_packed: bool) -> None:
    """As another crawler writes it: warcinfo, request and response, no Fetch of ours."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=is_packed)
        fields, packed = b"software: other\r\n", gzip.compress(BODY)
        said = writer.create_warc_record(
            "urn:x", "warcinfo", io.BytesIO(fields), length=len(fields), warc_content_type="application/warc-fields"
        )
        writer.write_record(said)
        for url, kind in (
            ("https://a.example/x", "text/html; charset=utf-8"),
            ("https://a.example/y.png", "image/png"),
        ):
            http = StatusAndHeaders(
                "200 OK", [("Content-Type", kind), ("Content-Encoding", "gzip")], protocol="HTTP/1.1"
            )
            record = writer.create_warc_record(
                url, "response", io.BytesIO(packed), length=len(packed), http_headers=http
            )
            writer.write_record(record)


@pytest.mark.parametrize("is_packed", [True, False])
def test_a_warc_file_of_another_crawler_is_a_segment_like_any_other(tmp_path: Path, is_packed: bool) -> None:
    source = tmp_path / "crawl.warc"
    foreign_warc(source, is_packed)
    folder = tmp_path / "archive"
    name = archive.import_warc(folder, source)
    assert archive.import_warc(folder, source) == name
    assert archive.list_segments(folder) == (name,)
    ((found, body),) = archive.read_segment(folder, name)
    assert (found.url, found.source, body) == ("https://a.example/x", "warc", BODY)


@pytest.mark.parametrize("data", [b"", b"not a warc", b"\x1f\x8bbroken"])
def test_what_is_no_warc_is_refused_with_its_name(tmp_path: Path, data: bytes) -> None:
    source = tmp_path / "x.warc"
    source.write_bytes(data)
    with pytest.raises(UnreadablePage, match=r"x\.warc"):
        archive.import_warc(tmp_path / "archive", source)
    assert archive.list_segments(tmp_path / "archive") == ()


def test_a_removed_url_is_gone_and_the_others_stay(tmp_path: Path, fetch: Fetch) -> None:
    name = write(tmp_path, fetch)
    assert archive.remove_url(tmp_path, "https://news.example/1") == (name,)
    assert archive.remove_url(tmp_path, "https://news.example/1") == ()
    read = list(archive.read_segment(tmp_path, name))
    assert [found.fetch_id for found, _ in read] == ["f0", "f2", "gone"]
    assert read[1][1] == BODY
