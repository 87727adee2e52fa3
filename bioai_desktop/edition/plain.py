"""What a reader sees of Markdown text: its words, without markup and addresses."""

from __future__ import annotations

import re
from functools import lru_cache

from bioai_desktop.edition.inline import links

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # for use in a class of a pattern

_HAN = re.compile(f"[{HAN}]")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z][\w-]*(?:\s[^<>]*)?/?>")
_ADDRESS = re.compile(r"<?\bhttps?://[^\s<>（），。、]+>?")
_SIGNS = re.compile(r"(?<!\\)(?:\*{1,3}|~~|`+)")
#: What a line begins with; a star without a blank before it is one of the signs.
_LEADING = re.compile(r"^(?:[ \t]*(?:>[ \t]?)+|(?:[ \t]*(?:[-+]|\d{1,3}[.)])|[ \t]+\*)[ \t]+|[ \t]*#{1,6}[ \t]+)", re.MULTILINE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_QUOTED = re.compile(
    r"[“「『\"‘'](?:(?<=“)[^“”]{0,200}”|(?<=「)[^「」]{0,200}」|(?<=『)[^『』]{0,200}』"  # one class to begin with is quickly looked for
    r"|(?<=\")(?<!\w\")[^\"“”\n]{0,120}[\"”](?!\w|\s*:)|(?<=[‘'])(?<!\w[‘'])(?=\w)(?:[^'‘’\n]|['’](?=\w)){1,120}[’'](?!\w))"
)
_SPACE = re.compile(r"\s+")


@lru_cache(maxsize=1024)  # asked several times for each paragraph of a page
def plain(text: str) -> str:
    """Return the words of a text: link texts kept, images, addresses, tags and marks dropped."""
    words = without_addresses(text)
    if "<" in words:
        words = _TAG.sub("", _COMMENT.sub("", words))
    if "://" in words:
        words = _ADDRESS.sub("", words)
    if "\n" in words or _LEADING.match(words):
        words = _LEADING.sub("", words)
    if "*" in words or "`" in words or "~" in words:
        words = _SIGNS.sub("", words)
    return (_ESCAPED.sub(r"\1", words) if "\\" in words else words).strip()


def without_addresses(text: str) -> str:
    """Return a text with the words of its links in their place, without images, all else as written."""
    kept: list[str] = []
    at = 0
    for link in sorted(links(text)) if "](" in text else ():
        if link.start < at:  # an image within the words of a link
            continue
        kept.append(text[at : link.start])
        if not link.image:
            words = text[slice(*link.title)]
            kept.append(without_addresses(words) if "](" in words else words)
        at = link.end
    return "".join([*kept, text[at:]])


def length(text: str) -> int:
    """Return how many characters a reader sees, spaces not counted."""
    return len(_SPACE.sub("", plain(text)))


def unquoted(text: str) -> str:
    """Return a text without what stands between quotation marks: others' words."""
    return _QUOTED.sub(" ", text)


def han_share(text: str) -> float:
    """Return how much of the letters are Han characters, 0.0 to 1.0; 0.0 where there are no letters."""
    count = letters(text)
    return len(_HAN.findall(text)) / count if count else 0.0


@lru_cache(maxsize=1024)
def letters(text: str) -> int:
    """Return how many letters of any script a text has."""
    return sum(map(str.isalpha, text))
