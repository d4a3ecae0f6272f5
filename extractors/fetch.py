"""The one place that opens a socket to the web: one URL to one answer, bounded in seconds, bytes and hops.

Every hop is checked by `addresses` and connected to the address that was checked. What goes wrong is an outcome with
a reason, never an exception.
"""

from __future__ import annotations

import hashlib
import socket
import threading
import time
import zlib
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Any
from urllib.parse import urljoin

import brotli
import httpx
from tenacity import RetryCallState, Retrying, retry_if_result, stop_after_attempt, stop_after_delay

from extractors.addresses import RefusedAddress, check_address
from extractors.frontier import Entry
from extractors.model import SUMMITRY_VERSION, Fetch, FetchOutcome, hash_id
from extractors.settings import Settings
from extractors.unpack import make_unpacker

PAGE_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
FEED_TYPES = ("xml", "text/plain", "application/octet-stream", "application/gzip", "application/x-gzip")
ROBOTS_TYPES = ("",)  # servers label robots.txt as anything
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_WORTH_ANOTHER_TRY = frozenset({408, 425, 429, 500, 502, 503, 504})
_MAX_RETRY_AFTER_S = 60.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What one attempt at one URL gave. `body` is decoded of its content encoding, and there only when OK."""

    outcome: FetchOutcome
    reason: str | None
    final_url: str
    status_code: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes | None = None
    n_bytes_wire: int = 0

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key.lower() == name), None)

    @property
    def is_worth_another_try(self) -> bool:
        is_passing = self.outcome in {FetchOutcome.TIMEOUT, FetchOutcome.NETWORK_ERROR, FetchOutcome.BROKEN_ENCODING}
        return is_passing or self.status_code in _WORTH_ANOTHER_TRY


class Fetcher:
    """The client of one run. Use as a context manager."""

    def __init__(self, settings: Settings, inner: Collection[str] = ()) -> None:
        self._settings = settings
        self._inner = frozenset(inner)
        self._next_at: dict[str, float] = {}
        self.user_agent = f"Summitry/{SUMMITRY_VERSION} (+{_one_line(settings.contact)})"
        # no kept connections: one that was made for a name must not serve another name at the same address
        self._client = httpx.Client(
            follow_redirects=False,
            trust_env=False,
            timeout=settings.fetch_timeout_s,
            limits=httpx.Limits(max_keepalive_connections=0),
            headers={"User-Agent": self.user_agent, "Accept": "*/*", "Accept-Encoding": "gzip, deflate, br"},
        )

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def fetch(
        self, entry: Entry, publisher: str, types: tuple[str, ...] = PAGE_TYPES
    ) -> Iterator[tuple[Fetch, Answer]]:
        """Attempts at one URL until one is final: each with its row. Waits between attempts, longer each time."""
        tries = Retrying(
            retry=retry_if_result(lambda answer: answer.is_worth_another_try),
            stop=stop_after_attempt(self._settings.max_attempts) | stop_after_delay(self._settings.fetch_deadline_s),
            wait=self._wait_s,
            retry_error_callback=lambda state: None,
        )
        for number, attempt in enumerate(tries, start=1):
            begun = time.monotonic()
            at = datetime.now(UTC)
            answer = self._get(entry, types)
            attempt.retry_state.set_result(answer)
            yield _row(entry, publisher, answer, number, at, time.monotonic() - begun), answer

    def judge(self, url: str) -> Answer | None:
        """Why this URL may not be fetched, or None; nothing is sent."""
        try:
            check_address(url, self._inner)
        except RefusedAddress as error:
            return Answer(FetchOutcome.REFUSED_ADDRESS, str(error), url)
        except OSError:
            return None  # a name that does not resolve is an attempt's own failure
        return None

    def make_row(self, entry: Entry, publisher: str, answer: Answer) -> Fetch:
        """The row of an attempt that was refused before anything was sent."""
        return _row(entry, publisher, answer, 1, datetime.now(UTC), 0.0)

    def _wait_s(self, state: RetryCallState) -> float:
        assert state.outcome is not None
        asked = _retry_after_s(state.outcome.result().header("retry-after"))
        own = self._settings.retry_wait_s * 2.0 ** (state.attempt_number - 1)
        return min(max(asked, own), _MAX_RETRY_AFTER_S)

    def _get(self, entry: Entry, types: tuple[str, ...]) -> Answer:
        deadline = time.monotonic() + self._settings.fetch_deadline_s
        url = entry.url
        try:
            for _ in range(self._settings.max_redirects + 1):
                answer = self._hop(url, entry, types, deadline)
                location = answer.header("location")
                if answer.status_code not in _REDIRECTS or not location:
                    return answer
                url = urljoin(url, location)
        except ValueError as error:  # a Location that is no address
            return Answer(FetchOutcome.REFUSED_ADDRESS, f"redirected to no address: {error}", url)
        return Answer(FetchOutcome.TOO_MANY_REDIRECTS, f"more than {self._settings.max_redirects} redirects", url)

    def _hop(self, url: str, entry: Entry, types: tuple[str, ...], deadline: float) -> Answer:
        try:
            target = check_address(url, self._inner)
        except RefusedAddress as error:
            return Answer(FetchOutcome.REFUSED_ADDRESS, str(error), url)
        except OSError as error:
            return Answer(FetchOutcome.NETWORK_ERROR, f"the host's name does not resolve: {error}", url)
        if f"{target.host}:{target.port}" not in self._inner:
            self._keep_distance(target.host)
        headers = {"Host": target.host_header}
        if entry.etag and url == entry.url:
            headers["If-None-Match"] = _one_line(entry.etag)
        if entry.last_modified and url == entry.url:
            headers["If-Modified-Since"] = _one_line(entry.last_modified)
        extensions = {"sni_hostname": target.host}
        try:
            with _cut_off(deadline) as trace:
                request = self._client.build_request(
                    "GET", target.pinned_url, headers=headers, extensions=extensions | {"trace": trace}
                )
                response = self._client.send(request, stream=True)
                try:
                    return self._read(response, url, types, deadline)
                finally:
                    response.close()
        except httpx.TimeoutException:
            return Answer(FetchOutcome.TIMEOUT, f"no answer within {self._settings.fetch_timeout_s:g} s", url)
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            if time.monotonic() >= deadline:
                return Answer(FetchOutcome.TIMEOUT, f"not done within {self._settings.fetch_deadline_s:g} s", url)
            return Answer(FetchOutcome.NETWORK_ERROR, f"{type(error).__name__}: {_one_line(str(error))}", url)

    def _read(self, response: httpx.Response, url: str, types: tuple[str, ...], deadline: float) -> Answer:
        headers = tuple((name, value) for name, value in response.headers.multi_items())
        status = response.status_code

        def answer(outcome: FetchOutcome, reason: str | None, body: bytes | None = None, n_wire: int = 0) -> Answer:
            return Answer(outcome, reason, url, status, headers, body, n_wire)

        if status == 304:
            return answer(FetchOutcome.NOT_MODIFIED, None)
        if status != 200:
            return answer(FetchOutcome.HTTP_ERROR, f"status {status}")
        kind = response.headers.get("content-type", "").split(";")[0].strip().lower()
        if kind and not any(name in kind for name in types):
            return answer(FetchOutcome.WRONG_TYPE, f"the content type is {_one_line(kind)[:80]!r}")
        n_wire, parts, n_body = 0, [], 0
        try:
            unpacker = make_unpacker(response.headers.get("content-encoding", ""))
            for chunk in response.iter_raw():
                n_wire += len(chunk)
                if n_wire > self._settings.max_wire_bytes:
                    return answer(
                        FetchOutcome.TOO_LARGE, f"more than {self._settings.max_wire_bytes} bytes sent", None, n_wire
                    )
                part = unpacker.feed(chunk, self._settings.max_body_bytes - n_body + 1)
                parts.append(part)
                n_body += len(part)
                if n_body > self._settings.max_body_bytes:
                    reason = f"more than {self._settings.max_body_bytes} bytes unpacked"
                    return answer(FetchOutcome.TOO_LARGE, reason, None, n_wire)
                if time.monotonic() > deadline:
                    reason = f"not done within {self._settings.fetch_deadline_s:g} s"
                    return answer(FetchOutcome.TIMEOUT, reason, None, n_wire)
            if not unpacker.is_whole():
                return answer(FetchOutcome.BROKEN_ENCODING, "the packed body ends before its end", None, n_wire)
        except (zlib.error, brotli.error, ValueError) as error:
            return answer(FetchOutcome.BROKEN_ENCODING, f"the body does not unpack: {error}", None, n_wire)
        if n_body == 0:
            return answer(FetchOutcome.EMPTY, "the body is empty", None, n_wire)
        return answer(FetchOutcome.OK, None, b"".join(parts), n_wire)

    def _keep_distance(self, host: str) -> None:
        """Wait until this host may be asked again."""
        wait = self._next_at.get(host, 0.0) - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        self._next_at[host] = time.monotonic() + self._settings.host_delay_s


@contextmanager
def _cut_off(deadline: float) -> Iterator[Callable[[str, dict[str, Any]], None]]:
    """Ends the connection at the deadline: a read timeout alone never ends a server that drips its headers.

    Yields the `trace` of a request, by which httpx tells of the connection that it makes.
    """
    sockets: list[socket.socket] = []

    def trace(event: str, told: dict[str, Any]) -> None:
        if event in {"connection.connect_tcp.complete", "connection.start_tls.complete"}:
            sockets.append(told["return_value"].get_extra_info("socket"))

    def cut() -> None:
        with suppress(OSError):  # it has ended by itself
            for connected in sockets[-1:]:
                connected.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(max(0.0, deadline - time.monotonic()), cut)
    timer.daemon = True
    timer.start()
    try:
        yield trace
    finally:
        timer.cancel()


def _row(entry: Entry, publisher: str, answer: Answer, attempt: int, at: datetime, duration_s: float) -> Fetch:
    sha256 = hashlib.sha256(answer.body).hexdigest() if answer.body is not None else None
    return Fetch(
        fetch_id=hash_id(entry.url, at.isoformat(), sha256 or ""),
        publisher=publisher,
        url=entry.url,
        final_url=answer.final_url,
        source=entry.source,
        found_in=entry.found_in,
        outcome=answer.outcome,
        reason=answer.reason,
        attempt=attempt,
        status_code=answer.status_code,
        content_type=answer.header("content-type"),
        etag=answer.header("etag"),
        last_modified=answer.header("last-modified"),
        n_bytes_wire=answer.n_bytes_wire,
        n_bytes_body=len(answer.body or b""),
        body_sha256=sha256,
        warc_file="",
        warc_offset=None,
        duration_s=round(duration_s, 3),
        fetched_at=at,
    )


def _retry_after_s(value: str | None) -> float:
    """Seconds to wait, from a number or a date; 0 where there is neither."""
    if not value:
        return 0.0
    if value.strip().isdigit():
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return 0.0


def _one_line(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)
