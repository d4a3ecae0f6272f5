"""One URL to one answer, against a server with the faults of the web. Each kind of fault in two forms."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from extractors.addresses import RefusedAddress, check_address
from extractors.fetch import Answer, Fetcher
from extractors.frontier import Entry
from extractors.model import Fetch, FetchOutcome
from extractors.settings import Settings
from tests.extractors.faulty import PAGE, FaultyServer, faulty_server


@pytest.fixture(scope="module")
def server() -> Iterator[FaultyServer]:
    with faulty_server() as server:
        yield server


@pytest.fixture
def bounded(settings: Settings) -> Settings:
    return replace(
        settings,
        fetch_timeout_s=0.5,
        fetch_deadline_s=5.0,
        max_attempts=2,
        retry_wait_s=0.0,
        max_body_bytes=1_000_000,
        max_wire_bytes=2_000_000,
    )


def get(server: FaultyServer, settings: Settings, path: str, etag: str | None = None) -> list[tuple[Fetch, Answer]]:
    with Fetcher(settings, {f"127.0.0.1:{server.port}"}) as fetcher:
        return list(fetcher.fetch(Entry(server.url(path), "urls", None, etag), "example"))


@pytest.mark.parametrize(
    ("path", "outcome", "n_attempts"),
    [
        ("/missing", FetchOutcome.HTTP_ERROR, 1),
        ("/gone", FetchOutcome.HTTP_ERROR, 1),
        ("/always-503", FetchOutcome.HTTP_ERROR, 2),
        ("/stall-headers", FetchOutcome.TIMEOUT, 2),
        ("/stall-body", FetchOutcome.TIMEOUT, 2),
        ("/reset", FetchOutcome.NETWORK_ERROR, 2),
        ("/image", FetchOutcome.WRONG_TYPE, 1),
        ("/pdf", FetchOutcome.WRONG_TYPE, 1),
        ("/large", FetchOutcome.TOO_LARGE, 1),
        ("/bomb", FetchOutcome.TOO_LARGE, 1),
        ("/cut-gzip", FetchOutcome.BROKEN_ENCODING, 2),
        ("/false-gzip", FetchOutcome.BROKEN_ENCODING, 2),
        ("/odd-encoding", FetchOutcome.BROKEN_ENCODING, 2),
        ("/empty", FetchOutcome.EMPTY, 1),
        ("/blank-gzip", FetchOutcome.EMPTY, 1),
        ("/loop", FetchOutcome.TOO_MANY_REDIRECTS, 1),
        ("/inwards", FetchOutcome.REFUSED_ADDRESS, 1),
        ("/to-file", FetchOutcome.REFUSED_ADDRESS, 1),
    ],
)
def test_a_fault_is_a_row_with_its_reason(
    server: FaultyServer, bounded: Settings, path: str, outcome: FetchOutcome, n_attempts: int
) -> None:
    rows = get(server, bounded, path)
    assert [fetch.outcome for fetch, _ in rows] == [outcome] * n_attempts
    assert all(fetch.reason and answer.body is None and fetch.n_bytes_body == 0 for fetch, answer in rows)
    assert all(fetch.n_bytes_wire < 2_200_000 for fetch, _ in rows)


def test_a_server_that_drips_its_headers_is_cut_off_at_the_deadline(server: FaultyServer, bounded: Settings) -> None:
    began = time.monotonic()
    ((fetch, _),) = get(server, replace(bounded, fetch_deadline_s=1.0), "/drip")
    assert fetch.outcome is FetchOutcome.TIMEOUT
    assert time.monotonic() - began < 3


@pytest.mark.parametrize("path", ["/once-500", "/once-429"])
def test_a_passing_fault_is_tried_again_and_both_attempts_are_rows(
    server: FaultyServer, bounded: Settings, path: str
) -> None:
    rows = get(server, bounded, path)
    assert [fetch.outcome for fetch, _ in rows] == [FetchOutcome.HTTP_ERROR, FetchOutcome.OK]
    assert [fetch.attempt for fetch, _ in rows] == [1, 2]
    assert rows[1][1].body == PAGE


@pytest.mark.parametrize(
    ("path", "final"),
    [("/page", "/page"), ("/gzipped", "/gzipped"), ("/two-members", "/two-members"), ("/moved", "/page")],
)
def test_a_good_page_comes_unpacked_with_its_final_address(
    server: FaultyServer, bounded: Settings, path: str, final: str
) -> None:
    ((fetch, answer),) = get(server, bounded, path)
    assert (answer.body, fetch.final_url) == (PAGE, server.url(final))
    assert server.headers_of["/page"]["User-Agent"].startswith("Summitry/")
    assert server.headers_of["/page"]["Host"] == f"127.0.0.1:{server.port}"


def test_an_unchanged_page_is_not_sent_again(server: FaultyServer, bounded: Settings) -> None:
    ((first, _),) = get(server, bounded, "/tagged")
    ((second, answer),) = get(server, bounded, "/tagged", etag=first.etag)
    assert (second.outcome, answer.body) == (FetchOutcome.NOT_MODIFIED, None)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://localhost./",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[fe80::1]/",
        "http://[::127.0.0.1]/",
        "http://[::ffff:0:127.0.0.1]/",
        "http://[64:ff9b:1::7f00:1]/",
        "http://[fec0::1]/",
        "http://192.0.0.8/",
        "http://10.0.0.1/",
        "http://172.16.0.1/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/",
        "http://0.0.0.0/",
        "http://224.0.0.1/",
        "http://user:secret@127.0.0.1/",
        "http://1.1.1.1@127.0.0.1/",
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "javascript:alert(1)",
        "data:text/html,x",
        "http://",
        "http://[broken/",
        "http://127.0.0.1:99999/",
        "http://a b/",
        "http://1.1.1.1/\r\nX: y",
        "http://1.1.1.1/" + "a" * 9000,
    ],
)
def test_no_form_of_an_inner_or_odd_address_is_let_through(url: str) -> None:
    with pytest.raises((RefusedAddress, OSError)):
        check_address(url)


def test_a_publishers_own_inner_host_and_port_alone_is_let_through() -> None:
    inner = {"127.0.0.1:8085"}
    assert check_address("http://127.0.0.1:8085/a?b=c", inner).pinned_url == "http://127.0.0.1:8085/a?b=c"
    for url in ("http://127.0.0.1:8086/", "http://127.0.0.1/", "http://localhost:8085/", "http://127.0.0.2:8085/"):
        with pytest.raises(RefusedAddress):
            check_address(url, inner)


def test_a_public_address_is_pinned_with_its_name_kept_for_the_host_header() -> None:
    target = check_address("https://1.1.1.1/x")
    assert (target.pinned_url, target.host_header, target.address) == ("https://1.1.1.1:443/x", "1.1.1.1", "1.1.1.1")
