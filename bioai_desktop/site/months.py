"""The indexes of the months: the newest one is open in the site's sidebar, those before it are closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Protocol, cast

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bioai_desktop.edition.front import BYTE_ORDER_MARK, read_front

_REACH = 12  # months to look back and ahead: a site may pause
_MAPPING = "tag:yaml.org,2002:map"
_BOOL = "tag:yaml.org,2002:bool"


class _Mark(Protocol):
    index: int


class _Node(Protocol):
    """A node of ruamel.yaml's, which has no types of its own: `value` is text, or pairs of nodes."""

    tag: str
    value: object
    start_mark: _Mark
    end_mark: _Mark


class _Composer(Protocol):
    def compose_all(self, stream: str) -> Iterator[_Node]: ...


def month_indexes(
    path: Callable[[date], str], open_key: str, day: date, made: str, existing: Callable[[str], str | None]
) -> dict[str, str]:
    """Return the indexes that a page of that day writes, by path: its month's, and the one that this closes.

    `path` says where the index of a date's month lies, `open_key` which key of the front matter, with dots between nested ones, is
    true in the newest index alone ("" for none), `made` is the text of a new one. A month that is there stays as it is, and one made
    between others is closed from the start.
    """
    here = path(day)
    kept = existing(here)
    if kept is not None:
        return {here: kept}
    if any(existing(path(month)) is not None for month in _later(day)):
        return {here: closed(made, open_key)}
    for month in _earlier(day):
        before = existing(path(month))
        if before is not None and path(month) != here:
            return {here: made, path(month): closed(before, open_key)}
    return {here: made}


def closed(text: str, key: str) -> str:
    """Return an index with the value of that key false, no other byte changed; the same text where it is not true."""
    start = len(BYTE_ORDER_MARK) if text.startswith(BYTE_ORDER_MARK) else 0
    front = text[start : read_front(text)[1]]
    node = _value(front, key.split(".")) if key else None
    if node is None or node.tag != _BOOL or str(node.value).lower() != "true":
        return text
    return text[: start + node.start_mark.index] + "false" + text[start + node.end_mark.index :]


def _value(front: str, keys: Sequence[str]) -> _Node | None:
    """Return the node of a nested key in the front matter, None where there is none or it can't be read."""
    try:
        node = next(cast("_Composer", YAML()).compose_all(front), None)
    except YAMLError:
        return None
    for key in keys:
        if node is None or node.tag != _MAPPING:
            return None
        node = next((value for name, value in cast("list[tuple[_Node, _Node]]", node.value) if name.value == key), None)
    return node


def _later(day: date) -> Iterator[date]:
    for _ in range(_REACH):
        day = day.replace(day=28) + timedelta(days=4)
        yield day


def _earlier(day: date) -> Iterator[date]:
    for _ in range(_REACH):
        day = day.replace(day=1) - timedelta(days=1)
        yield day
