"""BeautifulSoup on a page: what a publisher's selectors find, and the paragraphs below an element."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, NavigableString, Tag
from lxml import etree
from lxml.html import HtmlElement
from soupsieve import SelectorSyntaxError

from extractors.pages.html import squeeze

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_BREAK, _LINE = "\x1e", "\x1f"


def make_soup(tree: HtmlElement) -> BeautifulSoup:
    """The page for CSS selectors."""
    return BeautifulSoup(etree.tostring(tree, encoding="unicode", method="html"), "lxml")


def select(root: Tag, selector: str) -> list[Tag]:
    """What a publisher's selector finds; a selector that is none finds nothing, which shows as a changed layout."""
    if not selector:
        return []
    try:
        return list(root.select(selector))
    except (SelectorSyntaxError, NotImplementedError, ValueError):
        return []


def list_links(html: bytes) -> list[str]:
    """Where the links of a page lead, as written, each once and in order."""
    soup = BeautifulSoup(html, "lxml")
    return list(dict.fromkeys(str(link["href"]).strip() for link in soup.find_all("a", href=True)))


def read_paragraphs(container: Tag) -> tuple[str, ...]:
    """Text by blocks; a <br> ends a paragraph after the end of a sentence or when doubled, else it is a space."""
    parts: list[str] = []
    for node in container.descendants:
        if isinstance(node, Tag):
            parts.append(_LINE if node.name == "br" else _BREAK if node.name in _BLOCKS else "")
        elif type(node) is NavigableString:
            parts.append(re.sub(r"\s+", " ", str(node)))
            parts.extend(_BREAK for _ in _closed_blocks(node, container))
    text = re.sub(rf"(?: *{_LINE} *){{2,}}", _BREAK, "".join(parts))
    text = re.sub(rf"(?<=[.!?:”\"]) *{_LINE}", _BREAK, text).replace(_LINE, " ")
    return tuple(p for p in (squeeze(p) for p in text.split(_BREAK)) if p)


def _closed_blocks(node: NavigableString, container: Tag) -> list[Tag]:
    """The block elements that end right after this text."""
    closed: list[Tag] = []
    current: NavigableString | Tag = node
    while current.next_sibling is None and isinstance(current.parent, Tag) and current.parent is not container:
        current = current.parent
        if current.name in _BLOCKS:
            closed.append(current)
    return closed
