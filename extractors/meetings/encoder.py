"""The small network that judges windows: loaded once, one core, the same answer every time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from extractors.meetings.grids import grid_of, side_pairs
from extractors.meetings.windows import Pieces, Window

WEIGHTS = Path(__file__).parent / "weights"
"""The ONNX files, tokenizer.json and calibration.json; weights/README.md is the model card."""

Array = np.ndarray[Any, Any]

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class Encoder:
    """Cuts sentences into word pieces and judges windows of them."""

    def __init__(self, folder: Path = WEIGHTS) -> None:
        self._reader, self._relater, self._sides = (
            _session(folder / f"{name}.onnx") for name in ("reader", "relater", "sides")
        )
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def split(self, sentence: str) -> Pieces:
        """Pieces with the code points that each covers."""
        found = self._tokenizer.encode(_LONE_SURROGATE.sub("\ufffd", sentence), add_special_tokens=False)
        return found.ids, found.offsets

    def read(self, window: Window) -> tuple[Array, Array, Array]:
        """What the network makes of a window (pieces x 384), and for its trigger the chances of its status (5) and mode (4)."""
        states, status, mode = self._reader.run(
            None,
            {
                "pieces": _integers([window.pieces]),
                "kinds": _integers([window.kinds]),
                "cases": _integers([window.cases]),
                "slots": _integers([window.slots]),
                "parts": _integers([window.parts]),
                "starts": _integers([window.borders[window.asked][0]]),
                "ends": _integers([window.borders[window.asked][1] - 1]),
            },
        )
        return states, status[0], mode[0]

    def relate(self, window: Window, states: Array) -> Array:
        """Spans x 3: the chances of no; of yes, or a part in every meeting told there; of a part in one of several."""
        relations, distances, hints = grid_of(window)
        n = len(window.spans)
        (answers,) = self._relater.run(
            None,
            {
                "states": states,
                **_borders(window),
                "rows": _integers([window.asked]),
                "columns": _integers([range(n)]),
                "is_there": np.ones((1, n), dtype=np.int64),
                "relations": _integers([relations]),
                "distances": _integers([distances]),
                "hints": _integers([hints]),
            },
        )
        return np.asarray(answers[0])

    def sides(self, window: Window, states: Array) -> list[tuple[int, int, float]]:
        """Every actor with every side in reach, and the chance that he acts for it."""
        pairs = side_pairs(window)
        if not pairs:
            return []
        (answers,) = self._sides.run(None, {"states": states, **_borders(window), "pairs": _integers(pairs)})
        return [(a, b, float(chance)) for (a, b, _, _), chance in zip(pairs, answers[:, 1], strict=True)]


def _session(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _borders(window: Window) -> dict[str, Array]:
    return {
        "starts": _integers([start for start, _ in window.borders]),
        "ends": _integers([end - 1 for _, end in window.borders]),
    }


def _integers(values: Sequence[Any]) -> Array:
    return np.array(values, dtype=np.int64)


@cache
def encoder() -> Encoder:
    """The one encoder of this process."""
    return Encoder()
