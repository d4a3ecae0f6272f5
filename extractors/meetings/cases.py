"""Gold cases to Article and mentions back to the guidelines' JSON, for `detect` and for measuring."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from extractors.model import (
    EXTRACTOR_VERSION,
    Article,
    ArticleOutcome,
    EvidenceField,
    MeetingMention,
    Voice,
    hash_id,
)


def article_from_case(case: Mapping[str, Any]) -> Article:
    """The Article that a case stands for. A missing `published_at` is no date; a date has no time."""
    url = str(case.get("url") or f"urn:case:{case['id']}")
    published = str(case.get("published_at") or "")
    published_at = datetime.fromisoformat(published) if len(published) > 10 else None
    if published_at is not None and published_at.tzinfo is None:
        published_at = published_at.replace(tzinfo=UTC)
    captions = tuple(map(str, case.get("captions") or ()))
    return Article(
        article_id=hash_id(url, case["id"], EXTRACTOR_VERSION),
        page_id=hash_id(url),
        fetch_id=hash_id(url, case["id"]),
        publisher=str(case.get("publisher") or "unknown"),
        url=url,
        canonical_url=None,
        extractor_version=EXTRACTOR_VERSION,
        outcome=ArticleOutcome.OK,
        reason=None,
        voice=Voice(case.get("voice") or Voice.PRESS),
        title=str(case.get("title") or ""),
        text=str(case.get("text") or ""),
        captions=captions,
        authors=(),
        tags=(),
        agency=None,
        dateline=case.get("dateline"),
        language=case.get("language"),
        section=None,
        published_at=published_at,
        published_date=date.fromisoformat(published[:10]) if published else None,
        published_method="given" if published else None,
        is_zone_assumed=False,
        modified_at=None,
        modified_method=None,
        publisher_method="given",
        is_paywalled=False,
        is_live_blog=False,
        layout=None,
        has_layout_changed=False,
        fingerprint=(),
        fetched_at=published_at or datetime(1970, 1, 1, tzinfo=UTC),
    )


def evidence_of(article: Article, mention: MeetingMention) -> str:
    """The verbatim words that a mention rests on."""
    fields = {
        EvidenceField.TITLE: article.title,
        EvidenceField.TEXT: article.text,
        EvidenceField.CAPTION: article.caption_text,
    }
    return fields[mention.evidence_field][mention.start : mention.end]


def meeting_to_case(article: Article, mention: MeetingMention) -> dict[str, Any]:
    """One mention in the fields of the guidelines, with evidence offsets, score, topics and claims beside them."""
    return {
        "status": mention.status.value,
        "mode": mention.mode.value,
        "start_date": mention.start_date,
        "end_date": mention.end_date,
        "date_precision": mention.date_precision.value,
        "place": {"city": mention.city, "country": mention.country},
        "event": mention.event,
        "participants": [
            {"name": person.name_as_written, "office": person.office_as_written, "side": person.side}
            for person in mention.participants
        ],
        "evidence": evidence_of(article, mention),
        "evidence_field": mention.evidence_field.value,
        "start": mention.start,
        "end": mention.end,
        "score": mention.score,
        "topics": [topic.topic for topic in mention.topics],
        "claims": [
            {
                "kind": claim.kind,
                "ordinal": claim.ordinal,
                "since": claim.since_as_written,
                "text": claim.text_as_written,
            }
            for claim in mention.claims
        ],
    }
