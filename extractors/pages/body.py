"""The story's own paragraphs and captions: by a publisher's selectors, or by trafilatura where there are none."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass

import trafilatura
from lxml import etree
from lxml.html import HtmlElement

from extractors.pages.clutter import drop_clutter
from extractors.pages.html import split_url, squeeze, text_of
from extractors.pages.soup import make_soup, read_paragraphs, select
from extractors.pages.title import likeness

MIN_LETTERS = 40
"""A body with less than this is navigation, not a story."""

SHORT = 600
LONGER = 1.5

_MARKUP_BREAK = re.compile(r"\n+|</p>|<br ?/?>")
_CAPTIONS = "//figcaption | //*[contains(concat(' ', @class, ' '), ' wp-caption-text ')] | //*[contains(@class, 'caption') and not(contains(@class, 'closed')) and (self::p or self::span or self::div or self::small or self::em)][string-length(.) < 600]"
_NOISE = "script, style, noscript, template, iframe, form, button, nav, svg, select, object"


@dataclass(frozen=True, slots=True)
class Body:
    text: str  # paragraphs separated by blank lines
    captions: tuple[str, ...]
    is_from_layout: bool


def read_body(
    tree: HtmlElement,
    url: str,
    title: str,
    selector: str | None = None,
    caption_selector: str | None = None,
    drop: tuple[str, ...] = (),
    drop_lines: tuple[str, ...] = (),
    declared: str = "",
) -> Body:
    """The body below `selector` (CSS) when it finds one with text; else by general rules over the whole page.

    `declared` is the text that the page's JSON-LD gives: used where it is much longer than what was found.
    """
    if selector:
        found = _read_container(tree, selector, caption_selector, drop)
        if found:
            paragraphs, captions = found
            text = _join(paragraphs, title, drop_lines)
            if text:
                return Body(text, captions, True)
    page, captions = _take_captions(tree)
    text = _join(_extract(page, url), title, drop_lines)
    if len(declared) > max(LONGER * len(text), MIN_LETTERS):
        text = _join(tuple(p for p in map(squeeze, _MARKUP_BREAK.split(declared)) if p), title, drop_lines)
    return Body(text, captions, False)


def _join(paragraphs: tuple[str, ...], title: str, drop_lines: tuple[str, ...]) -> str:
    kept = [p for i, p in enumerate(paragraphs) if not (i == 0 and title and p.casefold() == title.casefold())]
    return "\n\n".join(drop_clutter(kept, drop_lines))


def _extract(page: HtmlElement, url: str) -> tuple[str, ...]:
    """trafilatura's fast way; where that gives hardly anything, its slow way too, and the longer answer."""
    quick = _run_trafilatura(page, url, fast=True)
    if len(quick) >= SHORT:
        return _lines(quick)
    slow = _run_trafilatura(page, url, fast=False)
    return _lines(slow if len(slow) > LONGER * len(quick) else quick)


def _run_trafilatura(page: HtmlElement, url: str, fast: bool) -> str:
    try:
        found = trafilatura.bare_extraction(
            page, url=url if split_url(url).hostname else None, fast=fast, include_comments=False, include_tables=False
        )
    except (RecursionError, ValueError, TypeError, AttributeError, AssertionError, etree.LxmlError):
        return ""  # the library stumbles over some trees; the page then has no text, and the row says so
    return str(getattr(found, "text", None) or "")


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in map(squeeze, text.split("\n")) if line)


def _take_captions(tree: HtmlElement) -> tuple[HtmlElement, tuple[str, ...]]:
    """A copy of the page without its captions, and the captions in page order, each once."""
    page = copy.deepcopy(tree)
    captions: list[str] = []
    for element in page.xpath(_CAPTIONS):
        parent = element.getparent()
        if parent is None:
            continue
        captions.append(text_of(element))
        element.drop_tree()
    return page, _distinct(captions)


def _distinct(captions: list[str]) -> tuple[str, ...]:
    kept: list[str] = []
    for caption in captions:
        if len(caption) >= 15 and not any(likeness(caption, other) > 0.95 for other in kept):
            kept.append(caption)
    return tuple(kept)


def _read_container(
    tree: HtmlElement, selector: str, caption_selector: str | None, drop: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    caption_selector = caption_selector or "figcaption, .wp-caption-text"
    soup = make_soup(tree)
    containers = select(soup, selector)
    if not containers:
        return None
    captions = [squeeze(c.get_text(" ")) for c in select(soup, caption_selector)]
    for container in containers:
        for unwanted in (_NOISE, caption_selector, *drop):
            for element in select(container, unwanted):
                if element is not container and not element.decomposed:
                    element.decompose()
    nested = {id(inner) for outer in containers for inner in outer.find_all(True)}
    paragraphs = tuple(p for c in containers if id(c) not in nested and not c.decomposed for p in read_paragraphs(c))
    return (paragraphs, _distinct(captions)) if paragraphs else None
