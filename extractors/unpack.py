"""Bodies out of their content encoding, a bounded piece at a time, so that a small bomb cannot fill the memory."""

from __future__ import annotations

import zlib
from typing import Protocol

import brotli


class Unpacker(Protocol):
    """`feed` gives at most about `room` bytes of a chunk; `is_whole` says whether the end was reached.

    zlib.error, brotli.error: the bytes are not what the header says.
    """

    def feed(self, chunk: bytes, room: int) -> bytes: ...
    def is_whole(self) -> bool: ...


class _Plain:
    def feed(self, chunk: bytes, room: int) -> bytes:
        return chunk

    def is_whole(self) -> bool:
        return True


class _Zlib:
    """gzip, and deflate with or without its header."""

    def __init__(self) -> None:
        self._inflate = zlib.decompressobj(47)
        self._is_first = True

    def feed(self, chunk: bytes, room: int) -> bytes:
        try:
            return self._members(chunk, room)
        except zlib.error:
            if not self._is_first:
                raise
            self._inflate = zlib.decompressobj(-zlib.MAX_WBITS)
            return self._inflate.decompress(chunk, room)
        finally:
            self._is_first = False

    def is_whole(self) -> bool:
        return self._inflate.eof

    def _members(self, chunk: bytes, room: int) -> bytes:
        """A gzip body may be several members one after the other; what follows the last is not looked at."""
        parts = [self._inflate.decompress(chunk, room)]
        rest = self._inflate.unused_data
        while rest.startswith(b"\x1f\x8b") and sum(map(len, parts)) < room:
            self._inflate = zlib.decompressobj(47)
            parts.append(self._inflate.decompress(rest, max(1, room - sum(map(len, parts)))))
            rest = self._inflate.unused_data
        return b"".join(parts)


class _Brotli:
    def __init__(self) -> None:
        self._unpack = brotli.Decompressor()

    def feed(self, chunk: bytes, room: int) -> bytes:
        return bytes(self._unpack.process(chunk, output_buffer_limit=room))

    def is_whole(self) -> bool:
        return bool(self._unpack.is_finished())


def make_unpacker(encoding: str) -> Unpacker:
    """For a Content-Encoding header; ValueError for one that was not asked for."""
    name = encoding.strip().lower()
    if name in {"", "identity"}:
        return _Plain()
    if name in {"gzip", "x-gzip", "deflate"}:
        return _Zlib()
    if name == "br":
        return _Brotli()
    raise ValueError(f"the content encoding {name[:40]!r} was not asked for")
