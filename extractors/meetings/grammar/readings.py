"""Reads every sentence of an article once: actors with sides, groups, triggers, times, places and events."""

from __future__ import annotations

from dataclasses import dataclass, replace

from extractors.meetings.actors import FIRST_PERSON, Actor
from extractors.meetings.events import Event, read_attended_events
from extractors.meetings.grammar.groups import BYSTANDER_LEADS, Group, join_groups
from extractors.meetings.grammar.triggers import Trigger, read_triggers
from extractors.meetings.lines import Line
from extractors.meetings.people import People, dateline_end
from extractors.meetings.places import Place, read_places


@dataclass(frozen=True, slots=True)
class Reading:
    """A resolved sentence that holds a trigger or a group of sides."""

    line: Line
    groups: tuple[Group, ...]
    triggers: tuple[Trigger, ...]
    places: tuple[Place, ...]
    events: tuple[Event, ...]


def read_line(
    line: Line, people: People, speaker: Actor | None, together: tuple[Actor, ...], stage: Place | None
) -> tuple[Reading, Actor | None]:
    """The resolved sentence and the person whom a later "he" or "she" means; `together` is whom "they" means."""
    actors: list[Actor] = []
    first: Actor | None = None
    places = read_places(line.text)
    for actor in line.actors:
        if actor.role == "pronoun":
            is_object = line.text[actor.start : actor.end].lower() == "him"
            meant = speaker if is_object and speaker and first and speaker.name != first.name else first or speaker
            actors += _resolve_pronoun(actor, meant, together, people)
            continue
        if actor.end <= dateline_end(line.text):
            continue
        resolved = _place_host(people.resolve(actor), first or speaker, places, stage)
        if first is None and resolved.role == "person" and resolved.sides and resolved.lead not in BYSTANDER_LEADS:
            first = resolved
        actors.append(resolved)
    kept = [actor for actor in actors if not _is_place(actor)]
    text = line.text
    events = read_attended_events(text)
    triggers = tuple(
        trigger
        for trigger in read_triggers(text)
        if not (trigger.kind == "noun" and any(event.start <= trigger.start < event.end for event in events))
    )
    groups = tuple(map(_share_side, join_groups(text, kept)))
    return Reading(line, groups, triggers, places, events), first or speaker


def _place_host(actor: Actor, subject: Actor | None, places: tuple[Place, ...], stage: Place | None) -> Actor:
    """Whom a visitor meets in a country, with an office and no country told, holds it there."""
    is_host = actor.is_home_office and actor.lead in _OBJECT_LEADS and (actor.is_guessed or not actor.sides)
    if not is_host or subject is None:
        return actor
    countries = [place.country for place in places if place.country and place.preposition in {"in", "at", "to"}]
    if stage and stage.country:
        countries.append(stage.country)
    if countries and countries[0] not in subject.sides:
        return replace(actor, sides=(countries[0],))
    return replace(actor, sides=()) if actor.sides == subject.sides else actor


def _share_side(group: Group) -> Group:
    """ "King A and Crown Prince B of Bahrain": the last one's country is that of all who have none of their own."""
    last = group.actors[-1]
    if len(group.actors) < 2 or last.role != "person" or last.is_guessed or not last.sides:
        return group
    shared = tuple(
        replace(actor, sides=last.sides)
        if actor.role == "person" and actor.office and (actor.is_guessed or not actor.sides)
        else actor
        for actor in group.actors
    )
    return replace(group, actors=shared)


_OBJECT_LEADS = frozenset(
    """
    by meet meets met received saw sees with
    """.split()  # noqa: SIM905
)


def _is_place(actor: Actor) -> bool:
    """ "In Brussels, the ministers of": a bare side behind a preposition of place is where, not who."""
    return actor.role == "side" and actor.lead in {"in", "at", "near", "outside"}


def _resolve_pronoun(pronoun: Actor, speaker: Actor | None, together: tuple[Actor, ...], people: People) -> list[Actor]:
    if pronoun.count == FIRST_PERSON:
        return [replace(pronoun, role="side", sides=(people.writer,))] if people.writer else []
    if pronoun.count == 1:
        return [replace(speaker, start=pronoun.start, end=pronoun.end, lead=pronoun.lead)] if speaker else []
    n_sides = len({side for actor in together for side in actor.sides})
    if n_sides < 2 or (pronoun.count and pronoun.count != n_sides):
        return []
    return [replace(actor, start=pronoun.start, end=pronoun.end, lead=pronoun.lead) for actor in together]
