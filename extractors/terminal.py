"""What a person sees in a terminal: the table of meetings, and text that cannot steer the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text


def meetings_table(rows: Sequence[dict[str, object]]) -> Table:
    """Who, where, when, how many sources, from rows of `pipeline.newest_meetings`."""
    table = Table(title="The newest meetings" if rows else "No meetings yet", title_justify="left")
    for column in ("when", "status", "sides", "who", "where", "sources"):
        table.add_column(column, no_wrap=column in {"when", "status"})
    for row in rows:
        where = ", ".join(str(row[name]) for name in ("city", "country") if row[name])
        cells = (_day(row), row["status"], row["sides"], row["people"], where, row["n_independent_sources"])
        table.add_row(*(Text(safe_text(cell)) for cell in cells))
    return table


def safe_text(value: object) -> str:
    """One line without control characters and markup: its words came from a page."""
    return "".join(char if char.isprintable() else " " for char in str("" if value is None else value))


def _day(row: dict[str, object]) -> str:
    """The start as exact as it is known: 2025-04-03, 2025-02 or 2025."""
    text = str(row["start_date"] or "?")
    return {"month": text[:7], "year": text[:4]}.get(str(row["date_precision"]), text)
