"""The characters that Hugo shows in the place of those written: curly quotes, dashes, an ellipsis; and what stands beside a mark."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

_WRITTEN = re.compile(r"---|--|\.\.\.|<<|>>|[\"']")
_SHOWN = {"---": "—", "--": "–", "...": "…", "<<": "«", ">>": "»"}
#: How many more are open after a mark is shown so.
_STEPS = {("'", "‘"): 1, ('"', "“"): 1, ('"', "”"): -1}
_DECADE = re.compile(r"\d\ds(?!\w)")
_SHORT = re.compile(r"(?:[mtsd]|ve|ll|re)(?=[\s!-/:-@\[-`{-~]|$)")  # what follows an apostrophe: I'm, don't, you've
_CLIPPED = re.compile("[tenl]")  # 'twas, 'em, 'net
#: The brackets of what `markdown` has put aside.
MARKUP = "\x02\x03"


class Sign(NamedTuple):
    """Some characters of a text that are shown as others."""

    start: int
    end: int
    shown: str


def signs(text: str) -> Iterator[Sign]:
    """Yield the signs in the words of one element, in order; a character of `MARKUP` stands for other elements."""
    opened = {"'": 0, '"': 0}
    for found in _WRITTEN.finditer(text):
        written, before, rest = found[0], text[: found.start()][-1:], text[found.end() :]
        if written in opened:
            shown = (_single if written == "'" else _double)(before, rest, opened=opened[written] > 0)
            opened[written] += _STEPS.get((written, shown), 0)
        else:
            shown = _SHOWN[written]
        if shown != written:
            yield Sign(*found.span(), shown)


def flanks(before: str, after: str) -> tuple[bool, bool]:
    """Return whether a mark between two characters is left-flanking, and whether right-flanking; "" is the end of a line."""
    left = not _is_space(after) and (not is_punctuation(after) or _is_space(before) or is_punctuation(before))
    right = not _is_space(before) and (not is_punctuation(before) or _is_space(after) or is_punctuation(after))
    return left, right


def is_punctuation(char: str) -> bool:
    """Return whether a character is punctuation or a symbol, or stands for markup, which begins and ends with some."""
    return bool(char) and (char in MARKUP or unicodedata.category(char)[0] in "PS")


def _is_space(char: str) -> bool:
    return not char or char.isspace()


def _double(before: str, rest: str, *, opened: bool) -> str:
    """Return what a double quotation mark becomes; between two letters, as in Chinese, it stays as it is."""
    opens, closes = _around('"', before, rest)
    if opens and not closes:
        return "“"
    # Of what follows punctuation Goldmark looks at bytes: before the punctuation of Chinese such a mark closes nothing.
    stop = rest[:1].isascii() and unicodedata.category(rest[:1] or " ")[0] == "P"
    ends = closes and (not opens or (stop and (_is_space(rest[1:2]) or (rest[1].isascii() and is_punctuation(rest[1])))))
    return "”" if ends and opened and not (rest[:1] == '"' and before.isdigit()) else '"'


def _single(before: str, rest: str, *, opened: bool) -> str:
    """Return what a single quotation mark becomes: an apostrophe, most often."""
    opens, closes = _around("'", before, rest)
    if _is_apostrophe(before, rest, opens=opens and not closes):
        return "’"
    if opens and not closes:
        return "‘"
    line = rest.partition("\n")[0]
    alone = line[:1].isspace() or (is_punctuation(line[:1]) and len(line.encode()) > 1)  # at the very end it stays as it is
    return "’" if alone or (opened and closes and not opens) else "'"


def _around(sign: str, before: str, rest: str) -> tuple[bool, bool]:
    run = len(rest) - len(rest.lstrip(sign))
    return flanks(before, rest[run : run + 1])


def _is_apostrophe(before: str, rest: str, *, opens: bool) -> bool:
    if before.isalnum() and rest[:1].isalpha():
        return True
    if (_is_space(before) or is_punctuation(before)) and _CLIPPED.match(rest):
        return True
    return opens and bool(_DECADE.match(rest) or _SHORT.match(rest))
