"""`make run`: Airflow on this machine, from its secrets to the last process gone. Only `up` is called from outside."""

from __future__ import annotations

from extractors.settings import Settings


def up(settings: Settings, once: bool) -> int:
    """See `extractors.stack.run.up`, which loads the whole line; the supervisor, of this folder too, must stay small."""
    from extractors.stack import run

    return run.up(settings, once)
