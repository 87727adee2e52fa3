"""Put a profile's shipped prompts back; what the user had is kept beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bioai_desktop.edition.profile import PROMPTS
from bioai_desktop.errors import FileUnwritable, ProfileShipped, TaskUnknown
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.profiles import library
from bioai_desktop.site.library import Library, Shelved


@dataclass(frozen=True, slots=True)
class PutBack:
    """A prompt file that is as it was shipped again."""

    file: Path
    backup: Path | None  #: what the user had, None where the file was missing


def reset(parts: Parts, task: str = "", now: datetime | None = None) -> list[PutBack]:
    """Put the shipped prompts of a task back, all of them for "": those of the profile in use that were changed or are missing.

    Files that are not shipped stay. Raises `ProfileShipped` where the profile is none of the user's, `TaskUnknown`, `FileUnwritable`.
    """
    shelves = library(parts.paths)
    used = shelves.find(parts.settings.profile)
    if not used.own:
        raise ProfileShipped(used.name)
    shipped = _prompts(_origin(shelves, used))
    names = sorted({name.partition(".")[0] for name in shipped})
    if task and task not in names:
        raise TaskUnknown(task, ", ".join(names))
    moment = now or datetime.now().astimezone()
    wanted = {name: data for name, data in shipped.items() if not task or name.partition(".")[0] == task}
    return list(_put_back(used.folder / PROMPTS, wanted, f"{moment:%Y%m%d-%H%M%S}"))


def _origin(shelves: Library, used: Shelved) -> Path:
    """Return the folder of the shipped profile that the user's was made from: that of its name, else the one that it has most in common with."""
    held = _prompts(used.folder)
    shipped = [path for path in sorted(shelves.shipped.iterdir()) if path.is_dir()]
    named = [path for path in shipped if path.name == used.name]

    def alike(path: Path) -> tuple[int, int]:
        prompts = _prompts(path)
        return sum(held.get(name) == data for name, data in prompts.items()), len(held.keys() & prompts.keys())

    return named[0] if named else max(shipped, key=alike)


def _prompts(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((folder / PROMPTS).glob("*.md")) if path.is_file()}


def _put_back(folder: Path, shipped: dict[str, bytes], moment: str) -> Iterator[PutBack]:
    for name, data in shipped.items():
        file = folder / name
        backup = folder / f"{name}.{moment}.bak"
        try:
            if file.exists() and file.read_bytes() == data:
                continue
            held = file.exists()
            if held:
                backup.write_bytes(file.read_bytes())
            folder.mkdir(exist_ok=True)
            partial = folder / f"{name}.part"
            partial.write_bytes(data)
            partial.replace(file)
        except OSError as error:
            raise FileUnwritable(str(file)) from error
        yield PutBack(file, backup if held else None)
