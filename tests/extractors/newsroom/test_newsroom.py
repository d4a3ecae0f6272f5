"""The sample newsroom: what it serves, how it answers conditional requests, and that stories and expectations agree."""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import feedparser
import pytest
import yaml
from lxml import etree

from extractors.errors import FreeResource
from extractors.newsroom import make_server
from extractors.newsroom.server import render_all
from extractors.newsroom.stories import DISALLOWED_PREFIX, OUTLETS, Story, load_stories

HERE = Path(__file__).parent
PUBLISHERS_DIR = HERE.parents[2] / "extractors" / "newsroom" / "publishers"
STORIES = load_stories()


def read_lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / name).read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def base_url() -> Iterator[str]:
    with make_server(0) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def get(url: str, headers: dict[str, str] | None = None, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
    request = urllib.request.Request(url, headers=headers or {}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return answer.status, dict(answer.headers), answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, dict(error.headers), error.read()


def test_every_story_is_served_with_its_text_and_nothing_unescaped(base_url: str) -> None:
    assert len(STORIES) >= 30
    for story in STORIES:
        status, headers, body = get(base_url + story.path)
        page = body.decode()
        assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
        assert all(f"<p>{paragraph}</p>" in unescape(page) for paragraph in story.paragraphs)
        assert "<no spare>" not in page
        assert f'<link rel="canonical" href="{base_url}{story.canonical_path}">' in page


def test_text_that_looks_like_markup_is_escaped(base_url: str) -> None:
    story = next(story for story in STORIES if "<no spare>" in " ".join(story.paragraphs))
    assert b"&lt;no spare&gt; vessel; fuel &amp; crew" in get(base_url + story.path)[2]


def test_each_outlet_writes_its_date_in_its_own_way(base_url: str) -> None:
    marks = {
        "courier": '"datePublished": ',
        "meridian": 'property="article:published_time"',
        "northlight": "<time datetime=",
        "ministry": '<p class="release-date">',
    }
    for story in STORIES:
        page = get(base_url + story.path)[2].decode()
        assert {key for key, mark in marks.items() if mark in page} == {story.outlet.key}


@pytest.mark.parametrize("outlet", OUTLETS, ids=lambda outlet: outlet.key)
def test_feed_and_sitemap_list_the_outlets_stories(base_url: str, outlet: Any) -> None:
    own = [story for story in STORIES if story.outlet == outlet]
    feed = feedparser.parse(get(base_url + outlet.feed_path)[2])
    assert not feed.bozo
    assert {entry.link for entry in feed.entries} == {base_url + story.path for story in own if not story.is_correction}
    assert all(entry.get("published_parsed") or entry.get("updated_parsed") for entry in feed.entries)
    sitemap = etree.fromstring(get(base_url + outlet.sitemap_path)[2], etree.XMLParser(resolve_entities=False))
    listed = {loc.text for loc in sitemap.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    assert listed == {base_url + story.path for story in own if not story.path.startswith(DISALLOWED_PREFIX)}


def test_a_story_in_a_feed_is_forbidden_by_robots(base_url: str) -> None:
    assert f"Disallow: {DISALLOWED_PREFIX}\n".encode() in get(base_url + "/robots.txt")[2]
    feed = get(base_url + "/ministry/atom.xml")[2]
    assert DISALLOWED_PREFIX.encode() in feed


def test_a_known_page_is_not_sent_again(base_url: str) -> None:
    for path in (STORIES[0].path, OUTLETS[0].feed_path):
        _, headers, body = get(base_url + path)
        assert body
        assert get(base_url + path, {"If-None-Match": headers["ETag"]})[::2] == (304, b"")
        assert get(base_url + path, {"If-Modified-Since": headers["Last-Modified"]})[::2] == (304, b"")
        assert get(base_url + path, {"If-None-Match": '"other"'})[0] == 200
        assert get(base_url + path, {"If-Modified-Since": "Mon, 01 Jan 2024 00:00:00 GMT"})[0] == 200
        assert get(base_url + path, {"If-Modified-Since": "yesterday"})[0] == 200
        assert get(base_url + path, method="HEAD")[::2] == (200, b"")
    assert get(base_url + "/courier/nothing")[0] == 404


def test_the_server_is_on_loopback_and_names_a_taken_port() -> None:
    with make_server(0) as server:
        host, port = server.server_address[:2]
        assert host == "127.0.0.1"
        with pytest.raises(FreeResource, match=str(port)):
            make_server(port)


def test_rendering_gives_the_same_bytes_twice() -> None:
    assert render_all("http://127.0.0.1:1") == render_all("http://127.0.0.1:1")


def test_expected_file_agrees_with_the_stories() -> None:
    expected = {line["id"]: line for line in read_lines("expected.jsonl")}
    by_path = {story.path: story for story in STORIES}
    assert expected.keys() == by_path.keys()
    n_meetings = 0
    for path, line in expected.items():
        story: Story = by_path[path]
        assert (line["title"], line["published_at"], line["language"]) == (story.title, story.published, story.language)
        assert line["text"] == "\n\n".join(story.paragraphs)
        for meeting in line["meetings"]:
            n_meetings += 1
            assert meeting["evidence"] in line["text"]
            assert len({participant["side"] for participant in meeting["participants"]}) >= 2
    assert n_meetings >= 20
    assert sum(not line["meetings"] for line in expected.values()) >= 10


def test_expected_meetings_follow_from_the_expected_articles() -> None:
    articles = {line["id"]: line for line in read_lines("expected.jsonl")}
    meetings = read_lines("expected_meetings.jsonl")
    assert len(meetings) >= 10
    for meeting in meetings:
        told = [mention for path in meeting["articles"] for mention in articles[path]["meetings"]]
        assert len(meeting["articles"]) == meeting["n_articles"] >= meeting["n_independent_sources"] >= 1
        assert any(
            mention["status"] == meeting["status"]
            and sorted({person["side"] for person in mention["participants"]}) == meeting["sides"]
            for mention in told
        )
    corrected = {story.canonical_path for story in STORIES if story.is_correction}
    told_paths = {path for meeting in meetings for path in meeting["articles"]}
    assert corrected
    assert not corrected & told_paths


@pytest.mark.parametrize("outlet", OUTLETS, ids=lambda outlet: outlet.key)
def test_publisher_file_names_what_is_served(base_url: str, outlet: Any) -> None:
    text = (PUBLISHERS_DIR / f"{outlet.key}.yml").read_text("utf-8")
    publisher = yaml.safe_load(text.replace("{newsroom_port}", base_url.rsplit(":", 1)[1]))
    assert publisher["key"] == outlet.key
    assert publisher["feeds"] == [base_url + outlet.feed_path]
    assert publisher["sitemaps"] == [base_url + outlet.sitemap_path]
    assert get(publisher["home"])[0] == 200
