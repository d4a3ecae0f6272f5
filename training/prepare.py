"""Gold files to the prefilter and to one file of labelled windows, for the encoder to learn from."""

from __future__ import annotations

import json
import pickle
import random
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from extractors.meetings.prefilter import candidates
from training import prefilter
from training.align import Example, label, read_case
from training.augment import disguise
from training.pieces import splitter

N_DISGUISES = 3
"""Versions of each article with other names and countries, beside the article as written."""


def read_gold(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """The cases of all files, in the order of the files' names."""
    return [json.loads(line) for path in sorted(paths) for line in path.read_text("utf-8").splitlines() if line.strip()]


def main() -> None:
    out, *sources = map(Path, sys.argv[1:])
    split = splitter()
    cases = read_gold(sources)
    written = [read_case(case) for case in cases]
    prefilter.fit(written)
    rng = random.Random(7)
    articles: list[list[list[Example]]] = []
    for case, read in zip(cases, written, strict=True):
        versions = [read, *(read_case(disguise(case, rng)) for _ in range(N_DISGUISES))]
        articles.append([label(one, candidates(one.lines, one.spans), split) for one in versions])
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(pickle.dumps(articles))
    n_windows = sum(len(versions[0]) for versions in articles)
    print(f"{n_windows} windows of {len(articles)} articles, each in {1 + N_DISGUISES} versions")


if __name__ == "__main__":
    main()
