"""The article node of a page's JSON-LD; anything of a wrong type in it is as good as absent."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from extractors.pages.html import squeeze

MAX_NODES = 20_000
_TYPES = re.compile(r"(?:article|blogposting|report|pressrelease|newsitem|socialmediaposting)$", re.I)
_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*.*?\*/)|(?:-->|//\s*\]\]>|\]\]>|;)\s*$", re.S)

Node = dict[str, object]


@dataclass(frozen=True, slots=True)
class ArticleNode:
    """What JSON-LD says of the article, every field as text or empty."""

    headline: str = ""
    published: str = ""
    modified: str = ""
    authors: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    section: str = ""
    body: str = ""
    is_free: bool = True
    is_live: bool = False


def read_article_node(tree: HtmlElement) -> ArticleNode:
    """The shallowest node of an article type, the one with a date and a headline first; empty when there is none."""
    nodes = list(_walk(tree))
    articles = [node for node in nodes if any(_TYPES.search(kind) for kind in _texts(node.get("@type")))]
    if not articles:
        return ArticleNode()
    node = next((n for n in articles if n.get("datePublished") and n.get("headline")), articles[0])
    by_id = {str(n["@id"]): n for n in nodes if isinstance(n.get("@id"), str) and "name" in n}
    return ArticleNode(
        headline=_first(node.get("headline")) or _first(node.get("name")),
        published=_first(node.get("datePublished")) or _first(node.get("dateCreated")),
        modified=_first(node.get("dateModified")),
        authors=tuple(dict.fromkeys(_names(node.get("author") or node.get("creator"), by_id))),
        publishers=tuple(_names(node.get("publisher"), by_id)),
        tags=_keywords(node.get("keywords")),
        section=_first(node.get("articleSection")),
        body=str(node["articleBody"]) if isinstance(node.get("articleBody"), str) else "",
        is_free=str(node.get("isAccessibleForFree", "true")).strip().lower() not in {"false", "0", "no"},
        is_live=any("liveblog" in kind.lower() for kind in _texts(node.get("@type"))),
    )


def _walk(tree: HtmlElement) -> Iterator[Node]:
    """Every object of every block, breadth first."""
    queue: list[object] = [
        _load(script.text_content())
        for script in tree.iter("script")
        if "ld+json" in (script.get("type") or "").lower()
    ]
    for n_seen, value in enumerate(queue):
        if n_seen > MAX_NODES:
            return
        if isinstance(value, dict):
            yield value
            queue.extend(child for child in value.values() if isinstance(child, dict | list))
        elif isinstance(value, list):
            queue.extend(child for child in value if isinstance(child, dict | list))


def _load(text: str) -> object:
    """strict=False lets raw line breaks through, which many sites write into their strings."""
    text = _WRAPPING.sub("", text).strip()
    for candidate in (text, html.unescape(text), re.sub(r",\s*([}\]])", r"\1", text)):
        try:
            return json.loads(candidate, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _first(value: object) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return next((squeeze(html.unescape(text)) for text in _texts(value) if text.strip()), "")


def _names(value: object, by_id: dict[str, Node], depth: int = 0) -> Iterator[str]:
    """Authors come as text, object, list of both, or as a bare `@id` of a node elsewhere."""
    if isinstance(value, str):
        yield squeeze(html.unescape(value))
    elif isinstance(value, list) and depth < 3:
        for item in value[:20]:
            yield from _names(item, by_id, depth + 1)
    elif isinstance(value, dict):
        named = value if "name" in value else by_id.get(str(value.get("@id")), value)
        yield from _names(named.get("name"), by_id, depth + 1) if depth < 3 else ()


def _keywords(value: object) -> tuple[str, ...]:
    words = [part for text in _texts(value) for part in re.split(r"[,;|]", text)]
    return tuple(dict.fromkeys(filter(None, (squeeze(html.unescape(word)) for word in words))))
