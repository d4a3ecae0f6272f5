"""What all tests share: settings below a temporary folder, and small nouns to build from."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from extractors.model import Article, ArticleOutcome, Fetch, FetchOutcome, Voice, hash_id
from extractors.settings import Settings, read_settings

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings of an empty data folder, in the environment too, with no newsroom."""
    monkeypatch.setenv("SUMMITRY_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("SUMMITRY_NEWSROOM", "0")
    return replace(read_settings(), host_delay_s=0.0)


@pytest.fixture
def fetch() -> Fetch:
    return Fetch(
        fetch_id=hash_id("https://news.example/a"),
        publisher="example",
        url="https://news.example/a",
        final_url="https://news.example/a",
        source="feed_entry",
        found_in="https://news.example/feed",
        outcome=FetchOutcome.OK,
        reason=None,
        attempt=1,
        status_code=200,
        content_type="text/html",
        etag=None,
        last_modified=None,
        n_bytes_wire=10,
        n_bytes_body=10,
        body_sha256="00",
        warc_file="example/20250404/a.warc.gz",
        warc_offset=0,
        duration_s=0.1,
        fetched_at=datetime(2025, 4, 4, 12, tzinfo=UTC),
    )


@pytest.fixture
def article(fetch: Fetch) -> Article:
    return Article(
        article_id=hash_id(fetch.url, fetch.body_sha256, "test"),
        page_id=hash_id(fetch.url),
        fetch_id=fetch.fetch_id,
        publisher="example",
        url=fetch.url,
        canonical_url=None,
        extractor_version="test",
        outcome=ArticleOutcome.OK,
        reason=None,
        voice=Voice.PRESS,
        title="Ministers meet in Oslo",
        text="The ministers met in Oslo.\n\nThey spoke of fish.",
        captions=("A caption",),
        authors=("A. Writer",),
        tags=(),
        agency=None,
        dateline=None,
        language="en",
        section=None,
        published_at=datetime(2025, 4, 4, 11, tzinfo=UTC),
        published_date=datetime(2025, 4, 4, tzinfo=UTC).date(),
        published_method="json-ld",
        is_zone_assumed=False,
        modified_at=None,
        modified_method=None,
        publisher_method=None,
        is_paywalled=False,
        is_live_blog=False,
        layout=None,
        has_layout_changed=False,
        fingerprint=("a", "b"),
        fetched_at=fetch.fetched_at,
    )
