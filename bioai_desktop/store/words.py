"""A text as the words under which it is found: Latin words as they are, Han text as pairs of characters.

FTS5 splits words at spaces, which Chinese has none of, and its trigrams find no word of two characters. Pairs find
words of any length: of one as the beginning of a pair, of three and more as pairs that follow one another.
"""

from __future__ import annotations

import re
import unicodedata

#: Scripts that put no spaces between words: Han, kana, hangul.
_RUN = re.compile("[\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]+")
_SCHEME = re.compile(r"^https?://", re.IGNORECASE)  # links are found without it
_UNQUOTED = re.compile('["\0\ud800-\udfff]')  # what a phrase can't hold: its own mark, an end of text, halves of characters
_WORD = re.compile(r"[^\W_]")
# Letters that no text has and that the tokenizer takes for letters: a name between them is one word, and has no ending.
_MARK, _OTHER = "\ue000", "\ue001"
_NOT_PLAIN = re.compile(r"[^a-z0-9]")


def words(text: str) -> str:
    """Return what the index is given of a text."""
    return _RUN.sub(_pairs, unicodedata.normalize("NFKC", text))


def phrases(term: str) -> list[str]:
    """Return the phrases of FTS5 that a text must hold to hold this term; none where it has no letters or digits.

    A final `*` stands for all words that begin so.
    """
    folded = _SCHEME.sub("", unicodedata.normalize("NFKC", term))
    begins = folded.endswith("*")
    found: list[str] = []
    at = 0
    for run in _RUN.finditer(folded):
        found += _quoted(folded[at : run.start()])
        pairs = [run[0][place : place + 2] for place in range(len(run[0]) - 1)]
        found += _quoted(" ".join(pairs)) or [f'"{run[0]}" *']
        at = run.end()
    last = _quoted(folded[at:])
    return [*found, *(f"{phrase} *" if begins else phrase for phrase in last)]


def mark(name: str, value: str) -> str:
    """Return a word that no text holds: what is found by it has this value of a property, as the source of an item."""
    plain = _NOT_PLAIN.sub(lambda other: f"{_OTHER}{ord(other[0]):x}", value.casefold())
    return f"{_MARK}{name}{_MARK}{plain}{_MARK}"


def _pairs(run: re.Match[str]) -> str:
    """Return a run as its pairs, and its last character by itself: so that it too begins something."""
    text = run[0]
    return f" {' '.join(text[at : at + 2] for at in range(len(text)))} "


def _quoted(text: str) -> list[str]:
    """Return a text as one phrase, none where there is nothing to look for."""
    bare = _UNQUOTED.sub(" ", text).strip()
    return [f'"{bare}"'] if _WORD.search(bare) else []
