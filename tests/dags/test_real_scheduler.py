"""The whole line under the real scheduler, as `make run ONCE=1` runs it: what it leaves, and what a second run adds."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from extractors import publish, warehouse
from extractors.batches import TABLES
from extractors.settings import Settings, read_settings
from extractors.stack.supervisor import list_processes

REPOSITORY = Path(__file__).resolve().parent.parent.parent
PORTS = ("SUMMITRY_PORT", "SUMMITRY_NEWSROOM_PORT", "SUMMITRY_REPORT_PORT", "SUMMITRY_SUPERSET_PORT")

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Run:
    settings: Settings
    environment: dict[str, str]
    code: int
    output: str


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """One run on the sample newsroom, from an empty data folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUMMITRY_DATA", str(tmp_path_factory.mktemp("line") / "data"))
        patch.setenv("SUMMITRY_NEWSROOM", "1")
        for name, port in zip(PORTS, free_ports(len(PORTS)), strict=True):
            patch.setenv(name, str(port))
        environment = os.environ | {"PYTHONPATH": str(REPOSITORY)}
        code, output = start(environment)
        yield Run(read_settings(), environment, code, output)


def test_it_ends_well_and_says_where_everything_is(run: Run) -> None:
    assert run.code == 0, run.output
    for text in (
        "The newest meetings",
        str(run.settings.published_path),
        f"http://127.0.0.1:{run.settings.port}",
        "summitry",
    ):
        assert text in run.output
    passwords = run.settings.airflow_home / "passwords.json"
    assert str(passwords) in run.output
    assert json.loads(passwords.read_text("utf-8"))["summitry"] not in run.output


def test_the_published_copy_is_as_new_as_the_warehouse(run: Run) -> None:
    with warehouse.open_warehouse(run.settings.warehouse_path, read_only=True) as con:
        newest = warehouse.read_state(con).newest_batch
    assert newest is not None
    assert publish.read_newest_batch(run.settings.published_path) == newest
    meetings = publish.read_published(run.settings.published_path, "select * from marts.mart_meetings_flat")
    assert len(meetings) > 3


def test_no_process_and_no_open_port_is_left(run: Run) -> None:
    run_id = json.loads((run.settings.data_dir / "run.lock").read_text("utf-8"))["run_id"]
    assert list_processes(run_id) == []
    for port in (run.settings.port, run.settings.newsroom_port):
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_every_task_went_through_and_every_model_shows_its_state_and_seconds(run: Run) -> None:
    tasks = read_metadata(run, "select dag_id, task_id, state from task_instance")
    assert {(dag_id, task_id) for dag_id, task_id, _ in tasks} >= {
        ("ingest_articles", "publishers.fetch"),
        ("ingest_articles", "extract"),
        ("build_warehouse", "build"),
        ("build_warehouse", "publish"),
    }
    assert {state for _, task_id, state in tasks if task_id != "watch"} == {"success"}
    labels = [
        str(label)
        for (label,) in read_metadata(run, "select rendered_map_index from task_instance where task_id = 'models'")
    ]
    models = [
        path.stem for path in (REPOSITORY / "dbt_project" / "models").rglob("*") if path.suffix in {".sql", ".py"}
    ]
    assert len(models) > 10
    for model in models:
        assert any(label.startswith(f"{model}: success, ") and label.endswith(" s") for label in labels), model


def test_no_dag_ran_twice(run: Run) -> None:
    assert sorted(read_metadata(run, "select dag_id, state from dag_run")) == [
        ("build_warehouse", "success"),
        ("ingest_articles", "success"),
    ]


def test_a_second_run_adds_no_row(run: Run) -> None:
    before = count_rows(run.settings)
    assert before["mart_meetings_flat"] > 3
    code, output = start(run.environment)
    assert code == 0, output
    assert count_rows(run.settings) == before
    builds = read_metadata(run, "select run_id from dag_run where dag_id = 'build_warehouse'")
    assert len(builds) == 1


def test_a_run_killed_between_load_and_build_is_finished_by_the_next(inbox_environment: dict[str, str]) -> None:
    settings = read_settings()
    command = [sys.executable, "-m", "extractors", "up", "--once"]
    with subprocess.Popen(command, env=inbox_environment, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True) as killed:
        assert killed.stdout is not None
        seen = []
        for line in killed.stdout:
            seen.append(line)
            if "load: success" in line:
                killed.kill()
    assert killed.returncode == -signal.SIGKILL, "".join(seen)
    assert not settings.published_path.exists()
    code, output = start(inbox_environment)
    assert code == 0, output
    with warehouse.open_warehouse(settings.warehouse_path, read_only=True) as con:
        newest = warehouse.read_state(con).newest_batch
    assert newest is not None
    assert publish.read_newest_batch(settings.published_path) == newest


def test_a_task_that_fails_is_told_with_its_log_and_the_exit_code(inbox_environment: dict[str, str]) -> None:
    settings = read_settings()
    settings.warehouse_path.parent.write_text("a file where the folder should be")
    code, output = start(inbox_environment)
    assert code == 1, output
    assert "ingest_articles.load" in output
    assert str(settings.warehouse_path.parent) in output
    run_id = json.loads((settings.data_dir / "run.lock").read_text("utf-8"))["run_id"]
    assert list_processes(run_id) == []


@pytest.fixture
def inbox_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """An own data folder with one page in its inbox, and no newsroom; set in this process too."""
    monkeypatch.setenv("SUMMITRY_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("SUMMITRY_NEWSROOM", "0")
    monkeypatch.setenv("SUMMITRY_PORT", str(free_ports(1)[0]))
    (tmp_path / "data" / "inbox").mkdir(parents=True)
    page = (
        "title: Talks in Oslo\n\nForeign Minister Jan Bakker of the Netherlands met his Norwegian counterpart in Oslo."
    )
    (tmp_path / "data" / "inbox" / "talks.txt").write_text(page, "utf-8")
    return os.environ | {"PYTHONPATH": str(REPOSITORY)}


def start(environment: dict[str, str]) -> tuple[int, str]:
    ended = subprocess.run(
        [sys.executable, "-m", "extractors", "up", "--once"],
        env=environment,
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=280,
    )
    return ended.returncode, ended.stdout


def count_rows(settings: Settings) -> dict[str, int]:
    """Of every published table and every raw one."""
    tables = publish.read_published(
        settings.published_path, "select table_name as name from duckdb_tables() where schema_name = 'marts'"
    )
    counts = {
        str(table["name"]): publish.read_published(
            settings.published_path, f'select count(*) as n from marts."{table["name"]}"'
        )[0]["n"]
        for table in tables
    }
    with warehouse.open_warehouse(settings.warehouse_path, read_only=True) as con:
        for name in [*TABLES, "load_manifest"]:
            ((n,),) = con.execute(f"select count(*) from raw.{name}").fetchall()
            counts[f"raw.{name}"] = n
    return {name: int(str(n)) for name, n in counts.items()}


def read_metadata(run: Run, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(run.settings.airflow_home / "airflow.db")) as con:
        return con.execute(sql).fetchall()


def free_ports(n: int) -> list[int]:
    holders = [socket.create_server(("127.0.0.1", 0)) for _ in range(n)]
    ports = [int(holder.getsockname()[1]) for holder in holders]
    for holder in holders:
        holder.close()
    return ports
