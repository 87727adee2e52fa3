"""The form of a text as a shape: what stands in it literally, and fields in braces, as in Python's own format strings.

`{text}` is words, `{number}` digits, and `{one|other}` one of several; behind a colon stands how many characters there may be, at most
or from and to: `{text:40}`, `{text:4-40}`. A brace itself is written twice.
"""

from __future__ import annotations

import re
import string

from bioai_desktop.engine.shape import Chars, Choice, Literal, Part, Repeat, Sequence
from bioai_desktop.errors import ConstraintInvalid

_FIELDS = {
    "text": Chars(((0x20, 0x7E), (0xA0, 0x10FFFF)), words=True),
    "number": Chars(((0x30, 0x39),)),
}
_SIZE = re.compile(r"(?:(\d+)-)?(\d+)", re.ASCII)
_MOST_DIGITS = 15


def shape(form: str, *, lines: bool) -> Part:
    """Return the shape of a form, `lines`: of one or more lines of that form; raises `ConstraintInvalid`."""
    parts: list[Part] = []
    try:
        for literal, field, size, conversion in string.Formatter().parse(form):
            if literal:
                parts.append(Literal(literal))
            if field is not None:
                parts.append(_field(field, size or "", conversion))
    except ValueError as error:
        raise ConstraintInvalid("form", f"{form}: {error}") from error
    if not parts:
        raise ConstraintInvalid("form", form)
    line = Sequence(tuple(parts))
    return Sequence((line, Repeat(Sequence((Literal("\n"), line)), 0))) if lines else line


def _field(name: str, size: str, conversion: str | None) -> Part:
    options = name.split("|")
    if len(options) > 1 and all(options) and not size and not conversion:
        return Choice(tuple(map(Literal, options)))
    bounds = _SIZE.fullmatch(size or "1-1")
    if name not in _FIELDS or conversion or bounds is None:
        raise ValueError(f"{{{name}}}")
    if not size:
        return Repeat(_FIELDS[name], 1, None if name == "text" else _MOST_DIGITS)
    least, most = int(bounds[1] or 1), int(bounds[2])
    if not 1 <= least <= most:
        raise ValueError(size)
    return Repeat(_FIELDS[name], least, most)
