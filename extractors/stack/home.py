"""Makes an Airflow of one machine out of an empty folder: its secrets, its password and the environment it runs in.

On disk, all below `airflow/` of the data folder, which only its owner may enter: `secrets.json` and `passwords.json`
(mode 600), `airflow.db`, `logs/`. Secrets reach Airflow in the environment, never on a command line.
"""

from __future__ import annotations

import base64
import json
import os
import secrets
import sys
from pathlib import Path

from extractors.settings import Settings, child_environment

REPOSITORY = Path(__file__).resolve().parent.parent.parent
USER = "summitry"
LOOPBACK = "127.0.0.1"
RUN_ID_VARIABLE = "SUMMITRY_RUN_ID"
"""In the environment of every process of one run, so that none of them can get lost."""


def ui_address(settings: Settings) -> str:
    return f"http://{LOOPBACK}:{settings.port}"


def passwords_path(settings: Settings) -> Path:
    return settings.airflow_home / "passwords.json"


def read_password(settings: Settings) -> str:
    return str(json.loads(passwords_path(settings).read_text("utf-8"))[USER])


def make_secrets(settings: Settings) -> None:
    """Write what is missing; what is there stays, so that sessions and encrypted connections outlive a restart."""
    settings.airflow_home.mkdir(parents=True, exist_ok=True)
    settings.airflow_home.chmod(0o700)
    _write_private(passwords_path(settings), {USER: secrets.token_urlsafe(18)})
    _write_private(
        settings.airflow_home / "secrets.json",
        {
            "jwt_secret": secrets.token_urlsafe(64),
            "session_key": secrets.token_urlsafe(64),
            "fernet_key": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),  # a Fernet key is 32 bytes
        },
    )


def airflow_environment(settings: Settings, run_id: str) -> dict[str, str]:
    """What every process of a run gets. Airflow settings of the caller's shell are left out: they mean another Airflow."""
    kept = json.loads((settings.airflow_home / "secrets.json").read_text("utf-8"))
    inherited = {name: value for name, value in child_environment().items() if not name.startswith("AIRFLOW")}
    no_proxy = ",".join(filter(None, (inherited.get("NO_PROXY", ""), LOOPBACK, "localhost")))
    return inherited | {
        RUN_ID_VARIABLE: run_id,
        "SUMMITRY_DATA": str(settings.data_dir),
        "SUMMITRY_PORT": str(settings.port),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{inherited.get('PATH', os.defpath)}",
        "PYTHONPATH": str(REPOSITORY),
        "PYTHONUNBUFFERED": "1",
        "NO_COLOR": "1",
        "NO_PROXY": no_proxy,
        "no_proxy": no_proxy,
        "SPT_NOENV": "1",  # keeps process titles from overwriting the environment that the last sweep reads
        "AIRFLOW_HOME": str(settings.airflow_home),
        "AIRFLOW__API__BASE_URL": ui_address(settings),
        "AIRFLOW__API__HOST": LOOPBACK,
        "AIRFLOW__API__PORT": str(settings.port),
        "AIRFLOW__API__SECRET_KEY": kept["session_key"],
        "AIRFLOW__API_AUTH__JWT_SECRET": kept["jwt_secret"],
        "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
        "AIRFLOW__CORE__DAGS_FOLDER": str(REPOSITORY / "dags"),
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{ui_address(settings)}/execution/",
        "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
        "AIRFLOW__CORE__FERNET_KEY": kept["fernet_key"],
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__PARALLELISM": "8",
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(REPOSITORY / "dags" / "plugins"),
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(passwords_path(settings)),
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": f"{USER}:admin",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{settings.airflow_home / 'airflow.db'}",
        "AIRFLOW__LOGGING__BASE_LOG_FOLDER": str(settings.airflow_home / "logs"),
        # every task is forked from a process that has loaded the line already: a task saves about two seconds
        "AIRFLOW__SCHEDULER__MP_START_METHOD": "forkserver",
        "AIRFLOW__SCHEDULER__MP_FORKSERVER_PRELOAD": "airflow.executors.local_executor,extractors.pipeline",
        "AIRFLOW__SCHEDULER__ORPHANED_TASKS_CHECK_INTERVAL": "30",
        "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "False",
    }


def _write_private(path: Path, values: dict[str, str]) -> None:
    if path.exists():
        path.chmod(0o600)
        return
    draft = path.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(values, file)
    draft.replace(path)
