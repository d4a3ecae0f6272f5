"""Environment variables `SUMMITRY_*` become one frozen Settings; nothing else reads the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from extractors.errors import FixSettings


@dataclass(frozen=True, slots=True)
class Settings:
    """Where everything is and how much of it. All paths are absolute; everything written is below `data_dir`."""

    data_dir: Path
    port: int
    newsroom_port: int
    report_port: int
    superset_port: int
    is_newsroom_on: bool
    publishers_on: frozenset[str]  # keys of shipped publishers that are switched on; {"all"} means every one
    fetch_timeout_s: float
    fetch_deadline_s: float  # one URL with all its hops
    max_wire_bytes: int
    max_body_bytes: int
    max_redirects: int
    max_attempts: int
    retry_wait_s: float  # before the second attempt; doubles with each
    max_pages_per_publisher: int  # in one run
    host_delay_s: float
    contact: str  # goes into the user agent

    @property
    def inbox_dir(self) -> Path:
        return self.data_dir / "inbox"

    @property
    def user_publishers_dir(self) -> Path:
        return self.data_dir / "publishers"

    @property
    def corrections_dir(self) -> Path:
        return self.data_dir / "corrections"

    @property
    def archive_dir(self) -> Path:
        return self.data_dir / "archive"

    @property
    def landing_dir(self) -> Path:
        return self.data_dir / "landing"

    @property
    def frontier_path(self) -> Path:
        return self.data_dir / "frontier.sqlite"

    @property
    def ledger_dir(self) -> Path:
        return self.data_dir / "ledger"

    @property
    def warehouse_path(self) -> Path:
        return self.data_dir / "warehouse" / "warehouse.duckdb"

    @property
    def dbt_target_dir(self) -> Path:
        return self.data_dir / "dbt"

    @property
    def published_dir(self) -> Path:
        return self.data_dir / "published"

    @property
    def published_path(self) -> Path:
        return self.published_dir / "summitry.duckdb"

    @property
    def airflow_home(self) -> Path:
        return self.data_dir / "airflow"


def read_settings() -> Settings:
    """Settings of this process. Raises FixSettings naming the variable and what it should be."""
    return Settings(
        data_dir=Path(os.environ.get("SUMMITRY_DATA", "data")).expanduser().absolute(),
        port=_port("SUMMITRY_PORT", 8080),
        newsroom_port=_port("SUMMITRY_NEWSROOM_PORT", 8085),
        report_port=_port("SUMMITRY_REPORT_PORT", 8086),
        superset_port=_port("SUMMITRY_SUPERSET_PORT", 8088),
        is_newsroom_on=_flag("SUMMITRY_NEWSROOM", True),
        publishers_on=frozenset(os.environ.get("SUMMITRY_PUBLISHERS", "").replace(",", " ").split()),
        fetch_timeout_s=_number("SUMMITRY_FETCH_TIMEOUT_S", 15.0),
        fetch_deadline_s=_number("SUMMITRY_FETCH_DEADLINE_S", 60.0),
        max_wire_bytes=int(_number("SUMMITRY_MAX_WIRE_BYTES", 10_000_000)),
        max_body_bytes=int(_number("SUMMITRY_MAX_BODY_BYTES", 20_000_000)),
        max_redirects=int(_number("SUMMITRY_MAX_REDIRECTS", 5)),
        retry_wait_s=_number("SUMMITRY_RETRY_WAIT_S", 1.0),
        max_attempts=int(_number("SUMMITRY_MAX_ATTEMPTS", 4)),
        max_pages_per_publisher=int(_number("SUMMITRY_MAX_PAGES_PER_PUBLISHER", 200)),
        host_delay_s=_number("SUMMITRY_HOST_DELAY_S", 1.0),
        contact=os.environ.get("SUMMITRY_CONTACT", "no contact given"),
    )


def child_environment() -> dict[str, str]:
    """A copy of this process's environment, for the programs that the pipeline and the supervisor start."""
    return dict(os.environ)


def _number(name: str, default: float) -> float:
    text = os.environ.get(name, str(default))
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if value < 0:
        raise FixSettings(f"{name}={text!r} is not a number of zero or more; unset it to get {default:g}")
    return value


def _port(name: str, default: int) -> int:
    value = _number(name, default)
    if value != int(value) or not 1 <= value <= 65535:
        raise FixSettings(
            f"{name}={os.environ.get(name)!r} is not a port between 1 and 65535; unset it to get {default}"
        )
    return int(value)


def _flag(name: str, default: bool) -> bool:
    text = os.environ.get(name, "1" if default else "0").strip().lower()
    if text in {"1", "true", "yes", "on"}:
        return True
    if text in {"0", "false", "no", "off"}:
        return False
    raise FixSettings(f"{name}={text!r} is neither on (1) nor off (0)")
