"""Seconds and memory of finding meetings in texts of up to 5 MB, most of them no prose at all: the curve is a line."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

from rich.table import Table

from extractors.meetings.cases import article_from_case
from extractors.meetings.detect import find_meetings

MB = 1_000_000
SIZES = (MB // 2, MB, 2 * MB, 5 * MB)
PARTS = 10
"""Texts in which every sentence tells a meeting are measured at a tenth of these sizes."""

_STORY = "French President Marc Petit met German Chancellor Karl Weber in Paris on Monday. They spoke of trade for an hour.\n\n"
_KINDS = {
    "news without a meeting": "Shares fell on Monday and the price of oil went up by 3 percent. The company said that sales had slowed.\n\n",
    "no punctuation": "he met the president of france and then he went on to see the king of spain ",
    "capitals": "PRESIDENT PUTIN MET THE FOREIGN MINISTER OF JAPAN IN PARIS ",
    "another language": "Der Minister sprach am Montag in Berlin mit seinem Kollegen aus Paris. 両国の外相は会談した。\n\n",
    "names": "President Ana{n} Rojas{n} of Peru, Juan{n} Soto{n}, ",
    "control characters and direction marks": "\x00\x01\x1b met \u202e Putin met \u2066 Xi ",
}


def table() -> Table:
    """One row a kind of text, one column a size."""
    found = Table(title="seconds by length (telling: a tenth of it)", title_justify="left")
    found.add_column("text")
    for size in SIZES:
        found.add_column(f"{size / MB:g} MB", justify="right")
    for name, part in _KINDS.items():
        found.add_row(name, *(f"{_seconds(_text(part, size)):.1f}" for size in SIZES))
    found.add_row("every sentence tells a meeting", *(f"{_seconds(_text(_STORY, s // PARTS)):.1f}" for s in SIZES))
    return found


def _text(part: str, size: int) -> str:
    return "".join(part.replace("{n}", str(n)) for n in range(size // len(part)))


def _seconds(text: str) -> float:
    article = article_from_case({"id": "long", "title": "", "text": text, "published_at": "2025-04-04"})
    begun = time.process_time()
    find_meetings(article)
    return time.process_time() - begun


def peak_mb(paths: list[Path]) -> float:
    """The most memory that a fresh process needs to find the meetings of all cases in the files."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.long_texts", *map(str, paths)],
        check=True,
        capture_output=True,
        text=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    return float(done.stdout)


if __name__ == "__main__":
    for file in sys.argv[1:]:
        for line in Path(file).read_text("utf-8").splitlines():
            find_meetings(article_from_case(json.loads(line)))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
