"""What a user does with other machines that can write: name them, look at them, give them keys, turn them on and off, forget them."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from contextlib import closing
from dataclasses import replace

from bioai_desktop.domain import Engine, EngineInfo, Job
from bioai_desktop.engine.remote import RemoteEngine
from bioai_desktop.engine.servers import base_of
from bioai_desktop.engine.shelf import ModelState, ModelStatus
from bioai_desktop.errors import ServerUnset
from bioai_desktop.flow import models
from bioai_desktop.flow.keys import checked
from bioai_desktop.flow.parts import Parts
from bioai_desktop.net import keys
from bioai_desktop.net.guard import keeps_secrets, origin_of
from bioai_desktop.net.wire import HttpWire
from bioai_desktop.settings import SERVER, Settings

KEY = "BIOAI_SERVER_KEY"  #: environment variable with a key that is shown to all servers, in the place of those that are kept


def engine(settings: Settings) -> Engine:
    """Return the engine of the machines that the settings name; raises `ServerUnset`, `ServerAddressInvalid`, `KeyringUnusable`."""
    addresses = settings.servers.split()
    return RemoteEngine(addresses, HttpWire(), settings.server_model, {address: _key(address, settings) for address in addresses})


def add(parts: Parts, addresses: Sequence[str], model: str, job: Job) -> EngineInfo:
    """Remember servers once one of them has said what it is; nothing is written by them before they are chosen.

    Raises `ServerAddressInvalid`, and `ServerFailed` where none of them can write.
    """
    servers = " ".join(dict.fromkeys(map(base_of, addresses)))
    found = _look(parts, replace(parts.settings, servers=servers, server_model=model), job)
    parts.change(replace(parts.settings, servers=servers, server_model=model))
    return found


def look(parts: Parts, job: Job) -> EngineInfo:
    """Ask the servers what they are; raises `ServerUnset`, `ServerFailed`."""
    return _look(parts, parts.settings, job)


def forget(parts: Parts) -> None:
    """Know no other machine any more; where one was to write, the model that comes with the settings is."""
    chosen = parts.settings
    parts.change(replace(chosen, servers="", server_model="", model=Settings().model if chosen.model == SERVER else chosen.model))


def machine_of(address: str) -> str:
    """Return the machine that a key for an address is shown to, by scheme, host and port; raises `ServerAddressInvalid`."""
    return origin_of(base_of(address))


def keep_key(parts: Parts, address: str, key: str) -> bool:
    """Keep the key of a server in the system's keyring; returns whether it travels so that nobody on the way can read it.

    Raises `ServerAddressInvalid`, `KeyRefused`, `KeyringUnusable`.
    """
    machine = machine_of(address)
    keys.keep(machine, checked(address, key))
    _note(parts, {*_keyed(parts.settings), machine})
    return keeps_secrets(machine)


def remove_key(parts: Parts, address: str) -> None:
    """Forget the key of a server; raises `ServerAddressInvalid`, `KeyringUnusable`."""
    machine = machine_of(address)
    keys.remove(machine)
    _note(parts, _keyed(parts.settings) - {machine})


def choose(parts: Parts, name: str, job: Job) -> None:
    """Write with that model from now on, `SERVER` for the other machines; raises as `models.resolve`, and `ServerUnset`."""
    if name != SERVER:
        models.resolve(name, parts.paths, job)
    elif not parts.settings.servers:
        raise ServerUnset
    parts.change(replace(parts.settings, model=name))


def state(settings: Settings) -> list[ModelStatus]:
    """Return the line of the other machines in the list of models, none where none is known."""
    hosts = replace(settings, model=SERVER).hosts
    return [ModelStatus(SERVER, ", ".join(hosts), ModelState.SERVER, None, 0)] if hosts else []


def _note(parts: Parts, machines: Collection[str]) -> None:
    """Note whose key there is, so that a keyring is opened for those alone: a locked one asks its user for a password."""
    parts.change(replace(parts.settings, server_keys=" ".join(sorted(machines))))


def _keyed(settings: Settings) -> frozenset[str]:
    return frozenset(settings.server_keys.split())


def _key(address: str, settings: Settings) -> str:
    machine, given = machine_of(address), os.environ.get(KEY, "").strip()
    if given or machine not in _keyed(settings):
        return given
    return keys.get(machine) or ""


def _look(parts: Parts, settings: Settings, job: Job) -> EngineInfo:
    with closing(parts.other_engine(replace(settings, model=SERVER), job)) as made:
        return made.info()
