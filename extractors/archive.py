"""The archive: WARC files (ISO 28500) that hold every attempt and every answer. It cannot be made again.

On disk: `archive/<publisher>/<YYYYMMDD>/<time>-<hash>.warc.gz`, called a segment, and for files from elsewhere
`archive/warc/<sha256>.warc.gz`. A segment is written as `<name>.<pid>.part` and renamed when whole. Each attempt is a
`metadata` record with the Fetch as JSON, followed by its `response` (or, from the inbox, `resource`) record.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import types
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import psutil
from warcio.archiveiterator import ArchiveIterator
from warcio.warcwriter import WARCWriter

from extractors.errors import UnreadablePage
from extractors.model import Fetch
from extractors.warc import make_body_record, make_metadata_record, read_records

_SUFFIX = ".warc.gz"


class SegmentWriter:
    """Writes one segment; `name` is known once something was added, and the file is there when the block has ended."""

    def __init__(self, archive_dir: Path, publisher: str, started_at: datetime) -> None:
        stamp = started_at.astimezone(UTC)
        salt = uuid.uuid4().hex[:8]  # two writers may begin in the same second
        self._planned = f"{publisher}/{stamp:%Y%m%d}/{stamp:%H%M%S}-{salt}{_SUFFIX}"
        self._path = archive_dir / self._planned
        self._part = self._path.with_name(f"{self._path.name}.{os.getpid()}.part")
        self._file: BinaryIO | None = None
        self.name: str | None = None

    def __enter__(self) -> SegmentWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: types.TracebackType | None
    ) -> None:
        """Also after an error: what was fetched before it is whole and is kept."""
        if self._file is not None:
            _finish(self._file, self._part, self._path)

    def add(self, fetch: Fetch, headers: tuple[tuple[str, str], ...] = (), body: bytes | None = None) -> Fetch:
        """Append one attempt and, where there is one, its decoded body; returns the Fetch with its place filled in."""
        if self._file is None:
            self._part.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._part.open("wb")
            self.name = self._planned
        writer = WARCWriter(self._file, gzip=True)
        begun = self._file.tell()
        placed = replace(fetch, warc_file=self._planned, warc_offset=None if body is None else begun)
        writer.write_record(make_metadata_record(writer, placed))
        if body is not None:
            writer.write_record(make_body_record(writer, placed, headers, body))
        self._file.flush()
        return placed


def list_segments(archive_dir: Path) -> tuple[str, ...]:
    """Names of the whole segments, sorted, so that every machine reads them in one order."""
    return tuple(sorted(path.relative_to(archive_dir).as_posix() for path in archive_dir.glob(f"*/**/*{_SUFFIX}")))


def read_segment(archive_dir: Path, name: str) -> Iterator[tuple[Fetch, bytes | None]]:
    """Each attempt with its decoded body, in order. A damaged end gives a last row CUT_RECORD instead of an error."""
    with (archive_dir / name).open("rb") as file:
        yield from read_records(file, name)


def recover_segments(archive_dir: Path) -> None:
    """Make segments of what killed writers left: their whole records, and a row for the one that was cut."""
    for part in sorted(archive_dir.glob(f"*/**/*{_SUFFIX}.*.part")):
        if psutil.pid_exists(int(part.name.split(".")[-2])):
            continue
        path = part.with_name(part.name.rsplit(".", 2)[0])
        draft = path.with_name(f"{path.name}.{os.getpid()}.part.new")
        with part.open("rb") as old, draft.open("wb") as file:
            n_kept = _copy_records(old, file, path.relative_to(archive_dir).as_posix())
            if n_kept:
                _finish(file, draft, path)
        draft.unlink(missing_ok=True)
        part.unlink()


def import_warc(archive_dir: Path, source: Path) -> str:
    """Copy a WARC file from elsewhere in, under its hash; returns the segment's name. Raises UnreadablePage."""
    digest = hashlib.sha256()
    with source.open("rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    name = f"warc/{digest.hexdigest()}{_SUFFIX}"
    path = archive_dir / name
    if path.exists():
        return name
    is_packed = _check_warc(source)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part.new")
    with source.open("rb") as old, part.open("wb") as new:
        if is_packed:
            shutil.copyfileobj(old, new)
        else:
            writer = WARCWriter(new, gzip=True)
            for record in ArchiveIterator(old, no_record_parse=True):
                writer.write_record(record)
        _finish(new, part, path)
    return name


def _check_warc(source: Path) -> bool:
    """Whether the file is gzipped; UnreadablePage when it does not begin as a WARC file."""
    with source.open("rb") as file:
        is_packed = file.read(2) == b"\x1f\x8b"
    try:
        with gzip.open(source) if is_packed else source.open("rb") as file:
            if file.read(5) != b"WARC/":
                raise UnreadablePage("no_warc", f"{source.name} does not begin as a WARC file")
    except (EOFError, OSError) as error:
        raise UnreadablePage("no_warc", f"{source.name}: {error}") from error
    return is_packed


def remove_url(archive_dir: Path, url: str) -> tuple[str, ...]:
    """Rewrite the segments that hold this URL without it; returns their names. Others are not touched."""
    touched = []
    for name in list_segments(archive_dir):
        if not any(url in (fetch.url, fetch.final_url) for fetch, _ in read_segment(archive_dir, name)):
            continue
        path = archive_dir / name
        draft = path.with_name(f"{path.name}.{os.getpid()}.part.new")
        with path.open("rb") as old, draft.open("wb") as file:
            _copy_records(old, file, name, leave_out=url)
            _finish(file, draft, path)
        touched.append(name)
    return tuple(touched)


def _copy_records(old: BinaryIO, new: BinaryIO, name: str, leave_out: str | None = None) -> int:
    writer, n_kept = WARCWriter(new, gzip=True), 0
    for fetch, body in read_records(old, name):
        if leave_out is not None and leave_out in (fetch.url, fetch.final_url):
            continue
        placed = replace(fetch, warc_file=name, warc_offset=None if body is None else new.tell())
        writer.write_record(make_metadata_record(writer, placed))
        if body is not None:
            headers = (("Content-Type", fetch.content_type or "application/octet-stream"),)
            writer.write_record(make_body_record(writer, placed, headers, body))
        n_kept += 1
    return n_kept


def _finish(file: BinaryIO, part: Path, path: Path) -> None:
    file.flush()
    os.fsync(file.fileno())
    file.close()
    part.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
