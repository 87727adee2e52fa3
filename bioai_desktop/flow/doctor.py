"""See what works on this computer, and what does not."""

from __future__ import annotations

import enum
import platform
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from bioai_desktop.domain import Device, Job
from bioai_desktop.engine.fitted import CopyState
from bioai_desktop.errors import AppError, Cancelled
from bioai_desktop.flow import models
from bioai_desktop.flow.check import require_site
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.waking import wake
from bioai_desktop.settings import SERVER


class Health(enum.StrEnum):
    """How a part is."""

    FINE = "fine"
    NOTE = "note"  #: it works, and more could be had
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Check:
    """What was found out about one part; `key` and `facts` become a sentence in `wording`, or the problem does."""

    part: str  #: "python", "data", "sources", "model", "engine", "site"
    health: Health
    key: str  #: of what is said about it
    facts: Mapping[str, str] = field(default_factory=dict[str, str])
    problem: AppError | None = None


def examine(parts: Parts, job: Job) -> Iterator[Check]:
    """Yield what is found out about each part, one after the other; the engine is asked only where there is a model."""
    yield Check("python", Health.FINE, "python", {"version": platform.python_version(), "system": platform.platform()})
    yield _tried("data", lambda: _data(parts))
    yield _tried("sources", lambda: {"count": str(len(parts.sources)), "profile": Path(parts.profile.folder).name})
    if parts.settings.model == SERVER:
        yield from _servers(parts, job)
    else:
        model = _model(parts, job)
        yield model
        if model.problem is None:
            yield _engine(parts, job)
    yield _site(parts)


def _tried(part: str, look: Callable[[], Mapping[str, str]]) -> Check:
    try:
        return Check(part, Health.FINE, part, look())
    except Cancelled:
        raise
    except AppError as problem:
        return Check(part, Health.BROKEN, part, problem=problem)


def _data(parts: Parts) -> Mapping[str, str]:
    return {"path": str(parts.paths.data), "days": str(len(parts.store.editions.days()))}


def _model(parts: Parts, job: Job) -> Check:
    """Look for the model's file, and say whether its copy fitted to this machine is used."""
    try:
        found = models.served(parts.settings.model, parts.paths, parts.settings.device, job)
    except Cancelled:
        raise
    except AppError as problem:
        return Check("model", Health.BROKEN, "model", problem=problem)
    facts = {"name": found.model.name, "path": str(found.model.path)}
    if found.record is None or found.state is None:
        return Check("model", Health.FINE, "model", facts)
    if found.state is CopyState.USED:
        return Check("model", Health.FINE, "model-fitted", facts | {"gain": f"{found.record.gain:.2f}"})
    return Check("model", Health.NOTE, f"model-unfitted-{found.state}", facts)


def _servers(parts: Parts, job: Job) -> Iterator[Check]:
    """Say first that texts go elsewhere, whether or not anybody answers there."""
    if parts.settings.hosts:
        yield Check("model", Health.NOTE, "server", {"hosts": ", ".join(parts.settings.hosts)})
    found = _tried("engine", lambda: _elsewhere(parts, job))
    yield replace(found, key="engine-server")
    if found.facts.get("silent"):
        yield Check("engine", Health.NOTE, "engine-silent", found.facts)


def _elsewhere(parts: Parts, job: Job) -> Mapping[str, str]:
    info = wake(parts.engine(job), job)
    return {"device": info.device_name, "name": info.model, "silent": ", ".join(info.silent)}


def _engine(parts: Parts, job: Job) -> Check:
    """Have the worker load the model, and say where it computes."""
    found = _tried("engine", lambda: _info(parts, job))
    reason = found.facts.get("reason", "")
    slow = reason and parts.settings.device is not Device.CPU
    return Check("engine", Health.NOTE, f"engine-{reason}", found.facts) if slow else found


def _info(parts: Parts, job: Job) -> Mapping[str, str]:
    info = wake(parts.engine(job), job)
    return {"device": info.device_name, "reason": info.reason}


def _site(parts: Parts) -> Check:
    """A site that is not chosen yet is nothing broken: a page can leave as a file."""
    if not parts.settings.site:
        return Check("site", Health.NOTE, "site-unset")
    folder = Path(parts.settings.site)

    def look() -> Mapping[str, str]:
        require_site(parts, folder)
        return {"path": str(folder)}

    return _tried("site", look)
