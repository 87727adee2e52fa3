"""All parts of the program, joined lazily: what a flow needs it asks for here."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bioai_desktop import settings as user_settings
from bioai_desktop.domain import Engine, Job, SilentJob, Source
from bioai_desktop.edition.profile import Profile
from bioai_desktop.errors import FileUnreadable
from bioai_desktop.paths import Paths
from bioai_desktop.settings import Settings
from bioai_desktop.store.store import Store

if TYPE_CHECKING:
    from bioai_desktop.flow.readers import Readers


@dataclass(frozen=True, slots=True)
class Makers:
    """How the parts are made; each is called once, when it is first needed."""

    profile: Callable[[Paths, Settings], Profile]
    sources: Callable[[], tuple[Source, ...]]
    store: Callable[[Paths], Store]
    engine: Callable[[Paths, Settings, Job], Engine]


class Parts:
    """One user's newsroom: settings, store, profile, sources, engine. Made by `app.build`."""

    def __init__(self, paths: Paths, settings: Settings, makers: Makers) -> None:
        self.paths = paths
        self.settings = settings
        self._makers = makers
        self._profile: Profile | None = None
        self._own_terms: tuple[tuple[int, int], str] = ((0, 0), "")  # the editor's own, and the file they were read from
        self._sources: tuple[Source, ...] | None = None
        self._store: Store | None = None
        self._engine: Engine | None = None
        self._readers: Readers | None = None
        # The window asks from several threads; each part is made once all the same.
        self._lock = threading.RLock()
        # Apart, because a model's file may be hashed first: nobody waits for that who only wants to read.
        self._engine_lock = threading.RLock()
        #: Held while a page is read, changed and saved: the editor types while the model writes.
        self.editing = threading.RLock()

    def for_demo(self) -> Parts:
        """Return the newsroom of the built-in example: a store of its own, the same settings and weights."""
        return Parts(self.paths.for_demo(), self.settings, self._makers)

    def for_trial(self, folder: Path, sources: tuple[Source, ...]) -> Parts:
        """Return a newsroom with a folder and sources of its own, and the same settings."""
        return Parts(Paths.of(folder), self.settings, replace(self._makers, sources=lambda: sources))

    def with_engine(self, engine: Engine) -> Parts:
        """Return the same newsroom with an engine that its caller closes."""

        def held(_paths: Paths, _settings: Settings, _job: Job) -> Engine:
            return engine

        return Parts(self.paths, self.settings, replace(self._makers, engine=held))

    @property
    def profile(self) -> Profile:
        """What makes the site, with the editor's own terms as they are now."""
        with self._lock:
            if self._profile is None:
                self._profile = self._makers.profile(self.paths, self.settings)
            if (own := self._terms()) != self._profile.own_terms:
                self._profile = replace(self._profile, own_terms=own)
            return self._profile

    def _terms(self) -> str:
        """Return the editor's own lines of terms; the file is read when it has changed, by whichever program."""
        path = self.paths.glossary
        try:
            state = path.stat()
            if self._own_terms[0] != (key := (state.st_mtime_ns, state.st_size)):
                self._own_terms = (key, path.read_text("utf-8"))
        except FileNotFoundError:
            self._own_terms = ((0, 0), "")
        except (OSError, UnicodeDecodeError) as error:
            raise FileUnreadable(str(path)) from error
        return self._own_terms[1]

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where items come from: the shipped sources, and what the user's own list makes of them."""
        from bioai_desktop.sources.catalogue import load_own, merged  # noqa: PLC0415  # read when first needed: the window starts sooner

        with self._lock:
            if self._sources is None:
                self._sources = merged(self.shipped_sources, load_own(self.paths.sources))
            return self._sources

    @property
    def shipped_sources(self) -> tuple[Source, ...]:
        """The sources that come with the program."""
        return self._makers.sources()

    def sources_changed(self) -> None:
        """Read the user's own list anew when it is next needed."""
        with self._lock:
            self._sources = None

    @property
    def store(self) -> Store:
        """What is kept."""
        with self._lock:
            if self._store is None:
                self._store = self._makers.store(self.paths)
            return self._store

    @property
    def store_if_open(self) -> Store | None:
        """The store where one was asked for before."""
        return self._store

    def release_store(self) -> None:
        """Close the store; it is opened anew when it is next needed."""
        with self._lock:
            if self._store is not None:
                self._store.close()
                self._store = None

    @property
    def readers(self) -> Readers:
        """What reads the answers of sources, beside this process where there are many."""
        from bioai_desktop.flow.readers import Readers  # noqa: PLC0415  # as above

        with self._lock:
            if self._readers is None:
                self._readers = Readers()
            return self._readers

    def engine(self, job: Job | None = None) -> Engine:
        """Return the model as a service; its file is looked up, and verified where need be, at the first call."""
        with self._engine_lock:
            if self._engine is None:
                self._engine = self._makers.engine(self.paths, self.settings, job or SilentJob())
            return self._engine

    def other_engine(self, settings: Settings, job: Job) -> Engine:
        """Return an engine by other settings than those in use, for its caller to close."""
        return self._makers.engine(self.paths, settings, job)

    @property
    def engine_if_running(self) -> Engine | None:
        """The engine where one was asked for before, to cancel what it writes."""
        return self._engine

    def change(self, settings: Settings) -> None:
        """Save other settings; what depends on them is made anew when it is next needed."""
        user_settings.save(settings, self.paths.settings)
        self.use(settings)

    def use(self, settings: Settings) -> None:
        """Take other settings for this run, without saving them."""
        with self._lock:
            before, self.settings = self.settings, settings
            if before.profile != settings.profile:
                self._profile = None
        if _what_writes(before) != _what_writes(settings):
            self._close_engine()

    def close(self) -> None:
        """Let go of the engine's process, of those that read, and the database."""
        self._close_engine()
        if self._readers is not None:
            self._readers.close()
        self.release_store()

    def _close_engine(self) -> None:
        with self._engine_lock:
            if self._engine is not None:
                self._engine.close()
                self._engine = None


def _what_writes(settings: Settings) -> tuple[str, ...]:
    return (settings.model, settings.device, settings.servers, settings.server_model, settings.server_keys)
