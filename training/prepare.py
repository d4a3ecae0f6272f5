"""Gold files to one file of labelled windows."""

from __future__ import annotations

import json
import pickle
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from extractors.meetings.windows import MAX_PIECES
from training.align import Example, label
from training.pieces import splitter


def read_gold(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """The cases of all files, in the order of the files' names."""
    return [json.loads(line) for path in sorted(paths) for line in path.read_text("utf-8").splitlines() if line.strip()]


def main() -> None:
    out, *sources = map(Path, sys.argv[1:])
    split = splitter()
    examples: list[Example] = [one for case in read_gold(sources) for one in label(case, split, MAX_PIECES)]
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(pickle.dumps(examples))
    print(f"{len(examples)} windows from {len(sources)} files")


if __name__ == "__main__":
    main()
