"""The profiles there are: the user's own before the shipped ones."""

from __future__ import annotations

import re
import shutil
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bioai_desktop.edition.profile import TABLE
from bioai_desktop.errors import FileUnwritable, ProfileNameRefused, ProfileUnknown

_NAME = re.compile(r"\w[\w-]{0,63}")  # one folder, whatever the system
_DEFAULT = "profiles.toml"


@dataclass(frozen=True, slots=True)
class Shelved:
    """A profile that can be chosen."""

    name: str
    folder: Path
    own: bool  #: it is the user's, and theirs to change


@dataclass(frozen=True, slots=True)
class Library:
    """Folders that hold one profile in each folder of theirs."""

    own: Path  #: the user's; it need not be there
    shipped: Path

    @property
    def default(self) -> str:
        """The name of the profile that a new user has."""
        return tomllib.loads((self.shipped / _DEFAULT).read_text("utf-8"))["default"]

    def all(self) -> list[Shelved]:
        """Return the profiles by name; a shipped one that the user has another of is left out."""
        found = {each.name: each for each in (*self._of(self.shipped, own=False), *self._of(self.own, own=True))}
        return [found[name] for name in sorted(found)]

    def find(self, name: str) -> Shelved:
        """Return the profile of that name, the default one for ""; raises `ProfileUnknown`."""
        wanted = name or self.default
        known = self.all()
        found = next((each for each in known if each.name == wanted), None)
        if found is None:
            raise ProfileUnknown(wanted, ", ".join(each.name for each in known))
        return found

    def copy(self, name: str, new: str) -> Shelved:
        """Make a profile of the user's own out of another one; raises `ProfileUnknown`, `ProfileNameRefused`, `FileUnwritable`."""
        source = self.find(name)
        target = self.own / new
        if not _NAME.fullmatch(new):
            raise ProfileNameRefused(new, "form")
        if target.exists():
            raise ProfileNameRefused(new, "taken")
        partial = self.own / f".{new}.part"
        try:
            shutil.rmtree(partial, ignore_errors=True)
            shutil.copytree(source.folder, partial, copy_function=shutil.copyfile)  # shipped files may be read-only, these are not
            partial.rename(target)
        except OSError as error:
            with suppress(OSError):
                shutil.rmtree(partial)
            raise FileUnwritable(str(target)) from error
        return Shelved(new, target, own=True)

    def _of(self, folder: Path, *, own: bool) -> Iterator[Shelved]:
        try:
            found = [path for path in folder.iterdir() if (path / TABLE).is_file() and _NAME.fullmatch(path.name)]
        except OSError:
            return
        yield from (Shelved(path.name, path, own) for path in found)
