"""The newsroom's HTTP server: everything is rendered once at the start and served from memory, on loopback only."""

from __future__ import annotations

import errno
import hashlib
import signal
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from extractors.errors import FreeResource
from extractors.newsroom.feeds import render_feed, render_robots, render_sitemap
from extractors.newsroom.pages import render_front, render_index, render_story
from extractors.newsroom.stories import OUTLETS, load_stories

HTML, XML, TEXT, SVG = (
    "text/html; charset=utf-8",
    "application/xml; charset=utf-8",
    "text/plain; charset=utf-8",
    "image/svg+xml",
)
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360"><rect width="640" height="360" fill="#9fb3c8"/>'
    '<path d="M0 280 160 150l110 90 130-120 240 170v70H0z" fill="#486581"/></svg>\n'
)
N_RELATED = 3


@dataclass(frozen=True, slots=True)
class Resource:
    content_type: str
    body: bytes
    changed_at: datetime

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:20]}"'


def make_server(port: int) -> ThreadingHTTPServer:
    """Bound to 127.0.0.1 (0 picks a free port) and not yet serving. Raises FreeResource when the port is taken."""
    resources: dict[str, Resource] = {}
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), partial(NewsroomHandler, resources))
    except OSError as error:
        if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
            raise
        raise FreeResource(
            f"port {port} of SUMMITRY_NEWSROOM_PORT cannot be used ({error.strerror}); set another"
        ) from error
    resources.update(render_all(f"http://127.0.0.1:{server.server_address[1]}"))
    return server


def serve(port: int) -> None:
    """Serves until SIGTERM or an interrupt from the keyboard."""
    with make_server(port) as server:
        # shutdown() waits for the loop that this very thread runs, so another one calls it
        signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return


def render_all(base_url: str) -> dict[str, Resource]:
    """Every path of the newsroom. The same stories and base URL give the same bytes."""
    stories = load_stories()
    newest = stories[0].changed_at
    resources = {
        "/": Resource(HTML, render_index().encode(), newest),
        "/robots.txt": Resource(TEXT, render_robots(base_url).encode(), newest),
    }
    for outlet in OUTLETS:
        own = [story for story in stories if story.outlet == outlet]
        at = own[0].changed_at
        resources[f"/{outlet.key}/"] = Resource(HTML, render_front(outlet, own).encode(), at)
        resources[f"/{outlet.key}/picture.svg"] = Resource(SVG, PICTURE.encode(), at)
        resources[outlet.feed_path] = Resource(XML, render_feed(outlet, own, base_url).encode(), at)
        resources[outlet.sitemap_path] = Resource(XML, render_sitemap(outlet, own, base_url).encode(), at)
        for story in own:
            related = [other for other in own if other.canonical_path != story.canonical_path][:N_RELATED]
            page = render_story(story, base_url, related)
            resources[story.path] = Resource(HTML, page.encode(), story.changed_at)
    return resources


class NewsroomHandler(BaseHTTPRequestHandler):
    """GET and HEAD from memory, with ETag, Last-Modified and 304."""

    protocol_version = "HTTP/1.1"
    server_version = "SampleNewsroom"
    sys_version = ""
    timeout = 10  # seconds that an idle connection may hold a thread

    def __init__(self, resources: dict[str, Resource], *args: Any) -> None:
        self.resources = resources
        super().__init__(*args)

    def do_GET(self) -> None:
        resource = self.resources.get(self.path.partition("?")[0])
        if resource is None:
            self.send_error(404)
            return
        is_known = self._is_known(resource)
        self.send_response(304 if is_known else 200)
        self.send_header("ETag", resource.etag)
        self.send_header("Last-Modified", format_datetime(resource.changed_at.astimezone(UTC), usegmt=True))
        if not is_known:
            self.send_header("Content-Type", resource.content_type)
            self.send_header("Content-Length", str(len(resource.body)))
        self.end_headers()
        if self.command == "GET" and not is_known:
            self.wfile.write(resource.body)

    do_HEAD = do_GET  # noqa: N815

    def _is_known(self, resource: Resource) -> bool:
        """If-None-Match decides alone when it is there (RFC 9110, 13.2.2)."""
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            return tags.strip() == "*" or resource.etag in {tag.strip().removeprefix("W/") for tag in tags.split(",")}
        since = self.headers.get("If-Modified-Since")
        if since is None:
            return False
        try:
            moment = parsedate_to_datetime(since)
        except ValueError:
            return False
        return resource.changed_at <= (moment if moment.tzinfo else moment.replace(tzinfo=UTC))

    def log_message(self, *_: Any) -> None:
        """Quiet: a line a request helps nobody here."""
