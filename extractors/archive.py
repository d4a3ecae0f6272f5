"""The archive: WARC files (ISO 28500) that hold every attempt and every answer. It cannot be made again.

On disk: `archive/<publisher>/<YYYYMMDD>/<time>-<hash>.warc.gz`, called a segment, and for files from elsewhere
`archive/warc/<sha256>.warc.gz`. A segment is written as `<name>.<pid>.part` and renamed when whole. Each attempt is a
`metadata` record with the Fetch as JSON, followed by its `response` (or, from the inbox, `resource`) record.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import shutil
import types
import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

import psutil
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParserException
from warcio.warcwriter import WARCWriter

from extractors.errors import UnreadablePage
from extractors.model import Fetch, FetchOutcome, hash_id

FETCH_TYPE = "application/vnd.summitry.fetch+json"
_SUFFIX = ".warc.gz"
_PAGE_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
# what warcio lets through when a record ends in its headers, in its gzip member or in its JSON
_CUT_ERRORS = (ArchiveLoadFailed, StatusAndHeadersParserException, EOFError, OSError, ValueError, AttributeError)


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
        writer.write_record(_metadata_record(writer, placed))
        if body is not None:
            writer.write_record(_body_record(writer, placed, headers, body))
        self._file.flush()
        return placed


def list_segments(archive_dir: Path) -> tuple[str, ...]:
    """Names of the whole segments, sorted, so that every machine reads them in one order."""
    return tuple(sorted(path.relative_to(archive_dir).as_posix() for path in archive_dir.glob(f"*/**/*{_SUFFIX}")))


def read_segment(archive_dir: Path, name: str) -> Iterator[tuple[Fetch, bytes | None]]:
    """Each attempt with its decoded body, in order. A damaged end gives a last row CUT_RECORD instead of an error."""
    with (archive_dir / name).open("rb") as file:
        yield from _read_records(file, name)


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
    for fetch, body in _read_records(old, name):
        if leave_out is not None and leave_out in (fetch.url, fetch.final_url):
            continue
        placed = replace(fetch, warc_file=name, warc_offset=None if body is None else new.tell())
        writer.write_record(_metadata_record(writer, placed))
        if body is not None:
            headers = (("Content-Type", fetch.content_type or "application/octet-stream"),)
            writer.write_record(_body_record(writer, placed, headers, body))
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


def _metadata_record(writer: WARCWriter, fetch: Fetch) -> ArcWarcRecord:
    data = json.dumps(asdict(fetch), default=str, ensure_ascii=True).encode()
    return writer.create_warc_record(
        _record_address(fetch.url),
        "metadata",
        payload=io.BytesIO(data),
        length=len(data),
        warc_content_type=FETCH_TYPE,
        warc_headers_dict={"WARC-Date": _warc_date(fetch.fetched_at)},
    )


def _body_record(writer: WARCWriter, fetch: Fetch, headers: tuple[tuple[str, str], ...], body: bytes) -> ArcWarcRecord:
    dated = {"WARC-Date": _warc_date(fetch.fetched_at)}
    if fetch.source == "inbox":
        kind = _header_text(fetch.content_type or "application/octet-stream")
        return writer.create_warc_record(
            fetch.url,
            "resource",
            payload=io.BytesIO(body),
            length=len(body),
            warc_content_type=kind,
            warc_headers_dict=dated,
        )
    # the body is kept decoded, so the headers must not say that it is packed or how long it was
    unpacked = {"content-encoding", "content-length", "transfer-encoding"}
    kept = [(_header_text(name), _header_text(value)) for name, value in headers if name.lower() not in unpacked]
    http = StatusAndHeaders(
        f"{fetch.status_code or 200} ", [*kept, ("Content-Length", str(len(body)))], protocol="HTTP/1.1"
    )
    return writer.create_warc_record(
        _record_address(fetch.final_url),
        "response",
        payload=io.BytesIO(body),
        length=len(body),
        http_headers=http,
        warc_headers_dict=dated,
    )


def _read_records(file: BinaryIO, name: str) -> Iterator[tuple[Fetch, bytes | None]]:
    waiting: Fetch | None = None
    last_at = datetime.fromtimestamp(0, UTC)
    n_bytes_read = 0
    try:
        with closing(ArchiveIterator(file)) as records:
            for record in records:
                kind = record.rec_headers.get_header("Content-Type") or ""
                if record.rec_headers.get_header("Content-Length") is None:
                    raise EOFError("its headers are cut")
                content = record.content_stream().read()
                # asked after reading, since asking skips what is unread
                n_bytes_read = records.get_record_offset() + records.get_record_length()
                if record.rec_type == "metadata" and kind == FETCH_TYPE:
                    if waiting is not None:
                        yield waiting, None
                    waiting = _fetch_of(json.loads(content))
                    last_at = waiting.fetched_at
                elif record.rec_type in {"response", "resource"} and waiting is not None:
                    if len(content) != waiting.n_bytes_body:
                        raise EOFError("the body is shorter than it was")
                    fetch, waiting = waiting, None
                    yield fetch, content
                elif record.rec_type in {"response", "resource"}:
                    foreign = _read_foreign(record, content, name, records.get_record_offset())
                    if foreign is not None:
                        last_at = foreign[0].fetched_at
                        yield foreign
    except _CUT_ERRORS as error:
        yield _cut(name, str(error), waiting, last_at), None
        return
    if waiting is not None and waiting.warc_offset is None:
        yield waiting, None
        waiting = None
    if waiting is not None or n_bytes_read < os.fstat(file.fileno()).st_size:
        yield _cut(name, "the file ends within it", waiting, last_at), None


def _read_foreign(record: ArcWarcRecord, body: bytes, name: str, offset: int) -> tuple[Fetch, bytes | None] | None:
    """A record that another crawler wrote; None for what is no page."""
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    http = record.http_headers
    content_type = ((http or record.rec_headers).get_header("Content-Type") or "").split(";")[0].strip().lower()
    if content_type not in _PAGE_TYPES or not url.startswith(("http://", "https://")):
        return None
    status = int(http.get_statuscode()) if http and http.get_statuscode().isdigit() else 200
    at = datetime.fromisoformat(record.rec_headers.get_header("WARC-Date").replace("Z", "+00:00"))
    sha256 = hashlib.sha256(body).hexdigest()
    is_ok = status == 200
    return (
        Fetch(
            fetch_id=hash_id(url, at.isoformat(), sha256),
            publisher="warc",
            url=url,
            final_url=url,
            source="warc",
            found_in=name,
            outcome=FetchOutcome.OK if is_ok else FetchOutcome.HTTP_ERROR,
            reason=None if is_ok else f"status {status}",
            attempt=1,
            status_code=status,
            content_type=content_type,
            etag=None,
            last_modified=None,
            n_bytes_wire=len(body),
            n_bytes_body=len(body),
            body_sha256=sha256,
            warc_file=name,
            warc_offset=offset,
            duration_s=0.0,
            fetched_at=at,
        ),
        body if is_ok else None,
    )


def _cut(name: str, reason: str, waiting: Fetch | None, last_at: datetime) -> Fetch:
    """The row for a record that a killed writer or a damaged disk left unfinished."""
    if waiting is not None:
        return replace(
            waiting, outcome=FetchOutcome.CUT_RECORD, reason=f"the record is cut: {reason}", warc_offset=None
        )
    return Fetch(
        fetch_id=hash_id(name, "cut"),
        publisher=name.split("/")[0],
        url=f"urn:summitry:segment:{name}",
        final_url=f"urn:summitry:segment:{name}",
        source="archive",
        found_in=name,
        outcome=FetchOutcome.CUT_RECORD,
        reason=f"the segment's last record is cut: {reason}",
        attempt=1,
        status_code=None,
        content_type=None,
        etag=None,
        last_modified=None,
        n_bytes_wire=0,
        n_bytes_body=0,
        body_sha256=None,
        warc_file=name,
        warc_offset=None,
        duration_s=0.0,
        fetched_at=last_at,
    )


def _fetch_of(data: dict[str, Any]) -> Fetch:
    return Fetch(
        **data | {"outcome": FetchOutcome(data["outcome"]), "fetched_at": datetime.fromisoformat(data["fetched_at"])}
    )


def _header_text(value: str) -> str:
    """One line: a header from a page must not begin another header in the archive."""
    return "".join(char if char.isprintable() else " " for char in value)


def _record_address(url: str) -> str:
    return _header_text(url).replace(" ", "%20")


def _warc_date(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
