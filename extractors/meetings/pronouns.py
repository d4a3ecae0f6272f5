"""Finds words that stand for somebody named before: "he", "they", "the two leaders", and a government's "I"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.meetings.actors import FIRST_PERSON, Actor

_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "both": 2}


_ANAPHORA = re.compile(
    r"\b(?:(?:the|those|these|all|both) (?:of the )?(?:(two|three|four|five|six) )?(?:[a-z]+ )?(leaders|sides|presidents|premiers|ministers|"
    r"foreign ministers|prime ministers|officials|men|women|diplomats|countries|nations|neighbou?rs|allies|chiefs|delegations|"
    r"parties|heads of state)"
    r"|(?:their|the (?:two|three)) (leaders|(?:[a-z]+ ){0,2}(?:ministers|chiefs|officials))|(the pair|the duo|the trio|they|them|the (?:two|three|four)(?=\s+(?:first|then|also|last|had|have|will|are|were|men|women|of them|[a-z]+ed|met|sat|spoke|held)\b))|both leaders|both sides)\b",
    re.IGNORECASE,
)


_PRONOUN = re.compile(
    r"\b(?:he|she|him)\b|\b(?:his|her)\b(?=\s+(?:[\w-]+\s+){0,2}?(?:meetings?|talks|call|conversation|discussions|consultations|negotiations)\b)",
    re.IGNORECASE,
)


_FIRST_PERSON = re.compile(r"\b(?:I|me)\b")


def read_pronouns(sentence: str, actors: Sequence[Actor]) -> list[Actor]:
    taken = [(actor.start, actor.end) for actor in actors if actor.sides or actor.name]
    found = []
    for match in _ANAPHORA.finditer(sentence):
        word = (match.group(1) or "").lower()
        told = re.search(r"\b(?:two|three|four|both|pair|duo|trio)\b", match.group().lower())
        count = (
            _NUMBERS.get(word) or ({"pair": 2, "duo": 2, "trio": 3} | _NUMBERS)[told.group()]
            if told
            else _NUMBERS.get(word, 0)
        )
        found.append((match, count))
    found += [(match, 1) for match in _PRONOUN.finditer(sentence)]
    found += [(match, FIRST_PERSON) for match in _FIRST_PERSON.finditer(sentence)]
    return [
        Actor("pronoun", match.start(), match.end(), lead=_word_before(sentence, match.start()), count=count)
        for match, count in found
        if not any(start < match.end() and match.start() < end for start, end in taken)
    ]


def _word_before(sentence: str, start: int) -> str:
    words = sentence[max(0, start - 20) : start].split()
    return words[-1].lower() if words else ""
