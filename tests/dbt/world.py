"""Small worlds for the models: what pages tell, loaded as batches and built by dbt, without any page."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from extractors import batches, build, warehouse
from extractors.model import (
    EXTRACTOR_VERSION,
    Article,
    ArticleOutcome,
    Claim,
    DatePrecision,
    EvidenceField,
    Fetch,
    FetchOutcome,
    MeetingMention,
    Mode,
    Participation,
    Status,
    TopicMention,
    Voice,
    hash_id,
)
from extractors.settings import Settings

Reading = tuple[Fetch, Article | None, tuple[MeetingMention, ...]]

IWAYA = Participation("Takeshi Iwaya", "Foreign Minister", "JPN")
RUBIO = Participation("Marco Rubio", "Secretary of State", "USA")
CHO = Participation("Cho Tae-yul", "Foreign Minister", "KOR")


@dataclass(frozen=True, slots=True)
class Said:
    """One meeting as a page tells it; its sentence is made up from the values."""

    participants: tuple[Participation, ...]
    start_date: str | None = None
    status: Status = Status.HELD
    mode: Mode = Mode.IN_PERSON
    city: str | None = None
    country: str | None = None
    end_date: str | None = None
    topics: tuple[TopicMention, ...] = ()
    claims: tuple[Claim, ...] = ()

    @property
    def sentence(self) -> str:
        who = " and ".join(one.name_as_written or one.side for one in self.participants)
        return f"{who}: {self.status} {self.mode} meeting, {self.start_date}, {self.city}."

    @property
    def precision(self) -> DatePrecision:
        precisions = {10: DatePrecision.DAY, 7: DatePrecision.MONTH, 4: DatePrecision.YEAR}
        return precisions.get(len(self.start_date or ""), DatePrecision.UNKNOWN)


def tell(
    publisher: str,
    published: str,
    *said: Said,
    voice: Voice = Voice.PRESS,
    page: str = "",
    bands: tuple[str, ...] = (),
    agency: str | None = None,
    version: str = EXTRACTOR_VERSION,
    fetched: str | None = None,
) -> Reading:
    """A page of `publisher`, published at the UTC time `published` and fetched an hour later."""
    published_at = datetime.fromisoformat(published).replace(tzinfo=UTC)
    fetched_at = datetime.fromisoformat(fetched).replace(tzinfo=UTC) if fetched else published_at + timedelta(hours=1)
    url = f"https://{publisher}.example/{page or published}"
    text = "\n\n".join(one.sentence for one in said)
    body_sha256 = hash_id(text, published)
    fetch = Fetch(
        fetch_id=hash_id(url, fetched_at.isoformat(), body_sha256),
        publisher=publisher,
        url=url,
        final_url=url,
        source="urls",
        found_in=None,
        outcome=FetchOutcome.OK,
        reason=None,
        attempt=1,
        status_code=200,
        content_type="text/html",
        etag=None,
        last_modified=None,
        n_bytes_wire=100,
        n_bytes_body=100,
        body_sha256=body_sha256,
        warc_file="made/up.warc.gz",
        warc_offset=0,
        duration_s=0.1,
        fetched_at=fetched_at,
    )
    article = Article(
        article_id=hash_id(url, body_sha256, version),
        page_id=hash_id(url),
        fetch_id=fetch.fetch_id,
        publisher=publisher,
        url=url,
        canonical_url=None,
        extractor_version=version,
        outcome=ArticleOutcome.OK,
        reason=None,
        voice=voice,
        title=f"{publisher} of {published}",
        text=text,
        captions=(),
        authors=(),
        tags=(),
        agency=agency,
        dateline=None,
        language="en",
        section=None,
        published_at=published_at,
        published_date=published_at.date(),
        published_method="given",
        is_zone_assumed=False,
        modified_at=None,
        modified_method=None,
        publisher_method=None,
        is_paywalled=False,
        is_live_blog=False,
        layout=None,
        has_layout_changed=False,
        fingerprint=bands or (hash_id(url),),
        fetched_at=fetched_at,
    )
    return fetch, article, tuple(_mention(article, position, one) for position, one in enumerate(said))


def _mention(article: Article, position: int, said: Said) -> MeetingMention:
    start = article.text.index(said.sentence)
    end = start + len(said.sentence)
    return MeetingMention(
        mention_id=hash_id(article.article_id, EvidenceField.TEXT, start, end, position),
        article_id=article.article_id,
        position=position,
        status=said.status,
        mode=said.mode,
        start_date=said.start_date,
        end_date=said.end_date,
        date_precision=said.precision,
        city=said.city,
        country=said.country,
        event=None,
        is_sideline=False,
        evidence_field=EvidenceField.TEXT,
        start=start,
        end=end,
        score=0.8,
        participants=said.participants,
        topics=said.topics,
        claims=said.claims,
    )


def load(settings: Settings, segment: str, readings: Iterable[Reading]) -> None:
    """Write one batch and load every batch that the warehouse lacks."""
    batches.write_batch(settings.landing_dir, segment, readings)
    with warehouse.open_warehouse(settings.warehouse_path) as con:
        warehouse.create_raw_tables(con)
        loaded = warehouse.list_loaded(con)
        for batch in batches.list_batches(settings.landing_dir):
            if batch.batch_id not in loaded:
                warehouse.load_batch(con, batch)


def build_all(settings: Settings, has_tests: bool = True) -> dict[str, int]:
    """One build with its ledger, as `pipeline.build` does it; the number of new ids and redirects a ledger table.

    Without dbt's own data tests it takes half the time.
    """
    build_id = uuid.uuid4().hex
    with warehouse.open_warehouse(settings.warehouse_path) as con:
        warehouse.create_raw_tables(con)
        warehouse.begin_build(con, build_id, settings.ledger_dir)
    if has_tests:
        build.run_dbt_build(settings)
    else:
        code, tail = build.run_dbt(settings, "build", "--exclude-resource-type", "unit_test", "test")
        assert code == 0, tail
    with warehouse.open_warehouse(settings.warehouse_path) as con:
        return dict(warehouse.end_build(con, build_id, settings.ledger_dir))


def rows(settings: Settings, sql: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
    with warehouse.open_warehouse(settings.warehouse_path, read_only=True) as con:
        return con.execute(sql, list(values)).fetchall()


def unnamed(participation: Participation) -> Participation:
    return replace(participation, name_as_written=None)
