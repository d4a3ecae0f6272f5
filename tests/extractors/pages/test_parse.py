"""One body is one Article, or an outcome with a reason; the user's own page comes out clean."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, datetime

import pytest

from extractors.errors import UnreadablePage
from extractors.model import ArticleOutcome, Fetch, hash_id
from extractors.pages.dateline import find_agency, find_dateline, find_sign_off
from extractors.pages.fingerprint import fingerprint_text
from extractors.parse import read_page, read_record
from extractors.publishers import load_publishers
from extractors.settings import Settings
from tests.conftest import SHARED
from tests.extractors.pages.sample import FETCHED_AT, STORY, make_layout, make_page, make_publisher

SEED = SHARED / "seed" / "japan-us-south-korea.txt"
URL = "https://fjord.example/a"
FJORD = make_publisher(make_layout())
PUBLISHERS = {"fjord": FJORD}
JSON_LD = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ministers settle the quotas", "datePublished": "%s"}</script>'
GERMAN = (
    "Die Fischereiminister von Norwegen und Island trafen sich am Donnerstag in Bergen, um die Quoten für die kommende Saison festzulegen.",
    "Sie vereinbarten, die Daten ihrer Forschungsschiffe zu teilen und sich vor dem Sommer wieder zu treffen.",
)


@pytest.mark.parametrize(
    ("head", "before", "at", "method"),
    [
        (JSON_LD % "2025-04-03T21:08:00", "", "2025-04-03T21:08:00+08:00", "json-ld"),
        (
            '<meta property="article:published_time" content="2025-04-03T13:08:00Z">',
            "",
            "2025-04-03T21:08:00+08:00",
            "meta",
        ),
        ("", '<time datetime="2025-04-03T21:08+08:00">3 April</time>', "2025-04-03T21:08:00+08:00", "time"),
        ("", '<p class="date">3 April 2025</p>', None, "text"),
    ],
)
def test_four_ways_to_date_a_page(head: str, before: str, at: str | None, method: str) -> None:
    article = read_page(make_page(head, before), URL, FJORD, FETCHED_AT)
    assert article.outcome is ArticleOutcome.OK
    assert article.published_at == (datetime.fromisoformat(at) if at else None)
    assert article.published_date == date(2025, 4, 3)
    assert article.published_method == method
    assert article.is_zone_assumed is ("json-ld" in method)
    assert article.text.split("\n\n") == list(STORY)
    assert (article.publisher, article.language, article.layout, article.has_layout_changed) == (
        "fjord",
        "en",
        "current",
        False,
    )


def test_a_layout_s_selectors_win() -> None:
    layout = make_layout(
        title=".head", published=".when", authors=".who", tags=".tags a", section=".part", agency=".from", captions=".cap",
        drop=(".promo",), date_formats=("%d/%m/%Y %H:%M",),
    )  # fmt: skip
    before = (
        '<p class="head">Quotas are settled</p><p class="when">04/03/2025 09:15</p><p class="who">By Kari Nordmann</p><p class="part">Sea</p>'
        '<p class="tags"><a>fish</a><a>quotas</a></p><p class="from">Kyodo</p><p class="cap">The ministers on the quay in Bergen</p>'
    )
    article = read_page(make_page(before=before), URL, make_publisher(layout), FETCHED_AT)
    assert article.title == "Quotas are settled"
    assert article.published_at == datetime.fromisoformat("2025-03-04T09:15:00+08:00")
    assert article.published_method == "layout"
    assert (article.authors, article.tags, article.section) == (("Kari Nordmann",), ("fish", "quotas"), "Sea")
    assert article.agency == "Kyodo News"
    assert article.captions == ("The ministers on the quay in Bergen",)


def test_a_layout_whose_body_finds_nothing_has_changed() -> None:
    article = read_page(make_page(), URL, make_publisher(make_layout(body="#old")), FETCHED_AT)
    assert article.has_layout_changed
    assert article.text.split("\n\n") == list(STORY)


def test_the_layout_of_the_story_s_day_is_taken() -> None:
    old = make_layout(name="old", until_date="2024-12-31", body=".gone")
    new = make_layout(name="new", from_date="2025-01-01")
    assert (
        read_page(make_page(JSON_LD % "2025-04-03T21:08:00Z"), URL, make_publisher(old, new), FETCHED_AT).layout
        == "new"
    )
    assert (
        read_page(make_page(JSON_LD % "2024-04-03T21:08:00Z"), URL, make_publisher(old, new), FETCHED_AT).layout
        == "old"
    )


@pytest.mark.parametrize("day", ["1970-01-01T00:00:00Z", "2025-04-09T00:00:00Z", "9999-12-31T23:59:59-14:00"])
def test_an_impossible_date_is_an_outcome_with_a_reason(day: str) -> None:
    article = read_page(make_page(JSON_LD % day), URL, FJORD, FETCHED_AT)
    assert article.outcome is ArticleOutcome.IMPOSSIBLE_DATE
    assert article.reason is not None
    assert day[:10] in article.reason
    assert (article.published_at, article.published_date) == (None, None)


def test_a_page_with_neither_story_nor_possible_date_has_no_date() -> None:
    article = read_page(make_page(JSON_LD % "9999-12-31T23:59:59-14:00", story=()), URL, FJORD, FETCHED_AT)
    assert (article.outcome, article.published_at, article.published_date) == (ArticleOutcome.NO_TEXT, None, None)


def test_a_date_two_days_ahead_is_possible() -> None:
    assert read_page(make_page(JSON_LD % "2025-04-06T00:00:00Z"), URL, FJORD, FETCHED_AT).outcome is ArticleOutcome.OK


def test_a_story_in_another_language_is_kept_with_its_outcome() -> None:
    article = read_page(make_page(story=GERMAN), URL, FJORD, FETCHED_AT)
    assert (article.outcome, article.language) == (ArticleOutcome.LANGUAGE_NOT_SUPPORTED, "de")
    assert article.text.split("\n\n") == list(GERMAN)


@pytest.mark.parametrize("page", [b"<html><body></body></html>", b"<html><body><nav>Home</nav></body></html>"])
def test_a_page_without_a_story_is_an_outcome(page: bytes) -> None:
    assert read_page(page, URL, FJORD, FETCHED_AT).outcome is ArticleOutcome.NO_TEXT


NOISE = random.Random(3)
BAD = {
    "empty": b"",
    "white space": b" \n ",
    "random bytes": NOISE.randbytes(1_000_000),
    "random markup": bytes(NOISE.choice(b"abcdefgh <>&;/\"'=!-") for _ in range(300_000)),
    "deep": b"<div>" * 30_000 + b"words" + b"</div>" * 30_000,
    "one long word": b"<p>" + b"a" * 1_000_000,
    "a million of clutter": b"<p>" + b"copyright article continues after " * 30_000,
    "feed": b'<?xml version="1.0" encoding="utf-8"?><rss><channel><title>x</title></channel></rss>',
    "broken canonical": make_page(
        '<link rel="canonical" href="http://[bad"><meta property="og:url" content="http://[::1">'
    ),
    "wrong json-ld": make_page(
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":[[]],"author":{"@id":{}}}</script>'
    ),
    "no closing": b"<html><body><article><p>The ministers",
}


@pytest.mark.parametrize(
    "content_type", ["text/html; charset=utf-8", "text/html; charset=nonsense", "text/plain", None]
)
@pytest.mark.parametrize("body", BAD.values(), ids=BAD.keys())
def test_a_bad_body_is_a_row(fetch: Fetch, body: bytes, content_type: str | None) -> None:
    article = read_record(replace(fetch, content_type=content_type), body, PUBLISHERS)
    assert article.outcome is ArticleOutcome.OK or article.reason


@pytest.mark.parametrize("body", BAD.values(), ids=BAD.keys())
def test_a_bad_page_raises_unreadable_at_most(body: bytes) -> None:
    try:
        read_page(body, "http://[not an address", None, FETCHED_AT)
    except UnreadablePage as error:
        assert error.reason


def test_ids_come_from_the_fetch_and_the_bytes(fetch: Fetch) -> None:
    first, again = (read_record(fetch, make_page(), PUBLISHERS) for _ in range(2))
    assert first == again
    assert (first.fetch_id, first.url, first.page_id) == (fetch.fetch_id, fetch.url, hash_id(fetch.url))
    assert read_record(fetch, make_page(after="<p>x</p>"), PUBLISHERS).article_id != first.article_id


def test_a_page_of_the_inbox_is_given_to_the_publisher_it_names(fetch: Fetch) -> None:
    inbox = replace(fetch, publisher="inbox", url="urn:sha256:00", final_url="urn:sha256:00", source="inbox")
    named = read_record(inbox, make_page('<link rel="canonical" href="https://fjord.example/a">'), PUBLISHERS)
    assert (named.publisher, named.publisher_method, named.canonical_url) == (
        "fjord",
        "canonical url",
        "https://fjord.example/a",
    )
    guessed = read_record(inbox, make_page(), PUBLISHERS)
    assert (guessed.publisher, guessed.publisher_method) == ("fjord", "copyright line")
    unknown = read_record(
        inbox, make_page().replace(b"FJORDPOST.example", b"Nobody").replace(b"The Fjord Post", b"X"), PUBLISHERS
    )
    assert (unknown.publisher, unknown.publisher_method) == ("inbox", None)


def test_head_lines_of_a_text_win(fetch: Fetch) -> None:
    text = (
        "url: https://fjord.example/b\npublisher: fjord\npublished_at: 2025-04-02 10:00\ntitle: Given\n\n"
        + "\n\n".join(STORY)
    )
    inbox = replace(fetch, publisher="inbox", source="inbox", content_type="text/plain")
    article = read_record(inbox, text.encode(), PUBLISHERS)
    assert (article.publisher, article.publisher_method, article.title) == ("fjord", "given", "Given")
    assert (article.published_at, article.published_method) == (
        datetime.fromisoformat("2025-04-02T10:00:00+08:00"),
        "given",
    )
    assert article.page_id == hash_id("https://fjord.example/b")


def test_near_copies_share_a_band_and_other_stories_none() -> None:
    story = " ".join(STORY * 1)
    copy = story.replace("on Thursday", "on Friday")
    other = " ".join(f"The council of town {i} voted on its budget for roads, schools and parks." for i in range(9))
    assert set(fingerprint_text(story)) & set(fingerprint_text(copy))
    assert not set(fingerprint_text(story)) & set(fingerprint_text(other))
    assert fingerprint_text("too short") == ()


@pytest.mark.parametrize(
    ("text", "place", "agency"),
    [
        ("BERGEN, Norway (AP) — The ministers", "BERGEN, Norway", "Associated Press"),
        ("BERGEN — The ministers", "BERGEN", None),
        ("Oslo (Yonhap) -- The ministers", "Oslo", "Yonhap"),
        ("BERGEN, April 3 (Xinhua) -- The ministers", "BERGEN", "Xinhua"),
        ("Ceasefire - what we know", None, None),
        ("The ministers met - again - in Oslo", None, None),
    ],
)
def test_datelines(text: str, place: str | None, agency: str | None) -> None:
    assert find_dateline(text) == (place, agency)


def test_agencies_have_one_name() -> None:
    assert find_agency("By AFP") == find_agency("Agence France-Presse") == "Agence France-Presse"
    assert find_sign_off("They met on Friday. — Reuters") == find_sign_off("They met. (Reuters)") == "Reuters"
    assert find_sign_off("They met in Oslo.") is None


@pytest.mark.skipif(not SEED.exists(), reason=f"LOUD SKIP: {SEED.parent.name}/ with the user's page is not here")
def test_the_user_s_page_comes_out_clean(settings: Settings, fetch: Fetch) -> None:
    shipped = load_publishers(replace(settings, is_newsroom_on=True))
    inbox = replace(
        fetch,
        publisher="inbox",
        url="urn:sha256:00",
        final_url="urn:sha256:00",
        source="inbox",
        content_type="text/plain",
    )
    article = read_record(inbox, SEED.read_bytes(), shipped)
    assert article.outcome is ArticleOutcome.OK
    assert article.title == "Japan, US, South Korea affirm cooperation over China, North Korea"
    assert (article.publisher, article.publisher_method) == ("inquirer", "copyright line")
    assert article.published_at == datetime.fromisoformat("2025-04-04T11:08:00+08:00")
    assert (article.agency, article.dateline) == ("Jiji Press", "TOKYO, Japan")
    assert article.tags == ("international cooperation", "Japan", "South Korea", "United States")
    paragraphs = article.text.split("\n\n")
    assert len(paragraphs) == 9
    assert paragraphs[0].startswith("TOKYO, Japan — The foreign ministers of Japan")
    assert paragraphs[-1].startswith("The three officials are visiting Belgium")
    assert len(article.captions) == 1
    assert article.captions[0].startswith("From left")
    assert article.captions[0].endswith("Jiji Press")
    for word in ("advertisement", "newsletter", "cookie", "subscription", "copyright", "featured", "tags", "tap here"):
        assert word not in article.text.casefold()
