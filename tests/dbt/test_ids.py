"""Ids outlive news: a changed page, pages in another order, two meetings that turn out to be one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from extractors.model import Participation
from extractors.settings import Settings, read_settings
from tests.dbt.world import CHO, IWAYA, RUBIO, Reading, Said, build_all, load, rows, tell

pytestmark = pytest.mark.slow

IDS = "select meeting_id from marts.fact_meetings order by 1"
PEOPLE = "select official_id, official_spell_id, name from marts.dim_officials order by 1"
REDIRECTS = "select from_id, to_id from ledger.meeting_redirects order by given_at, from_id"

LAVROV = Participation("Sergey Lavrov", "Foreign Minister", "RUS")
FIDAN = Participation("Hakan Fidan", "Foreign Minister", "TUR")
SYBIHA = Participation("Andrii Sybiha", "Foreign Minister", "UKR")


def settings_of(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("SUMMITRY_DATA", str(folder))
    return read_settings()


def test_a_changed_page_keeps_the_id_and_brings_the_new_values(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = settings_of(tmp_path, monkeypatch)
    load(settings, "a", [tell("herald", "2025-04-04T08:00", Said((IWAYA, RUBIO), "2025-04-02"), page="talks")])
    build_all(settings, has_tests=False)
    before = rows(settings, IDS)
    right = Said((IWAYA, RUBIO, CHO), "2025-04-03", city="Brussels", country="BEL")
    load(settings, "b", [tell("herald", "2025-04-04T12:00", right, page="talks")])
    assert build_all(settings, has_tests=False)["meeting_redirects"] == 0
    assert len(before) == 1
    assert rows(settings, "select meeting_id, start_date, city, n_sides, n_articles from marts.fact_meetings") == [
        (before[0][0], date(2025, 4, 3), "Brussels", 3, 1)
    ]
    # and an unchanged world keeps its `updated_at`, whatever else is loaded
    stamps = "select meeting_id, updated_at from marts.mart_meetings_flat where city = 'Brussels'"
    at = rows(settings, stamps)
    load(settings, "c", [tell("herald", "2025-05-02T08:00", Said((LAVROV, FIDAN), "2025-05-01"))])
    build_all(settings, has_tests=False)
    assert rows(settings, stamps) == at
    assert rows(settings, "select count(*) from marts.fact_meetings") == [(2,)]


def test_any_order_of_loading_ends_with_the_same_ids_and_facts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The vague telling comes alone first in one order, and gets an id that then leads to the other's."""
    talks = Said((LAVROV, FIDAN), "2025-05-06", city="Ankara", country="TUR")
    pages: list[Reading] = [
        tell("herald", "2025-05-06T18:00", talks),
        tell("tribune", "2025-05-07T09:00", talks),
        tell("wire", "2025-05-08T09:00", Said((SYBIHA, FIDAN), "2025-05-08", city="Ankara", country="TUR"), talks),
    ]
    forwards = settings_of(tmp_path / "forwards", monkeypatch)
    load(forwards, "a", pages)
    build_all(forwards, has_tests=False)
    first = settings_of(tmp_path / "backwards", monkeypatch)
    load(first, "a", pages[1:])
    build_all(first, has_tests=False)
    early = rows(first, IDS)
    load(first, "b", pages[:1])
    assert build_all(first)["meeting_redirects"] == 1
    facts = "select * exclude (updated_at) from marts.fact_meetings order by meeting_id"
    assert len(rows(forwards, facts)) == 2
    assert rows(first, facts) == rows(forwards, facts)
    assert rows(first, PEOPLE) == rows(forwards, PEOPLE)
    # the id that was given first is still an answer: it leads to the one that stays
    assert build_all(first, has_tests=False) == {
        "meetings": 0,
        "officials": 0,
        "meeting_redirects": 0,
        "official_redirects": 0,
    }
    ((old, new),) = rows(first, REDIRECTS)
    assert (old,) in early
    assert (new,) in rows(first, IDS)
