"""What `make run` promises before Airflow starts and after it ended: ports, lock, secrets, no process left."""

from __future__ import annotations

import io
import json
import os
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from rich.console import Console

from extractors import stack
from extractors.errors import FixSettings, FreeResource
from extractors.settings import Settings
from extractors.stack.doors import check_ports, hold_data_folder
from extractors.stack.home import RUN_ID_VARIABLE, USER, airflow_environment, make_secrets, read_password
from extractors.stack.progress import Steps
from extractors.stack.supervisor import end_processes, list_processes, start_supervisor, stop_supervisor, what_ended

REPOSITORY = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def test_a_taken_port_is_named_with_its_holder_and_the_variable(settings: Settings, taken_port: int) -> None:
    with pytest.raises(FreeResource, match=rf"port {taken_port} .*process {os.getpid()} .*SUMMITRY_PORT=\d+"):
        check_ports(replace(settings, port=taken_port))


def test_every_taken_port_is_named_at_once(settings: Settings, taken_port: int) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        second = other.getsockname()[1]
        with pytest.raises(FreeResource) as caught:
            check_ports(replace(settings, port=taken_port, newsroom_port=second, is_newsroom_on=True))
    assert "SUMMITRY_PORT=" in str(caught.value)
    assert "SUMMITRY_NEWSROOM_PORT=" in str(caught.value)


def test_the_port_of_a_newsroom_that_is_off_may_be_taken(settings: Settings, taken_port: int) -> None:
    check_ports(replace(settings, port=free_port(), newsroom_port=taken_port, is_newsroom_on=False))


def test_one_port_for_two_servers_is_a_wrong_setting(settings: Settings) -> None:
    port = free_port()
    with pytest.raises(FixSettings, match="SUMMITRY_NEWSROOM_PORT"):
        check_ports(replace(settings, port=port, newsroom_port=port, is_newsroom_on=True))


def test_nothing_starts_when_a_port_is_taken(settings: Settings, taken_port: int) -> None:
    with pytest.raises(FreeResource):
        stack.up(replace(settings, port=taken_port), once=True)
    assert not settings.airflow_home.exists()


def test_a_second_run_on_the_same_data_folder_is_told_who_holds_it(settings: Settings) -> None:
    with (
        hold_data_folder(settings.data_dir),
        pytest.raises(FreeResource, match=f"in use by process {os.getpid()}.*SUMMITRY_DATA"),
        hold_data_folder(settings.data_dir),
    ):
        pytest.fail("two runs hold one folder")


def test_the_data_folder_is_free_again_after_a_run(settings: Settings) -> None:
    with hold_data_folder(settings.data_dir) as first:
        pass
    with hold_data_folder(settings.data_dir) as second:
        assert second != first


def test_what_a_killed_run_left_is_ended_by_the_next(settings: Settings) -> None:
    with hold_data_folder(settings.data_dir) as run_id:
        left = sleeper(run_id)
    with hold_data_folder(settings.data_dir):
        left.wait(10)
        assert list_processes(run_id) == []


def test_secrets_are_long_private_and_kept(settings: Settings) -> None:
    make_secrets(settings)
    paths = [settings.airflow_home / name for name in ("passwords.json", "secrets.json")]
    first = [path.read_text("utf-8") for path in paths]
    assert [stat.S_IMODE(path.stat().st_mode) for path in paths] == [0o600, 0o600]
    assert stat.S_IMODE(settings.airflow_home.stat().st_mode) == 0o700
    assert list(json.loads(first[0])) == [USER]
    kept = json.loads(first[1])
    assert min(len(kept["jwt_secret"]), len(kept["session_key"])) >= 64
    assert len(read_password(settings)) >= 20
    paths[0].chmod(0o644)
    make_secrets(settings)
    assert [path.read_text("utf-8") for path in paths] == first
    assert stat.S_IMODE(paths[0].stat().st_mode) == 0o600


def test_no_two_data_folders_share_a_password(settings: Settings, tmp_path: Path) -> None:
    other = replace(settings, data_dir=tmp_path / "other")
    make_secrets(settings)
    make_secrets(other)
    assert read_password(settings) != read_password(other)


def test_airflow_listens_on_loopback_only_and_ignores_settings_of_another_airflow(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIRFLOW__CORE__LOAD_EXAMPLES", "True")
    monkeypatch.setenv("AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS", "True")
    make_secrets(settings)
    environment = airflow_environment(settings, "run")
    assert environment["AIRFLOW__API__HOST"] == "127.0.0.1"
    assert environment["AIRFLOW__CORE__LOAD_EXAMPLES"] == "False"
    assert "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS" not in environment
    assert environment["AIRFLOW_HOME"].startswith(str(settings.data_dir))
    procfile = (REPOSITORY / "Procfile").read_text("utf-8")
    assert "--host 127.0.0.1" in procfile
    assert procfile.count("--skip-serve-logs") == 2
    assert read_password(settings) not in " ".join(environment.values())


def test_psutil_can_read_environments_here() -> None:
    """Else the sweep after a run would find nothing and say nothing."""
    assert psutil.Process().environ()


def test_processes_of_a_run_are_found_and_ended_though_they_refuse(settings: Settings) -> None:
    refusing = sleeper("refusing", "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN);")
    assert [process.pid for process in list_processes("refusing")] == [refusing.pid]
    end_processes("refusing")
    refusing.wait(1)
    assert list_processes("refusing") == []


def test_the_supervisor_ends_everything_when_its_parent_is_gone(settings: Settings) -> None:
    parent = sleeper("no run")
    environment = broken_environment(settings, "orphaned")
    supervisor = start_supervisor(settings, parent.pid, environment)
    wait_for(lambda: len(list_processes("orphaned")) >= 2)
    parent.kill()
    parent.wait()
    supervisor.wait(15)
    end_processes("orphaned")
    assert list_processes("orphaned") == []


def test_what_ended_first_is_told_with_its_log(settings: Settings) -> None:
    supervisor = start_supervisor(settings, os.getpid(), broken_environment(settings, "broken"))
    try:
        supervisor.wait(30)
        assert "stopped (rc=7)" in what_ended(settings)
        assert "cannot start" in what_ended(settings)
    finally:
        stop_supervisor(supervisor)
        end_processes("broken")
    assert list_processes("broken") == []


def test_without_a_terminal_every_change_is_a_line_and_silence_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractors.stack.progress.SILENCE_S", 0.05)
    output = io.StringIO()
    with Steps(Console(file=output, force_terminal=False)) as steps:
        steps.show("fetch", "running", 0, 3)
        steps.show("fetch", "running", 0, 3)
        time.sleep(0.06)
        steps.show("fetch", "running", 0, 3)
        steps.show("fetch", "success", 3, 3)
    lines = [line.split("s  ", 1)[1] for line in output.getvalue().splitlines()]
    assert lines == ["fetch: running, 0 of 3"] * 2 + ["fetch: success, 3 of 3"]


def broken_environment(settings: Settings, run_id: str) -> dict[str, str]:
    """The environment of a run whose `airflow` cannot start: it waits a little, says so and ends with 7."""
    make_secrets(settings)
    folder = settings.data_dir / "bin"
    folder.mkdir()
    (folder / "airflow").write_text("#!/bin/sh\nsleep 3\necho cannot start\nexit 7\n")
    (folder / "airflow").chmod(0o755)
    environment = airflow_environment(settings, run_id)
    return environment | {"PATH": f"{folder}:{environment['PATH']}"}


def sleeper(run_id: str, before: str = "") -> subprocess.Popen[bytes]:
    code = f"{before} import time; print(1, flush=True); time.sleep(60)"
    environment = os.environ | {RUN_ID_VARIABLE: run_id}
    started = subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE)
    assert started.stdout is not None
    started.stdout.readline()
    started.stdout.close()
    return started


def wait_for(is_so: object, limit_s: float = 10) -> None:
    assert callable(is_so)
    until = time.monotonic() + limit_s
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.1)
