"""Cuts a text into sentences with offsets; survives initials, abbreviations, hard-wrapped lines and endless lines."""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_SENTENCE = 1500
"""Longer runs (tables, texts without a full stop) are cut at a blank, so that the work on each stays bounded."""

_PARAGRAPH = re.compile(r"\n[ \t\r]*\n\s*")
_END = re.compile(
    r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9À-Þ])"
    r"|\s+(?=(?:\*\*|[•▪●])\s)|\n\s*(?=(?:[-–*]|\d{1,2}[.)])\s)"  # the items of a list
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|ma|prof|gen|lt|maj|col|capt|sgt|adm|sen|rep|gov|hon|rev|st|jr|sr|vs|no|inc|ltd|co|corp"
    r"|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|h\.e|e\.g|i\.e|amb|brig)"
    r"|\b[a-z](?:\.[a-z])*)\.$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Offsets count in the field; `paragraph` counts from 0."""

    text: str
    start: int
    end: int
    paragraph: int


def split_sentences(text: str) -> tuple[Sentence, ...]:
    found: list[Sentence] = []
    begin = 0
    borders = [match.span() for match in _PARAGRAPH.finditer(text)] + [(len(text), len(text))]
    for number, (end, after) in enumerate(borders):
        found += _split_paragraph(text, begin, end, number)
        begin = after
    return tuple(found)


def _split_paragraph(text: str, begin: int, end: int, number: int) -> list[Sentence]:
    sentences = []
    start = begin
    for match in _END.finditer(text, begin, end):
        if not _is_abbreviation(text, start, match.start() + 1):
            sentences += _bounded(text, start, match.end(), number)
            start = match.end()
    return sentences + _bounded(text, start, end, number)


def _is_abbreviation(text: str, start: int, dot: int) -> bool:
    if text[dot - 1] != ".":
        return False
    tail = text[max(start, dot - 12) : dot]
    found = _ABBREVIATION.search(tail)
    # "the U.S. He said" ends a sentence, "the U.S. Secretary" does not: only a pronoun or article tells them apart
    if found and re.search(r"\b(?:U\.S|U\.N|U\.K|E\.U|p\.m|a\.m)\.$", tail):
        return not re.match(
            r"\s+(?:The|He|She|It|They|In|On|But|This|That|A|We|I|His|Her|Their)\b", text[dot : dot + 10]
        )
    return found is not None


def _bounded(text: str, start: int, end: int, number: int) -> list[Sentence]:
    pieces = []
    while start < end:
        stop = end
        if end - start > MAX_SENTENCE:
            blank = text.rfind(" ", start + 1, start + MAX_SENTENCE)
            stop = blank if blank > start else start + MAX_SENTENCE
        piece = text[start:stop]
        stripped = piece.strip()
        if stripped:
            offset = start + len(piece) - len(piece.lstrip())
            pieces.append(Sentence(stripped, offset, offset + len(stripped), number))
        start = stop
    return pieces
