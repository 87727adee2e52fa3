"""The only place that knows all parts, and joins them lazily."""

from __future__ import annotations

from pathlib import Path

from bioai_desktop import settings as user_settings
from bioai_desktop.domain import Engine, Job, Source
from bioai_desktop.edition.profile import Profile
from bioai_desktop.flow.parts import Makers, Parts
from bioai_desktop.paths import Paths, resource
from bioai_desktop.settings import SERVER, Settings
from bioai_desktop.store.store import Store


def build(data_dir: Path | None = None) -> Parts:
    """Return one user's newsroom; nothing but the settings is read yet."""
    paths = Paths.of(data_dir)
    return Parts(paths, user_settings.load(paths.settings), Makers(_profile, _sources, _store, _engine))


def _profile(paths: Paths, settings: Settings) -> Profile:
    from bioai_desktop.flow.profiles import load  # noqa: PLC0415  # read when first needed: the window starts sooner

    return load(paths, settings.profile)


def _sources() -> tuple[Source, ...]:
    from bioai_desktop.sources.catalogue import load  # noqa: PLC0415  # as above

    return load(resource("sources.toml"))


def _store(paths: Paths) -> Store:
    return Store(paths.store)


def _engine(paths: Paths, settings: Settings, job: Job) -> Engine:
    if settings.model == SERVER:
        from bioai_desktop.flow import servers  # noqa: PLC0415  # as above

        return servers.engine(settings)
    from bioai_desktop.engine.local import LocalEngine, Serving  # noqa: PLC0415  # as above
    from bioai_desktop.flow.models import served  # noqa: PLC0415  # as above

    model = served(settings.model, paths, settings.device, job).model
    return LocalEngine(model.path, model.name, model.sha256, settings.device, Serving(kept=paths.cache / "prompts"))
