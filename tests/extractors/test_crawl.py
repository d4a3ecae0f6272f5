"""Discover and fetch together on one publisher: what becomes due, what becomes a row, and what is done only once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from extractors import archive, crawl, discover, inbox
from extractors.frontier import Entry, open_frontier
from extractors.model import Fetch, FetchOutcome, Voice
from extractors.publishers import Publisher
from extractors.settings import Settings
from tests.extractors.faulty import PAGE, FaultyServer, faulty_server

NOW = datetime.now(UTC)


@pytest.fixture
def server() -> Iterator[FaultyServer]:
    with faulty_server() as server:
        server.feed = feed(("/page", "Fri, 04 Apr 2025 10:00:00 GMT"), ("/tagged", None))
        yield server


@pytest.fixture
def quick(settings: Settings) -> Settings:
    return replace(settings, fetch_timeout_s=0.5, max_attempts=2, retry_wait_s=0.0)


@pytest.fixture
def publisher(server: FaultyServer) -> Publisher:
    return Publisher(
        key="example",
        name="Example",
        voice=Voice.PRESS,
        home=server.url("/"),
        language="en",
        time_zone="UTC",
        licence_note="made up",
        feeds=(server.url("/feed.xml"),),
        inner=(f"127.0.0.1:{server.port}",),
    )


def feed(*items: tuple[str, str | None]) -> bytes:
    entries = "".join(
        f"<item><title>x</title><link>{link}</link>{f'<pubDate>{at}</pubDate>' if at else ''}</item>"
        for link, at in items
    )
    return f"<rss version='2.0'><channel><title>f</title>{entries}</channel></rss>".encode()


def rows(settings: Settings) -> list[Fetch]:
    return [
        fetch
        for name in archive.list_segments(settings.archive_dir)
        for fetch, _ in archive.read_segment(settings.archive_dir, name)
    ]


def run(publisher: Publisher, settings: Settings, now: datetime = NOW) -> int:
    n_new = discover.discover(publisher, settings, now)
    crawl.fetch_due(publisher, settings, now)
    return n_new


def outcomes(settings: Settings) -> dict[str, str]:
    return {fetch.url.split("/", 3)[-1]: fetch.outcome.value for fetch in rows(settings)}


def test_a_feed_s_pages_are_fetched_once(server: FaultyServer, publisher: Publisher, quick: Settings) -> None:
    assert run(publisher, quick) == 2
    assert outcomes(quick) == {"feed.xml": "ok", "page": "ok", "tagged": "ok", "robots.txt": "http_error"}
    before = rows(quick)
    assert run(publisher, quick, NOW + timedelta(hours=1)) == 0
    assert rows(quick) == before
    assert server.asked["/page"] == 1


def test_a_page_that_its_feed_calls_changed_is_fetched_again(
    server: FaultyServer, publisher: Publisher, quick: Settings
) -> None:
    run(publisher, quick)
    later = NOW + timedelta(days=1)
    server.feed = feed(("/page", later.strftime("%a, %d %b %Y %H:%M:%S GMT")))
    assert run(publisher, quick, later + timedelta(hours=1)) == 1
    assert server.asked["/page"] == 2


def test_the_frontier_can_be_lost(server: FaultyServer, publisher: Publisher, quick: Settings) -> None:
    run(publisher, quick)
    quick.frontier_path.unlink()
    assert run(publisher, quick, NOW + timedelta(hours=1)) == 0
    assert server.asked["/page"] == 1


@pytest.mark.parametrize(
    "link",
    [
        "http://10.0.0.8/x",
        "http://localhost:1/x",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://1.1.1.1/elsewhere",
    ],
)
def test_a_link_that_leads_elsewhere_is_a_row_and_the_rest_goes_on(
    server: FaultyServer, publisher: Publisher, quick: Settings, link: str
) -> None:
    server.feed = feed((link, None), ("/page", None))
    run(publisher, quick)
    found = rows(quick)
    assert [
        (fetch.outcome, bool(fetch.reason))
        for fetch in found
        if fetch.url.split("?")[0] not in {server.url("/page"), server.url("/feed.xml"), server.url("/robots.txt")}
    ] == [(FetchOutcome.REFUSED_ADDRESS, True)]
    assert FetchOutcome.OK in {fetch.outcome for fetch in found if fetch.url == server.url("/page")}


@pytest.mark.parametrize(
    ("robots", "outcome"),
    [
        ((200, b"User-agent: *\nDisallow: /page"), "refused_robots"),
        ((200, b"User-agent: Summitry\nDisallow: /"), "refused_robots"),
        ((503, b""), "refused_robots"),
        ((404, b""), "ok"),
        ((200, b"\xff\xfe not a robots file"), "ok"),
    ],
)
def test_robots_txt_is_obeyed(
    server: FaultyServer, publisher: Publisher, quick: Settings, robots: tuple[int, bytes], outcome: str
) -> None:
    server.robots = robots
    run(publisher, quick)
    assert outcomes(quick)["page"] == outcome
    assert server.asked["/page"] == (outcome == "ok")


@pytest.mark.parametrize(
    "broken", [b"", b"<html>no feed</html>", b"<rss><channel><item><link>/page</link>", b"\x00\x01"]
)
def test_a_broken_feed_stops_nobody(server: FaultyServer, publisher: Publisher, quick: Settings, broken: bytes) -> None:
    server.feed = broken
    server.sitemap = b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>/tagged</loc><lastmod>2025-04-04</lastmod></url></urlset>"
    run(publisher.model_copy(update={"sitemaps": (server.url("/sitemap.xml"),)}), quick)
    assert outcomes(quick)["tagged"] == "ok"


@pytest.mark.parametrize(
    "bomb",
    [
        b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><urlset><url><loc>/&x;</loc></url></urlset>",
        b"<!DOCTYPE a [<!ENTITY x '"
        + b"a" * 1000
        + b"'><!ENTITY y '"
        + b"&x;" * 1000
        + b"'>]><urlset><url><loc>&y;&y;</loc></url></urlset>",
    ],
)
def test_entities_in_a_sitemap_read_no_file_and_fill_no_memory(
    server: FaultyServer, publisher: Publisher, quick: Settings, bomb: bytes
) -> None:
    server.sitemap = bomb
    run(publisher.model_copy(update={"feeds": (), "sitemaps": (server.url("/sitemap.xml"),)}), quick)
    hostname = Path("/etc/hostname").read_text().strip() if Path("/etc/hostname").exists() else "localhost"
    assert not any(hostname in fetch.url.removeprefix(server.url("")) for fetch in rows(quick))


def test_a_period_leaves_out_other_days(server: FaultyServer, publisher: Publisher, quick: Settings) -> None:
    assert discover.discover(publisher, quick, NOW, first_day=date(2025, 4, 5)) == 1  # the undated entry
    assert discover.discover(publisher, quick, NOW, first_day=date(2025, 4, 4), last_day=date(2025, 4, 4)) == 1


def test_given_pages_are_due_whoever_they_belong_to(
    server: FaultyServer, publisher: Publisher, quick: Settings
) -> None:
    known = {publisher.key: publisher}
    assert discover.publisher_of(server.url("/page"), known) == "example"
    assert discover.publisher_of("https://elsewhere.example/x", known) == "web"
    assert discover.discover(publisher, quick, NOW, urls=(server.url("/page?utm_source=x#top"),)) == 1
    crawl.fetch_due(publisher, quick, NOW)
    assert [fetch.url for fetch in rows(quick) if fetch.source == "urls"] == [server.url("/page")]


def test_a_failure_rests_and_is_tried_again_later_but_not_for_ever(
    server: FaultyServer, publisher: Publisher, quick: Settings
) -> None:
    server.feed = feed(("/always-503", None), ("/gone", None))
    run(publisher, quick)
    run(publisher, quick, NOW + timedelta(minutes=1))
    assert (server.asked["/always-503"], server.asked["/gone"]) == (2, 1)
    run(publisher, quick, NOW + timedelta(days=1))
    assert (server.asked["/always-503"], server.asked["/gone"]) == (4, 1)
    for day in range(2, 60):
        crawl.fetch_due(publisher, quick, NOW + timedelta(days=day))
    assert server.asked["/always-503"] <= 10


def test_a_forgotten_page_is_never_fetched_again(server: FaultyServer, publisher: Publisher, quick: Settings) -> None:
    run(publisher, quick)
    crawl.forget_url(quick, server.url("/page"))
    archive.remove_url(quick.archive_dir, server.url("/page"))
    quick.frontier_path.unlink()
    run(publisher, quick, NOW + timedelta(hours=1))
    assert server.asked["/page"] == 1
    assert server.url("/page") not in {fetch.url for fetch in rows(quick)}


def test_a_frontier_of_thousands_gives_the_due_ones_in_order(tmp_path: Path) -> None:
    with open_frontier(tmp_path / "f.sqlite") as frontier:
        frontier.add("example", [(Entry(f"https://a.example/{i}", "page", None), None) for i in range(5000)], NOW)
        assert frontier.add("example", [(Entry("https://a.example/1", "page", None), None)], NOW) == 0
        assert len(frontier.list_due("example", NOW, 200)) == 200
        assert frontier.list_due("other", NOW, 200) == ()


def test_the_inbox_takes_each_file_once_and_says_what_it_could_not_take(quick: Settings) -> None:
    quick.inbox_dir.mkdir(parents=True)
    for name, data in {
        "a.html": PAGE,
        "copy of a.htm": PAGE,
        "b.txt": "Zürich\n\nTalks".encode("utf-16"),
        "empty.html": b"",
        "blank.txt": b" \n\n ",
        "c.docx": b"PK",
        "broken.warc.gz": b"\x1f\x8bnothing",
        "text.warc": b"hello",
        ".hidden": b"x",
    }.items():
        (quick.inbox_dir / name).write_bytes(data)
    assert len(inbox.archive_inbox(quick, NOW)) == 1
    found = rows(quick)
    assert sorted((fetch.found_in or "", fetch.outcome.value) for fetch in found) == [
        ("a.html", "ok"),
        ("b.txt", "ok"),
        ("blank.txt", "empty"),
        ("broken.warc.gz", "wrong_type"),
        ("c.docx", "wrong_type"),
        ("empty.html", "empty"),
        ("text.warc", "wrong_type"),
    ]
    assert inbox.archive_inbox(quick, NOW + timedelta(hours=1)) == ()
    assert rows(quick) == found
