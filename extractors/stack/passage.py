"""One passage of the line through a running Airflow: start it, follow every task, say what failed and why."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import httpx

from extractors import pipeline
from extractors.settings import Settings
from extractors.stack.api import AirflowApi, TaskState
from extractors.stack.home import read_password, ui_address
from extractors.stack.progress import Steps
from extractors.stack.supervisor import what_ended

INGEST = "ingest_articles"
BUILD = "build_warehouse"
POOL = "warehouse"
WATCHER = "watch"  # fails because another task did: not worth a log of its own

POLL_S = 0.7
START_WAIT_S = 300.0
RUN_WAIT_S = 60.0
"""How long the scheduler may take to make a run that the hour or an asset owes, and the API to answer again."""

DONE = frozenset({"success", "failed", "skipped", "upstream_failed", "removed"})


class LineFailed(Exception):
    """Airflow itself broke down: the message has the end of the log that says why."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Every wait of it shows a step, and ends with LineFailed when Airflow's processes are gone."""

    settings: Settings
    supervisor: subprocess.Popen[bytes]
    steps: Steps
    api: AirflowApi
    begun_at: datetime

    def run(self) -> list[str]:
        """Wait for Airflow, ingest, build and publish; returns a text for each failed task with the end of its log."""
        self._wait_until_ready()
        run_id = self._start_ingest()
        tasks = self._follow(INGEST, run_id)
        failures = self._explain(INGEST, run_id, tasks)
        is_build_owed = any(task.task_id == "load" and task.state == "success" for task in tasks)
        followed: list[str] = []
        while is_build_owed:
            run_id = self._find_build(followed)
            followed.append(run_id)
            failed = self._explain(BUILD, run_id, self._follow(BUILD, run_id))
            failures += failed
            batches = pipeline.newest_batches()
            is_build_owed = not failed and batches["committed"] != batches["published"]
        return failures

    def _wait_until_ready(self) -> None:
        """Until API, scheduler and DAG processor answer and the DAGs are there, the pool made and neither DAG paused."""
        step = "start Airflow"
        self._wait(
            step, START_WAIT_S, lambda: f"waiting for {', '.join(away)}" if (away := self.api.unhealthy()) else None
        )
        self._wait(step, RUN_WAIT_S, self._make_pool)
        self._wait(step, RUN_WAIT_S, self._missing_dags)
        self._wait(step, RUN_WAIT_S, self._unpause)
        self._wait(step, RUN_WAIT_S, self._end_old_runs)
        self.steps.show(step, f"ready at {ui_address(self.settings)}", 1)

    def _make_pool(self) -> None:
        self.api.log_in(read_password(self.settings))
        self.api.make_pool(POOL, 1, "one process at a time may hold the warehouse")

    def _unpause(self) -> None:
        for dag_id in (INGEST, BUILD):
            if self.api.is_paused(dag_id):
                self.steps.say(f"{dag_id} was paused; it is switched on again, since this run needs it")
                self.api.unpause(dag_id)

    def _missing_dags(self) -> str | None:
        if errors := self.api.import_errors():
            raise LineFailed("a DAG file cannot be imported:\n" + "\n".join(errors))
        return None if self.api.has_dag(INGEST) and self.api.has_dag(BUILD) else "reading the DAGs"

    def _end_old_runs(self) -> None:
        """Runs that a killed Airflow left are over: every step is a catch-up, so a new run does what they did not."""
        for dag_id in (INGEST, BUILD):
            for run in self.api.runs(dag_id):
                if run.state in {"queued", "running"} and run.queued_at < self.begun_at:
                    self.api.end_run(dag_id, run.run_id)

    def _start_ingest(self) -> str:
        """The hourly run that was due when Airflow started, which it makes by itself, else one of our own: never both."""
        found: list[str] = []

        def find_or_trigger() -> str | None:
            found.extend(run.run_id for run in self.api.runs(INGEST) if run.queued_at >= self.begun_at)
            due_at = self.api.next_run_after(INGEST)
            if not found and due_at and due_at <= datetime.now(UTC):
                return "the hourly run is due"
            if not found:
                found.append(self.api.trigger(INGEST))
            return None

        self._wait(INGEST, RUN_WAIT_S, find_or_trigger)
        return found[0]

    def _find_build(self, followed: list[str]) -> str:
        """The newest build since the start that was not followed yet; the asset starts it."""
        found: list[str] = []

        def find() -> str | None:
            since = [run.run_id for run in self.api.runs(BUILD) if run.queued_at >= self.begun_at]
            found.extend(run_id for run_id in since if run_id not in followed)
            return None if found else "a build is owed"

        self._wait(BUILD, RUN_WAIT_S, find)
        return found[-1]

    def _follow(self, dag_id: str, run_id: str) -> list[TaskState]:
        """Show a run until it is over; its tasks as they ended."""
        tasks: list[TaskState] = []

        def show() -> str | None:
            state = self.api.run_state(dag_id, run_id)
            tasks[:] = self.api.tasks(dag_id, run_id)
            n_done = len(tasks) if state in DONE else sum(task.state in DONE for task in tasks)
            self.steps.show(dag_id, state, n_done, len(tasks))
            for task_id in dict.fromkeys(task.task_id for task in tasks):
                states = [task.state for task in tasks if task.task_id == task_id]
                if task_id != WATCHER and set(states) != {"waiting"}:
                    self.steps.show(f"  {task_id}", _sum_up(states), sum(s in DONE for s in states), len(states))
            return None if state in DONE else ""

        self._wait("", None, show)
        return tasks

    def _wait(self, step: str, limit_s: float | None, look: Callable[[], str | None]) -> None:
        """Until `look` has nothing more to wait for; what it returns is shown beside the step.

        An answer that fails is asked for again: on one SQLite file a writer of Airflow can come in the way of another.
        """
        begun = answered = time.monotonic()
        while True:
            if self.supervisor.poll() is not None:
                raise LineFailed(f"Airflow stopped:\n{what_ended(self.settings)}")
            try:
                state = look()
                answered = time.monotonic()
            except httpx.HTTPError as error:
                state = "Airflow is busy"
                if time.monotonic() - answered > RUN_WAIT_S:
                    raise LineFailed(
                        f"Airflow does not answer: {error!r}; its logs are in {self.settings.data_dir}/logs"
                    ) from error
            if state is None:
                return
            if limit_s is not None and time.monotonic() - begun > limit_s:
                raise LineFailed(
                    f"{step}: still {state} after {limit_s:.0f} s; the logs are in {self.settings.data_dir}/logs"
                )
            if state:
                self.steps.show(step, state)
            time.sleep(POLL_S)

    def _explain(self, dag_id: str, run_id: str, tasks: list[TaskState]) -> list[str]:
        texts: list[str] = []

        def read_logs() -> None:
            texts[:] = [
                "\n".join([f"{dag_id}.{task.task_id} {task.label} failed:", *self.api.log_tail(dag_id, run_id, task)])
                for task in tasks
                if task.state == "failed" and task.task_id != WATCHER
            ]

        self._wait(dag_id, None, read_logs)
        return texts


def _sum_up(states: list[str]) -> str:
    """The one state of all, or the states that are not success with their counts."""
    counts = {state: states.count(state) for state in dict.fromkeys(states)}
    if len(counts) == 1:
        return states[0]
    return ", ".join(f"{n} {state}" for state, n in counts.items() if state != "success")
