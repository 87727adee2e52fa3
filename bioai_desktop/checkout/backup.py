"""What exports replaced, kept so that each can be taken back.

One folder for each export, `DATE/NUMBER`: `before/` holds the files as they were, `export.json` says what was done. It is
written last, so that a folder without it is no export. Nothing is deleted: an export that was taken back is marked.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec

from bioai_desktop.checkout.files import PlannedChange, Swap, missing_folders, read_bytes, remove_empty, swap
from bioai_desktop.errors import FileUnreadable, FileUnwritable, UndoRefused

_RECORD = "export.json"
_BEFORE = "before"


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that an export wrote, as SHA-256 of its bytes; "" where there was none."""

    path: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Export:
    """One export into a site."""

    day: date
    site: str  #: absolute
    files: tuple[KeptFile, ...]
    folders: tuple[str, ...] = ()  #: that it made in the site, the inner ones first
    commit: str = ""  #: its hash where one was made
    undone: bool = False
    at: datetime | None = None  #: when, in UTC


@dataclass(frozen=True, slots=True)
class Kept:
    """An export with the folder in which its backup lies."""

    folder: Path
    export: Export


def keep(exports: Path, day: date, root: Path, planned: Sequence[PlannedChange]) -> Kept:
    """Copy what the changes are about to replace; raises `FileUnwritable`."""
    changes = [change for change in planned if change.change != "same"]
    files = tuple(KeptFile(change.path, _hash(change.before), _hash(change.text.encode())) for change in changes)
    export = Export(day, str(root.resolve()), files, missing_folders(root, [change.path for change in changes]), at=datetime.now(UTC))
    try:
        folder = _new_folder(exports / day.isoformat())
        for change in changes:
            if change.before is not None:
                copy = folder / _BEFORE / change.path
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(change.before)
    except OSError as error:
        raise FileUnwritable(str(exports)) from error
    return _noted(Kept(folder, export))


def forget(kept: Kept) -> None:
    """Remove the backup of an export that did not come about."""
    shutil.rmtree(kept.folder, ignore_errors=True)


def committed(exports: Path, day: date, root: Path, commit: str) -> None:
    """Note the commit that holds what the day's exports wrote, and the files as it left them: a hook may have put them in order."""
    done = _done(exports, day, root)
    for kept in done:
        files = kept.export.files
        if kept is done[-1]:
            files = tuple(replace(file, after=_hash(read_bytes(root, file.path))) for file in files)
        if not kept.export.commit:
            _noted(Kept(kept.folder, replace(kept.export, files=files, commit=commit)))


def last(exports: Path, day: date, root: Path | None) -> Kept:
    """Return the last export of a day that was not taken back, into that site where one is given; raises `UndoRefused`."""
    done = _done(exports, day, root)
    if not done:
        raise UndoRefused("none", day.isoformat())
    return done[-1]


def known(exports: Path, root: Path, path: str) -> bool:
    """Return whether a file holds what an export put there, or what one has a copy of: replacing it loses nobody's work."""
    state = _hash(read_bytes(root, path))
    site = str(root.resolve())
    files = (file for kept in _kept(exports, "*") if kept.export.site == site for file in kept.export.files)
    return any(file.path == path and state in {file.before, file.after} for file in files)


def swaps_back(kept: Kept) -> list[Swap]:
    """Return what puts the files back as they were; raises `UndoRefused` where one was changed since."""
    day = kept.export.day.isoformat()
    found: list[Swap] = []
    for file in kept.export.files:
        now = read_bytes(Path(kept.export.site), file.path)
        if _hash(now) not in {file.before, file.after}:
            raise UndoRefused("changed", day, file.path)
        if _hash(now) != file.before:
            found.append(Swap(file.path, now, _copy(kept, file)))
    return found


def restore(kept: Kept) -> None:
    """Put the files back as they were, whatever they hold now, all or none; folders that the export made go where they are empty."""
    root = Path(kept.export.site)
    swap(root, [Swap(file.path, read_bytes(root, file.path), _copy(kept, file)) for file in kept.export.files])
    remove_empty(root, kept.export.folders)


def undone(kept: Kept) -> None:
    """Mark an export as taken back."""
    _noted(Kept(kept.folder, replace(kept.export, undone=True)))


def _copy(kept: Kept, file: KeptFile) -> bytes | None:
    """Return a file as it was before; raises `UndoRefused` where the copy is not what was kept."""
    if not file.before:
        return None
    copy = kept.folder / _BEFORE / file.path
    try:
        data = copy.read_bytes()
    except OSError as error:
        raise FileUnreadable(str(copy)) from error
    if _hash(data) != file.before:
        raise UndoRefused("damaged", kept.export.day.isoformat(), str(copy))
    return data


def _done(exports: Path, day: date, root: Path | None) -> list[Kept]:
    """Return the exports of a day that stand, oldest first."""
    site = None if root is None else str(root.resolve())
    return [kept for kept in _kept(exports, day.isoformat()) if not kept.export.undone and site in {None, kept.export.site}]


def _kept(exports: Path, day: str) -> Iterator[Kept]:
    """Yield the exports of a day, or of all where it is `*`, oldest first."""
    for path in sorted(exports.glob(f"{day}/*/{_RECORD}")):
        try:
            yield Kept(path.parent, msgspec.json.decode(path.read_bytes(), type=Export))
        except (OSError, msgspec.DecodeError) as error:
            raise FileUnreadable(str(path)) from error


def _new_folder(parent: Path) -> Path:
    """Make the folder of the next number."""
    parent.mkdir(parents=True, exist_ok=True)
    number = max((int(path.name) for path in parent.iterdir() if path.name.isdecimal()), default=0) + 1
    folder = parent / f"{number:04}"
    folder.mkdir()
    return folder


def _noted(kept: Kept) -> Kept:
    partial = kept.folder / f"{_RECORD}.part"
    try:
        partial.write_bytes(msgspec.json.format(msgspec.json.encode(kept.export)))
        partial.replace(kept.folder / _RECORD)
    except OSError as error:
        raise FileUnwritable(str(partial)) from error
    return kept


def _hash(data: bytes | None) -> str:
    return "" if data is None else hashlib.sha256(data).hexdigest()
