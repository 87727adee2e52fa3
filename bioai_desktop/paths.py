"""Where files are: the same from a checkout, an installed wheel and a bundle."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).resolve().parent
#: In a checkout `resources/` stands beside the package; a wheel and a bundle carry it inside.
_RESOURCES = next((p for p in (_PACKAGE / "resources", _PACKAGE.parent / "resources") if p.is_dir()), _PACKAGE / "resources")


def resource(*parts: str) -> Path:
    """Return the path of a shipped file or folder."""
    return _RESOURCES.joinpath(*parts)


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders and files that hold one user's state."""

    data: Path  #: all that must not be lost
    cache: Path  #: all that can be made again
    models: Path  #: where weights are put
    profiles: Path  #: where the user's own profiles lie

    @classmethod
    def of(cls, data_dir: Path | None = None) -> Paths:
        """Return the paths under `data_dir`, else `BIOAI_DATA_DIR`, else where the platform keeps such files."""
        chosen = data_dir or (Path(env) if (env := os.environ.get("BIOAI_DATA_DIR")) else None)
        if chosen is not None:
            root = _of_user(chosen).absolute()
            return cls(data=root, cache=root / "cache", models=root / "models", profiles=root / "profiles")
        dirs = platformdirs.PlatformDirs("bioai-desktop", appauthor=False)
        data = Path(dirs.user_data_dir)
        return cls(data=data, cache=Path(dirs.user_cache_dir), models=data / "models", profiles=data / "profiles")

    def for_demo(self) -> Paths:
        """Return the paths of the built-in example: state of its own; weights, profiles and cache shared."""
        return Paths(data=self.data / "demo", cache=self.cache, models=self.models, profiles=self.profiles)

    @property
    def store(self) -> Path:
        """The one SQLite file."""
        return self.data / "bioai.sqlite3"

    @property
    def exports(self) -> Path:
        """What exports replaced in the site, by day."""
        return self.data / "exports"

    @property
    def settings(self) -> Path:
        """The settings, as TOML."""
        return self.data / "settings.toml"

    @property
    def rules(self) -> Path:
        """The user's own rules, one to a line."""
        return self.data / "rules.txt"

    @property
    def glossary(self) -> Path:
        """The editor's own terms, one to a line."""
        return self.data / "glossary.txt"

    @property
    def sources(self) -> Path:
        """The sources that the user added, and the shipped ones that the user removed, as TOML."""
        return self.data / "sources.toml"

    @property
    def model_folders(self) -> tuple[Path, ...]:
        """Where weights are looked for, in this order: the user's own, `BIOAI_MODELS`, the checkout's."""
        env = os.environ.get("BIOAI_MODELS")
        extra = [_of_user(Path(env))] if env else []
        return (self.models, *extra, _PACKAGE.parent / "models")


def _of_user(path: Path) -> Path:
    """Return the path with a leading `~` replaced, as a shell does it: where there is no such user, it is a name like any other."""
    try:
        return path.expanduser()
    except RuntimeError:
        return path
