"""The headline of a page, chosen among h1, JSON-LD, og:title and <title> by what they agree on."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml.html import HtmlElement

from extractors.pages.html import squeeze, text_of

_SEPARATOR = re.compile(r"\s+(?:[|–—·•»:]|-{1,2})\s+")
_WORD = re.compile(r"\w+")


def choose_title(tree: HtmlElement, headline: str, metas: Mapping[str, tuple[str, ...]]) -> str:
    """The one h1 unless it has nothing in common with what the page's head calls itself."""
    named = [squeeze(text) for name in ("og:title", "twitter:title") for text in metas.get(name, ())]
    element = tree.find(".//title")
    if element is not None:
        named.append(text_of(element))
    head = [text for text in (headline, *named) if text]
    shown = [text for text in (text_of(h1) for h1 in tree.iter("h1")) if text]
    best = max(shown, key=lambda text: max((likeness(text, other) for other in head), default=0.0), default="")
    if best and (not head or max(likeness(best, other) for other in head) >= 0.4):
        return _without_kicker(best, head)
    if headline:
        return headline
    site = next(iter(metas.get("og:site_name", ())), "")
    return strip_site(head[0], site) if head else best


def _without_kicker(shown: str, head: list[str]) -> str:
    """ "Politics | Ministers meet" is "Ministers meet" when the page's head says so."""
    for other in head:
        if len(other.split()) >= 4 and len(other) < len(shown) and shown.casefold().endswith(other.casefold()):
            return shown[-len(other) :]
    return shown


def likeness(left: str, right: str) -> float:
    """Share of the shorter one's words that the other has too, 0 to 1, so that a site's suffix does not count."""
    first, second = set(_WORD.findall(left.casefold())), set(_WORD.findall(right.casefold()))
    smaller = min(len(first), len(second))
    if smaller == 0:
        return 0.0
    return len(first & second) / (smaller if smaller > 2 else max(len(first), len(second)))


def strip_site(title: str, site: str) -> str:
    """The title without the site's name at its end (or, rarely, its beginning)."""
    parts = _SEPARATOR.split(title)
    if len(parts) < 2:
        return title
    if site and likeness(parts[-1], site) >= 0.5:
        return title[: title.rfind(parts[-1])].rstrip(" |–—·•»:-")
    if site and likeness(parts[0], site) >= 0.5:
        return title[len(parts[0]) :].lstrip(" |–—·•»:-")
    if len(parts[-1].split()) <= 4 and len(parts[0].split()) >= 4:
        return title[: title.rfind(parts[-1])].rstrip(" |–—·•»:-")
    return title
