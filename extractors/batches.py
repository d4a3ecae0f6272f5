"""Parquet batches: what one extractor version read from one archive segment.

On disk: `landing/<extractor version>/<batch id>/<table>.parquet`, plus `segment` (the segment's name). A batch
appears whole, by one rename, or not at all; its id is a hash of segment and version, so a repeat makes the same one.
"""

from __future__ import annotations

import os
import shutil
import types
import typing
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from extractors.model import (
    EXTRACTOR_VERSION,
    Article,
    Claim,
    EvidenceField,
    Fetch,
    MeetingMention,
    Participation,
    TopicMention,
    hash_id,
)

Row = dict[str, object]

_ARROW = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    datetime: pa.timestamp("us", tz="UTC"),
    date: pa.date32(),
}


def _arrow_type(hint: object) -> pa.DataType:
    """The Arrow type of a field's annotation; an optional field is its inner type (every column may be null)."""
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        (hint,) = (arm for arm in typing.get_args(hint) if arm is not type(None))
    if typing.get_origin(hint) is tuple:
        return pa.list_(_arrow_type(typing.get_args(hint)[0]))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return pa.string()
    return _ARROW[typing.cast(type, hint)]


def _schema(noun: type, leave_out: frozenset[str] = frozenset(), **more: pa.DataType) -> pa.Schema:
    hints = typing.get_type_hints(noun)
    columns = [(field.name, _arrow_type(hints[field.name])) for field in fields(noun) if field.name not in leave_out]
    return pa.schema(columns + list(more.items()))


_KEYS = {"mention_id": pa.string(), "article_id": pa.string()}

TABLES: Mapping[str, pa.Schema] = {
    "fetches": _schema(Fetch),
    "articles": _schema(Article),
    "meeting_mentions": _schema(
        MeetingMention,
        frozenset({"participants", "topics", "claims"}),
        evidence=pa.string(),
        page_id=pa.string(),
        extractor_version=pa.string(),
    ),
    "participations": _schema(Participation, **_KEYS, position=pa.int64()),
    "mention_topics": _schema(TopicMention, **_KEYS),
    "mention_claims": _schema(Claim, **_KEYS, position=pa.int64()),
}
"""Every raw table of a batch with its columns; the warehouse makes its tables from the same."""


@dataclass(frozen=True, slots=True)
class Batch:
    """A finished batch in the landing folder."""

    batch_id: str
    segment: str
    extractor_version: str
    folder: Path


def batch_id_of(segment: str, extractor_version: str = EXTRACTOR_VERSION) -> str:
    return hash_id(segment, extractor_version)


def list_batches(landing_dir: Path) -> tuple[Batch, ...]:
    """Finished batches, by segment and version, so that every machine loads them in the same order."""
    found = [
        Batch(mark.parent.name, mark.read_text("utf-8"), mark.parent.parent.name, mark.parent)
        for mark in landing_dir.glob("*/*/segment")
        if not mark.parent.name.startswith(".")
    ]
    return tuple(sorted(found, key=lambda batch: (batch.segment, batch.extractor_version)))


def write_batch(
    landing_dir: Path, segment: str, readings: Iterable[tuple[Fetch, Article | None, tuple[MeetingMention, ...]]]
) -> Mapping[str, int]:
    """Write one segment's rows as a batch and return the number of rows a table; replaces an older try."""
    rows: dict[str, list[Row]] = {table: [] for table in TABLES}
    for fetch, article, mentions in readings:
        rows["fetches"].append(_row(fetch, "fetches"))
        if article is not None:
            rows["articles"].append(_row(article, "articles"))
            for mention in mentions:
                _add_mention(rows, article, mention)
    version_dir = landing_dir / EXTRACTOR_VERSION
    batch_id = batch_id_of(segment)
    draft = version_dir / f".{batch_id}.{os.getpid()}"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    for table, schema in TABLES.items():
        pq.write_table(pa.Table.from_pylist(rows[table], schema=schema), draft / f"{table}.parquet", compression="zstd")
    (draft / "segment").write_text(segment, "utf-8")
    for path in draft.iterdir():
        _sync(path)
    remove_batch(version_dir / batch_id)
    draft.rename(version_dir / batch_id)
    _sync(version_dir)
    return {table: len(found) for table, found in rows.items()}


def remove_batch(folder: Path) -> None:
    """Take a batch away; the mark goes first, so that half a batch is never seen as a whole one."""
    if folder.exists():
        (folder / "segment").unlink(missing_ok=True)
        shutil.rmtree(folder)


def remove_drafts(landing_dir: Path) -> None:
    """Clear what a killed writer left behind."""
    for draft in landing_dir.glob("*/.*"):
        if not Path(f"/proc/{draft.suffix[1:]}").exists():
            shutil.rmtree(draft, ignore_errors=True)


def _add_mention(rows: dict[str, list[Row]], article: Article, mention: MeetingMention) -> None:
    source = {
        EvidenceField.TITLE: article.title,
        EvidenceField.TEXT: article.text,
        EvidenceField.CAPTION: article.caption_text,
    }[mention.evidence_field]
    quote = {
        "evidence": source[mention.start : mention.end],
        "page_id": article.page_id,
        "extractor_version": article.extractor_version,
    }
    rows["meeting_mentions"].append(_row(mention, "meeting_mentions", **quote))
    keys = {"mention_id": mention.mention_id, "article_id": article.article_id}
    for position, participant in enumerate(mention.participants):
        rows["participations"].append(_row(participant, "participations", **keys, position=position))
    for topic in mention.topics:
        rows["mention_topics"].append(_row(topic, "mention_topics", **keys))
    for position, claim in enumerate(mention.claims):
        rows["mention_claims"].append(_row(claim, "mention_claims", **keys, position=position))


def _row(noun: object, table: str, **more: object) -> Row:
    return {name: more[name] if name in more else _plain(getattr(noun, name)) for name in TABLES[table].names}


def _plain(value: object) -> object:
    """Text that Parquet can hold: lone surrogates, which a broken page may bring, become question marks."""
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
