"""MinHash bands of a text: near copies (a syndicated story with other cuts) share at least one band."""

from __future__ import annotations

import hashlib
import re

import numpy
from datasketch import MinHash

N_BANDS, N_ROWS, N_WORDS = 16, 4, 5
"""16 bands of 4 rows meet with probability one half at a likeness of 0.45, one in 600 at 0.1."""

_WORD = re.compile(r"\w+")


def fingerprint_text(text: str) -> tuple[str, ...]:
    """One string a band, the same on every machine; empty for a text of fewer than five words."""
    words = _WORD.findall(text.casefold())
    shingles = {" ".join(words[i : i + N_WORDS]) for i in range(len(words) - N_WORDS + 1)}
    if not shingles:
        return ()
    minhash = MinHash(num_perm=N_BANDS * N_ROWS, seed=1)
    minhash.update_batch([shingle.encode("utf-8", "replace") for shingle in shingles])
    rows = numpy.asarray(minhash.hashvalues, dtype=">u8").reshape(N_BANDS, N_ROWS)
    return tuple(f"{band:02d}{hashlib.sha256(row.tobytes()).hexdigest()[:14]}" for band, row in enumerate(rows))
