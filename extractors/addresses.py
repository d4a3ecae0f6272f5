"""Which URLs may be fetched, and to which address the connection goes.

Nothing private is reached because a page or a feed said so: a host is resolved once, every address it has must be
public, and the address that was checked is the one that is connected to. A publisher file's own exact `inner` host
and port alone is let through.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

MAX_URL_LENGTH = 4096
_PORTS = {"http": 80, "https": 443}

# forms that carry an IPv4 address, or were once site-local, and that `is_global` takes for public
_NEVER = tuple(map(ipaddress.ip_network, ("::/96", "::ffff:0:0:0/96", "64:ff9b:1::/48", "fec0::/10", "192.0.0.0/24")))


class RefusedAddress(Exception):
    """The URL may not be fetched; the message says why, in the words of the row."""


@dataclass(frozen=True, slots=True)
class Target:
    """A URL that was checked, and the address to connect to."""

    url: str
    scheme: str
    host: str
    port: int
    address: str  # as text, an IPv6 one without brackets
    path: str  # with the query

    @property
    def host_header(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def pinned_url(self) -> str:
        """The URL with the checked address in place of the name."""
        address = f"[{self.address}]" if ":" in self.address else self.address
        return f"{self.scheme}://{address}:{self.port}{self.path}"


def check_address(url: str, inner: Collection[str] = ()) -> Target:
    """Resolve and judge one URL. Raises RefusedAddress; OSError (gaierror) where the name does not resolve."""
    if len(url) > MAX_URL_LENGTH:
        raise RefusedAddress(f"the address has {len(url)} characters, more than {MAX_URL_LENGTH}")
    if any(not char.isprintable() or char.isspace() for char in url):
        raise RefusedAddress("the address has blanks or control characters")
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS.get(parts.scheme, 0)
        host = (parts.hostname or "").rstrip(".")
    except ValueError as error:
        raise RefusedAddress(f"no address that can be read: {error}") from error
    if parts.scheme not in _PORTS:
        raise RefusedAddress(f"the scheme {parts.scheme[:20]!r} is neither http nor https")
    if not host:
        raise RefusedAddress("the address names no host")
    if parts.username is not None or parts.password is not None:
        raise RefusedAddress("the address carries a user name")
    path = parts.path or "/"
    path = f"{path}?{parts.query}" if parts.query else path
    try:
        found = socket.getaddrinfo(_ascii_host(host), port, type=socket.SOCK_STREAM)
    except UnicodeError as error:
        raise RefusedAddress(f"no host name: {error}") from error
    addresses = list(dict.fromkeys(str(info[4][0]).split("%")[0] for info in found))
    if f"{host}:{port}" not in inner:
        inside = [address for address in addresses if not _is_public(address)]
        if inside:
            raise RefusedAddress(f"{host} is at {inside[0]}, which is no public address")
    return Target(url, parts.scheme, host, port, addresses[0], path)


def _is_public(address: str) -> bool:
    """Whether the address is one of the open internet, whatever it is wrapped in."""
    found = ipaddress.ip_address(address)
    if any(found in network for network in _NEVER if network.version == found.version):
        return False
    if isinstance(found, ipaddress.IPv6Address):
        wrapped = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        nat64 = ipaddress.ip_network("64:ff9b::/96")
        if found in nat64:
            wrapped = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if wrapped is not None:
            return _is_public(str(wrapped))
    return found.is_global and not found.is_multicast


def _ascii_host(host: str) -> str:
    return host if host.isascii() else host.encode("idna").decode("ascii")
