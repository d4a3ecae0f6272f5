"""What a person sees while a run works: a row a step with bars on a terminal, plain lines elsewhere, never long silence."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.text import Text

from extractors.terminal import safe_text

SILENCE_S = 4.0


class Steps:
    """Shows steps by name; a context manager, since the moving display must be taken down again."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._bars = Progress(
            SpinnerColumn(finished_text=" "),
            TextColumn("{task.description}"),
            BarColumn(bar_width=20),
            MofNCompleteColumn(),
            TextColumn("{task.fields[state]}"),
            TimeElapsedColumn(),
            console=console,
            disable=not console.is_terminal,
        )
        self._rows: dict[str, TaskID] = {}
        self._shown: dict[str, str] = {}
        self._begun = self._spoken = time.monotonic()

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bars.stop()

    def show(self, name: str, state: str, n_done: int = 0, n: int = 1) -> None:
        """How far a step is. To be called about every second, also when nothing changed."""
        if self._console.is_terminal:
            if name not in self._rows:
                self._rows[name] = self._bars.add_task(name, total=n, state=state)
            self._bars.update(self._rows[name], completed=n_done, total=n, state=state)
            return
        line = f"{name}: {state}" + (f", {n_done} of {n}" if n > 1 else "")
        is_silent = time.monotonic() - self._spoken > SILENCE_S
        if self._shown.get(name) != line or (is_silent and n_done < n):
            self._shown[name] = line
            self._say_plainly(line)

    def say(self, line: str) -> None:
        """A line that stays."""
        self._console.print(Text(safe_text(line)))
        self._spoken = time.monotonic()

    def _say_plainly(self, line: str) -> None:
        seconds = time.monotonic() - self._begun
        self._console.print(Text(f"{seconds:5.0f} s  {safe_text(line)}"), soft_wrap=True)
        self._spoken = time.monotonic()
