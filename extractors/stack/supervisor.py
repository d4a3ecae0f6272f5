"""The processes of a run, from the Procfile to the last one gone; `python -m extractors.stack.supervisor PID` supervises.

The supervisor is a process of its own (honcho's manager in it): it ends all others when one of them ends, when it is
told to, or when the process PID that started it is gone, however that one died. Each process's output goes to
`logs/<name>.log` below the data folder; the file before it is kept as `<name>.log.1`.
"""

from __future__ import annotations

import logging
import signal
import subprocess
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

import psutil
from honcho.environ import parse_procfile
from honcho.manager import Manager

from extractors.settings import Settings, child_environment, read_settings
from extractors.stack.home import REPOSITORY, RUN_ID_VARIABLE

STOP_WAIT_S = 12.0
MAX_LOG_BYTES = 20_000_000


def logs_dir(settings: Settings) -> Path:
    return settings.data_dir / "logs"


def start_supervisor(settings: Settings, parent_pid: int, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start everything, in a session of its own: Ctrl-C in the terminal reaches only the process that waits for it."""
    logs_dir(settings).mkdir(parents=True, exist_ok=True)
    with (logs_dir(settings) / "supervisor.err").open("wb") as errors:
        return subprocess.Popen(  # noqa: S603 - every word of the command is ours
            [sys.executable, "-m", "extractors.stack.supervisor", str(parent_pid)],
            env=environment,
            cwd=REPOSITORY,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            start_new_session=True,
        )


def stop_supervisor(supervisor: subprocess.Popen[bytes]) -> None:
    """Ask it to end what it started, and wait; what does not end is left to `end_processes`."""
    supervisor.terminate()
    try:
        supervisor.wait(STOP_WAIT_S)
    except subprocess.TimeoutExpired:
        supervisor.kill()
        supervisor.wait()


def list_processes(run_id: str) -> list[psutil.Process]:
    """Processes that carry this run in their environment, without the calling one."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.pid != psutil.Process().pid and process.environ().get(RUN_ID_VARIABLE) == run_id:
                found.append(process)
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue  # gone, or somebody else's: not one of ours
    return found


def end_processes(run_id: str) -> None:
    """Leave none: ask, wait, kill, and look again for what was born meanwhile."""
    for _ in range(5):
        left = list_processes(run_id)
        if not left:
            return
        for process in left:
            _send(process, signal.SIGTERM)
        _, stubborn = psutil.wait_procs(left, timeout=2)
        for process in stubborn:
            _send(process, signal.SIGKILL)
        psutil.wait_procs(stubborn, timeout=2)


def what_ended(settings: Settings) -> str:
    """Which process ended first, with the end of its log: for the message when a run breaks down."""
    lines = _tail(logs_dir(settings) / "supervisor.log", 40)
    ended = [line for line in lines if " stopped (rc=" in line]
    # those that the supervisor itself ended because of another one may be told of before it
    ended = [line for line in ended if not line.rstrip().endswith(("(rc=-15)", "(rc=-9)"))] or ended
    if not ended:
        return "\n".join(lines + _tail(logs_dir(settings) / "supervisor.err", 20))
    name = ended[0].split(" stopped (rc=")[0]
    return "\n".join([ended[0], *_tail(logs_dir(settings) / f"{name}.log", 20)])


def _send(process: psutil.Process, number: signal.Signals) -> None:
    try:
        process.send_signal(number)
    except psutil.NoSuchProcess:
        return


def _tail(path: Path, n: int) -> list[str]:
    return path.read_text("utf-8", "replace").splitlines()[-n:] if path.exists() else []


class LogFiles:
    """Where honcho's manager prints: one rotated file a process, "system" being the supervisor's own words."""

    def __init__(self, folder: Path) -> None:
        self.width = 0  # honcho sets it; files need no padding
        self._folder = folder
        self._files: dict[str, RotatingFileHandler] = {}

    def write(self, message: Any) -> None:
        name = "supervisor" if message.name == "system" else message.name
        text = message.data.decode("utf-8", "replace") if isinstance(message.data, bytes) else message.data
        record = logging.LogRecord(name, logging.INFO, "", 0, text.rstrip("\n"), (), None)
        self._file(name).emit(record)

    def _file(self, name: str) -> RotatingFileHandler:
        if name not in self._files:
            path = self._folder / f"{name}.log"
            has_older = path.exists()
            self._files[name] = RotatingFileHandler(path, maxBytes=MAX_LOG_BYTES, backupCount=1)
            if has_older:
                self._files[name].doRollover()
        return self._files[name]


def supervise(settings: Settings, parent_pid: int) -> int:
    """Run the Procfile until one process ends or this one is told to stop."""
    manager = Manager(LogFiles(logs_dir(settings)))
    environment = child_environment()
    commands = parse_procfile((REPOSITORY / "Procfile").read_text("utf-8")).processes
    if not settings.is_newsroom_on:
        del commands["newsroom"]
    commands["parent"] = f"while kill -0 {parent_pid} 2>/dev/null; do sleep 1; done"
    for name, command in commands.items():
        manager.add_process(name, command, env=environment, cwd=str(REPOSITORY))
    manager.loop()
    return int(manager.returncode or 0)


if __name__ == "__main__":
    sys.exit(supervise(read_settings(), int(sys.argv[1])))
