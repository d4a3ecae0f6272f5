"""robots.txt of each host of a run, read as RFC 9309 says: a missing one allows all, an unreachable one nothing."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from protego import Protego

from extractors.fetch import ROBOTS_TYPES, Answer, Fetcher
from extractors.frontier import Entry
from extractors.model import Fetch, FetchOutcome

_ALL = "User-agent: *\nAllow: /\n"
_MAX_BYTES = 512_000


class Robots:
    """Asks each host once a run; `on_row` takes the row of each attempt."""

    def __init__(self, fetcher: Fetcher, publisher: str, on_row: Callable[[Fetch, Answer], None]) -> None:
        self._fetcher = fetcher
        self._publisher = publisher
        self._on_row = on_row
        self._rules: dict[str, Protego | str] = {}  # a text says why nothing is allowed

    def find_refusal(self, url: str) -> str | None:
        """Why this URL may not be fetched, or None where it may."""
        parts = urlsplit(url)
        root = f"{parts.scheme}://{parts.netloc}"
        if root not in self._rules:
            self._rules[root] = self._read(f"{root}/robots.txt")
        rules = self._rules[root]
        if isinstance(rules, str):
            return rules
        return None if rules.can_fetch(url, self._fetcher.user_agent) else f"{root}/robots.txt forbids it"

    def _read(self, url: str) -> Protego | str:
        answer = None
        for fetch, answer in self._fetcher.fetch(Entry(url, "robots", None), self._publisher, ROBOTS_TYPES):
            self._on_row(fetch, answer)
        assert answer is not None
        if answer.outcome is FetchOutcome.OK and answer.body is not None:
            return Protego.parse(answer.body[:_MAX_BYTES].decode("utf-8", "replace"))
        is_missing = answer.status_code is not None and 400 <= answer.status_code < 500 and answer.status_code != 429
        if is_missing or answer.outcome is FetchOutcome.EMPTY:
            return Protego.parse(_ALL)
        return f"{url} could not be read: {answer.reason}"
