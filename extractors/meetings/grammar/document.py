"""The document pass: reads an article line by line, joins what tells one occasion, and completes it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from extractors.meetings.actors import Actor
from extractors.meetings.dates import UNKNOWN, When, read_dates
from extractors.meetings.grammar.candidates import find_candidates
from extractors.meetings.grammar.occasions import join
from extractors.meetings.grammar.readings import Reading, read_line
from extractors.meetings.grammar.tellings import Draft, next_stage, tell
from extractors.meetings.lines import Line
from extractors.meetings.people import People
from extractors.meetings.places import Place
from extractors.model import Article, DatePrecision, EvidenceField, Mode, Status

MAX_DRAFTS = 200
"""More occasions than any real page tells; a list of a thousand names is no article."""


def read_drafts(
    article: Article, lines: Sequence[Line], people: People, home: tuple[str | None, str | None]
) -> tuple[Draft, ...]:
    """Every occasion of the article, in text order; `home` is the city and country of its dateline."""
    drafts: list[Draft] = []
    acts: list[tuple[frozenset[str], When]] = []
    speaker: Actor | None = None
    together: tuple[Actor, ...] = ()
    stage: Place | None = None
    for number, line in enumerate(lines):
        if len(drafts) >= MAX_DRAFTS:
            break
        reading, speaker = read_line(line, people, speaker, together, stage)
        _note_joint_act(reading, article.published_date, acts)
        for candidate in find_candidates(line.text, reading.groups, reading.triggers, reading.places):
            telling = tell(candidate, reading, number, article.published_date, home)
            if telling.place is None and telling.mode is Mode.IN_PERSON and not telling.is_recalled:
                telling = replace(telling, place=stage)
            if telling.when.first is None and telling.status is Status.HELD and drafts and _SAME_DAY.search(line.text):
                telling = replace(telling, when=_day_of(drafts[-1]))
            is_new = line.field is not EvidenceField.TITLE or not drafts  # a title only repeats what the text tells
            join(drafts, telling, candidate.reference, is_new)
        stage = next_stage(reading, stage)
        together = drafts[-1].actors if drafts else _last_pair(reading, together)
    completed = (_complete(draft, acts, drafts, article.title) for draft in drafts if len(draft.sides) > 1)
    return _without_told_visits([draft for draft in completed if _is_one_occasion(draft)])


def _without_told_visits(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Talks that are told are the meeting; the visit around them is not a further one."""
    talks = [draft for draft in drafts if draft.rule != "visit"]
    return tuple(
        draft
        for draft in drafts
        if draft.rule != "visit" or not any(draft.sides <= one.sides and one.status is draft.status for one in talks)
    )


def _is_one_occasion(draft: Draft) -> bool:
    """Bare sides with neither day nor place are background ("direct talks between A and B"), no occasion."""
    return (
        draft.when.first is not None
        or draft.place is not None
        or any(actor.name or actor.office for actor in draft.actors)
    )


_SAME_DAY = re.compile(
    r"\b(?:also|separately|afterwards?|(?:later|earlier) (?:in|that) (?:the )?(?:day|morning|evening|afternoon)|following the meeting|(?:that|the) same day|"
    r"in the (?:afternoon|evening))\b",
    re.IGNORECASE,
)


def _day_of(draft: Draft) -> When:
    is_day = draft.when.precision is DatePrecision.DAY and draft.status is Status.HELD and not draft.is_recalled
    return draft.when if is_day and draft.when.last is None else UNKNOWN


def _last_pair(reading: Reading, together: tuple[Actor, ...]) -> tuple[Actor, ...]:
    pairs = [group.actors for group in reading.groups if len(group.sides) > 1 and group.is_subject]
    return pairs[0] if pairs else together


_JOINT_ACT = re.compile(
    r"\b(?:agreed|affirmed|reaffirmed|discussed|expressed|vowed|pledged|confirmed|called|urged|condemned|signed|exchanged|shared|concurred|held|met|gathered)\b",
    re.IGNORECASE,
)


def _note_joint_act(reading: Reading, published: date | None, acts: list[tuple[frozenset[str], When]]) -> None:
    """ "The ministers of A and B on Thursday affirmed": no meeting by itself, but it dates one of the same sides."""
    text = reading.line.text
    for group in reading.groups:
        verb = _JOINT_ACT.search(text, group.end, group.end + 60)
        if len(group.sides) < 2 or not group.is_subject or not verb:
            continue
        for when in read_dates(text, published, is_future=False):
            if not when.is_bound and group.end <= when.start and when.end <= verb.end() + 20:
                acts.append((frozenset(group.sides), when))


def _complete(draft: Draft, acts: Sequence[tuple[frozenset[str], When]], drafts: Sequence[Draft], title: str) -> Draft:
    """Gives an undated draft the day of a joint act of its sides, when no other draft of these sides could be meant."""
    if draft.mode is Mode.UNKNOWN and re.search(r"\b(?:phone|telephone|call|calls)\b", title, re.IGNORECASE):
        draft = replace(draft, mode=Mode.PHONE)
    if draft.when.first is None and draft.status is Status.HELD and not draft.is_recalled:
        twins = [other for other in drafts if other.sides == draft.sides and not other.is_recalled]
        dated = [when for sides, when in acts if sides == draft.sides]
        if len(twins) == 1 and dated:
            return replace(draft, when=dated[0])
    return draft
