"""What a user does with other machines that can write: name them, look at them, turn them on and off, forget them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace

from bioai_desktop.domain import Engine, EngineInfo, Job
from bioai_desktop.engine.remote import RemoteEngine
from bioai_desktop.engine.servers import base_of
from bioai_desktop.engine.shelf import ModelState, ModelStatus
from bioai_desktop.errors import ServerUnset
from bioai_desktop.flow import models
from bioai_desktop.flow.parts import Parts
from bioai_desktop.net.wire import HttpWire
from bioai_desktop.settings import SERVER, Settings

KEY = "BIOAI_SERVER_KEY"  #: environment variable with the key that is shown to the servers


def engine(settings: Settings) -> Engine:
    """Return the engine of the machines that the settings name; raises `ServerUnset`, `ServerAddressInvalid`."""
    addresses = settings.servers.split()
    key = os.environ.get(KEY, "").strip()
    return RemoteEngine(addresses, HttpWire(), settings.server_model, dict.fromkeys(addresses, key))


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


def _look(parts: Parts, settings: Settings, job: Job) -> EngineInfo:
    with closing(parts.other_engine(replace(settings, model=SERVER), job)) as made:
        return made.info()
