"""WARC records and the Fetch rows in them: how an attempt is written down and read back, another crawler's too."""

from __future__ import annotations

import hashlib
import io
import json
import os
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParserException
from warcio.warcwriter import WARCWriter

from extractors.model import Fetch, FetchOutcome, hash_id

FETCH_TYPE = "application/vnd.summitry.fetch+json"
_PAGE_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
# what warcio lets through when a record ends in its headers, in its gzip member or in its JSON
_CUT_ERRORS = (ArchiveLoadFailed, StatusAndHeadersParserException, EOFError, OSError, ValueError, AttributeError)


def make_metadata_record(writer: WARCWriter, fetch: Fetch) -> ArcWarcRecord:
    """The attempt itself, as JSON."""
    data = json.dumps(asdict(fetch), default=str, ensure_ascii=True).encode()
    return writer.create_warc_record(
        _record_address(fetch.url),
        "metadata",
        payload=io.BytesIO(data),
        length=len(data),
        warc_content_type=FETCH_TYPE,
        warc_headers_dict={"WARC-Date": _warc_date(fetch.fetched_at)},
    )


def make_body_record(
    writer: WARCWriter, fetch: Fetch, headers: tuple[tuple[str, str], ...], body: bytes
) -> ArcWarcRecord:
    """What was answered: a `response`, or a `resource` for a file from the inbox."""
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


def read_records(file: BinaryIO, name: str) -> Iterator[tuple[Fetch, bytes | None]]:
    """Attempts with their bodies, in order; a record that is cut ends them with a row CUT_RECORD."""
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
