"""A server on loopback with the faults of the web: real sockets, one path a fault."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = (
    b"<html><head><title>A title</title></head><body><p>"
    + b"Ministers of two states met. " * 40
    + b"</p></body></html>"
)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: FaultyServer

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        self.server.asked[path] += 1
        self.server.headers_of[path] = dict(self.headers)
        getattr(
            self, "send_" + path.strip("/").replace("/", "_").replace(".", "_").replace("-", "_"), self.send_missing
        )()

    def send(self, body: bytes, status: int = 200, kind: str = "text/html; charset=utf-8", **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def send_missing(self) -> None:
        self.send(b"missing", 404)

    def send_page(self) -> None:
        self.send(PAGE)

    def send_gone(self) -> None:
        self.send(b"gone", 410)

    def send_once_500(self) -> None:
        self.send(
            PAGE if self.server.asked["/once-500"] > 1 else b"oops", 200 if self.server.asked["/once-500"] > 1 else 500
        )

    def send_once_429(self) -> None:
        self.send(
            PAGE if self.server.asked["/once-429"] > 1 else b"",
            200 if self.server.asked["/once-429"] > 1 else 429,
            Retry_After="0",
        )

    def send_always_503(self) -> None:
        self.send(b"down", 503)

    def send_stall_headers(self) -> None:
        time.sleep(1.5)
        self.close_connection = True

    def send_stall_body(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", "1000000")
        self.end_headers()
        self.wfile.write(PAGE)
        self.wfile.flush()
        time.sleep(1.5)
        self.close_connection = True

    def send_drip(self) -> None:
        """A byte of the headers at a time, each well within a read timeout."""
        with suppress(OSError):
            for byte in b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * 200:
                self.connection.sendall(bytes([byte]))
                time.sleep(0.05)
        self.close_connection = True

    def send_reset(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"half")
        self.wfile.flush()
        self.connection.shutdown(socket.SHUT_RDWR)
        self.close_connection = True

    def send_image(self) -> None:
        self.send(b"\x89PNG", kind="image/png")

    def send_pdf(self) -> None:
        self.send(b"%PDF-1.7", kind="application/pdf")

    def send_large(self) -> None:
        self.send(b"a" * 30_000_000)

    def send_bomb(self) -> None:
        self.send(gzip.compress(b"a" * 30_000_000), Content_Encoding="gzip")

    def send_gzipped(self) -> None:
        self.send(gzip.compress(PAGE), Content_Encoding="gzip")

    def send_two_members(self) -> None:
        self.send(gzip.compress(PAGE[:300]) + gzip.compress(PAGE[300:]), Content_Encoding="gzip")

    def send_cut_gzip(self) -> None:
        self.send(gzip.compress(PAGE)[:-20], Content_Encoding="gzip")

    def send_false_gzip(self) -> None:
        self.send(PAGE, Content_Encoding="gzip")

    def send_odd_encoding(self) -> None:
        self.send(PAGE, Content_Encoding="compress")

    def send_empty(self) -> None:
        self.send(b"")

    def send_blank_gzip(self) -> None:
        self.send(gzip.compress(b""), Content_Encoding="gzip")

    def send_loop(self) -> None:
        self.send(b"", 302, Location="/loop")

    def send_moved(self) -> None:
        self.send(b"", 301, Location="/page")

    def send_inwards(self) -> None:
        self.send(b"", 302, Location=f"http://127.0.0.1:{self.server.other_port}/page")

    def send_to_file(self) -> None:
        self.send(b"", 302, Location="file:///etc/passwd")

    def send_tagged(self) -> None:
        if self.headers.get("If-None-Match") == '"v1"':
            self.send_response(304)
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            self.send(PAGE, ETag='"v1"')

    def send_robots_txt(self) -> None:
        if self.server.robots is None:
            self.send_missing()
        else:
            self.send(self.server.robots[1], self.server.robots[0], "text/plain")

    def send_feed_xml(self) -> None:
        self.send(self.server.feed, kind="application/rss+xml")

    def send_sitemap_xml(self) -> None:
        self.send(self.server.sitemap, kind="application/xml")

    def log_message(self, format: str, *args: object) -> None:
        pass


class FaultyServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: Counter[str] = Counter()
        self.headers_of: dict[str, dict[str, str]] = {}
        self.robots: tuple[int, bytes] | None = None
        self.feed = b""
        self.sitemap = b""
        self.other_port = 1

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that leave early are what is tested."""


@contextmanager
def faulty_server() -> Iterator[FaultyServer]:
    with FaultyServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
