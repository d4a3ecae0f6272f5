"""`make bench`: the whole line under Airflow on the sample newsroom, timed, with the memory of all processes together.

Prints one table. Start it on a quiet machine; `--runs` repeats it and medians are printed.
"""

from __future__ import annotations

import argparse
import os
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import psutil
from rich.console import Console
from rich.table import Table

REPOSITORY = Path(__file__).resolve().parent.parent.parent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=1)
    args = parser.parse_args()
    figures: dict[str, list[float]] = {}
    for _ in range(args.runs):
        for name, value in run_once().items():
            figures.setdefault(name, []).append(value)
    table = Table(title=f"The whole line, median of {args.runs}; {psutil.cpu_count()} cores", title_justify="left")
    table.add_column("figure")
    table.add_column("value", justify="right")
    for name, values in figures.items():
        table.add_row(name, f"{statistics.median(values):.0f}")
    Console().print(table)
    return 0


def run_once() -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="summitry-bench-") as folder:
        names = ("SUMMITRY_PORT", "SUMMITRY_NEWSROOM_PORT", "SUMMITRY_REPORT_PORT", "SUMMITRY_SUPERSET_PORT")
        environment = os.environ | {"SUMMITRY_DATA": folder, "SUMMITRY_NEWSROOM": "1", "PYTHONPATH": str(REPOSITORY)}
        environment |= {name: str(port) for name, port in zip(names, free_ports(len(names)), strict=True)}
        begun = time.monotonic()
        published_s = peak = 0.0
        command = [sys.executable, "-m", "extractors", "up", "--once"]
        with subprocess.Popen(command, env=environment, cwd=REPOSITORY, stdout=subprocess.DEVNULL) as line:
            while line.poll() is None:
                if not published_s and (Path(folder) / "published" / "summitry.duckdb").exists():
                    published_s = time.monotonic() - begun
                peak = max(peak, memory_of(line.pid))
                time.sleep(1)
        if line.returncode != 0 or not published_s:
            raise SystemExit(
                f"the line ended with {line.returncode} and published {'something' if published_s else 'nothing'}"
            )
        figures = {"start to published file, s": published_s, "start to exit, s": time.monotonic() - begun}
        figures |= dag_runs(Path(folder) / "airflow" / "airflow.db")
        return figures | {"peak memory of all processes (PSS), MB": peak / 1e6}


def memory_of(pid: int) -> float:
    """Proportional set size of a process and all below it, in bytes: shared pages are counted once."""
    total = 0.0
    with suppress(psutil.NoSuchProcess):
        for process in [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]:
            with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
                total += process.memory_full_info().pss
    return total


def dag_runs(metadata: Path) -> dict[str, float]:
    with sqlite3.connect(metadata) as con:
        found = con.execute(
            "select dag_id, (julianday(end_date) - julianday(start_date)) * 86400 from dag_run"
            " where state = 'success' order by start_date"
        ).fetchall()
    return {f"{dag_id}, s": seconds for dag_id, seconds in found}


def free_ports(n: int) -> list[int]:
    holders = [socket.create_server(("127.0.0.1", 0)) for _ in range(n)]
    ports = [holder.getsockname()[1] for holder in holders]
    for holder in holders:
        holder.close()
    return ports


if __name__ == "__main__":
    sys.exit(main())
