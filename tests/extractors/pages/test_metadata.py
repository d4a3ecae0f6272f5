"""Title, authors, tags and dates of a page, each by the best source that holds it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from extractors.pages.dates import parse_date
from extractors.pages.html import load_tree
from extractors.pages.metadata import PageMetadata, clean_authors, read_metadata
from tests.extractors.pages.sample import FETCHED_AT, make_page


def read(
    head: str = "", before: str = "", url: str = "https://fjord.example/a", zone: str | None = None
) -> PageMetadata:
    return read_metadata(load_tree(make_page(head, before)), url, FETCHED_AT, zone)


def ld(value: object) -> str:
    return f'<script type="application/ld+json">{value if isinstance(value, str) else json.dumps(value)}</script>'


def test_json_ld_is_found_breadth_first_in_a_graph_with_an_author_elsewhere() -> None:
    graph = [
        {"@type": "WebPage", "name": "not this", "mainEntity": {"@type": "Thing"}},
        {"@type": ["NewsArticle"], "headline": "Ministers settle the quotas", "datePublished": "2025-04-03T21:08:00+02:00",
         "author": [{"@id": "#p1"}, "By Ola Nordmann"], "keywords": ["fish", "quotas"], "articleSection": "World"},
        {"@type": "Person", "@id": "#p1", "name": "Kari Nordmann"},
    ]  # fmt: skip
    found = read(ld({"@context": "https://schema.org", "@graph": graph}))
    assert found.authors == ("Kari Nordmann", "Ola Nordmann")
    assert found.tags == ("fish", "quotas")
    assert found.section == "World"
    assert found.published is not None
    assert found.published.method == "json-ld"
    assert found.published.moment.at == datetime(2025, 4, 3, 19, 8, tzinfo=UTC)


def test_json_ld_with_a_raw_line_break_in_a_string_is_read() -> None:
    found = read(
        ld(
            '{"@type": "NewsArticle", "description": "two\nlines", "datePublished": "2025-04-03T10:00:00Z", "headline": "H",}'
        )
    )
    assert found.published is not None
    assert found.published.moment.day == date(2025, 4, 3)


@pytest.mark.parametrize(
    "value",
    [
        {
            "@type": ["NewsArticle", 5],
            "headline": {"a": 1},
            "datePublished": ["x", {}],
            "author": 5,
            "keywords": {"x": 1},
            "articleBody": [1],
        },
        {"@graph": "text", "@type": {"a": 1}},
        {
            "@type": "NewsArticle",
            "datePublished": 99999999999999999999,
            "author": {"name": {"name": {"name": {"name": "x"}}}},
        },
        "[" * 20_000,
        "null",
        '{"@type": "NewsArticle", "headline": "\\ud800", "datePublished": "2025-13-45T99:00:00+99:99"}',
    ],
)
def test_json_ld_of_a_wrong_type_is_as_good_as_none(value: object) -> None:
    found = read(ld(value))
    assert found.title == "Ministers settle the quotas"
    assert found.published is None


@pytest.mark.parametrize(
    ("head", "before", "method"),
    [
        ('<meta property="article:published_time" content="2025-04-03T19:08:00Z">', "", "meta"),
        ("", '<time datetime="2025-04-03T19:08:00Z">yesterday</time>', "time"),
        ("", '<span itemprop="datePublished" content="Thu, 03 Apr 2025 19:08:00 GMT">x</span>', "time"),
    ],
)
def test_a_date_is_found_with_its_method(head: str, before: str, method: str) -> None:
    found = read(head, before).published
    assert found is not None
    assert (found.method, found.moment.at) == (method, datetime(2025, 4, 3, 19, 8, tzinfo=UTC))


def test_a_plain_text_date_gives_the_day_alone() -> None:
    found = read("", '<p class="date">3 April 2025</p>').published
    assert found is not None
    assert (found.method, found.moment.at, found.moment.day) == ("text", None, date(2025, 4, 3))


def test_the_address_gives_a_day_before_the_text_is_searched() -> None:
    found = read(url="https://fjord.example/2025/04/02/quotas").published
    assert found is not None
    assert (found.method, found.moment.day) == ("url", date(2025, 4, 2))


def test_a_page_without_a_date_has_none() -> None:
    assert read().published is None


def test_an_impossible_date_gives_way_to_a_possible_one() -> None:
    head = ld({"@type": "NewsArticle", "headline": "H", "datePublished": "1970-01-01T00:00:00Z"})
    found = read(head + '<meta property="article:published_time" content="2025-04-03T19:08:00Z">').published
    assert found is not None
    assert found.method == "meta"


@pytest.mark.parametrize(
    ("text", "zone", "instant", "day"),
    [
        ("/ 09:05 PM March 02, 2024", "Asia/Manila", "2024-03-02T21:05:00+08:00", date(2024, 3, 2)),
        ("Published March 2, 2024 9.05 p.m. GMT", "Asia/Manila", "2024-03-02T21:05:00+00:00", date(2024, 3, 2)),
        ("2 March 2024, 21:05 UTC+3", None, "2024-03-02T21:05:00+03:00", date(2024, 3, 2)),
        ("Sat, 02 Mar 2024 21:05:00 +0900", None, "2024-03-02T21:05:00+09:00", date(2024, 3, 2)),
        ("2024-03-02 21:05:11", "Asia/Seoul", "2024-03-02T21:05:11+09:00", date(2024, 3, 2)),
        ("2024-03-02T21:05:00.123Z", None, "2024-03-02T21:05:00+00:00", date(2024, 3, 2)),
        ("12:10 a.m., 2nd of March, 2024", "UTC", "2024-03-02T00:10:00+00:00", date(2024, 3, 2)),
        ("9:05 PM XYT, March 2, 2024", "Asia/Manila", None, date(2024, 3, 2)),
        ("2 March 2024", "Asia/Manila", None, date(2024, 3, 2)),
        ("2024.03.02", None, None, date(2024, 3, 2)),
        ("March 2, 2024 21:05", None, None, date(2024, 3, 2)),
    ],
)
def test_dates_as_pages_write_them(text: str, zone: str | None, instant: str | None, day: date) -> None:
    found = parse_date(text, zone)
    assert found is not None
    assert found.day == day
    assert found.at == (datetime.fromisoformat(instant) if instant else None)


def test_a_publisher_s_own_zone_abbreviation_wins() -> None:
    found = parse_date("9:05 PM PST March 02, 2024", "UTC", {"PST": "Asia/Manila"})
    assert found is not None
    assert found.at == datetime.fromisoformat("2024-03-02T21:05:00+08:00")
    assert not found.is_zone_assumed


def test_a_publisher_s_own_date_format_is_tried_first() -> None:
    found = parse_date("02/03/2024 21:05", "Europe/Oslo", formats=("%d/%m/%Y %H:%M",))
    assert found is not None
    assert found.at == datetime.fromisoformat("2024-03-02T21:05:00+01:00")


@pytest.mark.parametrize(
    "text", ["", "soon", "31 February 2024", "Thu, 99 Foo 2020 25:00:00", "May the best win, 45 99"]
)
def test_no_date_is_no_date(text: str) -> None:
    assert parse_date(text, "UTC") is None


@pytest.mark.parametrize(
    ("head", "before", "title"),
    [
        (
            '<meta property="og:title" content="Ministers settle the quotas - The Fjord Post">',
            "",
            "Ministers settle the quotas",
        ),
        ("", "<h1>Fjord Post weekend</h1>", "Ministers settle the quotas"),
    ],
)
def test_the_headline_is_the_h1_that_the_head_agrees_with(head: str, before: str, title: str) -> None:
    assert read(head, before).title == title


def test_a_title_without_an_h1_loses_the_site_s_name() -> None:
    page = make_page('<meta property="og:site_name" content="The Fjord Post">').replace(
        b"<h1>Ministers settle the quotas</h1>", b""
    )
    assert read_metadata(load_tree(page), "", FETCHED_AT).title == "Ministers settle the quotas"


@pytest.mark.parametrize(
    ("written", "authors"),
    [
        (("By Kari Nordmann and Ola Nordmann",), ("Kari Nordmann", "Ola Nordmann")),
        (("Kari Nordmann, Senior Correspondent",), ("Kari Nordmann",)),
        (("https://social.example/kari", "kari@fjord.example"), ()),
    ],
)
def test_bylines_become_names(written: tuple[str, ...], authors: tuple[str, ...]) -> None:
    assert clean_authors(written) == authors


def test_a_canonical_address_on_another_host_is_not_believed() -> None:
    assert read('<link rel="canonical" href="https://other.example/x">').canonical_url is None
    assert read('<link rel="canonical" href="/stories/quotas">').canonical_url == "https://fjord.example/stories/quotas"
    assert read('<link rel="canonical" href="http://[bad">').canonical_url is None


def test_a_paywall_and_a_live_blog_are_marked() -> None:
    found = read(ld({"@type": "LiveBlogPosting", "headline": "Live", "isAccessibleForFree": "False"}))
    assert (found.is_paywalled, found.is_live_blog) == (True, True)
