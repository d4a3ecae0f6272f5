"""Article to MeetingMentions: the one door of this package."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Flag, auto

from extractors.meetings.assembly import assemble
from extractors.meetings.claims import read_claims
from extractors.meetings.encoder import encoder
from extractors.meetings.grammar import is_match, is_wish, read_drafts
from extractors.meetings.judgements import Judgements
from extractors.meetings.lines import Line, known_people, read_lines
from extractors.meetings.occasions import Occasion
from extractors.meetings.people import People
from extractors.meetings.prefilter import candidates
from extractors.meetings.reconcile import HEARD, reconcile
from extractors.meetings.scores import score_of
from extractors.meetings.spans import TRIGGER, read_spans, sides_of
from extractors.meetings.tables import topics
from extractors.meetings.windows import cut_windows
from extractors.model import (
    Article,
    ArticleOutcome,
    Claim,
    EvidenceField,
    MeetingMention,
    Participation,
    TopicMention,
    hash_id,
)

TOPIC_REACH = 4
"""Sentences after a telling that still say what the meeting was about."""


class Readers(Flag):
    """Who is asked: the grammar, the network, or, as the product does, both."""

    GRAMMAR = auto()
    NETWORK = auto()
    BOTH = GRAMMAR | NETWORK


def find_meetings(article: Article, readers: Readers = Readers.BOTH) -> tuple[MeetingMention, ...]:
    """The meetings that an article reports, by the rules of the guidelines; the same article gives the same answer."""
    if article.outcome is not ArticleOutcome.OK or not _may_tell(article):
        return ()
    occasions, lines = read_occasions(article, readers)
    return tuple(_write(article, one, position, occasions, lines) for position, one in enumerate(occasions))


def read_occasions(article: Article, readers: Readers = Readers.BOTH) -> tuple[list[Occasion], tuple[Line, ...]]:
    """Every occasion of the article in text order, and the lines that its `lines` count in."""
    lines = read_lines(article)
    people, home = known_people(article, lines)
    drafts = read_drafts(article, lines, people, home) if Readers.GRAMMAR in readers else ()
    if Readers.NETWORK not in readers:
        return reconcile(drafts, []), lines
    judged = _judge(article, lines, people, home[1])
    heard = assemble(judged, lines, people.writer, lambda trigger: is_wish(lines[trigger[0]].text, trigger[1]))
    by_line = judged.by_line()
    return reconcile(
        [draft for draft in drafts if any(by_line.get(n, 0.0) >= HEARD for n in draft.told_in)],
        [one for one in heard if not is_match(lines[one.lines[0]].text, one.actors)],
    ), lines


def _judge(article: Article, lines: tuple[Line, ...], people: People, home: str | None) -> Judgements:
    """What the network says of every trigger that passes the prefilter."""
    spans = read_spans(lines, people, article.published_date)
    judged = Judgements()
    if len(sides_of(spans, home)) > 1:  # else there is no meeting to find
        reader = encoder()
        asked = (trigger for trigger in candidates(lines, spans) if not judged.is_told(trigger))
        for window in cut_windows(asked, lines, spans, reader.split, home or people.writer):
            judged.read(window, reader)
    return judged


def _may_tell(article: Article) -> bool:
    """A lexical filter that a page without any word of meeting, talking or visiting does not pass."""
    return any(TRIGGER.search(text) for text in (article.text, article.title, *article.captions))


def _write(
    article: Article, one: Occasion, position: int, occasions: Sequence[Occasion], lines: Sequence[Line]
) -> MeetingMention:
    line = lines[one.lines[0]]
    start, end = line.sentence.start, line.sentence.end
    return MeetingMention(
        mention_id=hash_id(article.article_id, line.field, start, end, position),
        article_id=article.article_id,
        position=position,
        status=one.status,
        mode=one.mode,
        start_date=one.when.first,
        end_date=one.when.last,
        date_precision=one.when.precision,
        city=one.place.city if one.place else None,
        country=one.place.country if one.place else None,
        event=one.event.name if one.event else None,
        is_sideline=bool(one.event and one.event.is_sideline),
        evidence_field=line.field,
        start=start,
        end=end,
        score=score_of(one.facts),
        participants=_participants(one),
        topics=_topics(one, occasions, lines),
        claims=_claims(one, lines),
    )


def _participants(one: Occasion) -> tuple[Participation, ...]:
    """Each once; "the foreign secretary" is nobody beside Foreign Secretary Rao, and neither is "a delegation"."""
    found = dict.fromkeys(Participation(actor.name, actor.office, actor.sides[0]) for actor in one.actors)
    named = {
        (who.side, office.lower())
        for who in found
        if who.name_as_written
        for office in ("", who.office_as_written or "")
    }
    return tuple(
        who for who in found if who.name_as_written or (who.side, (who.office_as_written or "").lower()) not in named
    )


def _claims(one: Occasion, lines: Sequence[Line]) -> tuple[Claim, ...]:
    if one.claims is not None:
        return one.claims
    return tuple(dict.fromkeys(claim for n in one.lines for claim in read_claims(lines[n].text)))


def _topics(one: Occasion, occasions: Sequence[Occasion], lines: Sequence[Line]) -> tuple[TopicMention, ...]:
    """Topics of the sentences that tell the meeting and of those right after, up to another meeting's telling."""
    others = {n for other in occasions if other is not one for n in other.lines}
    mine = set(one.lines)
    for told in one.lines:
        for n in range(told + 1, min(told + 1 + TOPIC_REACH, len(lines))):
            if (n in others and n not in one.lines) or lines[n].field is not EvidenceField.TEXT:
                break
            mine.add(n)
    if len(occasions) == 1:
        mine |= {n for n, line in enumerate(lines) if line.field is EvidenceField.TITLE}
    text = "\n".join(re.sub(r"\s+", " ", lines[n].text) for n in sorted(mine))
    counts = [(topic.topic, len(topic.pattern.findall(text))) for topic in topics()]
    total = sum(n for _, n in counts)
    return tuple(TopicMention(topic, round(n / total, 3)) for topic, n in counts if n)
