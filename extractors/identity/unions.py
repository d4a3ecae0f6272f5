"""Union-find whose representative is the smallest label, so the order of joining does not matter."""

from __future__ import annotations


class Unions:
    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def add(self, label: str) -> None:
        self._parent.setdefault(label, label)

    def find(self, label: str) -> str:
        self.add(label)
        while self._parent[label] != label:
            self._parent[label] = self._parent[self._parent[label]]
            label = self._parent[label]
        return label

    def join(self, left: str, right: str) -> None:
        a, b = self.find(left), self.find(right)
        if a != b:
            self._parent[max(a, b)] = min(a, b)
