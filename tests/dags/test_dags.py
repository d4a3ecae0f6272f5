"""The DAG files as Airflow reads them, in a process of its own: importing Airflow writes into its home."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent.parent
DAGS = REPOSITORY / "dags"

READ_DAGS = """
import json, sys
from airflow.dag_processing.dagbag import DagBag
bag = DagBag(sys.argv[1])
json.dump({
    "errors": bag.import_errors,
    "warnings": {path: list(texts) for path, texts in bag.captured_warnings.items()},
    "dags": {
        dag_id: {
            "tags": sorted(dag.tags), "doc": dag.doc_md, "max_active_runs": dag.max_active_runs, "catchup": dag.catchup,
            "params": {name: [param.description, param.schema] for name in dag.params for param in [dag.params.get_param(name)]},
            "tasks": {
                task.task_id: {
                    "pool": task.pool, "owner": task.owner, "downstream": sorted(task.downstream_task_ids),
                    "trigger_rule": str(task.trigger_rule.value), "outlets": [asset.name for asset in task.outlets],
                    "limit": task.execution_timeout is not None,
                } for task in dag.tasks
            },
        } for dag_id, dag in bag.dags.items()
    },
}, open(sys.argv[2], "w"))
"""


@pytest.fixture(scope="module")
def bag(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    home = tmp_path_factory.mktemp("airflow")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("AIRFLOW")} | {
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__DAGS_FOLDER": str(DAGS),
        "PYTHONPATH": str(REPOSITORY),
    }
    subprocess.run(
        [sys.executable, "-c", READ_DAGS, str(DAGS), str(home / "bag.json")], env=environment, check=True, cwd=home
    )
    return dict(json.loads((home / "bag.json").read_text("utf-8")))


def test_every_dag_is_imported_without_errors_or_warnings(bag: dict[str, Any]) -> None:
    assert bag["errors"] == {}
    assert bag["warnings"] == {}
    assert sorted(bag["dags"]) == ["build_warehouse", "import_archive", "ingest_articles", "reparse_archive"]


def test_every_dag_says_what_it_is_and_runs_once_at_a_time(bag: dict[str, Any]) -> None:
    for dag_id, dag in bag["dags"].items():
        assert dag["tags"], dag_id
        assert dag["doc"].strip().startswith("### "), dag_id
        assert dag["max_active_runs"] == 1, dag_id
        assert dag["catchup"] is False, dag_id
        assert {task["owner"] for task in dag["tasks"].values()} == {"summitry"}, dag_id


def test_every_field_of_a_form_is_explained_and_checked(bag: dict[str, Any]) -> None:
    forms = {dag_id: dag["params"] for dag_id, dag in bag["dags"].items() if dag["params"]}
    assert sorted(forms["ingest_articles"]) == ["first_day", "last_day", "publisher", "urls"]
    assert sorted(forms) == ["import_archive", "ingest_articles", "reparse_archive"]
    for dag_id, params in forms.items():
        for name, (description, schema) in params.items():
            assert description and schema["type"] and schema["title"], (dag_id, name)


def test_whatever_opens_the_warehouse_waits_for_its_one_slot(bag: dict[str, Any]) -> None:
    in_pool = {
        (dag_id, task_id)
        for dag_id, dag in bag["dags"].items()
        for task_id, task in dag["tasks"].items()
        if task["pool"] == "warehouse"
    }
    loads = {(dag_id, "load") for dag_id in ("ingest_articles", "import_archive", "reparse_archive")}
    assert in_pool == loads | {("build_warehouse", "build"), ("build_warehouse", "publish")}


def test_the_dags_are_chained_by_assets(bag: dict[str, Any]) -> None:
    outlets = {
        (dag_id, task_id): task["outlets"]
        for dag_id, dag in bag["dags"].items()
        for task_id, task in dag["tasks"].items()
        if task["outlets"]
    }
    assert outlets.pop(("build_warehouse", "publish")) == ["published_marts"]
    assert set(map(tuple, outlets.values())) == {("raw_news",)}
    assert {task_id for _, task_id in outlets} == {"load"}


def test_a_publisher_that_fails_stops_nobody_else_and_turns_the_run_red(bag: dict[str, Any]) -> None:
    tasks = bag["dags"]["ingest_articles"]["tasks"]
    for task_id in ("publishers.fetch", "list_pending", "load"):
        assert tasks[task_id]["trigger_rule"] == "all_done", task_id
    assert tasks["watch"]["trigger_rule"] == "one_failed"
    watched = {task_id for task_id, task in tasks.items() if "watch" in task["downstream"]}
    assert watched >= {"publishers.fetch", "list_pending", "extract", "load"}


def test_every_task_that_works_has_a_time_limit(bag: dict[str, Any]) -> None:
    unlimited = {task_id for dag in bag["dags"].values() for task_id, task in dag["tasks"].items() if not task["limit"]}
    assert unlimited == {"watch", "list_files"}


@pytest.mark.parametrize("path", sorted(DAGS.glob("*.py")), ids=lambda path: path.name)
def test_a_task_is_a_few_lines_and_imports_the_pipeline_itself(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    top = {name for node in tree.body for name in imported_names(node)}
    assert not {
        name for name in top if name.split(".")[0] not in {"__future__", "datetime", "typing", "airflow", "dags"}
    }
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        body = function.body[1:] if ast.get_docstring(function) else function.body
        assert body[-1].end_lineno - body[0].lineno < 6, function.name


def test_every_verb_that_a_dag_calls_is_there() -> None:
    calls = {
        node.attr
        for path in DAGS.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "pipeline"
    }
    tree = ast.parse((REPOSITORY / "extractors" / "pipeline.py").read_text("utf-8"))
    verbs = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    assert len(calls) > 5
    assert calls <= verbs


def imported_names(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []
