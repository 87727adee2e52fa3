from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.net.guard import host_of, is_public, may_ask

PUBLIC = ["93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:8.8.8.8", "64:ff9b::808:808"]
INNER = [
    "127.0.0.1",
    "127.8.9.10",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:192.168.1.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "2001:0:0:0:0:0:80ff:fffe",
    "not an address",
    "",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", INNER)
def test_not_public(address: str) -> None:
    assert not is_public(address)


@given(st.ip_addresses(v=4))
def test_an_address_is_judged_the_same_in_its_ipv6_clothes(ip: ipaddress.IPv4Address) -> None:
    assert is_public(f"::ffff:{ip}") == is_public(str(ip)) == is_public(f"64:ff9b::{int(ip) >> 16:x}:{int(ip) & 0xFFFF:x}")


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://Example.ORG./a", "example.org"),
        ("http://user:secret@example.org:8080/", "example.org"),
        ("http://[::1]:80/", "::1"),
        ("file:///etc/passwd", ""),
        ("ftp://example.org/", ""),
        ("//example.org/", ""),
        ("http:///path", ""),
        ("http://[::1/", ""),
        ("", ""),
    ],
)
def test_host(url: str, host: str) -> None:
    assert host_of(url) == host


def test_one_inner_address_among_public_ones_is_enough() -> None:
    assert may_ask("https://example.org/", PUBLIC)
    assert not may_ask("https://example.org/", [*PUBLIC, "10.0.0.1"])


def test_host_that_nobody_knows_may_be_asked_in_vain() -> None:
    assert may_ask("https://nowhere.invalid/", [])


@pytest.mark.parametrize("url", ["http://localhost/", "http://LOCALHOST./", "http://printer.localhost/x"])
def test_this_computer_by_name(url: str) -> None:
    assert not may_ask(url, [])


def test_host_that_the_user_named_may_be_anywhere_and_only_that_one() -> None:
    assert may_ask("http://192.168.1.9:8080/feed", ["192.168.1.9"], named="192.168.1.9")
    assert not may_ask("http://192.168.1.1/", ["192.168.1.1"], named="192.168.1.9")
    assert may_ask("http://localhost:8000/", ["127.0.0.1"], named="localhost")


@pytest.mark.parametrize("url", ["file:///etc/passwd", "file://localhost/etc/passwd", "gopher://x/", "data:text/xml,<a/>", "javascript:1"])
def test_other_schemes_are_never_asked(url: str) -> None:
    assert not may_ask(url, PUBLIC, named="localhost")
