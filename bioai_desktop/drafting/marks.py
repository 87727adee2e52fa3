"""A translation without marks of its own: no mark in it can change the shape of the page around it."""

from __future__ import annotations

import re

#: Marks that mean something to Markdown, HTML or Hugo anywhere in a line, and what stands for them where the source has none.
_MARKS = {
    "|": "｜", "`": "'", "*": "", "_": " ", "~": "～", "[": "（", "]": "）", "<": "＜", ">": "＞", "#": "", "\\": "", "{": "（", "}": "）", "$": "", "^": "", "=": "＝",
}  # fmt: skip
_OPENING = re.compile(r"^(?:[-+>#|:=~\s]+|\d{1,9}[.)](?=\s|$))+")  # what would make the line another kind of line
_BLANKS = re.compile(r"\s+")
#: What ends or changes a value of YAML, whatever quotes it stands in.
_YAML = (('"', "”"), ("'", "’"), ("\\", ""), (": ", "："), (" #", " ＃"))
_YAML_OPENING = "-?:,[]{}#&*!|>%@` "


def without_marks(text: str, source: str, *, value: bool = False) -> str:
    """Return a translation on one line, without any mark that its source does not have; a `value` is one of front matter."""
    kept = set(source)
    plain = "".join(sign if sign in kept else _MARKS.get(sign, sign) for sign in text)
    plain = _BLANKS.sub(" ", plain).replace("](", "] (").strip()
    if not _OPENING.match(source):
        plain = _OPENING.sub("", plain)
    return _yaml(plain) if value else plain.strip()


def _yaml(text: str) -> str:
    for sign, instead in _YAML:
        text = text.replace(sign, instead)
    return text.lstrip(_YAML_OPENING).rstrip(": ")
