"""Where a request may go: pure functions over addresses that are already resolved.

A host that the user named may be anywhere. One that a redirect or a feed names must be on the public network, so that
no page can make the program knock at the router, a printer or another program of this computer.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from urllib.parse import urlsplit

_HERE = {"localhost", "127.0.0.1", "::1"}
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def host_of(url: str) -> str:
    """Return the host of an http(s) address in small letters, "" where the address is none."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".").lower()
    except ValueError:
        return ""
    return host if parts.scheme in {"http", "https"} else ""


def origin_of(url: str) -> str:
    """Return scheme, host and port of an http(s) address, "" where it is none: what a key is meant for."""
    host = host_of(url)
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        return ""
    return f"{parts.scheme}://{host}:{port}" if host else ""


def keeps_secrets(url: str) -> bool:
    """Say whether nobody on the way can read what is sent there: it is encrypted, or does not leave this computer."""
    return urlsplit(url).scheme == "https" or host_of(url) in _HERE


def may_ask(url: str, addresses: Iterable[str], named: str = "") -> bool:
    """Say whether `url`, whose host stands for `addresses`, may be asked; `named` is the host that the user entered."""
    host = host_of(url)
    if not host:
        return False
    if host == named:
        return True
    # These two never leave the computer, whether or not its resolver knows them.
    if host == "localhost" or host.endswith(".localhost"):
        return False
    return all(is_public(address) for address in addresses)


def is_public(address: str) -> bool:
    """Say whether an IP address is one of the public network; one that carries another is judged by that."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address) and (inner := _carried(ip)) is not None:
        ip = inner
    return ip.is_global and not ip.is_multicast


def _carried(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that an IPv6 one leads to: mapped, 6to4, Teredo, NAT64."""
    if ip in _NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
