"""The network: a small BERT whose pieces also know their kind, case, side and part of the window; heads for the marked
trigger; and a look at all spans of the window together, since who takes part, when and where are one question."""

from __future__ import annotations

import torch
from torch import nn
from transformers import BertModel

from extractors.meetings.grids import N_DISTANCES, N_HINTS, Relation
from extractors.meetings.windows import N_SLOTS, Part

N_KINDS = 9
N_RELATIONS = len(Relation)
N_CASES = 3


class MeetingReader(nn.Module):
    """All methods take the pieces of a batch of windows flattened to one axis T; spans are given by their first and last piece."""

    def __init__(self, bert: BertModel, width: int = 192, layers: int = 1) -> None:
        super().__init__()
        self.bert = bert
        d = bert.config.hidden_size
        self.kind, self.case, self.slot, self.part = (
            nn.Embedding(n, d) for n in (N_KINDS, N_CASES, N_SLOTS + 1, len(Part))
        )
        for table in (self.kind, self.case, self.slot, self.part):
            nn.init.normal_(table.weight, std=0.02)
        self.drop = nn.Dropout(0.1)
        self.status = nn.Sequential(nn.Linear(2 * d, d), nn.GELU(approximate="tanh"), nn.Dropout(0.1), nn.Linear(d, 5))
        self.mode = nn.Linear(2 * d, 4)
        self.relate = Relater(d, width, layers)
        self.side = SideReader(d, width)

    def encode(
        self,
        pieces: torch.Tensor,  # B x T
        kinds: torch.Tensor,
        cases: torch.Tensor,
        slots: torch.Tensor,
        parts: torch.Tensor,
        attention: torch.Tensor | None,
    ) -> torch.Tensor:
        """B*T x d."""
        words = self.bert.embeddings.word_embeddings(pieces)
        words = words + self.kind(kinds) + self.case(cases) + self.slot(slots) + self.part(parts)
        states = self.bert(inputs_embeds=words, attention_mask=attention).last_hidden_state
        return self.drop(states.reshape(-1, states.shape[-1]))

    def tell(self, states: torch.Tensor, starts: torch.Tensor, ends: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Logits of status (S x 5) and mode (S x 4) of the marked triggers."""
        spans = torch.cat([states[starts], states[ends]], dim=-1)
        return self.status(spans), self.mode(spans)


class Relater(nn.Module):
    """One row a marked trigger, one column a span of its window: what has the span to do with what the trigger tells?"""

    def __init__(self, d: int, width: int, layers: int) -> None:
        super().__init__()
        self.head, self.tail = nn.Linear(2 * d, width), nn.Linear(2 * d, width)
        self.between = nn.Linear(d, width, bias=False)
        self.relation = nn.Embedding(N_RELATIONS, width)
        self.distance = nn.Embedding(N_DISTANCES, width)
        self.hint = nn.Embedding(N_HINTS, width)
        self.layers = nn.ModuleList(Block(width) for _ in range(layers))
        self.out = nn.Sequential(nn.LayerNorm(width), nn.Linear(width, N_RELATIONS * 3))

    def forward(
        self,
        states: torch.Tensor,  # T x d
        starts: torch.Tensor,  # S
        ends: torch.Tensor,
        rows: torch.Tensor,  # R: the spans that are triggers
        columns: torch.Tensor,  # R x C: the spans of the row's window
        is_there: torch.Tensor,  # R x C: 1, or 0 where a row has fewer spans
        relations: torch.Tensor,  # R x C
        distances: torch.Tensor,
        hints: torch.Tensor,
    ) -> torch.Tensor:
        """R x C x 3: no, yes (or in every meeting), in one of several."""
        spans = torch.cat([states[starts], states[ends]], dim=-1)
        heads, tails = self.head(spans)[rows].unsqueeze(1), self.tail(spans)[columns]
        middle = mean_between(states, self.between, starts, ends, rows.unsqueeze(1), columns)
        seen = self.relation(relations) + self.distance(distances) + self.hint(hints)
        x = heads + tails + heads * tails + middle + seen
        away = (1 - is_there).unsqueeze(1).unsqueeze(1) * -1e4
        for layer in self.layers:
            x = layer(x, away)
        logits = self.out(x).reshape(x.shape[0], x.shape[1], N_RELATIONS, 3)
        return logits.gather(2, relations.unsqueeze(-1).unsqueeze(-1).expand(-1, -1, 1, 3)).squeeze(2)


class SideReader(nn.Module):
    """Whether an actor acts for a side that the text names."""

    def __init__(self, d: int, width: int) -> None:
        super().__init__()
        self.head, self.tail = nn.Linear(2 * d, width), nn.Linear(2 * d, width)
        self.between = nn.Linear(d, width, bias=False)
        self.distance = nn.Embedding(N_DISTANCES, width)
        self.hint = nn.Embedding(N_HINTS, width)
        self.out = nn.Sequential(
            nn.GELU(approximate="tanh"),
            nn.Dropout(0.1),
            nn.Linear(2 * width, width),
            nn.GELU(approximate="tanh"),
            nn.Linear(width, 2),
        )

    def forward(
        self, states: torch.Tensor, starts: torch.Tensor, ends: torch.Tensor, pairs: torch.Tensor
    ) -> torch.Tensor:
        """P x 2, from pairs P x 4: actor, side, distance, hint."""
        spans = torch.cat([states[starts], states[ends]], dim=-1)
        a, b = self.head(spans)[pairs[:, 0]], self.tail(spans)[pairs[:, 1]]
        middle = mean_between(states, self.between, starts, ends, pairs[:, 0], pairs[:, 1])
        return self.out(
            torch.cat([a + b + middle + self.distance(pairs[:, 2]) + self.hint(pairs[:, 3]), a * b], dim=-1)
        )


class Block(nn.Module):
    """A transformer layer, normalised first."""

    def __init__(self, width: int, heads: int = 4) -> None:
        super().__init__()
        self.heads = heads
        self.before, self.after = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.join = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.think = nn.Sequential(
            nn.Linear(width, 2 * width), nn.GELU(approximate="tanh"), nn.Dropout(0.1), nn.Linear(2 * width, width)
        )

    def forward(self, x: torch.Tensor, away: torch.Tensor) -> torch.Tensor:
        r, c, w = x.shape
        q, k, v = self.qkv(self.before(x)).reshape(r, c, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4)
        weights = (q @ k.transpose(-1, -2) / (w // self.heads) ** 0.5 + away).softmax(-1)
        x = x + self.join((weights @ v).transpose(1, 2).reshape(r, c, w))
        return x + self.think(self.after(x))


def mean_between(
    states: torch.Tensor,
    project: nn.Linear,
    starts: torch.Tensor,
    ends: torch.Tensor,
    heads: torch.Tensor,
    tails: torch.Tensor,
) -> torch.Tensor:
    """The mean of the pieces between two spans, which holds "after", "with", "since"; of their borders where they touch."""
    seen = project(states).float()
    total = torch.cat([torch.zeros_like(seen[:1]), seen], dim=0).cumsum(0)
    low = torch.minimum(ends[heads], ends[tails])
    high = torch.maximum(torch.maximum(starts[heads], starts[tails]) + 1, low + 1)
    return (total[high] - total[low]) / (high - low).unsqueeze(-1)
