"""Whose page or text it is, when nobody's feed named it: by its address, else by what it says of itself."""

from __future__ import annotations

from collections.abc import Mapping

from lxml.html import HtmlElement

from extractors.pages.html import split_url, text_of
from extractors.pages.metadata import read_canonical
from extractors.publishers import Publisher, guess_publisher


def find_text_publisher(
    head: Mapping[str, str], text: str, publishers: Mapping[str, Publisher]
) -> tuple[Publisher | None, str | None]:
    """By the head's key or name, then the head's address, then what the text says of itself."""
    named = head.get("publisher", "").casefold()
    for publisher in publishers.values():
        if named and named in {publisher.key.casefold(), publisher.name.casefold()}:
            return publisher, "given"
    by_host = publisher_of_url(head.get("url", ""), publishers)
    return (by_host, "url") if by_host else guess_publisher(text, publishers)


def find_page_publisher(
    tree: HtmlElement, url: str, publishers: Mapping[str, Publisher]
) -> tuple[Publisher | None, str | None]:
    """Of a page that nobody's feed named: by its address, its canonical address, or its copyright line."""
    by_host = publisher_of_url(url, publishers)
    if by_host:
        return by_host, "url"
    by_canonical = publisher_of_url(read_canonical(tree, url) or "", publishers)
    if by_canonical:
        return by_canonical, "canonical url"
    lines = [
        text for text in (text_of(e) for e in tree.iter("p", "div", "span", "footer", "small", "li")) if len(text) < 300
    ]
    return guess_publisher("\n".join(lines), publishers)


def publisher_of_url(url: str, publishers: Mapping[str, Publisher]) -> Publisher | None:
    """The publisher whose hosts hold this address's host; the longest path prefix of `home` decides between two."""
    host = split_url(url).hostname
    matching = [
        p
        for p in publishers.values()
        if host and host.removeprefix("www.") in {h.split(":")[0].removeprefix("www.") for h in p.hosts}
    ]
    under = [p for p in matching if url.startswith(p.home)]
    return max(under, key=lambda p: len(p.home)) if under else matching[0] if len(matching) == 1 else None
