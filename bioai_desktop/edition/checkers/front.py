"""The front matter: whether Hugo reads it, and what would make it read a line that it does not."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Protocol, cast

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bioai_desktop.domain import Finding
from bioai_desktop.edition.checkers.page import Page, PageKind
from bioai_desktop.edition.front import BYTE_ORDER_MARK, line_of, values
from bioai_desktop.edition.lines import texts

_DATES = ("date", "lastmod", "publishDate", "expiryDate")  # Hugo stops at one that it can't read
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?: ?(?:Z|[+-]\d{2}:?\d{2}))?)?")
_WORDED = ("%d %b %Y", "%a, %d %b %Y %H:%M:%S %z", "%a, %d %b %Y %H:%M:%S %Z")
_LOOSE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?")
_KEYED = re.compile(r"([A-Za-z_][\w-]*)[ \t]*[:：][ \t]*(.*?)[ \t]*")
#: A line that every reader of YAML reads, and reads alike.
_SIMPLE = re.compile(r"""[A-Za-z_][\w-]*: (?:[^\s!&*?|>%@`"'#{}\[\],:\x00-\x1f-][^:#\x00-\x1f]*|"[^"\\\x00-\x1f]*"|'[^'\x00-\x1f]*')""")
_TOML = re.compile(r"\s*\+\+\+[ \t]*\r?\n(.*?)^\+\+\+[ \t]*$", re.DOTALL | re.MULTILINE)
_SHOWN = 40  # characters of the first line, where there is no front matter


class _Reader(Protocol):
    """What is used of a YAML reader; the library is only partly typed."""

    allow_duplicate_keys: bool

    def load(self, stream: str) -> object:
        """Return the values of a document."""
        ...


def check(page: Page) -> Iterator[Finding]:
    """Find a front matter that Hugo can't read."""
    if page.context.kind is PageKind.BODY or _other_form(page.text):
        return
    lines = _yaml(page.text)
    if lines is None:
        yield page.finding("front-matter", 1, detail=page.text.removeprefix(BYTE_ORDER_MARK).split("\n")[0][:_SHOWN])
        return
    if not all(_SIMPLE.fullmatch(line) for line in lines):
        yield from _unread(page, lines)
    yield from _unreadable_dates(page)


def _unread(page: Page, lines: Sequence[str]) -> Iterator[Finding]:
    """Find what YAML says of lines that are more than keys with simple values."""
    try:
        written = _load("\n".join(lines))
    except (YAMLError, ValueError) as error:
        yield from _mended(page, lines) or [page.finding("front-matter", _line(error), detail=_problem(error))]
        return
    if not isinstance(written, dict):
        yield from _mended(page, lines) or [page.finding("front-matter", 1, detail="\n".join(lines).strip()[:_SHOWN])]


def _other_form(text: str) -> bool:
    """Return whether the text opens with a front matter in TOML or JSON, which Hugo reads too."""
    text = text.removeprefix(BYTE_ORDER_MARK)
    try:
        if found := _TOML.match(text):
            tomllib.loads(found[1].replace("\r\n", "\n"))
            return True
        return text.lstrip().startswith("{") and isinstance(json.JSONDecoder().raw_decode(text.lstrip())[0], dict)
    except ValueError:
        return False


def _yaml(text: str) -> list[str] | None:
    """Return the lines between the fences, None where the page opens with none or never closes them; blank lines may come first."""
    lines = texts(text.removeprefix(BYTE_ORDER_MARK))
    opening = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    if opening == len(lines) or lines[opening].strip() != "---":
        return None
    closing = next((at for at in range(opening + 1, len(lines)) if lines[at].rstrip() == "---"), None)
    return None if closing is None else [*lines[:opening], *lines[opening + 1 : closing]]


def _load(text: str) -> object:
    reader = cast("_Reader", YAML(typ="safe", pure=True))
    reader.allow_duplicate_keys = True  # Hugo takes the last of two equal keys
    return reader.load(text)


def _line(error: Exception) -> int:
    mark = getattr(error, "problem_mark", None)
    return 2 + int(mark.line) if mark is not None else 1


def _problem(error: Exception) -> str:
    return str(getattr(error, "problem", None) or error).split("\n")[0]


def _mended(page: Page, lines: Sequence[str]) -> list[Finding]:
    """Return a finding with its fix for each line that can't be read by itself, none where mending those is not enough."""
    changed = {at: new for at, line in enumerate(lines) if _KEYED.fullmatch(line) and not _reads(line) and (new := _rewritten(line))}
    try:
        written = _load("\n".join(changed.get(at, line) for at, line in enumerate(lines)))
    except (YAMLError, ValueError):
        return []
    if not isinstance(written, dict):
        return []
    return [page.finding("front-matter", at + 2, detail=lines[at], fix=new) for at, new in changed.items()]


def _reads(line: str) -> bool:
    try:
        return isinstance(_load(line), dict)
    except (YAMLError, ValueError):
        return False


def _rewritten(line: str) -> str | None:
    """Return the line with its value as it stands, or within double quotes; None where YAML would read neither."""
    found = _KEYED.fullmatch(line)
    if found is None:
        return None
    key, value = found.groups()
    quote = value[:1] if len(value) > 1 and value[0] in "\"'" and value[0] == value[-1] else ""
    words = value[1:-1] if quote else value
    bare = words.replace('\\"', '"') if quote != "'" else words.replace("''", "'")
    quoted = f"{key}: {json.dumps(bare, ensure_ascii=False)}"
    return next((new for new in (f"{key}: {value}", quoted) if _reads(new)), None)


def _unreadable_dates(page: Page) -> Iterator[Finding]:
    written = values(page.edition)
    for key in _DATES:
        value = written.get(key, "")
        if value and not value.isdecimal() and not _is_time(value):
            yield page.finding("front-matter", line_of(page.edition, key), detail=value, fix=_as_iso(value))


def _is_time(value: str) -> bool:
    """Return whether Hugo reads this as a time."""
    if _ISO.fullmatch(value):
        return _exists(value)
    return any(_parses(value, form) for form in _WORDED)


def _exists(value: str) -> bool:
    try:
        datetime.fromisoformat(value[:19])
    except ValueError:
        return False
    return True


def _parses(value: str, form: str) -> bool:
    try:
        datetime.strptime(value, form)  # noqa: DTZ007 - only whether it can be read is asked
    except ValueError:
        return False
    return True


def _as_iso(value: str) -> str | None:
    """Return a date that somebody wrote in another way as Hugo reads it, None where it is no date."""
    found = _LOOSE.fullmatch(value.strip())
    if not found:
        return None
    year, month, day = (int(part) for part in found.groups()[:3])
    hour, minute, second = (int(part or 0) for part in found.groups()[3:])
    iso = f"{year:04}-{month:02}-{day:02}" + (f"T{hour:02}:{minute:02}:{second:02}" if found[4] else "")
    return iso if _is_time(iso) else None
