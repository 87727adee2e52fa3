"""How what is required comes into a text that would end without it."""

from __future__ import annotations

from collections.abc import Iterator

from bioai_desktop.engine import landing
from bioai_desktop.engine.constraint import Place, Rules
from bioai_desktop.engine.sampling import Logits

_TURNS = 96  # tokens of a text that may be chosen here
_PULL = 12.0  # what the first token of a required string gains over others where it can't wait, in the logits' unit
_EASTERN = "\u2e80"  # from here on, words need no blank between them


class Steering:
    """One text's way to what is required: it waits for the model as long as there is room."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._turns = _TURNS
        self._words = ""  #: what is being written

    def token(self, place: Place, logits: Logits, tokens_left: int) -> int | None:
        """Return the token that brings a required string on; None where the model is free to go its own way."""
        missing = self._rules.missing(place.text)
        if not missing or not self._turns:
            return None
        words = self._words if self._words in missing else missing[0]
        token = self._next(place, words, logits)
        if token is None or (words != self._words and not self._is_time(place, missing, logits, token, tokens_left)):
            return None
        self._words = words
        self._turns -= 1
        return token

    def _is_time(self, place: Place, missing: list[str], logits: Logits, token: int, tokens_left: int) -> bool:
        constraint = self._rules.constraint
        needed = sum(landing.counted(words) + 2 for words in missing)
        if tokens_left <= sum(len(words.encode()) + 2 for words in missing) or 0 < constraint.max_chars <= place.chars + needed:
            return True
        pull = landing.urgency(constraint, place.chars + needed) * _PULL
        return (pull > 0.0 and bool(logits[token] + pull >= logits.max())) or self._rules.closes(place, int(logits.argmax()))

    def _next(self, place: Place, words: str, logits: Logits) -> int | None:
        for text in _ways(place, words):
            found = [token for token in self._rules.vocabulary.prefixes(text) if self._rules.take(place, token)]
            if found:
                return max(found, key=lambda token: float(logits[token]))
        return None


def _ways(place: Place, words: str) -> Iterator[str | bytes]:
    """Yield what could be written to have the words there, best first: what they lack, or they with something between."""
    written = place.text[-len(words) - 1 :].encode() + place.pending + place.held
    data = words.encode()
    for size in range(len(data) - 1, 0, -1):
        if written.endswith(data[:size]) and not _joins(written[:-size], data):
            yield data[size:]
            return
    before = place.text[-1:]
    if before and not before.isspace() and max(before, words[0]) < _EASTERN and before not in "(\"'":
        yield " " + words
    if not _joins(written, data):
        yield words
    yield from (" " + words, "、" + words)


def _joins(before: bytes, after: bytes) -> bool:
    """Whether two pieces of text would make one Latin word or number."""
    return before[-1:].isalnum() and after[:1].isalnum()
