"""`make run`: starts Airflow on this machine, sends the news through it, prints what was found, leaves no process behind."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from datetime import UTC, datetime
from types import FrameType
from typing import NoReturn

from rich.console import Console
from rich.text import Text

from extractors import pipeline
from extractors.settings import Settings
from extractors.stack.api import AirflowApi
from extractors.stack.doors import check_ports, hold_data_folder
from extractors.stack.home import USER, airflow_environment, make_secrets, passwords_path, ui_address
from extractors.stack.passage import LineFailed, Passage
from extractors.stack.progress import Steps
from extractors.stack.supervisor import end_processes, logs_dir, start_supervisor, stop_supervisor, what_ended
from extractors.terminal import meetings_table, safe_text

ENDING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def up(settings: Settings, once: bool) -> int:
    """Start, bring in the news, publish, print; then stop (`once`) or stay until told to end. Returns the exit code.

    Raises FreeResource or FixSettings before anything starts when a port or the data folder is taken or a setting is wrong.
    """
    console = Console()
    if not console.is_terminal:
        console.width = 140  # of a log file, where rich would guess 80
    with hold_data_folder(settings.data_dir) as run_id:
        check_ports(settings)
        pipeline.list_publishers()  # a setting that names none is told now, not in a task's log
        for folder in (settings.inbox_dir, settings.user_publishers_dir, settings.corrections_dir, logs_dir(settings)):
            folder.mkdir(parents=True, exist_ok=True)
        make_secrets(settings)
        environment = airflow_environment(settings, run_id)
        for number in ENDING_SIGNALS:
            signal.signal(number, _end)
        try:
            return _run(settings, environment, console, once)
        except LineFailed as error:
            _print(console, f"summitry: {error}")
            return 1
        finally:
            for number in ENDING_SIGNALS:
                signal.signal(number, signal.SIG_IGN)  # stopping takes seconds: a second Ctrl-C must not cut it short
            end_processes(run_id)


def _run(settings: Settings, environment: dict[str, str], console: Console, once: bool) -> int:
    with Steps(console) as steps:
        _prepare(settings, environment, steps)
        begun_at = datetime.now(UTC)
        supervisor = start_supervisor(settings, os.getpid(), environment)
        try:
            with AirflowApi(ui_address(settings)) as api:
                failures = Passage(settings, supervisor, steps, api, begun_at).run()
        except BaseException:
            stop_supervisor(supervisor)
            raise
    try:
        _print_outcome(settings, console, failures)
        return int(bool(failures)) if once else _stay(settings, supervisor, console)
    finally:
        _print(console, "stopping Airflow ...")
        stop_supervisor(supervisor)


def _prepare(settings: Settings, environment: dict[str, str], steps: Steps) -> None:
    """Make or upgrade Airflow's own database; then read the DAGs once before any scheduler does.

    Else, after hours of standing still, the scheduler would make the hourly run that it had planned back then and
    another one for the last full hour. A new database has no such plan, and needs no such wait.
    """
    is_new = not (settings.airflow_home / "airflow.db").exists()
    commands = [["db", "migrate"]] if is_new else [["db", "migrate"], ["dags", "reserialize"]]
    for command in commands:
        _airflow(command, settings, environment, steps)
    steps.show("prepare Airflow", "done", 1)


def _airflow(command: list[str], settings: Settings, environment: dict[str, str], steps: Steps) -> None:
    log = logs_dir(settings) / "prepare.log"
    with (
        log.open("wb") as output,
        subprocess.Popen(  # noqa: S603 - every word of the command is ours
            ["airflow", *command],  # noqa: S607 - the one beside this Python, first in the given PATH
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        ) as child,
    ):
        while child.poll() is None:
            steps.show("prepare Airflow", " ".join(command))
            time.sleep(0.2)
    if child.returncode != 0:
        tail = log.read_text("utf-8", "replace").splitlines()[-25:]
        raise LineFailed("\n".join([f"`airflow {' '.join(command)}` failed:", *tail]))


def _print_outcome(settings: Settings, console: Console, failures: list[str]) -> None:
    for failure in failures:
        _print(console, f"\n{failure}")
    console.print(meetings_table(pipeline.newest_meetings(12)))
    published = settings.published_path if settings.published_path.exists() else "nothing yet"
    for name, value in (
        ("published", published),
        ("Airflow", ui_address(settings)),
        ("user", USER),
        ("password", f"in {passwords_path(settings)}"),
    ):
        _print(console, f"{name:>10}  {value}")


def _stay(settings: Settings, supervisor: subprocess.Popen[bytes], console: Console) -> int:
    """Until told to end, which is no failure here."""
    _print(console, "The line runs every hour. Ctrl-C stops it.")
    try:
        supervisor.wait()
    except SystemExit:
        return 0
    raise LineFailed(f"Airflow stopped:\n{what_ended(settings)}")


def _print(console: Console, text: str) -> None:
    for line in text.splitlines():
        console.print(Text(safe_text(line)), soft_wrap=True)


def _end(number: int, frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)
