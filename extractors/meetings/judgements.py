"""What the encoder says of an article, gathered over its triggers: probabilities by span, not yet decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.meetings.encoder import Encoder
from extractors.meetings.spans import Span, SpanKind
from extractors.meetings.windows import Window
from extractors.model import Mode, Status

STATUSES = (None, Status.HELD, Status.PLANNED, Status.CANCELLED, Status.POSTPONED)
"""What the numbers of the encoder's first answer mean; None is no meeting."""

MODES = (Mode.IN_PERSON, Mode.PHONE, Mode.VIDEO, Mode.UNKNOWN)

IS_MEETING = 0.7
"""A trigger at least so likely to tell a meeting counts as telling one; of the others nothing more is asked. Chosen, as the
thresholds of the assembly, on real texts and on gold that the network was not trained on."""

IS_TOLD = 0.95
"""Two words of one sentence that so surely tell the same meeting need not both be asked about: a fifth of the work."""

Key = tuple[int, int, int]
"""Line, start and end: a span of one kind."""


def key_of(span: Span) -> Key:
    return span.line, span.start, span.end


@dataclass(slots=True)
class Judgements:
    """Probabilities in [0, 1]. A pair that no window holds is absent."""

    status: dict[Key, Sequence[float]] = field(default_factory=dict)  # by STATUSES
    mode: dict[Key, Sequence[float]] = field(default_factory=dict)  # by MODES
    takes_part: dict[Key, list[tuple[Span, float, float]]] = field(default_factory=lambda: defaultdict(list))
    """Trigger to (actor or side, in every meeting told there, in one of several)."""
    same: dict[tuple[Key, Key], float] = field(default_factory=dict)
    dates: dict[Key, list[tuple[Span, float]]] = field(default_factory=lambda: defaultdict(list))
    places: dict[Key, list[tuple[Span, float]]] = field(default_factory=lambda: defaultdict(list))
    events: dict[Key, list[tuple[Span, float]]] = field(default_factory=lambda: defaultdict(list))
    acts_for: dict[str, dict[str, float]] = field(default_factory=lambda: defaultdict(dict))
    """Actor (see `identity_of`) to side to the highest probability of any two mentions."""
    _heard_in: dict[int, list[Key]] = field(default_factory=lambda: defaultdict(list))

    def read(self, window: Window, reader: Encoder) -> None:
        """Asks the encoder about a window; of a trigger that tells nothing, only that."""
        states, status, mode = reader.read(window)
        key = key_of(window.spans[window.asked])
        self.status[key], self.mode[key] = status.tolist(), mode.tolist()
        if 1 - status[0] < IS_MEETING:
            return
        self.relate(window, reader.relate(window, states).tolist())
        for a, b, chance in reader.sides(window, states):
            sides, side = self.acts_for[identity_of(window.spans[a])], window.spans[b].side
            assert side is not None
            sides[side] = max(chance, sides.get(side, 0.0))

    def is_told(self, trigger: Span) -> bool:
        """True where another word of its sentence has already told what this one tells."""
        key = key_of(trigger)
        return any(self.same.get((other, key), 0.0) >= IS_TOLD for other in self._heard_in.get(trigger.line, ()))

    def by_line(self) -> dict[int, float]:
        """For every line the chance that it tells a meeting, by its likeliest trigger; lines never asked about are absent."""
        heard: dict[int, float] = {}
        for (line, _, _), chances in self.status.items():
            heard[line] = max(1 - chances[0], heard.get(line, 0.0))
        return heard

    def relate(self, window: Window, answers: Sequence[Sequence[float]]) -> None:
        """Notes what the trigger of a window has to do with each of its spans: the chances of no; of yes, or a part in
        every meeting told there; of a part in one of several."""
        key = key_of(window.spans[window.asked])
        self._heard_in[key[0]].append(key)
        for b, (span, (_, yes, each)) in enumerate(zip(window.spans, answers, strict=True)):
            match span.kind:
                case SpanKind.TRIGGER:
                    if b != window.asked:
                        self.same[key, key_of(span)] = yes
                case SpanKind.DATE:
                    self.dates[key].append((span, yes))
                case SpanKind.PLACE:
                    self.places[key].append((span, yes))
                case SpanKind.EVENT:
                    self.events[key].append((span, yes))
                case _:
                    self.takes_part[key].append((span, yes, each))


def identity_of(span: Span) -> str:
    """One text for all mentions of a person, and one for each mention of an office without a name."""
    actor = span.actor
    assert actor is not None
    if actor.name:
        return actor.name
    return f"@{span.line}:{span.start}"
