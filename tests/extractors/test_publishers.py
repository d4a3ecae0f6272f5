from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.errors import FixSettings
from extractors.model import Voice
from extractors.publishers import guess_publisher, load_publishers, publishers_on
from extractors.settings import Settings

GOOD = """
name: My Ministry
voice: official
home: https://ministry.example/
language: en
time_zone: Europe/Oslo
licence_note: made up
names: [My Ministry of Foreign Affairs]
"""
SHIPPED = {"inquirer", "yonhap", "nhk_world", "aljazeera", "us_state", "eeas"}


def write(settings: Settings, name: str, text: str) -> None:
    settings.user_publishers_dir.mkdir(parents=True, exist_ok=True)
    (settings.user_publishers_dir / name).write_text(text, "utf-8")


def test_the_shipped_ones_are_off_until_a_setting_names_them(settings: Settings) -> None:
    known = load_publishers(settings)
    assert set(known) >= SHIPPED
    assert publishers_on(known, settings) == ()
    assert all(known[key].licence_note and known[key].voice for key in SHIPPED)
    on = publishers_on(known, replace(settings, publishers_on=frozenset({"yonhap", "eeas"})))
    assert [publisher.key for publisher in on] == ["eeas", "yonhap"]
    with pytest.raises(FixSettings, match="yonhapp"):
        publishers_on(known, replace(settings, publishers_on=frozenset({"yonhapp"})))


def test_the_newsroom_is_on_by_its_own_setting_with_its_port_filled_in(settings: Settings) -> None:
    changed = replace(settings, is_newsroom_on=True, newsroom_port=12345)
    on = publishers_on(load_publishers(changed), changed)
    assert len(on) == 4
    assert all(publisher.inner == ("127.0.0.1:12345",) for publisher in on)


def test_a_users_file_is_on_and_takes_the_place_of_a_shipped_one(settings: Settings) -> None:
    write(settings, "my_ministry.yml", GOOD)
    write(settings, "eeas.yml", GOOD)
    known = load_publishers(settings)
    assert [publisher.key for publisher in publishers_on(known, settings)] == ["eeas", "my_ministry"]
    assert (known["eeas"].name, known["my_ministry"].voice) == ("My Ministry", Voice.OFFICIAL)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: [b", "no YAML"),
        ("\x00", "no YAML"),
        ("just words", "start with"),
        (GOOD.replace("Europe/Oslo", "Oslo"), "time_zone"),
        (GOOD.replace("official", "loud"), "voice"),
        (GOOD.replace("https://ministry.example/", "ministry.example"), "home"),
        (GOOD + "feedz: []\n", "feedz"),
        (GOOD + "article_url_pattern: '('\n", "article_url_pattern"),
        (GOOD + "key: other\n", "key"),
        (GOOD + "inner: ['10.0.0.0/8']\n", "inner"),
    ],
)
def test_a_wrong_file_is_named_with_its_field_and_stops_nobody_else(settings: Settings, text: str, told: str) -> None:
    write(settings, "wrong.yml", text)
    write(settings, "my_ministry.yml", GOOD)
    with pytest.raises(FixSettings, match=told):
        load_publishers(settings)
    errors: list[FixSettings] = []
    known = load_publishers(settings, on_error=errors.append)
    assert "my_ministry" in known
    assert "wrong" not in known
    assert len(errors) == 1
    assert "wrong.yml" in str(errors[0])


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Talks.\n© Copyright 1997-2025 INQUIRER.net | All Rights Reserved", "inquirer"),
        ("Talks.\nCopyright (c) Yonhap News Agency", "yonhap"),
        ("INQUIRER.net reported that Yonhap News Agency was told of talks.", None),
        ("© INQUIRER.net and Yonhap News Agency", None),
        ("", None),
    ],
)
def test_only_a_copyright_line_tells_whose_text_it_is(settings: Settings, text: str, key: str | None) -> None:
    publisher, method = guess_publisher(text, load_publishers(settings))
    assert (publisher.key if publisher else None) == key
    assert (method is not None) == (key is not None)
