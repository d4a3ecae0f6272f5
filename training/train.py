"""Trains the encoder on labelled windows. Everything random is seeded; the same data gives the same figures within noise."""

from __future__ import annotations

import argparse
import math
import pickle
import random
import time
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn
from transformers import BertModel

from extractors.meetings.windows import N_SLOTS, Relation, grid_of, side_pairs
from training.align import MASK, Example
from training.model import MeetingReader
from training.pieces import pretrained

WEIGHT = {
    Relation.TAKES_PART: 1.0,
    Relation.SAME_MEETING: 0.8,
    Relation.ON_DATE: 0.8,
    Relation.AT_PLACE: 0.6,
    Relation.AT_EVENT: 0.5,
    Relation.ACTS_FOR: 0.0,  # has a loss of its own
}
HIDDEN_SHARE = 0.04
"""Pieces that are hidden in training, so that no single word decides."""
MASK_PIECE = 103
SILENT_SHARE = 0.5
"""Windows that tell no meeting and are shown in one epoch, each time others."""
ROWS_AT_MOST = 8
"""Triggers of one window whose relations are learned at a time."""


@dataclass(slots=True)
class Batch:
    window: tuple[torch.Tensor, ...]
    starts: torch.Tensor
    ends: torch.Tensor
    status: torch.Tensor
    mode: torch.Tensor
    grid: tuple[torch.Tensor, ...]
    answers: torch.Tensor
    side_pairs: torch.Tensor
    side_answers: torch.Tensor


def collate(batch: list[Example], rng: random.Random) -> Batch:
    """Pads windows to the longest; every index of a span counts over the whole batch."""
    longest = max(len(e.window.pieces) for e in batch)

    def table(values: list[list[int]]) -> torch.Tensor:
        return torch.tensor([own + [0] * (longest - len(own)) for own in values])

    pieces = table([e.window.pieces for e in batch])
    attention = table([[1] * len(e.window.pieces) for e in batch])
    hidden = (torch.rand(pieces.shape) < HIDDEN_SHARE) & (attention == 1)
    pieces = torch.where(hidden, torch.full_like(pieces, MASK_PIECE), pieces)
    # the numbers of sides mean nothing in themselves
    renumbered = torch.tensor([0, *rng.sample(range(1, N_SLOTS + 1), N_SLOTS)])
    slots = renumbered[table([e.window.slots for e in batch])]
    kinds, cases = table([e.window.kinds for e in batch]), table([e.window.cases for e in batch])
    starts: list[int] = []
    ends: list[int] = []
    rows: list[int] = []
    grids: list[tuple[list[int], list[list[int]]]] = []
    side_rows: list[list[int]] = []
    side_answers: list[int] = []
    answers: list[list[int]] = []
    for number, example in enumerate(batch):
        base = len(starts)
        starts += [number * longest + a for a, _ in example.window.borders]
        ends += [number * longest + b - 1 for _, b in example.window.borders]
        known: dict[int, dict[int, int]] = {}
        for (a, b), answer in example.answers.items():
            known.setdefault(a, {})[b] = answer
        chosen = sorted(known)
        if len(chosen) > ROWS_AT_MOST:
            chosen = sorted(rng.sample(chosen, ROWS_AT_MOST))
        n = len(example.window.spans)
        for row in chosen:
            rows.append(base + row)
            relations, distances, hints = grid_of(example.window, row)
            grids.append((list(range(base, base + n)), [relations, distances, hints]))
            answers.append([known[row].get(column, MASK) for column in range(n)])
        for (a, b, distance, hint), answer in zip(side_pairs(example.window), example.sides, strict=True):
            if answer != MASK:
                side_rows.append([base + a, base + b, distance, hint])
                side_answers.append(answer)
    widest = max((len(columns) for columns, _ in grids), default=1)

    def pad(values: list[list[int]], blank: int = 0) -> torch.Tensor:
        return torch.tensor([own + [blank] * (widest - len(own)) for own in values], dtype=torch.long).reshape(
            -1, widest
        )

    grid = (
        torch.tensor(rows, dtype=torch.long),
        pad([columns for columns, _ in grids]),
        pad([[1] * len(columns) for columns, _ in grids]),
        *(pad([own[i] for _, own in grids]) for i in range(3)),
    )
    return Batch(
        (pieces, kinds, cases, slots, attention),
        torch.tensor(starts),
        torch.tensor(ends),
        torch.tensor([s for e in batch for s in e.status]),
        torch.tensor([m for e in batch for m in e.mode]),
        grid,
        pad(answers, MASK),
        torch.tensor(side_rows, dtype=torch.long).reshape(-1, 4),
        torch.tensor(side_answers, dtype=torch.long),
    )


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("data", type=Path), ask.add_argument("out", type=Path)
    ask.add_argument("--epochs", type=int, default=11)
    ask.add_argument(
        "--rate", type=float, default=2e-4, help="learning rate of the encoder; the heads learn four times as fast"
    )
    ask.add_argument("--batch", type=int, default=4, help="windows")
    ask.add_argument("--seed", type=int, default=7)
    args = ask.parse_args()
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    examples: list[Example] = pickle.loads(args.data.read_bytes())
    examples = [e for e in examples if e.window.spans and any(s != MASK for s in e.status)]
    # the gold is learned too slowly rather than too well: no dropout in the encoder; frozen word vectors keep what it knows of names
    bert = BertModel.from_pretrained(
        pretrained(), add_pooling_layer=False, attention_probs_dropout_prob=0.0, hidden_dropout_prob=0.0
    )
    bert.embeddings.word_embeddings.requires_grad_(False)
    net = MeetingReader(bert)
    heads = [p for name, p in net.named_parameters() if not name.startswith("bert.")]
    body = [p for p in bert.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW([{"params": body}, {"params": heads}], lr=args.rate, weight_decay=0.01, fused=True)
    n_shown = sum(1.0 if e.answers else SILENT_SHARE for e in examples)
    n_steps = args.epochs * (math.ceil(n_shown / args.batch) + 20)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, [args.rate, 4 * args.rate], total_steps=n_steps, pct_start=0.1, anneal_strategy="linear"
    )
    print(f"{len(examples)} windows, {n_steps} steps", flush=True)
    for epoch in range(args.epochs):
        net.train()
        begun, losses = time.time(), []
        # half of the windows without a meeting are enough for one epoch; windows of like length together, in random order
        shown = [e for e in examples if e.answers or rng.random() < SILENT_SHARE]
        order = sorted(shown, key=lambda e: len(e.window.pieces) + rng.random() * 120)
        batches = [order[i : i + args.batch] for i in range(0, len(order), args.batch)]
        rng.shuffle(batches)
        for own in batches:
            loss, parts = lose(net, collate(own, rng))
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            losses.append(parts)
        means = [sum(column) / len(column) for column in zip(*losses, strict=True)]
        shown = " ".join(
            f"{name} {value:.3f}" for name, value in zip(("status", "mode", "relations", "sides"), means, strict=True)
        )
        print(f"epoch {epoch + 1}: {shown}  {time.time() - begun:.0f} s", flush=True)
        args.out.parent.mkdir(parents=True, exist_ok=True)
        torch.save({"state": net.state_dict(), "config": net.bert.config.to_dict()}, args.out)


def lose(net: MeetingReader, batch: Batch) -> tuple[torch.Tensor, list[float]]:
    """The loss of a batch and its four parts."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states = net.encode(*batch.window)
        status, mode = net.tell(states, batch.starts, batch.ends)
        relations = net.relate(states, batch.starts, batch.ends, *batch.grid) if len(batch.grid[0]) else None
        sides = net.side(states, batch.starts, batch.ends, batch.side_pairs)
    of_status = _mean(status, batch.status, smoothing=0.05)
    of_mode = _mean(mode, batch.mode)
    of_sides = _mean(sides, batch.side_answers)
    of_relations = torch.zeros(())
    if relations is not None:
        weight = torch.tensor([WEIGHT[Relation(i)] for i in range(len(Relation))])[batch.grid[3]]
        each = nn.functional.cross_entropy(
            relations.float().flatten(0, 1), batch.answers.flatten(), ignore_index=MASK, reduction="none"
        )
        counted = batch.answers.flatten() != MASK
        of_relations = (each * weight.flatten())[counted].sum() / counted.sum().clamp(min=1)
    parts = [of_status, of_mode, of_relations, of_sides]
    loss = of_status + 0.3 * of_mode + 3 * of_relations + of_sides
    return loss, [float(part.detach()) for part in parts]


def _mean(logits: torch.Tensor, labels: torch.Tensor, smoothing: float = 0.0) -> torch.Tensor:
    if not (labels != MASK).any():
        return torch.zeros(())
    return nn.functional.cross_entropy(logits.float(), labels, ignore_index=MASK, label_smoothing=smoothing)


if __name__ == "__main__":
    main()
