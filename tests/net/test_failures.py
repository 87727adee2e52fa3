from __future__ import annotations

import errno
import socket
import ssl
from datetime import UTC, datetime

import httpx
import pytest

from bioai_desktop.net import failures
from bioai_desktop.net.failures import UnwelcomeAnswerError, reason_of, seconds_asked_for, wait_before_retry

NOW = datetime(2026, 2, 18, 8, tzinfo=UTC)


def _connect_error(cause: BaseException) -> httpx.ConnectError:
    """The chain that a real one brings along: client, transport, system."""
    error, inner = httpx.ConnectError("x"), OSError("all attempts failed")
    inner.__cause__ = cause
    error.__cause__ = inner
    return error


NO_RESOLVER = _connect_error(socket.gaierror(socket.EAI_AGAIN, "try again"))
UNKNOWN_HOST = _connect_error(socket.gaierror(socket.EAI_NONAME, "unknown"))
NO_NETWORK = _connect_error(OSError(errno.ENETUNREACH, "no route"))
REFUSED = _connect_error(ConnectionRefusedError(errno.ECONNREFUSED, "refused"))
BOTH_REFUSED = _connect_error(ExceptionGroup("two", [ConnectionRefusedError(errno.ECONNREFUSED, "refused")] * 2))
BAD_CERTIFICATE = _connect_error(ssl.SSLCertVerificationError(1, "self-signed"))


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (NO_RESOLVER, "offline"),
        (NO_NETWORK, "offline"),
        (REFUSED, "unreachable"),
        (BOTH_REFUSED, "unreachable"),
        (BAD_CERTIFICATE, "tls"),
        (httpx.ConnectTimeout("x"), "timeout"),
        (httpx.ReadTimeout("x"), "timeout"),
        (TimeoutError(), "timeout"),
        (httpx.ReadError("x"), "protocol"),
        (httpx.RemoteProtocolError("x"), "protocol"),
        (httpx.DecodingError("x"), "protocol"),
        (httpx.UnsupportedProtocol("x"), "protocol"),
        (UnwelcomeAnswerError("too-large", 200), "too-large"),
    ],
)
def test_reason(error: Exception, reason: str) -> None:
    assert reason_of(error)[0] == reason


def test_status_is_kept() -> None:
    assert reason_of(UnwelcomeAnswerError("status", 404)) == ("status", 404)


@pytest.mark.parametrize(("route", "reason"), [(True, "unreachable"), (False, "offline")])
def test_unknown_host_means_offline_only_without_a_way_out(monkeypatch: pytest.MonkeyPatch, route: bool, reason: str) -> None:
    monkeypatch.setattr(failures, "_has_route", lambda: route)
    assert reason_of(UNKNOWN_HOST) == (reason, 0)


@pytest.mark.parametrize(
    "error",
    [
        REFUSED,
        httpx.ReadTimeout("x"),
        TimeoutError(),
        httpx.ReadError("x"),
        httpx.RemoteProtocolError("x"),
        UnwelcomeAnswerError("status", 503),
    ],
)
def test_worth_another_try(error: Exception) -> None:
    assert wait_before_retry(error, patience=10) is True


@pytest.mark.parametrize(
    "error",
    [
        NO_RESOLVER,
        BAD_CERTIFICATE,
        httpx.DecodingError("x"),
        httpx.UnsupportedProtocol("x"),
        ValueError(),
        *(UnwelcomeAnswerError("status", s) for s in (400, 403, 404, 410)),
    ],
)
def test_not_worth_another_try(error: Exception) -> None:
    assert wait_before_retry(error, patience=10) is False


def test_server_says_how_long_to_wait() -> None:
    assert wait_before_retry(UnwelcomeAnswerError("status", 429, "7"), patience=10) == 7.0
    assert wait_before_retry(UnwelcomeAnswerError("status", 503, "11"), patience=10) is False
    assert wait_before_retry(UnwelcomeAnswerError("status", 429, "soon"), patience=10) is True
    assert wait_before_retry(UnwelcomeAnswerError("status", 429), patience=10) is True


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Wed, 18 Feb 2026 08:01:30 GMT", 90.0),
        ("Wed, 18 Feb 2026 08:01:30 -0000", 90.0),
        ("Wed, 18 Feb 2026 07:00:00 GMT", 0.0),
        ("", None),
        ("-5", None),
        ("²", None),
        ("tomorrow", None),
    ],
)
def test_retry_after(header: str, seconds: float | None) -> None:
    assert seconds_asked_for(header, NOW) == seconds
