"""How a text comes to its end within its limit: on a sentence border where there is one."""

from __future__ import annotations

import re

from bioai_desktop.domain import Constraint, Script

#: Full stops; a Latin one counts after a letter or a bracket and before a blank, so that decimals do not.
_SENTENCE = re.compile(r"[。！？!?]+[”’」』）)]*|(?<=[^\W\d_])\.[\"')\]]*(?=\s|$)|(?<=[)\]\"'%])\.(?=\s|$)")
_CLAUSE = re.compile(r"[，；：、,;:](?=\D|$)|——|(?<=\S)\s")


def border(text: str) -> int:
    """Return where the last whole sentence ends, 0 where there is none."""
    return max(borders(text), default=0)


def borders(text: str) -> list[int]:
    """Return where the sentences of a text end."""
    return [match.end() for match in _SENTENCE.finditer(text)]


def counted(text: str) -> int:
    """Return how many characters count: blanks do not."""
    return sum(not character.isspace() for character in text)


def is_landing(constraint: Constraint, chars: int) -> bool:
    """Tell whether a text is so long that the next sentence end is its last."""
    return 0 < constraint.max_chars * 3 <= chars * 4


def urgency(constraint: Constraint, chars: int) -> float:
    """Return how much an ending is to be preferred: 0 until the landing begins, 1 at the limit."""
    if not is_landing(constraint, chars):
        return 0.0
    left = constraint.max_chars - chars
    return 1.0 - 4 * left / constraint.max_chars


def shown(constraint: Constraint, text: str, chars: int) -> int:
    """Return how many characters of a growing text are sure to stay in it."""
    if constraint.max_chars and chars * 2 > constraint.max_chars:
        return len(text[: border(text)].rstrip())
    return len(text.rstrip())


def cut(constraint: Constraint, text: str) -> str:
    """Return a text that reached its limit, cut after its last sentence, else before its last clause mark, else as it is."""
    least = max(constraint.min_chars, constraint.max_chars // 2)
    end = border(text)
    if counted(text[:end]) >= least:
        return text[:end]
    if constraint.script is Script.CHINESE or " " in text:
        for match in reversed(list(_CLAUSE.finditer(text))):
            if counted(text[: match.start()]) >= least:
                return text[: match.start()]
    return text
