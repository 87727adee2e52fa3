"""Where a value stands in a TOML file, to point at it: `tomllib` does not tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

Path = tuple[str | int, ...]

_HEADER = re.compile(r"[ \t]*(\[\[?)[ \t]*([^\[\]#]+?)[ \t]*\]\]?[ \t]*(?:#.*)?")
_NAME = r"""(?:[\w-]+|"[^"\n]*"|'[^'\n]*')"""
_KEY = re.compile(rf"[ \t]*({_NAME}(?:[ \t]*\.[ \t]*{_NAME})*)[ \t]*=")
_NAMES = re.compile(_NAME)
_STEP = re.compile(r"\.([\w-]+)|\[(\d+)\]|\[\.\.\.\]")
_BLOCK = ('"""', "'''")


def line_of(text: str, path: Path) -> int:
    """Return the 1-based line where the value of that path stands, or what it stands in; 0 where nothing of it is there."""
    places = list(_places(text))
    for length in range(len(path), 0, -1):
        wanted = path[:length]
        exact = next((line for place, line in places if place == wanted), 0)
        found = exact or next((line for place, line in places if place[:length] == wanted), 0)
        if found:
            return found
    return 0


def path_of(written: str) -> Path:
    """Return a path as msgspec writes it, `$.sections[6].most`, up to what it does not name."""
    steps: list[str | int] = []
    for step in _STEP.finditer(written):
        if step[0] == "[...]":
            break
        steps.append(step[1] if step[1] is not None else int(step[2]))
    return tuple(steps)


def _places(text: str) -> Iterator[tuple[Path, int]]:
    """Yield the path of each table and each key with its line."""
    table: Path = ()
    counts: dict[Path, int] = {}
    block = ""
    for number, line in enumerate(text.splitlines(), 1):
        if block:
            block = "" if block in line else block
            continue
        if header := _HEADER.fullmatch(line):
            table = _table(header[1], _names(header[2]), counts)
            yield table, number
        elif key := _KEY.match(line):
            yield (*table, *_names(key[1])), number
            block = next((mark for mark in _BLOCK if line.count(mark) == 1), "")


def _table(opening: str, names: Sequence[str], counts: dict[Path, int]) -> Path:
    """Return the path that a header opens: below an array of tables, that of its last one."""
    path: Path = ()
    for name in names[:-1]:
        path = (*path, name)
        path = (*path, counts[path]) if path in counts else path
    path = (*path, names[-1])
    if opening == "[[":
        counts[path] = counts.get(path, -1) + 1
        return (*path, counts[path])
    return path


def _names(written: str) -> list[str]:
    return [name.strip("\"'") for name in _NAMES.findall(written)]
