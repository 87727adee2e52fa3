"""The front matter of a page: its simple top-level lines as spans, everything else as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bioai_desktop.edition.lines import BLANKS, Line, count, end_of_line, split
from bioai_desktop.edition.model import Edition, Role, Span
from bioai_desktop.edition.pieces import Field, cut
from bioai_desktop.edition.spelling import fold
from bioai_desktop.errors import EditConflict

BYTE_ORDER_MARK = "\ufeff"

_FENCE = re.compile(r"---[ \t]*(?=[\r\n])")
_CLOSING = re.compile(r"(?<=[\r\n])---[ \t]*(?=[\r\n]|\Z)")
_EMPTY = re.compile(r"(?:[ \t]*(?:\r\n|\r|\n))*(?:[ \t]*\Z)?")
_KEY = re.compile(r"([A-Za-z_][\w.-]*)[ \t]*:(?:[ \t]+|$)")
_QUOTED = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')[ \t]*(?:(?<=[ \t])#.*)?$""")
_COMMENT = re.compile(r"[ \t]#")
_ESCAPE = re.compile(r"\\(.)")
_MOST_DIGITS = 18  # more are an identifier, no quantity
_TO_ESCAPE = re.compile(r'[\\"]')
_PLAIN = re.compile(r"[^\s!&*?|>%@`\"'#{}\[\],:-].*|")
_NOT_PLAIN = re.compile(r":(?:\s|$)|\s#")
_FOLD = re.compile(r"[ \t]*(?:\r\n|\r|\n)[ \t]*")


def read_front(text: str) -> tuple[tuple[Span, ...], int]:
    """Return the spans before the body, blank lines after the front matter included, and where the body begins."""
    start = len(BYTE_ORDER_MARK) if text.startswith(BYTE_ORDER_MARK) else 0
    opening = _FENCE.match(text, start)
    closing = _CLOSING.search(text, opening.end()) if opening else None
    after = _EMPTY.match(text, closing.end() if closing else start)
    body = after.end() if after else start
    fields = _fields(text, split(text[: closing.start()], start)[1:]) if closing else []
    return cut(text, 0, body, fields), body


def parts(front: str) -> dict[str, str] | None:
    """Return the text of a front matter cut at its keys: "" is what stands before the first, "---" the closing fence with what follows.

    None where it has no keys, or one of them twice. Joined, the parts are the text.
    """
    spans, body = read_front(front)
    closings = list(_CLOSING.finditer(front, 0, body))
    starts: dict[str, int] = {"": 0}
    at = 0
    for span in spans:
        if span.role is Role.KEY:
            if span.text in starts:
                return None
            starts[span.text] = at
        at += len(span.text)
    if len(starts) == 1 or not closings or body != len(front):
        return None
    ends = [*list(starts.values())[1:], closings[0].start(), len(front)]
    return {name: front[start:end] for (name, start), end in zip([*starts.items(), ("---", closings[0].start())], ends, strict=True)}


def _fields(text: str, lines: Sequence[Line]) -> list[Field]:
    """Return keys, and values where one is a plain or quoted scalar."""
    fields: list[Field] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        stop = at + 1
        while stop < len(lines) and _continues(lines[stop]):
            stop += 1
        key = _KEY.match(text, line.start, line.end)
        if key:
            fields.append(Field(*key.span(1), Role.KEY))
            fields.extend(_value(text, key.end(), lines[at:stop]))
        at = stop
    return fields


def _continues(line: Line) -> bool:
    """Return whether a line belongs to the key above it."""
    return line.blank or line.text[0] in BLANKS or line.text.startswith("- ")


def _value(text: str, start: int, lines: Sequence[Line]) -> list[Field]:
    """Return the value's field; none for nested or block values. A plain value may go on over lines, a quoted one may not."""
    written = [line for line in lines if not line.blank]
    first, last = written[0], written[-1]
    words = text[start : first.end].strip(BLANKS)
    if not words:
        return [Field(start, start, Role.VALUE)] if len(written) == 1 else []
    if words[0] in "#|>[{&*!" or (len(written) > 1 and words[0] in "\"'"):
        return []
    if words[0] in "\"'":
        return _quoted(text, start, first.end)
    end = last.end if last is not first else _before_comment(text, start, first.end)
    return [Field(start, start + len(text[start:end].rstrip(BLANKS)), Role.VALUE)]


def _quoted(text: str, start: int, end: int) -> list[Field]:
    """Return the field between the quotes, where nothing but a comment follows the closing one."""
    match = _QUOTED.match(text, start, end)
    return [Field(start + 1, match.end(1) - 1, Role.VALUE)] if match else []


def _before_comment(text: str, start: int, end: int) -> int:
    comment = _COMMENT.search(text, start, end)
    return comment.start() if comment else end


def values(edition: Edition) -> dict[str, str]:
    """Return the simple values of the front matter by key, unquoted and unescaped."""
    return {key: _read(edition.front[at].text, quote) for key, at, quote in _places(edition.front)}


def typed_values(edition: Edition) -> dict[str, str | int | bool]:
    """Return the simple values as YAML types them: whole numbers, true and false where no quotes make them text."""
    return {
        key: _read(edition.front[at].text, quote) if quote else _typed(_read(edition.front[at].text, quote))
        for key, at, quote in _places(edition.front)
    }


def get_front(edition: Edition, key: str) -> str:
    """Return the value of a front matter key, "" where it has no simple one."""
    return values(edition).get(key, "")


def line_of(edition: Edition, key: str) -> int:
    """Return the 1-based line of the page on which a front matter key stands, 1 where it has none."""
    line = 1
    for span in edition.front:
        if span.role is Role.KEY and span.text == key:
            return line
        line += count(span.text)
    return 1


def _places(front: Sequence[Span]) -> Iterator[tuple[str, int, str]]:
    """Yield each simple key with the place of its value and the value's quote, "" where it has none."""
    for at in range(2, len(front)):
        if front[at].role is Role.VALUE and front[at - 2].role is Role.KEY:
            before = front[at - 1].text[-1:]
            yield front[at - 2].text, at, before if before in "\"'" else ""


def _read(text: str, quote: str) -> str:
    """Return a value as YAML reads it: lines folded, the escapes of its quote undone."""
    text = _FOLD.sub(" ", text)
    if quote == "'":
        return text.replace("''", "'")
    return _ESCAPE.sub(r"\1", text) if quote else text


def _typed(text: str) -> str | int | bool:
    if text in {"true", "false"}:
        return text == "true"
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS else text


def with_value(edition: Edition, key: str, value: str) -> tuple[Span, ...]:
    """Return the front matter with a value written, its quotes kept, or put around it where it needs some.

    A key that is not there is added as the last line. Raises `EditConflict` where the page has no front matter, where the
    key holds more than a simple value, and where YAML would read back something else.
    """
    words = fold(value)
    front = edition.front
    place = next(((at, quote) for name, at, quote in _places(front) if name == key), None)
    if place:
        text = _rewritten(front, *place, words)
    elif any(span.text == key for span in front if span.role is Role.KEY):
        raise EditConflict(key)
    else:
        text = _added("".join(span.text for span in front), key, words)
    spans, body = read_front(text)
    if body != len(text) or get_front(replace(edition, front=spans), key) != words:
        raise EditConflict(key)
    return spans


def _rewritten(front: Sequence[Span], at: int, quote: str, words: str) -> str:
    """Return the text of the front matter with the value at `at` written in its quotes."""
    gap = " " if front[at - 1].text.endswith(":") else ""
    after = "".join(span.text for span in front[at + 1 :])
    return "".join(span.text for span in front[:at]) + gap + _spelled(words, quote) + after


def _added(text: str, key: str, words: str) -> str:
    """Return the text of the front matter with one more line."""
    opening = _FENCE.match(text.removeprefix(BYTE_ORDER_MARK))
    closing = _CLOSING.search(text, opening.end()) if opening else None
    if closing is None:
        raise EditConflict(key)
    at = closing.start()
    return f"{text[:at]}{key}: {_spelled(words, '')}{end_of_line(text)}{text[at:]}"


def _spelled(words: str, quote: str) -> str:
    """Write a value within its quotes, or with quotes where YAML would not read it as plain text."""
    if quote == "'":
        return words.replace("'", "''")
    escaped = _TO_ESCAPE.sub(r"\\\g<0>", words)
    if quote:
        return escaped
    return words if _PLAIN.fullmatch(words) and not _NOT_PLAIN.search(words) else f'"{escaped}"'
