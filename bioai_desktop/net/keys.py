"""Keys of the user's, in the system's own keyring and nowhere else: one for each host. What goes wrong is a `KeyringUnusable`.

`keyring` is loaded at the first key: most users have none, and it takes as long as the rest of a command's start.
"""
# ruff: noqa: PLC0415 - see above

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import Protocol, cast

from bioai_desktop.errors import KeyringUnusable

_FIT = 1  # priority below which the library does not recommend a backend: it keeps keys in a file, or keeps none
_SERVICE = "BioAI Desktop"


class _Backend(Protocol):
    priority: float

    def get_password(self, service: str, username: str) -> str | None: ...
    def set_password(self, service: str, username: str, password: str) -> None: ...
    def delete_password(self, service: str, username: str) -> None: ...


def get(host: str) -> str | None:
    """Return the key for a host, None where there is none."""
    with _opened() as backend:
        return backend.get_password(_SERVICE, host)


def keep(host: str, key: str) -> None:
    """Keep a key for a host, in the place of an earlier one."""
    with _opened() as backend:
        backend.set_password(_SERVICE, host, key)


def remove(host: str) -> None:
    """Forget the key for a host."""
    with _opened() as backend:
        if backend.get_password(_SERVICE, host) is not None:
            backend.delete_password(_SERVICE, host)


@contextmanager
def _opened() -> Generator[_Backend]:
    """Lend the system's keyring."""
    import keyring
    from keyring.errors import KeyringError, KeyringLocked, NoKeyringError

    backend = cast("_Backend", keyring.get_keyring())
    name = f"{type(backend).__module__}.{type(backend).__name__}"
    if backend.priority < _FIT:
        raise KeyringUnusable("none", name)
    try:
        yield backend
    except NoKeyringError as error:
        raise KeyringUnusable("none", name) from error
    except KeyringLocked as error:
        raise KeyringUnusable("locked", name) from error
    except KeyringError as error:
        raise KeyringUnusable("refused", name) from error
