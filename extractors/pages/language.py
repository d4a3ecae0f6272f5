"""Which language a text is in, by py3langid; short texts take what the page says of itself."""

from __future__ import annotations

import re

import py3langid

MIN_LETTERS = 120
"""Below this the classifier guesses from names."""

_ENGLISH_LIKE = frozenset({"pcm", "sco"})
"""What the classifier says of plain English that is full of foreign names."""

_LETTER = re.compile(r"[^\W\d_]")


def detect_language(text: str, declared: str | None) -> str | None:
    """ISO 639-1 code or None when a short text says nothing of its own. `declared` is a tag such as "en-GB"."""
    sample = text[:4000]
    if len(_LETTER.findall(sample)) < MIN_LETTERS:
        return declared.strip().lower().replace("_", "-").split("-")[0][:3] or None if declared else None
    found = str(py3langid.classify(sample)[0])
    return "en" if found in _ENGLISH_LIKE else found
