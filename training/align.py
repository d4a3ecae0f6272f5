"""Gold articles to labelled windows: which trigger tells which meeting, and what the gold says of every pair.

A meeting's `tellings` (verbatim snippets, the first is its evidence) say which sentences tell it. What the gold cannot
decide is masked, never guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extractors.meetings.cases import article_from_case
from extractors.meetings.grids import RELATION_OF, side_pairs
from extractors.meetings.judgements import Key, key_of
from extractors.meetings.lines import Line, known_people, read_lines
from extractors.meetings.spans import Span, SpanKind, read_spans
from extractors.meetings.windows import Window, cut_windows
from training.answers import MASK, Meeting, acts_for, answer_of, takes_part

STATUSES = ("none", "held", "planned", "cancelled", "postponed")
MODES = ("in_person", "phone", "video", "unknown")


@dataclass(slots=True)
class Example:
    """A window with what is right: status and mode of its trigger, an answer for every span, and one for each of
    `side_pairs`; MASK where the gold does not decide."""

    window: Window
    status: int
    mode: int
    answers: list[int]
    sides: list[int]


@dataclass(slots=True)
class Reading:
    """A gold case as the product reads it. `told` says of every trigger which meetings it tells, and True where it only might."""

    lines: Sequence[Line]
    spans: Sequence[Span]
    home: str | None
    meetings: Sequence[Meeting]
    told: dict[Key, tuple[list[int], bool]]
    is_known: bool

    def status(self, trigger: Span) -> int:
        """The number of the status, 0 for no meeting, MASK where the gold does not decide."""
        numbers, unsure = self.told.get(key_of(trigger), ([], False))
        firm = [n for n in numbers if not self.meetings[n].get("optional")]
        if firm and not unsure:
            return STATUSES.index(self.meetings[firm[0]]["status"])
        is_silent = not numbers and not unsure
        if is_silent and (
            self.is_known or not self.meetings or not _names_one(trigger.line, self.spans, self.meetings)
        ):
            return 0
        return MASK


_STRONG = re.compile(
    r"met|meet|talk|spoke|speak|summit|call|phon|rang|convers|host|receiv|welcom|visit|consult|discuss|negotiat|dialogue|sat|sit|saw|see|confer|"
    r"huddl|lunch|din|breakfast|audience|conferenc|video|encounter|t[eê]te|bilateral|trilateral|session|round|gather|conven|delegation|trip|"
    r"travel|flew|fl[yi]|arriv|invit|contact|appointment|mediat|tour|get-together|pull|virtual|quadri",
    re.IGNORECASE,
)
_REMOTE = re.compile(r"call|phon|rang|convers|spoke|speak|talk|video|virtual|contact|discuss", re.IGNORECASE)


def read_case(case: Mapping[str, Any]) -> Reading:
    article = article_from_case(case)
    lines = read_lines(article)
    people, home = known_people(article, lines)
    spans = read_spans(lines, people, article.published_date)
    meetings = case["meetings"]
    aligned = _align(spans, lines, meetings, [_told_in(meeting, lines) for meeting in meetings])
    known = all("tellings" in meeting for meeting in meetings)
    return Reading(lines, spans, home[1] or people.writer, meetings, aligned, known)


def label(read: Reading, triggers: Sequence[Span], split: Any) -> list[Example]:
    """A labelled window for each of the triggers. `split` cuts a sentence into the encoder's pieces."""
    windows = cut_windows(triggers, read.lines, read.spans, split, read.home)
    return [_label(window, read) for window in windows]


def _told_in(meeting: Meeting, lines: Sequence[Line]) -> dict[int, list[tuple[int, int]]]:
    """The lines that tell a meeting, each with the characters of its snippets."""
    found: dict[int, list[tuple[int, int]]] = {}
    for snippet in meeting.get("tellings") or [meeting["evidence"]]:
        wanted = " ".join(snippet.split())
        for number, line in enumerate(lines):
            text = re.sub(r"\s", " ", line.text)
            start = text.find(wanted)
            if start >= 0:
                found.setdefault(number, []).append((start, start + len(wanted)))
                break
        else:
            pieces = [
                (n, line)
                for n, line in enumerate(lines)
                if len(line.text) > 20 and " ".join(line.text.split()) in wanted
            ]
            for n, line in pieces:
                found.setdefault(n, []).append((0, len(line.text)))
    return found


def _align(
    spans: Sequence[Span],
    lines: Sequence[Line],
    meetings: Sequence[Meeting],
    told: Sequence[dict[int, list[tuple[int, int]]]],
) -> dict[Key, tuple[list[int], bool]]:
    """Every trigger to the meetings that it tells, and True where it only might."""
    aligned: dict[Key, tuple[list[int], bool]] = {}
    by_line: dict[int, list[Span]] = {}
    for span in spans:
        by_line.setdefault(span.line, []).append(span)
    for number, ranges_of in enumerate(told):
        for n, ranges in ranges_of.items():
            own = by_line.get(n, [])
            triggers = [span for span in own if span.kind is SpanKind.TRIGGER]
            inside = [t for t in triggers if any(a <= t.start and t.end <= b for a, b in ranges)]
            if not triggers:
                continue
            best = max(
                inside or triggers, key=lambda t: _fitness(t, own, lines[n].text, meetings[number], bool(inside))
            )
            for trigger in triggers:
                key = key_of(trigger)
                old, unsure = aligned.get(key, ([], True))
                if trigger is best:
                    aligned[key] = ([*old, number], False)
                else:
                    aligned[key] = (old, unsure)
    told_by = Counter(n for ranges_of in told for n in ranges_of)
    for number, ranges_of in enumerate(
        told
    ):  # where a line tells one meeting, whatever word of it speaks, speaks of that one
        for n in ranges_of:
            for key, (numbers, unsure) in aligned.items():
                if key[0] == n and told_by[n] == 1 and unsure:
                    aligned[key] = ([*numbers, number], True)
    return aligned


def _fitness(trigger: Span, own: Sequence[Span], text: str, meeting: Meeting, is_snippet: bool) -> float:
    word = text[trigger.start : trigger.end]
    value = 3.0 if _STRONG.match(word) else 0.0
    if meeting["mode"] in {"phone", "video"}:
        value += 2.0 * bool(_REMOTE.match(word))
    actors = [span for span in own if span.actor and takes_part(span, meeting) == 1]
    if actors:
        value -= min(min(abs(span.start - trigger.end), abs(trigger.start - span.end)) for span in actors) / 60
    return value - (trigger.start / 2000)


def _label(window: Window, read: Reading) -> Example:
    trigger = window.spans[window.asked]
    status = read.status(trigger)
    numbers, _ = read.told.get(key_of(trigger), ([], False))
    firm = [n for n in numbers if not read.meetings[n].get("optional")]
    mode = MODES.index(read.meetings[firm[0]]["mode"]) if status not in {0, MASK} else MASK
    answers = [MASK] * len(window.spans)
    for b, span in enumerate(window.spans) if numbers else ():
        if b != window.asked:
            others = read.told.get(key_of(span), ([], False))[0] if span.kind is SpanKind.TRIGGER else None
            answers[b] = answer_of(span, RELATION_OF[span.kind], numbers, others, read.meetings)
    sides = [acts_for(window.spans[a], window.spans[b], read.meetings) for a, b, _, _ in side_pairs(window)]
    return Example(window, status, mode, answers, sides)


def _names_one(line: int, spans: Sequence[Span], meetings: Sequence[Meeting]) -> bool:
    """True where a line that nobody has read could tell a meeting of the gold."""
    own = [span for span in spans if span.line == line]
    return any(any(takes_part(span, meeting) == 1 for span in own) for meeting in meetings)
