"""No text is an error: long, shouted, without full stops, of other scripts or full of control characters."""

from __future__ import annotations

import time

import pytest

from tests.extractors.meetings.telling import read

JUNK = {
    "empty": "",
    "no full stop": "he met the president of france and then " * 2_000,
    "capitals": "PRESIDENT PUTIN MET THE FOREIGN MINISTER OF JAPAN IN PARIS " * 1_000,
    "control characters": "".join(map(chr, range(32))) * 500 + " met \u202e Putin met \u2066 Xi",
    "lone surrogates": "\ud800 met Putin met Xi " * 500,
    "another script": "両国の外相は会談した。met" * 2_000,
    "marks": "'s, - . met " * 3_000,
    "a thousand names": " and ".join(f"President Name{n} Surname{n} of France" for n in range(1_000)) + " met.",
    "sides without end": "Japan, " * 5_000 + "met",
    "numbers": "met 31 31 31 February 99 " * 2_000,
    "blanks": " " * 50_000 + "met" + "\n" * 50_000,
}


@pytest.mark.parametrize("text", JUNK.values(), ids=JUNK.keys())
def test_junk_is_read_without_an_exception(text: str) -> None:
    assert isinstance(read(text, title=text[:300]), list)


def test_time_grows_with_length_and_no_faster() -> None:
    story = "French President Marc Petit met German Chancellor Karl Weber in Paris on Monday. They spoke of trade.\n\n"

    def seconds(n: int) -> float:
        began = time.process_time()
        assert read(story * n)
        return time.process_time() - began

    seconds(10)
    assert seconds(1_600) < 16 * max(seconds(200), 0.02)
