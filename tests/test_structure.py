"""Holds the plan: imports run downwards only, and each outside library has one door."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
PACKAGE = REPOSITORY / "extractors"

LAYERS = (
    {"__main__"},
    {"stack"},
    {"pipeline"},
    {"publish", "build"},
    {"warehouse", "terminal", "newsroom", "parse", "meetings", "identity", "discover", "inbox"},
    {"crawl"},
    {"robots"},
    {"fetch"},
    {"batches", "frontier", "archive", "addresses", "warc", "unpack"},
    {"pages"},
    {"publishers"},
    {"settings"},
    {"model"},
    {"errors"},
)
DOORS = {
    "httpx": {"fetch", "stack"},
    "duckdb": {"warehouse", "publish"},
    "bs4": {"pages"},
    "onnxruntime": {"meetings"},
    "tokenizers": {"meetings"},
    "airflow": set(),
    "cosmos": set(),
}


def modules() -> list[tuple[str, Path]]:
    """Top-level name below `extractors` (a package counts as one) and file."""
    found = [path for path in sorted(PACKAGE.rglob("*.py")) if path != PACKAGE / "__init__.py"]
    return [(path.relative_to(PACKAGE).parts[0].removesuffix(".py"), path) for path in found]


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= (
                {f"{node.module}.{alias.name}" for alias in node.names}
                if node.module == "extractors"
                else {node.module}
            )
    return found


def layer_of(module: str) -> int | None:
    """Counted from the top; modules of one layer may use one another."""
    return next((i for i, names in enumerate(LAYERS) if module in names), None)


@pytest.mark.parametrize(("module", "path"), modules(), ids=lambda value: str(value).rsplit("/", 1)[-1])
def test_imports_run_downwards_only(module: str, path: Path) -> None:
    mine = layer_of(module)
    assert mine is not None, f"{module} has no place in LAYERS"
    below = {name for names in LAYERS[mine + 1 :] for name in names} | LAYERS[mine]
    upwards = [name for name in imports(path) if name.startswith("extractors.") and name.split(".")[1] not in below]
    assert not upwards


@pytest.mark.parametrize(("library", "doors"), DOORS.items())
def test_each_outside_library_has_its_doors(library: str, doors: set[str]) -> None:
    users = {module for module, path in modules() if any(name.split(".")[0] == library for name in imports(path))}
    assert users <= doors


def test_only_settings_reads_the_environment() -> None:
    readers = {
        module
        for module, path in modules()
        if "os.environ" in path.read_text("utf-8") or "getenv" in path.read_text("utf-8")
    }
    assert readers == {"settings"}


@pytest.mark.parametrize("path", sorted((REPOSITORY / "dags").glob("*.py")), ids=lambda path: path.name)
def test_a_dag_file_is_wiring(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) < 80


def test_every_line_of_the_locks_that_names_a_package_has_hashes_and_none_an_address() -> None:
    locks = sorted((REPOSITORY / "requirements").glob("*.txt"))
    assert {lock.stem for lock in locks} == {"bench", "bootstrap", "dev", "encoder", "run", "train"}
    for lock in locks:
        text = lock.read_text("utf-8")
        assert "://" not in text
        entries = [entry for entry in text.replace("\\\n", " ").splitlines() if "==" in entry]
        assert entries
        assert all("--hash=sha256:" in entry for entry in entries)
