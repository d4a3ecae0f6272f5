"""The few things a run asks of Airflow's REST API, on loopback and past any proxy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Any, Self

import httpx

from extractors.stack.home import USER


@dataclass(frozen=True, slots=True)
class TaskState:
    """One task instance; `label` is what the UI shows for a mapped one. No state means that it waits."""

    task_id: str
    map_index: int
    label: str
    state: str
    try_number: int


@dataclass(frozen=True, slots=True)
class RunState:
    run_id: str
    state: str  # "queued", "running", "success", "failed"
    queued_at: datetime


class AirflowApi:
    """Closes its connections as a context manager. Every call may raise httpx.HTTPError."""

    def __init__(self, address: str) -> None:
        self._client = httpx.Client(base_url=address, timeout=30, trust_env=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def unhealthy(self) -> list[str]:
        """Which of the parts that a run needs do not answer yet."""
        try:
            answer = self._client.get("/api/v2/monitor/health", timeout=5)
            answer.raise_for_status()
        except httpx.HTTPError:
            return ["api-server"]
        parts = {"metadatabase": "database", "scheduler": "scheduler", "dag_processor": "dag-processor"}
        return [name for part, name in parts.items() if (answer.json()[part] or {}).get("status") != "healthy"]

    def log_in(self, password: str) -> None:
        answer = self._client.post("/auth/token", json={"username": USER, "password": password})
        answer.raise_for_status()
        self._client.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"

    def make_pool(self, name: str, slots: int, description: str) -> None:
        """A pool of this size, whether or not it was there."""
        body = {"name": name, "slots": slots, "description": description, "include_deferred": False}
        if self._client.get(f"/api/v2/pools/{name}").status_code == httpx.codes.NOT_FOUND:
            self._client.post("/api/v2/pools", json=body).raise_for_status()
        else:
            self._client.patch(f"/api/v2/pools/{name}", json=body).raise_for_status()

    def import_errors(self) -> list[str]:
        found = self._get("/api/v2/importErrors")["import_errors"]
        return [f"{error['filename']}: {error['stack_trace']}" for error in found]

    def has_dag(self, dag_id: str) -> bool:
        return self._client.get(f"/api/v2/dags/{dag_id}").status_code == httpx.codes.OK

    def is_paused(self, dag_id: str) -> bool:
        return bool(self._get(f"/api/v2/dags/{dag_id}")["is_paused"])

    def unpause(self, dag_id: str) -> None:
        self._client.patch(f"/api/v2/dags/{dag_id}", json={"is_paused": False}).raise_for_status()

    def next_run_after(self, dag_id: str) -> datetime | None:
        """When the schedule starts the next run; in the past when that run is due and only not made yet."""
        text = self._get(f"/api/v2/dags/{dag_id}")["next_dagrun_run_after"]
        return datetime.fromisoformat(text) if text else None

    def runs(self, dag_id: str) -> list[RunState]:
        """The newest runs, newest first."""
        found = self._get(f"/api/v2/dags/{dag_id}/dagRuns", order_by="-id", limit=20)["dag_runs"]
        return [
            RunState(run["dag_run_id"], run["state"], datetime.fromisoformat(run["queued_at"] or run["run_after"]))
            for run in found
        ]

    def end_run(self, dag_id: str, run_id: str) -> None:
        """Mark a run failed, with the tasks in it that were not done."""
        self._client.patch(f"/api/v2/dags/{dag_id}/dagRuns/{run_id}", json={"state": "failed"}).raise_for_status()

    def trigger(self, dag_id: str) -> str:
        """Start a run now; returns its id."""
        answer = self._client.post(f"/api/v2/dags/{dag_id}/dagRuns", json={"logical_date": None})
        answer.raise_for_status()
        return str(answer.json()["dag_run_id"])

    def run_state(self, dag_id: str, run_id: str) -> str:
        return str(self._get(f"/api/v2/dags/{dag_id}/dagRuns/{run_id}")["state"])

    def tasks(self, dag_id: str, run_id: str) -> list[TaskState]:
        """Every task of a run, in pages of what the API gives at once."""
        found: list[TaskState] = []
        while True:
            path = f"/api/v2/dags/{dag_id}/dagRuns/{run_id}/taskInstances"
            page = self._get(path, limit=100, offset=len(found), order_by="id")
            found += [
                TaskState(
                    task["task_id"],
                    task["map_index"],
                    task["rendered_map_index"] or "",
                    task["state"] or "waiting",
                    task["try_number"],
                )
                for task in page["task_instances"]
            ]
            if not page["task_instances"] or len(found) >= page["total_entries"]:
                return found

    def log_tail(self, dag_id: str, run_id: str, task: TaskState, n_lines: int = 25) -> list[str]:
        path = f"/api/v2/dags/{dag_id}/dagRuns/{run_id}/taskInstances/{task.task_id}/logs/{task.try_number}"
        content = self._get(path, map_index=task.map_index, full_content=True)["content"]
        lines = [line for entry in content for line in _log_lines(entry)]
        return [line for line in lines if not line.startswith("::")][-n_lines:]  # "::group::" folds lines in the UI

    def _get(self, path: str, **query: Any) -> dict[str, Any]:
        answer = self._client.get(path, params=query, headers={"Accept": "application/json"})
        answer.raise_for_status()
        return dict(answer.json())


def _log_lines(entry: str | dict[str, Any]) -> list[str]:
    """A log event as lines, with the exception it carries."""
    if isinstance(entry, str):
        return entry.splitlines()
    lines = str(entry.get("event", "")).splitlines()
    for error in entry.get("error_detail") or []:
        lines.append(f"{error.get('exc_type')}: {error.get('exc_value')}")
    return lines
