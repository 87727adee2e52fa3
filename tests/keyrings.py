"""Keyrings for tests, by the library's own way of adding one: in memory, locked, refusing, and one that writes files."""

from __future__ import annotations

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordSetError


class InMemory(KeyringBackend):
    """Keeps keys as long as it lives."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.asked: list[str] = []

    def get_password(self, service: str, username: str) -> str | None:
        self.asked.append(username)
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class Locked(InMemory):
    """Opens to nobody."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked(service, username)

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked(service, username, len(password))


class Refusing(InMemory):
    """Takes no key."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise PasswordSetError(service, username, len(password))


class OnDisk(InMemory):
    """Stands for those that write keys into a file: the library does not recommend them."""

    priority = 0.5
