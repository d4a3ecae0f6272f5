"""The verbs by hand, as a person types them: what they print, and what they say when something is wrong."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from extractors import publish
from extractors.__main__ import main
from extractors.settings import read_settings

TEXT = (
    "title: Talks in Oslo\npublished_at: 2025-05-06T10:00:00+02:00\nurl: https://news.example/oslo\n\n"
    "Norwegian Foreign Minister Espen Barth Eide met Dutch Foreign Minister Caspar Veldkamp in Oslo on Monday.\n\n"
    "They spoke about the war in Ukraine and about the supply of gas to the rest of Europe in the coming winter.\n"
)


@pytest.fixture
def inbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SUMMITRY_DATA", str(tmp_path))
    monkeypatch.setenv("SUMMITRY_NEWSROOM", "0")
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "oslo.txt").write_text(TEXT, "utf-8")
    return tmp_path / "inbox"


@pytest.mark.slow
def test_each_step_by_itself_then_why_then_forget(inbox: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for verb in ("discover", "fetch", "extract", "load", "build", "publish"):
        assert main(["--quiet", verb]) == 0
    ((row),) = publish.read_published(read_settings().published_path, "select * from marts.mart_meetings_flat")
    assert (str(row["start_date"]), row["city"], row["sides"]) == ("2025-05-05", "Oslo", "NLD, NOR")
    capsys.readouterr()
    assert main(["--quiet", "why", str(row["meeting_id"])]) == 0
    assert "met Dutch Foreign Minister Caspar Veldkamp in Oslo on Monday" in capsys.readouterr().out
    assert main(["--quiet", "meetings"]) == 0
    assert "Oslo" in capsys.readouterr().out
    assert main(["--quiet", "forget", str(row["url"])]) == 0
    assert publish.read_published(read_settings().published_path, "from marts.mart_meetings_flat") == []
    assert b"Veldkamp" not in b"".join(path.read_bytes() for path in (inbox.parent / "archive").rglob("*.warc.gz"))


def test_read_prints_the_article_of_a_file(inbox: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--quiet", "read", str(inbox / "oslo.txt")]) == 0
    article = json.loads(capsys.readouterr().out)
    assert (article["title"], article["canonical_url"]) == ("Talks in Oslo", "https://news.example/oslo")


def test_detect_takes_articles_as_lines_and_gives_their_meetings(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = {"id": "x", "published_at": "2025-05-06", "title": "Talks", "text": TEXT.split("\n\n")[1]}
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(case) + "\n\n"))
    assert main(["--quiet", "detect"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["id"] == "x"
    assert {person["side"] for person in answer["meetings"][0]["participants"]} == {"NOR", "NLD"}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["why", "mtg_none"], "mtg_none"),
        (["read", "missing.html"], "no file that is here"),
        (["read", "http://127.0.0.1:1/"], "no public address"),
        (["read", "file:///etc/passwd"], "neither http nor https"),
        (["fetch", "nobody"], "nobody"),
        (["import", "/nowhere.warc"], "/nowhere.warc"),
    ],
)
def test_what_is_wrong_is_one_clear_line(
    inbox: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    assert main(["--quiet", *arguments]) == 1
    error = capsys.readouterr().err
    assert told in error
    assert "Traceback" not in error


@pytest.mark.parametrize("line", ["no json", '{"title": "no id"}', "[]", '"text"'])
def test_a_line_that_is_no_article_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(line))
    assert main(["--quiet", "detect"]) == 1
    assert "line 1" in capsys.readouterr().err
