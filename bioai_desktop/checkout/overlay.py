"""A part of a site's folders laid out elsewhere, with other files in it; the site itself is only read."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from bioai_desktop.checkout.files import Change, real
from bioai_desktop.errors import FileUnreadable, FileUnwritable


def lay(site: Path, folders: Iterable[str], into: Path, wanted: Callable[[str], bool], changes: Iterable[Change]) -> None:
    """Copy the wanted files of some folders of a site, then put the changes over them.

    Paths are relative to the site, with forward slashes. Raises `FileUnreadable`, `FileUnwritable`, and `ExportRefused` where a
    change would leave the folder.
    """
    for folder in folders:
        for path in _files(site, folder):
            if wanted(path):
                _copy(site / path, into / path)
    for change in changes:
        place = real(into, change.path)
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(change.text.encode())
        except OSError as error:
            raise FileUnwritable(str(place)) from error


def _files(site: Path, folder: str) -> Iterator[str]:
    for root, _, names in os.walk(site / folder):
        for name in sorted(names):
            yield (Path(root) / name).relative_to(site).as_posix()


def _copy(source: Path, place: Path) -> None:
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, place)
    except OSError as error:
        raise FileUnreadable(str(source)) from error
