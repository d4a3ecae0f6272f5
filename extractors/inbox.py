"""The inbox: pages, texts and WARC files that a person drops into a folder. The files stay where they are."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

from extractors import archive
from extractors.errors import UnreadablePage
from extractors.model import Fetch, FetchOutcome, hash_id
from extractors.settings import Settings

KEY = "inbox"
_TYPES = {".html": "text/html", ".htm": "text/html", ".txt": "text/plain"}


def archive_inbox(settings: Settings, now: datetime) -> tuple[str, ...]:
    """Bring in what is new by its bytes; returns the segments. What cannot be taken is a row with its reason."""
    known = _list_known(settings)
    segments = []
    with archive.SegmentWriter(settings.archive_dir, KEY, now) as writer:
        for path in sorted(settings.inbox_dir.rglob("*")):
            if not path.is_file() or path.name.startswith("."):
                continue
            if path.name.lower().endswith((".warc", ".warc.gz")):
                try:
                    segments.append(archive.import_warc(settings.archive_dir, path))
                except UnreadablePage as error:
                    fetch, _ = _row(path, b"", now, settings, FetchOutcome.WRONG_TYPE, str(error))
                    _add_new(writer, fetch, None, known)
                continue
            fetch, body = read_file(path, now, settings)
            _add_new(writer, fetch, body, known)
    if writer.name is not None:
        segments.append(writer.name)
    return tuple(segments)


def read_file(path: Path, now: datetime, settings: Settings) -> tuple[Fetch, bytes | None]:
    """One page or text from disk as the answer that a fetch would be."""
    if path.stat().st_size > settings.max_body_bytes:
        reason = f"the file has {path.stat().st_size} bytes, more than {settings.max_body_bytes}"
        return _row(path, b"", now, settings, FetchOutcome.TOO_LARGE, reason)
    body = path.read_bytes()
    if path.suffix.lower() not in _TYPES:
        return _row(
            path, body, now, settings, FetchOutcome.WRONG_TYPE, "the inbox takes .html, .txt, .warc and .warc.gz"
        )
    if not body.strip():
        return _row(path, body, now, settings, FetchOutcome.EMPTY, "the file is empty")
    return _row(path, body, now, settings, FetchOutcome.OK, None)


def _add_new(writer: archive.SegmentWriter, fetch: Fetch, body: bytes | None, known: set[str]) -> None:
    if fetch.fetch_id not in known:
        writer.add(fetch, body=body)
        known.add(fetch.fetch_id)


def _list_known(settings: Settings) -> set[str]:
    own = [name for name in archive.list_segments(settings.archive_dir) if name.startswith(f"{KEY}/")]
    return {fetch.fetch_id for name in own for fetch, _ in archive.read_segment(settings.archive_dir, name)}


def _row(
    path: Path, body: bytes, now: datetime, settings: Settings, outcome: FetchOutcome, reason: str | None
) -> tuple[Fetch, bytes | None]:
    sha256 = hashlib.sha256(body).hexdigest()
    is_ok = outcome is FetchOutcome.OK
    name = path.relative_to(settings.inbox_dir).as_posix() if path.is_relative_to(settings.inbox_dir) else path.name
    url = f"urn:sha256:{sha256}" if is_ok else f"urn:summitry:inbox:{hash_id(name, sha256)}"
    fetch = Fetch(
        # without the time: the same bytes are taken in once, whenever they are seen
        fetch_id=hash_id(url, sha256),
        publisher=KEY,
        url=url,
        final_url=url,
        source=KEY,
        found_in=name.encode("utf-8", "replace").decode("utf-8"),
        outcome=outcome,
        reason=reason,
        attempt=1,
        status_code=None,
        content_type=_TYPES.get(path.suffix.lower()),
        etag=None,
        last_modified=None,
        n_bytes_wire=len(body),
        n_bytes_body=len(body) if is_ok else 0,
        body_sha256=sha256 if is_ok else None,
        warc_file="",
        warc_offset=None,
        duration_s=0.0,
        fetched_at=now,
    )
    return fetch, body if is_ok else None
