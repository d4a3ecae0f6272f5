"""The trained network as three int8 ONNX files that the run-time reads without torch."""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from transformers import BertConfig, BertModel

from training.model import MeetingReader
from training.pieces import pretrained


class _Part(torch.nn.Module):
    """One step of the network as a module of its own, probabilities out."""

    def __init__(self, net: MeetingReader, step: Callable[..., tuple[torch.Tensor, ...]]) -> None:
        super().__init__()
        self.net, self.step = net, step

    def forward(self, *inputs: torch.Tensor) -> tuple[torch.Tensor, ...]:
        return self.step(self.net, *inputs)


def _read(net: MeetingReader, *inputs: torch.Tensor) -> tuple[torch.Tensor, ...]:
    *pieces, starts, ends = inputs
    states = net.encode(*pieces, None)
    status, mode = net.tell(states, starts, ends)
    return states, status.softmax(-1), mode.softmax(-1)


def _relate(net: MeetingReader, *inputs: torch.Tensor) -> tuple[torch.Tensor, ...]:
    return (net.relate(*inputs).softmax(-1),)


def _sides(net: MeetingReader, *inputs: torch.Tensor) -> tuple[torch.Tensor, ...]:
    return (net.side(*inputs).softmax(-1),)


def load(path: Path) -> MeetingReader:
    kept = torch.load(path)
    config = BertConfig(**kept["config"])
    config._attn_implementation = "eager"
    net = MeetingReader(BertModel(config, add_pooling_layer=False))
    net.load_state_dict(kept["state"])
    return net.eval()


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("model", type=Path), ask.add_argument("folder", type=Path)
    args = ask.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    net = load(args.model)
    ids, spans = torch.ones(1, 9, dtype=torch.long), torch.tensor([1, 3, 5])
    states, grid = torch.randn(9, net.bert.config.hidden_size), torch.ones(2, 3, dtype=torch.long)
    pairs = torch.tensor([[0, 1, 1, 1], [1, 2, 1, 1]])
    wide, across = {0: "spans"}, {0: "triggers", 1: "spans"}
    one, asked = {1: "pieces"}, {0: "triggers"}
    parts: dict[
        str,
        tuple[
            Callable[..., tuple[torch.Tensor, ...]],
            dict[str, tuple[torch.Tensor, dict[int, str]]],
            dict[str, dict[int, str]],
        ],
    ] = {
        "reader": (
            _read,
            dict.fromkeys(("pieces", "kinds", "cases", "slots", "parts"), (ids, one))
            | {"starts": (spans[:1], asked), "ends": (spans[:1] + 1, asked)},
            {"states": {0: "pieces"}, "status": asked, "mode": asked},
        ),
        "relater": (
            _relate,
            {
                "states": (states, {0: "pieces"}),
                "starts": (spans, wide),
                "ends": (spans + 1, wide),
                "rows": (torch.tensor([0, 2]), {0: "triggers"}),
            }
            | dict.fromkeys(("columns", "is_there", "relations", "distances", "hints"), (grid, across)),
            {"answers": across},
        ),
        "sides": (
            _sides,
            {
                "states": (states, {0: "pieces"}),
                "starts": (spans, wide),
                "ends": (spans + 1, wide),
                "pairs": (pairs, {0: "pairs"}),
            },
            {"answers": {0: "pairs"}},
        ),
    }
    for name, (step, inputs, outputs) in parts.items():
        _export(_Part(net, step).eval(), inputs, outputs, args.folder / f"{name}.onnx")
    shutil.copy(pretrained() / "tokenizer.json", args.folder / "tokenizer.json")


def _export(part: _Part, inputs: dict[str, Any], outputs: dict[str, dict[int, str]], out: Path) -> None:
    axes = {name: axis for name, (_, axis) in inputs.items()} | outputs
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        torch.onnx.export(
            part,
            tuple(value for value, _ in inputs.values()),
            str(full),
            input_names=list(inputs),
            output_names=list(outputs),
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        onnx.checker.check_model(str(full))
        quantize_dynamic(
            str(full),
            str(out),
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul", "Gemm", "Gather"],
        )
    print(out.name, out.stat().st_size // 1000, "kB")


if __name__ == "__main__":
    main()
