"""Runs dbt as a child process, since it must hold the warehouse alone, and reads what it says of each node.

On disk: `dbt/target/` and `dbt/logs/` below the data folder; nothing is written into the checkout.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from pathlib import Path

from extractors.settings import Settings, child_environment

log = logging.getLogger("summitry")

REPOSITORY = Path(__file__).resolve().parent.parent
DBT_PROJECT = REPOSITORY / "dbt_project"


class BuildFailed(Exception):
    """`dbt build` ended badly; the message has the failing nodes. The published copy stays as it was."""


def run_dbt_build(settings: Settings) -> list[dict[str, object]]:
    """Seeds, models and data tests, one run; unit tests are left to `make test`.

    Returns a dict a node: name, kind ("model", "test", "seed"), status, seconds, message. Raises BuildFailed.
    """
    results = settings.dbt_target_dir / "target" / "run_results.json"
    results.unlink(missing_ok=True)  # an older run must not speak for this one
    code, tail = run_dbt(settings, "build", "--exclude-resource-type", "unit_test")
    nodes = _read_nodes(results)
    if code != 0:
        failed = [f"{node['name']}: {node['message']}" for node in nodes if node["status"] in {"error", "fail"}]
        raise BuildFailed("\n".join(failed) or tail)
    return nodes


def list_built_nodes(settings: Settings) -> list[dict[str, object]]:
    """The nodes of the last build, also of one that failed; none when it failed before the first node."""
    return _read_nodes(settings.dbt_target_dir / "target" / "run_results.json")


def run_dbt(settings: Settings, *arguments: str) -> tuple[int, str]:
    """Exit code and the last lines of one dbt command on the warehouse."""
    target = settings.dbt_target_dir
    target.mkdir(parents=True, exist_ok=True)
    environment = child_environment() | {
        "SUMMITRY_WAREHOUSE": str(settings.warehouse_path),
        "PYTHONPATH": str(REPOSITORY),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    }
    folders = ["--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT)]
    written = ["--target-path", str(target / "target"), "--log-path", str(target / "logs"), "--no-use-colors"]
    command = [str(Path(sys.executable).with_name("dbt")), *arguments, *folders, *written]
    with subprocess.Popen(  # noqa: S603 - every word of the command is ours
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment, cwd=REPOSITORY
    ) as child:
        assert child.stdout is not None
        lines = []
        for line in child.stdout:
            lines.append(line)
            log.info("dbt: %s", line.rstrip())
    return child.returncode, "".join(lines[-30:])


def _read_nodes(results: Path) -> list[dict[str, object]]:
    if not results.exists():
        return []
    return [
        {
            "name": result["unique_id"].split(".")[2],
            "kind": result["unique_id"].split(".")[0],
            "status": result["status"],
            "seconds": round(result["execution_time"], 2),
            "message": result["message"],
        }
        for result in json.loads(results.read_text("utf-8"))["results"]
    ]
