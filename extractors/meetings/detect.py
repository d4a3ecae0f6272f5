"""Article to MeetingMentions: the one door of this package."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.meetings.document import read_drafts
from extractors.meetings.readings import Line
from extractors.meetings.scores import score_draft
from extractors.meetings.tables import topics
from extractors.meetings.tellings import Draft
from extractors.meetings.triggers import PREFILTER
from extractors.model import (
    Article,
    ArticleOutcome,
    EvidenceField,
    MeetingMention,
    Participation,
    TopicMention,
    hash_id,
)

TOPIC_REACH = 4
"""Sentences after a telling that still say what the meeting was about."""


def find_meetings(article: Article) -> tuple[MeetingMention, ...]:
    """The meetings that an article reports, by the rules of the guidelines; the same article gives the same answer."""
    if article.outcome is not ArticleOutcome.OK or not _may_tell(article):
        return ()
    drafts, lines = read_drafts(article)
    return tuple(_write(article, draft, position, drafts, lines) for position, draft in enumerate(drafts))


def _may_tell(article: Article) -> bool:
    """A lexical filter that a page without any word of meeting, talking or visiting does not pass."""
    return any(PREFILTER.search(text) for text in (article.text, article.title, *article.captions))


def _write(
    article: Article, draft: Draft, position: int, drafts: Sequence[Draft], lines: Sequence[Line]
) -> MeetingMention:
    line = lines[draft.told_in[0]]
    start, end = line.sentence.start, line.sentence.end
    place, event = draft.place, draft.event
    return MeetingMention(
        mention_id=hash_id(article.article_id, line.field, start, end, position),
        article_id=article.article_id,
        position=position,
        status=draft.status,
        mode=draft.mode,
        start_date=draft.when.first,
        end_date=draft.when.last,
        date_precision=draft.when.precision,
        city=place.city if place else None,
        country=place.country if place else None,
        event=event.name if event else None,
        is_sideline=bool(event and event.is_sideline),
        evidence_field=line.field,
        start=start,
        end=end,
        score=score_draft(draft),
        participants=_participants(draft),
        topics=_topics(draft, drafts, lines),
        claims=draft.claims,
    )


def _participants(draft: Draft) -> tuple[Participation, ...]:
    found = [
        Participation(
            actor.name if not draft.is_recalled else None, actor.office if not draft.is_recalled else None, side
        )
        for actor in draft.actors
        for side in actor.sides[:1]
    ]
    return tuple(dict.fromkeys(found))


def _topics(draft: Draft, drafts: Sequence[Draft], lines: Sequence[Line]) -> tuple[TopicMention, ...]:
    """Topics of the sentences that tell the meeting and of those right after, up to another meeting's telling."""
    if draft.is_recalled:
        return ()
    others = {n for other in drafts if other is not draft and not other.is_recalled for n in other.told_in}
    mine = set(draft.told_in)
    for told in draft.told_in:
        for n in range(told + 1, min(told + 1 + TOPIC_REACH, len(lines))):
            if n in others or lines[n].field is not EvidenceField.TEXT:
                break
            mine.add(n)
    if len([other for other in drafts if not other.is_recalled]) == 1:
        mine |= {n for n, line in enumerate(lines) if line.field is EvidenceField.TITLE}
    text = "\n".join(re.sub(r"\s+", " ", lines[n].text) for n in sorted(mine))
    counts = [(topic.topic, len(topic.pattern.findall(text))) for topic in topics()]
    total = sum(n for _, n in counts)
    return tuple(TopicMention(topic, round(n / total, 3)) for topic, n in counts if n)
