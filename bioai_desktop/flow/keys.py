"""Give a source its key: kept in the system's keyring, for the source's host, and sent to nobody else."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bioai_desktop.domain import Source, SourceKind
from bioai_desktop.errors import KeyRefused, KeyringUnusable, SourceUnknown
from bioai_desktop.flow.parts import Parts
from bioai_desktop.net import keys
from bioai_desktop.net.exchange import Secret
from bioai_desktop.net.guard import host_of, keeps_secrets, origin_of


@dataclass(frozen=True, slots=True)
class _Way:
    """How a service takes its key."""

    name: str  #: of the header, or of the parameter
    form: str = "{}"
    in_query: bool = False


_BEARER = _Way("authorization", "Bearer {}")
_WAYS = {
    SourceKind.GITHUB: _BEARER,
    SourceKind.GITHUB_RELEASES: _BEARER,
    SourceKind.HUGGINGFACE: _BEARER,
    SourceKind.MASTODON: _BEARER,
    SourceKind.PUBMED: _Way("api_key", in_query=True),
}


@dataclass(frozen=True, slots=True)
class Keyed:
    """A host that has a key, or has it no more, and the sources that are asked there."""

    host: str
    sources: tuple[str, ...]  #: Source.id


def keyed(parts: Parts, name: str) -> Keyed:
    """Return the host that a source's key is for; raises `SourceUnknown`, and `KeyRefused` where it takes none."""
    known = {source.id: source for source in parts.sources}
    if name not in known:
        raise SourceUnknown(name, ", ".join(sorted(known)))
    if known[name].kind not in _WAYS:
        raise KeyRefused(name, "kind")
    if not keeps_secrets(known[name].url):
        raise KeyRefused(name, "plain")
    host = host_of(known[name].url)
    return Keyed(host, tuple(source.id for source in parts.sources if source.kind in _WAYS and host_of(source.url) == host))


def keep(parts: Parts, name: str, key: str) -> Keyed:
    """Keep the key of a source; raises as `keyed` does, and `KeyringUnusable`."""
    found = keyed(parts, name)
    keys.keep(found.host, checked(name, key))
    parts.store.keyed.add(found.host)
    return found


def checked(name: str, key: str) -> str:
    """Return the key of a source or a server without the blanks around it; raises `KeyRefused` where it is none."""
    key = key.strip()
    if not key:
        raise KeyRefused(name, "none")
    # Anything else could end a header and begin another one.
    if not (key.isascii() and key.isprintable()) or " " in key:
        raise KeyRefused(name, "form")
    return key


def remove(parts: Parts, name: str) -> Keyed:
    """Forget the key of a source; raises as `keep` does."""
    found = keyed(parts, name)
    keys.remove(found.host)
    parts.store.keyed.remove(found.host)
    return found


def has_key(source: Source, hosts: Collection[str]) -> bool:
    """Say whether a source's requests carry a key, `hosts` being those that have one."""
    return source.kind in _WAYS and host_of(source.url) in hosts and keeps_secrets(source.url)


class Ring:
    """The keys of one round of requests: each is taken from the keyring once, and only where there is one."""

    def __init__(self, parts: Parts) -> None:
        self._hosts = parts.store.keyed.all()
        self._known: dict[str, str | None] = {}
        self._problems: dict[str, KeyringUnusable] = {}

    def secret(self, source: Source) -> Secret | None:
        """Return what a source's requests carry; None also where the keyring is locked, for most services answer all the same."""
        if not has_key(source, self._hosts):
            return None
        host, way = host_of(source.url), _WAYS[source.kind]
        if host not in self._known:
            self._known[host] = self._key(host)
        key = self._known[host]
        return Secret(origin_of(source.url), way.name, key, way.form, way.in_query) if key else None

    def problem(self, source: Source) -> KeyringUnusable | None:
        """Return why a source that has a key was asked without it."""
        return self._problems.get(host_of(source.url)) if has_key(source, self._hosts) else None

    def _key(self, host: str) -> str | None:
        try:
            return keys.get(host)
        except KeyringUnusable as error:
            self._problems[host] = error
            return None
