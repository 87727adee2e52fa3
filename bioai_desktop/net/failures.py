"""Why a request failed, and whether it is worth another try."""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

_AWAY = {errno.ENETUNREACH, errno.ENETDOWN, errno.EHOSTUNREACH, socket.EAI_AGAIN}
_BUSY = 429


class UnwelcomeAnswerError(Exception):
    """An answer that holds nothing for us: a status, a body that is too large, a redirect that leads nowhere."""

    def __init__(self, reason: str, status: int = 0, retry_after: str = "") -> None:
        super().__init__(reason, status)
        self.reason = reason
        self.status = status
        self.retry_after = retry_after


def reason_of(error: Exception) -> tuple[str, int]:
    """Return the reason of `FetchFailed` for an error, and the status where there was one."""
    if isinstance(error, UnwelcomeAnswerError):
        return error.reason, error.status
    if isinstance(error, TimeoutError | httpx.TimeoutException):
        return "timeout", 0
    if isinstance(error, httpx.ConnectError):
        return _without_connection(error), 0
    return "protocol", 0


def wait_before_retry(error: Exception, patience: float) -> bool | float:
    """Say whether another try makes sense: no, yes after the usual pause, or yes after as many seconds as the server asked for.

    A server that asks for more than `patience` seconds is left for the next fetch.
    """
    if isinstance(error, UnwelcomeAnswerError):
        if error.status != _BUSY and error.status < 500:
            return False
        asked = seconds_asked_for(error.retry_after, datetime.now(UTC))
        return True if asked is None else asked if asked <= patience else False
    if isinstance(error, httpx.ConnectError):
        return _without_connection(error) == "unreachable"
    return isinstance(error, TimeoutError | httpx.TimeoutException | httpx.NetworkError | httpx.RemoteProtocolError)


def seconds_asked_for(header: str, now: datetime) -> float | None:
    """Return the seconds that a Retry-After header asks for, None where it says nothing that can be read."""
    text = header.strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


def _without_connection(error: httpx.ConnectError) -> str:
    causes = list(_causes(error))
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return "tls"
    if any(isinstance(cause, OSError) and cause.errno in _AWAY for cause in causes):
        return "offline"
    unknown = any(isinstance(cause, socket.gaierror) for cause in causes)
    return "offline" if unknown and not _has_route() else "unreachable"


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and all that led to it, the members of groups included."""
    yield error
    for inner in (error.__cause__, error.__context__, *getattr(error, "exceptions", ())):
        if inner is not None:
            yield from _causes(inner)


def _has_route() -> bool:
    """Say whether this computer has a way out: some systems call an unknown host and a pulled cable the same."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address for examples; with UDP, nothing is sent
        except OSError:
            return False
    return True
