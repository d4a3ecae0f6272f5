"""What dbt makes of what pages tell: one build of a small world, and the same again from files alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from extractors.build import run_dbt
from extractors.model import Claim, Mode, Participation, Status, TopicMention, Voice
from extractors.settings import Settings, read_settings
from tests.dbt.world import CHO, IWAYA, RUBIO, Said, build_all, load, rows, tell, unnamed

pytestmark = pytest.mark.slow

STARMER = Participation("Keir Starmer", "Prime Minister", "GBR")
ZELENSKY = Participation("Volodymyr Zelensky", "President", "UKR")
ERDOGAN = Participation("Recep Tayyip Erdogan", "President", "TUR")
MODI = Participation("Narendra Modi", "Prime Minister", "IND")
LULA = Participation("Luiz Inacio Lula da Silva", "President", "BRA")

BRUSSELS = Said((IWAYA, RUBIO, CHO), "2025-04-03", city="Brussels", country="BEL")
DETERRENCE = TopicMention("deterrence", 0.9)
SECOND = Claim("ordinal_since", 1, None, "their first meeting")
CALL = Said((STARMER, ZELENSKY), "2025-01-14", mode=Mode.PHONE)
VISIT = Said((STARMER, ZELENSKY), "2025-01-16", city="Kyiv", country="UKR")
PLAN = Said((ERDOGAN, MODI), "2025-06-10", Status.PLANNED, city="Ankara", country="TUR")
DONE = Said((ERDOGAN, MODI), "2025-06-10", Status.HELD, city="Ankara", country="TUR")
COPIED = Said((LULA, MODI), "2025-07-08", city="Brasilia", country="BRA")
ALONE = Said((IWAYA,), "2025-04-01")
FAR = Said((IWAYA, RUBIO), "1066-10-14")

WORLD = [
    tell("herald", "2025-04-03T20:00", Said((IWAYA, RUBIO, CHO), "2025-04-03", city="Brussels", country="BEL",
                                            topics=(DETERRENCE,), claims=(SECOND,))),
    tell("ministry", "2025-04-04T02:00", BRUSSELS, voice=Voice.OFFICIAL),
    tell("tribune", "2025-04-05T09:00", Said((unnamed(IWAYA), unnamed(RUBIO), unnamed(CHO)), "2025-04-03")),
    tell("herald", "2025-01-16T20:00", VISIT, CALL),
    tell("tribune", "2025-06-01T08:00", PLAN),
    tell("herald", "2025-06-10T19:00", DONE),
    tell("tribune", "2025-06-11T08:00", PLAN),
    tell("wire", "2025-07-08T12:00", COPIED, voice=Voice.AGENCY, bands=("b1", "b2")),
    tell("herald", "2025-07-08T11:00", COPIED, bands=("b2", "b3")),
    tell("tribune", "2025-07-09T11:00", COPIED, bands=("b3", "b4")),
    tell("herald", "2025-04-02T08:00", ALONE, FAR),
]  # fmt: skip


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUMMITRY_DATA", str(tmp_path_factory.mktemp("marts")))
        settings = read_settings()
        load(settings, "a", WORLD)
        build_all(settings)
        return settings


def test_tellings_of_one_meeting_are_one_meeting(world: Settings) -> None:
    assert rows(
        world,
        "select status, format, level, start_date, city, country, host_side, n_sides, n_officials, n_articles,"
        " n_independent_sources, has_official_source, round(score, 3)"
        " from marts.fact_meetings where n_sides = 3",
    ) == [
        ("held", "trilateral", "ministers", date(2025, 4, 3), "Brussels", "BEL", None, 3, 3, 3, 3, True, 0.992)
    ]  # fmt: skip


def test_a_call_and_a_visit_stay_apart(world: Settings) -> None:
    assert rows(
        world,
        "select mode, start_date, city, host_side from marts.fact_meetings"
        " join marts.bridge_meeting_sides using (meeting_id) where side = 'GBR' order by start_date",
    ) == [("phone", date(2025, 1, 14), None, None), ("in_person", date(2025, 1, 16), "Kyiv", "UKR")]


def test_what_was_planned_and_then_held_is_one_meeting_with_a_history(world: Settings) -> None:
    ((meeting_id, status, n_articles),) = rows(
        world,
        "select meeting_id, status, n_articles from marts.fact_meetings"
        " where first_announced_at = '2025-06-01 08:00:00+00'",
    )
    assert (status, n_articles) == ("held", 3)
    assert rows(
        world,
        "select from_status, to_status, to_date from marts.fact_meeting_status_changes where meeting_id = ?"
        " order by change_number",
        [meeting_id],
    ) == [(None, "planned", date(2025, 6, 10)), ("planned", "held", date(2025, 6, 10))]


def test_a_copy_counts_as_what_it_copies(world: Settings) -> None:
    assert rows(
        world,
        "select n_articles, n_independent_sources, round(score, 2) from marts.fact_meetings where city = 'Brasilia'",
    ) == [(3, 1, 0.8)]
    assert rows(world, "select publisher from marts.dim_articles where is_copy order by 1") == [
        ("herald",),
        ("tribune",),
    ]


def test_a_mention_that_cannot_be_is_a_row_with_its_reason(world: Settings) -> None:
    assert rows(world, "select rejected_because from intermediate.int_rejected_mentions order by 1") == [
        ("fewer than two sides",),
        ("the date is out of 1945 to 2100",),
    ]


def test_each_official_is_there_once_with_office_and_country(world: Settings) -> None:
    assert rows(
        world,
        "select name, office, country, is_primary, valid_to from marts.dim_officials where side in ('JPN', 'USA', 'KOR')"
        " order by name",
    ) == [
        ("Cho Tae-yul", "Foreign Minister", "KOR", True, None),
        ("Marco Rubio", "Secretary of State", "USA", True, None),
        ("Takeshi Iwaya", "Foreign Minister", "JPN", True, None),
    ]


def test_the_flat_row_reads_like_a_sentence(world: Settings) -> None:
    ((sides, participants, topics, quote, url),) = rows(
        world, "select sides, participants, topics, quote, url from marts.mart_meetings_flat where city = 'Brussels'"
    )
    assert sides == "JPN, KOR, USA"
    assert participants == (
        "Takeshi Iwaya (Foreign Minister, JPN); Cho Tae-yul (Foreign Minister, KOR); "
        "Marco Rubio (Secretary of State, USA)"
    )
    assert topics == "Deterrence and defence"
    assert quote == BRUSSELS.sentence
    assert str(url).startswith("https://ministry.example/")


def test_weights_of_a_meeting_sum_to_one(world: Settings) -> None:
    for table in ("bridge_meeting_sides", "fact_meeting_dyads"):
        sums = rows(world, f"select round(sum(weight), 9) from marts.{table} group by meeting_id")
        assert len(sums) == 5
        assert set(sums) == {(1.0,)}


def test_a_claim_is_held_against_what_the_warehouse_counts(world: Settings) -> None:
    assert rows(world, "select ordinal, n_counted, is_agreed from marts.fact_meeting_claims") == [(1, 1, True)]


def test_every_mart_says_when_its_rows_changed_and_describes_its_columns(world: Settings) -> None:
    tables = rows(world, "select table_name, comment from duckdb_tables() where schema_name = 'marts'")
    assert len(tables) >= 14
    assert all(comment for _, comment in tables)
    assert rows(
        world,
        "select table_name from duckdb_columns() where schema_name = 'marts' and column_name = 'updated_at' order by 1",
    ) == [(name,) for name, _ in sorted(tables)]
    assert not rows(
        world, "select table_name, column_name from duckdb_columns() where schema_name = 'marts' and comment is null"
    )


def test_a_warehouse_made_again_keeps_its_ids_and_the_ledger_as_it_is(world: Settings) -> None:
    ids = "select meeting_id from marts.fact_meetings order by 1"
    people = "select official_spell_id, official_id from marts.dim_officials order by 1"
    before = rows(world, ids), rows(world, people)
    world.warehouse_path.unlink()
    load(world, "a", WORLD)
    assert build_all(world) == {"meetings": 0, "officials": 0, "meeting_redirects": 0, "official_redirects": 0}
    assert (rows(world, ids), rows(world, people)) == before
    assert len(before[0]) == 5


def test_an_empty_warehouse_builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMITRY_DATA", str(tmp_path))
    settings = read_settings()
    build_all(settings)
    assert rows(settings, "select count(*) from marts.fact_meetings") == [(0,)]
    assert rows(settings, "select count(*) from marts.dim_sides where kind = 'state'") > [(200,)]


def test_the_models_pass_their_unit_tests(world: Settings) -> None:
    code, tail = run_dbt(world, "test", "--select", "test_type:unit")
    assert code == 0, tail
    assert "PASS=0" not in tail
