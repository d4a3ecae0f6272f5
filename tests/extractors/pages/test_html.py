"""Bytes become a tree or an UnreadablePage with a reason, never another error."""

from __future__ import annotations

import random

import pytest

from extractors.errors import UnreadablePage
from extractors.pages.html import decode, load_tree, split_url, squeeze


@pytest.mark.parametrize("body", [b"", b" \r\n\t "])
def test_an_empty_body_is_unreadable(body: bytes) -> None:
    with pytest.raises(UnreadablePage) as caught:
        load_tree(body)
    assert caught.value.reason == "empty"


@pytest.mark.parametrize(
    "body", [random.Random(1).randbytes(1_000_000), b"\x1f\x8b\x08\x00" + random.Random(2).randbytes(900)]
)
def test_bytes_that_are_no_text_are_unreadable(body: bytes) -> None:
    with pytest.raises(UnreadablePage) as caught:
        load_tree(body)
    assert caught.value.reason == "broken encoding"


@pytest.mark.parametrize("body", [b"only words, no tag", b"<!-- only a comment -->"])
def test_a_body_without_markup_is_unreadable(body: bytes) -> None:
    with pytest.raises(UnreadablePage) as caught:
        load_tree(body)
    assert caught.value.reason == "no markup"


@pytest.mark.parametrize("tag", [b"div", b"b"])
def test_deep_nesting_ends_in_a_tree_or_a_reason(tag: bytes) -> None:
    try:
        tree = load_tree((b"<%s>" % tag) * 30_000 + b"x" + (b"</%s>" % tag) * 30_000)
    except UnreadablePage as error:
        assert error.reason == "nested too deep"
    else:
        assert tree.tag == "html"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("Télé café".encode(), "Télé café"),
        ("Télé café".encode("utf-16"), "Télé café"),
        (b"\xef\xbb\xbfOslo", "Oslo"),
        ('<meta charset="iso-8859-2">Łódź'.encode("iso-8859-2"), '<meta charset="iso-8859-2">Łódź'),
        ("<meta charset='a\0b'>café".encode("windows-1252"), "<meta charset='ab'>café"),
        ('<meta charset="no-such-code">“café”'.encode("windows-1252"), '<meta charset="no-such-code">“café”'),
    ],
)
def test_encodings_are_found(body: bytes, text: str) -> None:
    assert decode(body) == text


def test_the_header_names_the_encoding_where_the_page_does_not() -> None:
    assert decode("Москва".encode("windows-1251"), "windows-1251") == "Москва"


def test_white_space_of_every_kind_is_squeezed() -> None:
    assert squeeze(" a\u00a0\u200b b\n\tc ") == "a b c"


def test_an_address_that_is_none_splits_into_nothing() -> None:
    assert split_url("http://[bad").hostname is None
