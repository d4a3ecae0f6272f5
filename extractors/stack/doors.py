"""What a run must have to itself before anything starts: its ports, and the data folder.

On disk: `run.lock` in the data folder, locked while a run lasts; its text is the holder's pid and run id as JSON.
"""

from __future__ import annotations

import fcntl
import json
import os
import socket
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from extractors.errors import FixSettings, FreeResource
from extractors.settings import Settings
from extractors.stack.home import LOOPBACK
from extractors.stack.supervisor import end_processes


def check_ports(settings: Settings) -> None:
    """Raises FreeResource naming every port that is taken, who holds it and the variable that chooses another one."""
    wanted = {"SUMMITRY_PORT": settings.port}
    if settings.is_newsroom_on:
        wanted["SUMMITRY_NEWSROOM_PORT"] = settings.newsroom_port
    if len(set(wanted.values())) < len(wanted):
        raise FixSettings(f"{' and '.join(wanted)} are both {settings.port}; give each a port of its own")
    taken = [
        f"port {port} is taken by {_port_holder(port)}: stop it, or choose another port with {name}, "
        f"such as {name}={_free_port(port)}"
        for name, port in wanted.items()
        if not _is_free(port)
    ]
    if taken:
        raise FreeResource("\n".join(taken))


@contextmanager
def hold_data_folder(data_dir: Path) -> Iterator[str]:
    """The data folder for this run alone; yields a new run id. What a killed run left behind is ended first.

    Raises FreeResource naming the process that holds the folder.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    with (data_dir / "run.lock").open("a+", encoding="utf-8") as lock:
        lock.seek(0)
        written = lock.read()
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = f"process {json.loads(written)['pid']}" if written else "a run that is just starting"
            raise FreeResource(
                f"{data_dir} is in use by {holder}, another `make run`: stop that one first, "
                "or give this one a folder of its own with SUMMITRY_DATA"
            ) from error
        if written:
            end_processes(json.loads(written)["run_id"])
        run_id = uuid.uuid4().hex
        lock.truncate(0)
        lock.write(json.dumps({"pid": os.getpid(), "run_id": run_id}))
        lock.flush()
        yield run_id


def _is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the servers do: a port that rests is free
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def _free_port(after: int) -> int:
    return next((port for port in range(after + 1, 65536) if _is_free(port)), after)


def _port_holder(port: int) -> str:
    try:
        connections = psutil.net_connections(kind="tcp")
    except psutil.AccessDenied:
        connections = []
    for connection in connections:
        if (
            connection.laddr
            and connection.laddr.port == port
            and connection.status == psutil.CONN_LISTEN
            and connection.pid
        ):
            try:
                return f"process {connection.pid} ({psutil.Process(connection.pid).name()})"
            except psutil.NoSuchProcess:
                break
    return "a process of another user"
