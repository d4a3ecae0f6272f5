"""What a sentence claims about other meetings of the same group: "second since January", "first in five years"."""

from __future__ import annotations

import re

from extractors.model import Claim

_ORDINALS = {
    word: i
    for i, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
        ],
        1,
    )
}
_WORD = "|".join(_ORDINALS)
_MEETING = r"(?:meeting|talks|summit|visit|call|round|conversation|encounter|face-to-face|session|trip|contact)"
_ORDINAL = re.compile(
    rf"\b(?P<ordinal>{_WORD}|\d{{1,2}}(?:st|nd|rd|th))\b(?P<what>(?:\s+[\w'’-]+){{0,6}}?\s+{_MEETING}s?\b)?(?P<middle>[^.;]{{0,90}}?)"
    r"\b(?:since\s+(?P<since>[^.;]{3,110}?)(?=\s+and\s+the\s+(?:first|second|third)\b|[.;]|,\s+(?:and|when|which|who)\b|$)|in\s+(?P<span>(?:more than |nearly |almost |over |about )?(?:\w+|a)\s+(?:years?|months?|decades?|weeks?))\b)",
    re.IGNORECASE,
)
_COUNT = re.compile(r"\b(?:have|had|has)\s+(?:now\s+)?met\s+(?P<n>\w+)\s+times\b", re.IGNORECASE)
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}


def read_claims(sentence: str) -> tuple[Claim, ...]:
    """Ordinals need a meeting word in reach; a bare "first since" counts after one in the same sentence."""
    found = []
    has_meeting_word = re.search(rf"\b{_MEETING}", sentence, re.IGNORECASE) is not None
    for match in _ORDINAL.finditer(sentence):
        if not has_meeting_word:
            break
        ordinal = _ORDINALS.get(match["ordinal"].lower()) or int(re.sub(r"\D", "", match["ordinal"]))
        since = match["since"] or match["span"]
        kind = "first_in" if match["span"] else "first_since" if ordinal == 1 else "ordinal_since"
        found.append(Claim(kind, ordinal, since.strip() if since else None, match.group().strip()))
    for match in _COUNT.finditer(sentence):
        n = _NUMBERS.get(match["n"].lower()) or (int(match["n"]) if match["n"].isdigit() else None)
        if n:
            found.append(Claim("count", n, None, match.group()))
    return tuple(found)
