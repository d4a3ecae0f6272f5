"""Bytes of a page -> one lxml tree, whatever encoding, depth or damage they have; raises UnreadablePage only."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit

from bs4.dammit import EncodingDetector
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from extractors.errors import UnreadablePage

MAX_DEPTH = 400
"""Nested deeper than any page that a person wrote; the extraction below recurses and must not overflow."""

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_SPACE = re.compile(r"\s+")


def decode(body: bytes, declared: str | None = None) -> str:
    """Text of the bytes: byte order mark, then UTF-8 where it fits, then what is declared, then windows-1252.

    UTF-8 goes before the declaration because text that decodes as UTF-8 by accident is rare and wrong
    declarations are not. Raises UnreadablePage for an empty body and for bytes that are no text.
    """
    if not body.strip():
        raise UnreadablePage("empty", "the body holds no bytes or only white space")
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return _checked(body.decode(encoding, "replace"))
    named = declared or EncodingDetector.find_declared_encoding(body[:4096], is_html=True) or "utf-8"
    for encoding in ("utf-8", named, "windows-1252"):
        try:
            return _checked(body.decode(encoding))
        except (ValueError, LookupError):  # not this encoding, or the page names one that there is not
            continue
    return _checked(body.decode("utf-8", "replace"))


def _checked(text: str) -> str:
    sample = text[:200_000]
    damaged = len(_CONTROL.findall(sample)) + sample.count("\ufffd")
    if damaged > 20 and damaged > len(sample) / 100:
        raise UnreadablePage("broken encoding", f"{damaged} of the first {len(sample)} characters are not text")
    return _CONTROL.sub("", text)


def load_tree(html: bytes, declared: str | None = None) -> HtmlElement:
    """The page as a tree. Raises UnreadablePage when there is no markup in it."""
    text = decode(html, declared)
    if "<" not in text:
        raise UnreadablePage("no markup", "the body holds no tag")
    try:
        tree = document_fromstring(
            text.encode("utf-8", "replace"), parser=HTMLParser(encoding="utf-8", huge_tree=False)
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadablePage("no markup", str(error)) from error
    if _is_too_deep(tree):
        raise UnreadablePage("nested too deep", f"more than {MAX_DEPTH} tags in one another")
    return tree


def _is_too_deep(tree: HtmlElement) -> bool:
    depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            return True
    return False


def squeeze(text: str | None) -> str:
    """White space, no-break and zero-width included, as single spaces."""
    return _SPACE.sub(" ", (text or "").replace("\u200b", "").replace("\ufeff", "").replace("\xad", "")).strip()


def text_of(element: HtmlElement) -> str:
    """All text below one element on one line."""
    return squeeze(" ".join(str(part) for part in element.itertext() if isinstance(part, str)))


def split_url(url: str) -> SplitResult:
    """urlsplit that gives empty parts for an address that is none."""
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")
