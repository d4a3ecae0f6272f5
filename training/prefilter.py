"""Fits the linear model that spares the encoder the triggers that tell nothing."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import torch
from torch import nn

from extractors.meetings.judgements import key_of
from extractors.meetings.prefilter import FILE, N_FEATURES, features_of
from training.align import Reading

KEPT = 0.97
"""The share of sentences telling a meeting of which at least one trigger must pass, on articles that were not learned from."""
FOLDS = 4
EPOCHS = 2
DECAY = 1e-4

Row = tuple[list[int], bool, int | None]
"""Features, whether it tells a meeting, and the number of the sentence that tells one."""


def fit(readings: Sequence[Reading], seed: int = 7) -> None:
    """Writes the weights and the threshold, and prints what they keep on articles left out."""
    torch.manual_seed(seed)
    articles = [_rows(read, number) for number, read in enumerate(readings)]
    fold = [random.Random(seed + i).randrange(FOLDS) for i in range(len(articles))]
    best: dict[int, float] = {}
    silent: list[float] = []
    for own in range(FOLDS):
        weights, base = _learn([row for i, rows in enumerate(articles) if fold[i] != own for row in rows])
        for i, rows in enumerate(articles):
            for numbers, tells, sentence in rows if fold[i] == own else ():
                score = float(weights[numbers].sum()) + base
                if tells:
                    assert sentence is not None
                    best[sentence] = max(score, best.get(sentence, -np.inf))
                else:
                    silent.append(score)
    least = float(np.quantile(list(best.values()), 1 - KEPT))
    weights, base = _learn([row for rows in articles for row in rows])
    FILE.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(FILE, weights=weights.astype(np.float16), base=np.float32(base), least=np.float32(least))
    passed = sum(score >= least for score in silent) / len(silent)
    print(
        f"prefilter: keeps {KEPT:.1%} of {len(best)} telling sentences and {passed:.1%} of {len(silent)} silent triggers"
    )


def _rows(read: Reading, article: int) -> list[Row]:
    rows: list[Row] = []
    for trigger, numbers in features_of(read.lines, read.spans):
        if read.told.get(key_of(trigger), ([], False))[0]:
            rows.append((numbers, True, article * 100_000 + trigger.line))
        elif read.status(trigger) == 0:
            rows.append((numbers, False, None))
    return rows


def _learn(rows: Sequence[Row]) -> tuple[np.ndarray, float]:  # type: ignore[type-arg]
    bag = nn.EmbeddingBag(N_FEATURES, 1, mode="sum")
    nn.init.zeros_(bag.weight)
    base = nn.Parameter(torch.zeros(1))
    optimiser = torch.optim.AdamW([bag.weight, base], lr=0.01, weight_decay=DECAY / 0.01)
    order = list(range(len(rows)))
    shuffler = random.Random(0)
    for _ in range(EPOCHS):
        shuffler.shuffle(order)
        for i in range(0, len(order), 64):
            own = [rows[k] for k in order[i : i + 64]]
            flat = torch.tensor([n for numbers, _, _ in own for n in numbers])
            offsets = torch.tensor([0, *np.cumsum([len(numbers) for numbers, _, _ in own])[:-1]])
            logits = bag(flat, offsets).squeeze(1) + base
            loss = nn.functional.binary_cross_entropy_with_logits(logits, torch.tensor([float(t) for _, t, _ in own]))
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    return bag.weight.detach().squeeze(1).numpy().copy(), float(base.detach())
