"""One text as it comes from a server: its thoughts left out, held to its constraint character by character, shown as far as it is sure.

The rules are those by which a local model samples. There a wrong token is never taken; here the text has been written already, so
it ends before the first character that breaks a rule, at its last whole sentence where it has one.
"""

from __future__ import annotations

from bioai_desktop.domain import Constraint, Request, Script, Stop
from bioai_desktop.engine import landing
from bioai_desktop.engine.constraint import Place, Rules
from bioai_desktop.engine.vocabulary import Vocabulary

_THINKS, _THOUGHT = "<think>", "</think>"
#: What a model that nobody holds to it writes in the place of the marks of Chinese text.
_FULL_WIDTH = {",": "，", ".": "。", ":": "：", ";": "；", "!": "！", "?": "？", "(": "（", ")": "）", "%": "％", "~": "～"}


class Hearing:
    """The state of one text.

    `told` is its beginning, where another server wrote that. `confined`: the server itself samples by the constraint, so the text is
    shown as it grows; else a sentence is shown once it is whole, because what is shown is not taken back.
    """

    def __init__(self, request: Request, told: str = "", *, confined: bool) -> None:
        self._constraint = request.constraint
        self._rules = Rules(request.constraint, Vocabulary((), ()))
        self._confined = confined
        self._place = self._rules.advance(self._rules.start, told.encode()) or self._rules.start
        self._safe = self._place
        self._raw, self._read = "", 0
        self._shown = len(told)
        self.stop: Stop | None = None

    @property
    def text(self) -> str:
        """All of it so far."""
        return self._place.text

    @property
    def shown(self) -> str:
        """What of it was handed out."""
        return self._place.text[: self._shown]

    def take(self, text: str) -> str:
        """Hear some more; returns what is new and sure to stay. `stop` says whether the text has ended with it."""
        self._raw += text
        readable = _without_thoughts(self._raw)
        for character in readable[self._read :]:
            self._step(character)
            if self.stop is not None:
                break
        self._read = len(readable)
        if self.stop is None and self._is_landed():
            self._finish(Stop.END, self._place.text)
        return self._fresh()

    def end(self, stop: Stop) -> str:
        """End the text for a reason of the server's; returns what is new."""
        if self.stop is None:
            self._finish(stop, self._safe.text)
        return self._fresh()

    def _step(self, character: str) -> None:
        if character == "\n" and self._constraint.one_line:
            if self._place.text and self._rules.may_end(self._place):
                self._finish(Stop.END, self._place.text)
                return
            character = " "  # a line that is too short yet goes on in the next
        for form in _forms(self._constraint, character):
            place = self._rules.advance(self._place, form.encode())
            if place is not None:
                self._place = place
                self._safe = place if place.safe else self._safe
                return
        if not character.isspace():
            self._break()

    def _break(self) -> None:
        """End the text before a character that may not stand there."""
        limit, kept = self._constraint.max_chars, self._safe.text
        whole = kept[: landing.border(kept)]
        if 0 < limit <= self._place.chars:
            self._finish(Stop.END, landing.cut(self._constraint, kept))
        elif len(whole) >= self._shown and landing.counted(whole) >= max(1, self._constraint.min_chars):
            self._finish(Stop.END, whole)
        else:
            self._finish(Stop.DEAD_END, kept)

    def _is_landed(self) -> bool:
        if not landing.is_landing(self._constraint, self._place.chars) or not self._rules.may_end(self._place):
            return False
        text = self._place.text.rstrip()
        return landing.border(text) == len(text)

    def _finish(self, stop: Stop, text: str) -> None:
        kept = max(text.rstrip(), self.shown, key=len)
        self.stop = stop
        self._place = self._safe = Place(kept, chars=landing.counted(kept))

    def _fresh(self) -> str:
        text, start = self._place.text, self._shown
        if self.stop is not None:
            self._shown = len(text)
        elif self._place.safe:
            sure = landing.shown(self._constraint, text, self._place.chars) if self._confined else landing.border(text)
            self._shown = max(start, sure)
        return text[start : self._shown]


def _forms(constraint: Constraint, character: str) -> tuple[str, ...]:
    """Return a character, and in Chinese the mark that it stands for."""
    mark = _FULL_WIDTH.get(character) if constraint.script is Script.CHINESE else None
    return (character, mark) if mark else (character,)


def _without_thoughts(raw: str) -> str:
    """Return what a model says aloud: thoughts stand before it, and may have only begun."""
    text = raw.lstrip()
    if text.startswith(_THINKS):
        return text.partition(_THOUGHT)[2]
    return "" if _THINKS.startswith(text) else raw
