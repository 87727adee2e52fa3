"""One text while it is written: which token comes next, what is sure enough to be shown, and how it ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from bioai_desktop.domain import Request, Stop
from bioai_desktop.engine import landing
from bioai_desktop.engine.constraint import Place, Rules
from bioai_desktop.engine.sampling import Logits, Sampler
from bioai_desktop.engine.steering import Steering

_RETRIES = 24  # times a text may go back to a safe point before it has to take what is left
_UNLIKELY = 5.0  # below the likeliest token by this, the rest of a word is not what the model meant
_PULL = 12.0  # what an ending gains over other tokens at the very limit, in the logits' unit
_SENTENCE_ENDS = ("。", "！", "？", ".", "!", "?", "。\n", ".\n", "。\n\n", ".\n\n")


@dataclass(slots=True)
class _SafePoint:
    """Where a text left the last place at which it could end."""

    tokens: int
    place: Place
    logits: Logits
    token: int  #: the one that was written there
    refused: set[int]  #: those that led nowhere


@dataclass(slots=True)
class Writing:
    """The state of one text."""

    request: Request
    rules: Rules
    budget: int  #: tokens it may have
    tokens: list[int] = field(default_factory=list[int])
    place: Place = field(init=False)
    stop: Stop | None = None
    shown: int = 0  #: characters already handed out
    _sampler: Sampler = field(init=False)
    _steering: Steering = field(init=False)
    _safe: _SafePoint | None = None
    _retries: int = _RETRIES
    _doubted: int | None = None  #: what the model seemed not to mean, kept for when it is the only way on
    _insists: bool = False  #: it was, up to the next safe point

    def __post_init__(self) -> None:
        self._sampler = Sampler(self.request.temperature, self.request.seed)
        self._steering = Steering(self.rules)
        self.place = self.rules.start

    def next(self, logits: Logits) -> None:
        """Choose the next token; `tokens` may become shorter first, where a word that was begun led nowhere."""
        limit = self.rules.constraint.max_chars
        if self.place.safe and 0 < limit <= self.place.chars:
            self._end(Stop.END, self.place.text, full=not self._is_ending(logits))
            return
        steered = self._steering.token(self.place, logits, self.budget - len(self.tokens))
        if steered is not None:
            self._accept(steered, logits, set())
            return
        refused: set[int] = set()
        while (token := self._choose(logits, refused)) is None or self._strays(logits, token):
            if self._safe is None and self._doubted is not None:
                token, self._doubted, self._insists = self._doubted, None, True
                break
            if self._safe is None or self._retries <= 0:
                self._give_up()
                return
            if token is not None and self.rules.whole and self._doubted is None:
                self._doubted = self._safe.token
            logits, refused = self._go_back(self._safe)
        self._accept(token, logits, refused)

    def fresh(self) -> str:
        """Return the text that is new since the last call and sure to stay."""
        end = landing.shown(self.rules.constraint, self.place.text, self.place.chars) if self.place.safe or self.stop else 0
        start, self.shown = self.shown, max(self.shown, end if self.stop is None else len(self.place.text))
        return self.place.text[start : self.shown]

    def cancel(self) -> None:
        """End the text where it is."""
        self._end(Stop.CANCELLED, self._safe_text())

    def _accept(self, token: int, logits: Logits, refused: set[int]) -> None:
        taken = self.rules.take(self.place, token)
        assert taken is not None  # noqa: S101 - it was asked for just now
        before, (self.place, ended) = self.place, taken
        if ended:
            self._end(Stop.END, self.place.text)
            return
        if self.place.safe:
            self._safe = self._doubted = None
            self._insists = False
        elif before.safe:
            self._safe = _SafePoint(len(self.tokens), before, logits.copy(), token, refused)
        self.tokens.append(token)
        if self._is_landed() or self.rules.is_over(self.place):
            self._end(Stop.END, self.place.text)
        elif len(self.tokens) >= self.budget:
            self._end(Stop.LENGTH, self._safe_text())

    def _choose(self, logits: Logits, refused: set[int]) -> int | None:
        ender = self._ender(logits)
        if ender is not None:
            return ender
        return next((token for token in self._in_order(logits) if token not in refused and self.rules.take(self.place, token)), None)

    def _in_order(self, logits: Logits) -> Iterator[int]:
        yield from self._sampler.likely(logits)
        for candidates in self.rules.candidates(self.place):
            yield from self._sampler.among(logits, candidates)

    def _ender(self, logits: Logits) -> int | None:
        pull = landing.urgency(self.rules.constraint, self.place.chars) * _PULL
        if pull <= 0.0 or not self.rules.may_end(self.place):
            return None
        vocabulary = self.rules.vocabulary
        found = [token for words in _SENTENCE_ENDS if (token := vocabulary.index.get(words.encode())) is not None]
        enders = [token for token in (*found, *vocabulary.ends) if self.rules.take(self.place, token)]
        best = max(enders, key=lambda token: float(logits[token]), default=None)
        return best if best is not None and logits[best] + pull >= logits.max() else None

    def _strays(self, logits: Logits, token: int) -> bool:
        """Whether the rest of a word or character that was begun is not what the model meant to write."""
        if self._safe is None or self._insists or self._retries <= 0:
            return False
        return float(logits.max() - logits[token]) > _UNLIKELY

    def _go_back(self, safe: _SafePoint) -> tuple[Logits, set[int]]:
        self._retries -= 1
        del self.tokens[safe.tokens :]
        self.place = safe.place
        self._safe = None
        return safe.logits, safe.refused | {safe.token}

    def _is_ending(self, logits: Logits) -> bool:
        taken = self.rules.take(self.place, int(logits.argmax()))
        return taken is not None and taken[1]

    def _give_up(self) -> None:
        limit = self.rules.constraint.max_chars
        text = self._safe_text()
        full = bool(limit) and landing.counted(text) * 4 >= limit * 3
        self._end(Stop.END if full else Stop.DEAD_END, text, full=full)

    def _is_landed(self) -> bool:
        if not landing.is_landing(self.rules.constraint, self.place.chars):
            return False
        settled = self.rules.settle(self.place)
        if settled is None or not self.rules.may_end(settled):
            return False
        text = settled.text.rstrip()
        return landing.border(text) == len(text)

    def _safe_text(self) -> str:
        return self.place.text if self.place.safe or self._safe is None else self._safe.place.text

    def _end(self, stop: Stop, text: str, *, full: bool = False) -> None:
        kept = landing.cut(self.rules.constraint, text) if full else text
        if self.rules.missing(kept) != self.rules.missing(text):
            kept = text
        if not self.rules.whole:
            kept = max(kept.rstrip(), text[: self.shown], key=len)
        self.stop = Stop.DEAD_END if stop is Stop.END and self.rules.missing(kept) else stop
        self.place = Place(kept, chars=landing.counted(kept))
