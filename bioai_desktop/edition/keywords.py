"""How a keyword is looked for: the same in the Profile's topics and in an editor's rules."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word or phrase to be looked for."""

    written: str  #: as the Profile or the rule has it
    needle: str  #: in small letters; looked for first, for that is quick
    expression: str  #: of the words that count

    @property
    def pattern(self) -> re.Pattern[str]:
        """The expression; it is compiled when it is first asked for, which for most keywords is never."""
        return _compiled(self.expression)

    def found_in(self, text: str, folded: str) -> bool:
        """Say whether a text holds it; `folded` is that text in small letters."""
        return self.needle in folded and self.pattern.search(text) is not None


@cache
def keyword(word: str) -> Keyword:
    """Return a keyword by the rules that `edition.profile.Topics` tells."""
    stem = word.removesuffix("*")
    body = re.escape(stem)
    if not _HAN.search(stem):
        # Not `\b`: a Han character next to a Latin word is a letter too, and yet a boundary.
        body = rf"(?<![A-Za-z0-9]){body}" + ("" if word.endswith("*") else r"(?:e?s)?(?![A-Za-z0-9])")
    return Keyword(word, stem.lower(), f"(?i){body}" if stem == stem.lower() else body)


_compiled = cache(re.compile)
