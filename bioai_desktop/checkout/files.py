"""Files of a site on disk: what a publication would change, and the change itself, all of it or none.

Nothing but the named files is touched; a path may not leave the site, neither by `..` nor through a link.
"""

from __future__ import annotations

import os
import secrets
import shutil
import sys
from collections.abc import Iterable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Literal, Protocol

from bioai_desktop.errors import ExportRefused, FileUnreadable, FileUnwritable


class Change(Protocol):
    """A file of the site and the text that it is to hold."""

    @property
    def path(self) -> str:
        """Relative to the site, with forward slashes."""
        ...

    @property
    def text(self) -> str:
        """All of it, line ends included."""
        ...


@dataclass(frozen=True, slots=True)
class PlannedChange:
    """What writing a file would do to it."""

    path: str
    change: Literal["create", "update", "same"]
    text: str
    before: bytes | None = None  #: what the file holds now, None where there is none


@dataclass(frozen=True, slots=True)
class Swap:
    """The bytes of a file that others are to replace; None stands for no file."""

    path: str
    before: bytes | None
    after: bytes | None

    def back(self) -> Swap:
        """Return the opposite."""
        return Swap(self.path, self.after, self.before)


def read(root: Path, rel: str) -> str | None:
    """Return the text of a file of the site, byte order mark and line ends kept, None where there is none."""
    data = read_bytes(root, rel)
    try:
        return None if data is None else data.decode()
    except UnicodeDecodeError as error:
        raise FileUnreadable(str(root / rel)) from error


def read_bytes(root: Path, rel: str) -> bytes | None:
    """Return what a file of the site holds, None where there is none."""
    path = real(root, rel)
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise FileUnreadable(str(path)) from error


def plan(root: Path, changes: Iterable[Change]) -> list[PlannedChange]:
    """Return what each change would do; raises `ExportRefused` where one would leave the site."""
    return [_planned(change, read_bytes(root, change.path)) for change in changes]


def write(root: Path, planned: Sequence[PlannedChange]) -> None:
    """Write the planned files, all or none, as `swap` does."""
    swap(root, [Swap(change.path, change.before, change.text.encode()) for change in planned if change.change != "same"])


def swap(root: Path, swaps: Sequence[Swap]) -> None:
    """Replace files: the new bytes are on disk beside their places before the first is put there.

    When one can't be written, or holds something else than was said, those already replaced get their old bytes back;
    raises `FileUnwritable`, `ExportRefused`.
    """
    places = [(real(root, each.path), each) for each in swaps]
    with ExitStack() as undo:
        ready = [(None if each.after is None else _staged(path, each.after, undo), path, each) for path, each in places]
        for staged, path, each in ready:
            _put(staged, path, each, undo)
        undo.pop_all()
    for folder in {path.parent for path, _ in places}:
        _sync_folder(folder)


def missing_folders(root: Path, paths: Iterable[str]) -> tuple[str, ...]:
    """Return the folders of the site that writing those files would make, the inner ones first."""
    above = {folder.as_posix() for path in paths for folder in PurePosixPath(path).parents}
    return tuple(sorted((folder for folder in above if not (root / folder).exists()), key=len, reverse=True))


def remove_empty(root: Path, folders: Iterable[str]) -> None:
    """Remove those folders of the site that are empty, in their order."""
    for folder in folders:
        _remove_empty(real(root, folder))


def real(root: Path, rel: str) -> Path:
    """Return where a file of the site really lies; raises `ExportRefused` where that is outside, or where git keeps its own."""
    pure = PurePosixPath(rel)
    strange = "\\" in rel or "\0" in rel or ".." in pure.parts or pure.is_absolute() or PureWindowsPath(rel).drive
    if strange or not pure.parts:
        raise ExportRefused("outside", rel)
    base = root.resolve()
    try:
        path = (base / pure).resolve()
    except (OSError, RuntimeError) as error:  # a link that leads to itself
        raise ExportRefused("outside", rel) from error
    if not path.is_relative_to(base) or path == base or ".git" in map(str.lower, path.relative_to(base).parts):
        raise ExportRefused("outside", rel)
    return path


def _planned(change: Change, before: bytes | None) -> PlannedChange:
    effect = "create" if before is None else "same" if before == change.text.encode() else "update"
    return PlannedChange(change.path, effect, change.text, before)


def _staged(path: Path, data: bytes, undo: ExitStack) -> Path:
    """Write the bytes to a new file beside the place they are for, and return it; `undo` removes what was made."""
    staged = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        _make_folder(path.parent, undo)
        with staged.open("xb") as file:
            undo.callback(staged.unlink, missing_ok=True)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, staged)
    except OSError as error:
        raise FileUnwritable(str(path)) from error
    return staged


def _make_folder(folder: Path, undo: ExitStack) -> None:
    """Make a folder and those above it; `undo` removes them again while they are empty."""
    missing = [above for above in (folder, *folder.parents) if not above.exists()]
    for above in reversed(missing):
        above.mkdir()
        undo.callback(_remove_empty, above)


def _put(staged: Path | None, path: Path, wanted: Swap, undo: ExitStack) -> None:
    """Let the new file take its place, or clear the place; `undo` puts back what was there."""
    try:
        before = path.read_bytes() if path.exists() else None
        if before != wanted.before:
            raise ExportRefused("changed", wanted.path)
        path.unlink(missing_ok=True) if staged is None else staged.replace(path)
    except OSError as error:
        raise FileUnwritable(str(path)) from error
    undo.callback(path.unlink) if before is None else undo.callback(path.write_bytes, before)


def _remove_empty(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()


def _sync_folder(folder: Path) -> None:
    """Have the names on disk too; Windows neither needs nor allows it, and some network folders refuse."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)
