"""An article as lines: the sentences of its fields, each with its items and the actors that it names."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.meetings.actors import Actor
from extractors.meetings.headlines import cut_names, names_in, without_apposition
from extractors.meetings.people import People, find_home, government_of
from extractors.meetings.phrases import read_actors
from extractors.meetings.sentences import Sentence, split_sentences
from extractors.meetings.tables import cities
from extractors.meetings.tokens import Item, split_items
from extractors.model import Article, EvidenceField


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of one field, its actors not yet resolved."""

    field: EvidenceField
    sentence: Sentence
    items: tuple[Item, ...]
    actors: tuple[Actor, ...]

    @property
    def text(self) -> str:
        return self.sentence.text


def read_lines(article: Article) -> tuple[Line, ...]:
    """Text first, then captions, then the title, which only tells again what the text tells better."""
    fields = (
        (EvidenceField.TEXT, article.text),
        (EvidenceField.CAPTION, article.caption_text),
        (EvidenceField.TITLE, article.title),
    )
    lines: list[Line] = []
    for field, text in fields:
        told = {word for line in lines for word in names_in(line.items)} if field is EvidenceField.TITLE else set()
        for sentence in split_sentences(text):
            items = split_items(sentence.text)
            if told:  # "Kagame Receives Envoy": in a headline every word may bear a capital
                items = cut_names(items, told)
            actors = read_actors(sentence.text, items)
            if field is EvidenceField.TITLE:
                actors = tuple(without_apposition(actor, sentence.text) for actor in actors)
            lines.append(Line(field, sentence, items, actors))
    return tuple(lines)


def known_people(article: Article, lines: tuple[Line, ...]) -> tuple[People, tuple[str | None, str | None]]:
    """Everybody whom the article names, and the city and country of its dateline."""
    writer = government_of(article.url)
    home = find_home(article.dateline, article.text, cities())
    actors = (actor for line in lines for actor in line.actors)
    return People(actors, article.published_date, home[1] or writer, writer), home
