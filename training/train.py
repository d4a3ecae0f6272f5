"""Trains the encoder on labelled windows. Everything random is seeded; the same data gives the same figures within noise."""

from __future__ import annotations

import argparse
import pickle
import random
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from transformers import BertModel

from extractors.meetings.grids import Relation, grid_of, side_pairs
from extractors.meetings.windows import N_SLOTS
from training.align import Example
from training.answers import MASK
from training.model import MeetingReader
from training.pieces import pretrained

WEIGHT = {
    Relation.TAKES_PART: 1.0,
    Relation.SAME_MEETING: 0.8,
    Relation.ON_DATE: 0.8,
    Relation.AT_PLACE: 0.8,
    Relation.AT_EVENT: 0.8,
}
HIDDEN_SHARE = 0.04
"""Pieces that are hidden in training, so that no single word decides."""
MASK_PIECE = 103
SILENT_SHARE = 0.3
"""Triggers that tell no meeting and are shown in the first epoch."""
EASY_SHARE = 0.12
"""Of those that the network is sure of by now, so many are shown again in an epoch; the more it errs, the more often."""
UNSURE_SHARE = 0.25
"""Triggers of which only the sentence is known to tell a meeting."""
DROPOUT = 0.0
WARM_SHARE = 0.06
"""Of the training, in which the learning rate rises."""
LAST_WEIGHTS = 0.995
"""The weights kept are a running mean over the steps, of which each moves it by the rest to 1."""


@dataclass(slots=True)
class Batch:
    window: tuple[torch.Tensor, ...]
    asked: tuple[torch.Tensor, torch.Tensor]  # the first and last piece of each marked trigger
    status: torch.Tensor
    mode: torch.Tensor
    starts: torch.Tensor
    ends: torch.Tensor
    grid: tuple[torch.Tensor, ...]
    answers: torch.Tensor
    side_pairs: torch.Tensor
    side_answers: torch.Tensor


def collate(batch: list[Example], rng: random.Random) -> Batch:
    """Pads windows to the longest; every index of a span counts over the whole batch."""
    windows = [e.window for e in batch]
    longest = max(len(w.pieces) for w in windows)
    pieces = _table([w.pieces for w in windows])
    attention = _table([[1] * len(w.pieces) for w in windows])
    hidden = (torch.rand(pieces.shape) < HIDDEN_SHARE) & (attention == 1)
    pieces = torch.where(hidden, torch.full_like(pieces, MASK_PIECE), pieces)
    # the numbers of sides mean nothing in themselves
    renumbered = torch.tensor([0, *rng.sample(range(1, N_SLOTS + 1), N_SLOTS)])
    slots = renumbered[_table([w.slots for w in windows])]
    kinds, cases, parts = (_table([getattr(w, name) for w in windows]) for name in ("kinds", "cases", "parts"))
    starts: list[int] = []
    ends: list[int] = []
    rows: list[int] = []
    columns: list[list[int]] = []
    grids: list[tuple[list[int], ...]] = []
    side_rows: list[list[int]] = []
    side_answers: list[int] = []
    for number, example in enumerate(batch):
        window, base = example.window, len(starts)
        starts += [number * longest + a for a, _ in window.borders]
        ends += [number * longest + b - 1 for _, b in window.borders]
        rows.append(base + window.asked)
        columns.append(list(range(base, base + len(window.spans))))
        grids.append(grid_of(window))
        for (a, b, distance, hint), answer in zip(side_pairs(window), example.sides, strict=True):
            if answer != MASK:
                side_rows.append([base + a, base + b, distance, hint])
                side_answers.append(answer)
    first, last = torch.tensor(starts), torch.tensor(ends)
    asked = torch.tensor(rows)
    return Batch(
        (pieces, kinds, cases, slots, parts, attention),
        (first[asked], last[asked]),
        torch.tensor([e.status for e in batch]),
        torch.tensor([e.mode for e in batch]),
        first,
        last,
        (
            asked,
            _table(columns),
            _table([[1] * len(own) for own in columns]),
            *(_table([g[i] for g in grids]) for i in range(3)),
        ),
        _table([e.answers for e in batch], MASK),
        torch.tensor(side_rows, dtype=torch.long).reshape(-1, 4),
        torch.tensor(side_answers, dtype=torch.long),
    )


def _table(values: list[list[int]], blank: int = 0) -> torch.Tensor:
    longest = max(map(len, values))
    return torch.tensor([own + [blank] * (longest - len(own)) for own in values], dtype=torch.long)


Place = tuple[int, int, int]
"""A trigger in all versions of an article: the article's number, the line, and which trigger of that line."""


def placed(articles: list[list[list[Example]]]) -> list[list[list[tuple[Place, Example]]]]:
    """Every window with its place."""
    return [[_places(number, version) for version in versions] for number, versions in enumerate(articles)]


def _places(article: int, version: list[Example]) -> list[tuple[Place, Example]]:
    met: Counter[int] = Counter()
    found = []
    for example in version:
        line = example.window.spans[example.window.asked].line
        found.append(((article, line, met[line]), example))
        met[line] += 1
    return found


def shown_in(
    articles: list[list[list[tuple[Place, Example]]]], heard: Mapping[Place, float], rng: random.Random
) -> list[tuple[Place, Example]]:
    """The windows of one epoch: of each article one of its versions, and of that a part of what teaches less. `heard` is the
    chance of a meeting that the network gave a silent trigger when it saw it last."""
    found = []
    for versions in articles:
        for place, example in rng.choice(versions):
            if rng.random() < _share(example.status, heard.get(place)):
                found.append((place, example))
    return found


def _share(status: int, chance: float | None) -> float:
    if status == MASK:
        return UNSURE_SHARE
    if status != 0:
        return 1.0
    return SILENT_SHARE if chance is None else EASY_SHARE + 2 * chance


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("data", type=Path), ask.add_argument("out", type=Path)
    ask.add_argument("--epochs", type=int, default=11)
    ask.add_argument(
        "--rate", type=float, default=2e-4, help="learning rate of the encoder; the heads learn four times as fast"
    )
    ask.add_argument("--batch", type=int, default=12, help="windows")
    ask.add_argument("--seed", type=int, default=7)
    args = ask.parse_args()
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    articles = placed(pickle.loads(args.data.read_bytes()))
    heard: dict[Place, float] = {}
    bert = BertModel.from_pretrained(
        pretrained(),
        add_pooling_layer=False,
        attention_probs_dropout_prob=0.0,
        hidden_dropout_prob=DROPOUT,
        attn_implementation="eager",
    )
    bert.embeddings.word_embeddings.requires_grad_(False)  # it keeps what it knows of names
    net = MeetingReader(bert)
    kept = AveragedModel(net, multi_avg_fn=get_ema_multi_avg_fn(LAST_WEIGHTS))
    heads = [p for name, p in net.named_parameters() if not name.startswith("bert.")]
    body = [p for p in bert.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW([{"params": body}, {"params": heads}], weight_decay=0.01, fused=True)
    peaks = [args.rate, 4 * args.rate]
    print(f"{len(articles)} articles", flush=True)
    for epoch in range(args.epochs):
        net.train()
        begun, losses = time.time(), []
        # windows of like length together, in random order
        order = sorted(shown_in(articles, heard, rng), key=lambda one: len(one[1].window.pieces) + rng.random() * 40)
        batches = [order[i : i + args.batch] for i in range(0, len(order), args.batch)]
        rng.shuffle(batches)
        for n, own in enumerate(batches):
            pace = pace_at((epoch + n / len(batches)) / args.epochs)
            for group, peak in zip(optimiser.param_groups, peaks, strict=True):
                group["lr"] = peak * pace
            loss, parts, told = lose(net, collate([example for _, example in own], rng))
            for (place, example), chance in zip(own, told, strict=True):
                if example.status == 0:
                    heard[place] = chance
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            kept.update_parameters(net)
            losses.append(parts)
        means = [sum(column) / len(column) for column in zip(*losses, strict=True)]
        report = " ".join(
            f"{name} {value:.3f}" for name, value in zip(("status", "mode", "relations", "sides"), means, strict=True)
        )
        print(f"epoch {epoch + 1}: {report}  {len(order)} windows  {time.time() - begun:.0f} s", flush=True)
        args.out.parent.mkdir(parents=True, exist_ok=True)
        torch.save({"state": kept.module.state_dict(), "config": net.bert.config.to_dict()}, args.out)


def pace_at(progress: float) -> float:
    """The learning rate as a share of its peak, `progress` being the share of the training done: up at first, then down to none."""
    return progress / WARM_SHARE if progress < WARM_SHARE else (1 - progress) / (1 - WARM_SHARE)


def lose(net: MeetingReader, batch: Batch) -> tuple[torch.Tensor, list[float], list[float]]:
    """The loss of a batch, its four parts, and of each window the chance that its trigger tells a meeting."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states = net.encode(*batch.window)
        status, mode = net.tell(states, *batch.asked)
        relations = net.relate(states, batch.starts, batch.ends, *batch.grid)
        sides = net.side(states, batch.starts, batch.ends, batch.side_pairs)
    of_status = _mean(status, batch.status, smoothing=0.05)
    of_mode = _mean(mode, batch.mode)
    of_sides = _mean(sides, batch.side_answers)
    weight = torch.tensor([WEIGHT[Relation(i)] for i in range(len(Relation))])[batch.grid[3]]
    each = nn.functional.cross_entropy(
        relations.float().flatten(0, 1), batch.answers.flatten(), ignore_index=MASK, reduction="none"
    )
    counted = batch.answers.flatten() != MASK
    of_relations = (each * weight.flatten())[counted].sum() / counted.sum().clamp(min=1)
    parts = [of_status, of_mode, of_relations, of_sides]
    loss = of_status + 0.3 * of_mode + 3 * of_relations + of_sides
    told = 1 - status.detach().float().softmax(-1)[:, 0]
    return loss, [float(part.detach()) for part in parts], told.tolist()


def _mean(logits: torch.Tensor, labels: torch.Tensor, smoothing: float = 0.0) -> torch.Tensor:
    if not (labels != MASK).any():
        return torch.zeros(())
    return nn.functional.cross_entropy(logits.float(), labels, ignore_index=MASK, label_smoothing=smoothing)


if __name__ == "__main__":
    main()
