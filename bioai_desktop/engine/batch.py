"""The decoding loop: many texts at once, joining and leaving at any step, common beginnings decoded once."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache

from bioai_desktop.domain import Answer, Piece, Priority, Request, Stop
from bioai_desktop.engine.backend import Backend, Interrupted, Row
from bioai_desktop.engine.constraint import Rules
from bioai_desktop.engine.kept import Kept
from bioai_desktop.engine.prefixes import MOST, Prefix, Prefixes
from bioai_desktop.engine.sampling import Logits
from bioai_desktop.engine.vocabulary import Vocabulary
from bioai_desktop.engine.writing import Writing

SEATS = 2  #: sequences that only texts which somebody waits for may take
_RESERVE = 8  # the share of the cells that is kept for them: one in so many, up to
_MOST_RESERVED = 1024
_GRAMMARS = 16  # kept for the next text that is to follow them
#: Prompt tokens decoded beside a text that somebody watches, so that it does not stall.
_WATCHED_ROWS = 64
_LEAST_BUDGET = 16  # tokens a text must have room for, or its prompt counts as too long

Event = Piece | Answer


@dataclass(frozen=True, slots=True)
class Prompt:
    """A request's prompt in tokens, cut where requests of its kind begin to differ."""

    shared: tuple[int, ...]
    own: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.shared) + len(self.own)


@dataclass(slots=True)
class Tally:
    """What a batch did."""

    computed: int = 0  #: prompt tokens decoded
    reused: int = 0  #: prompt tokens whose cells were shared instead
    written: int = 0  #: tokens of texts
    steps: int = 0
    seconds: float = 0.0
    native: float = 0.0  #: of the seconds, those that the backend took
    choosing: float = 0.0  #: of the seconds, those that choosing tokens took

    def since(self, before: Tally) -> Tally:
        """Return what was done after an earlier state."""
        return Tally(*(getattr(self, each.name) - getattr(before, each.name) for each in fields(self)))

    def copy(self) -> Tally:
        """Return the state of now."""
        return replace(self)


@dataclass(slots=True, eq=False)
class _Member:
    """A text in the batch."""

    writing: Writing
    prompt: Prompt
    sequence: int
    prefix: Prefix | None
    began: float
    fed: int = 0  #: tokens in memory, those shared included

    @property
    def watched(self) -> bool:
        return self.writing.request.priority is Priority.INTERACTIVE

    @property
    def cells(self) -> int:
        return len(self.prompt.own) + self.writing.budget + (0 if self.prefix else len(self.prompt.shared))

    def token(self, position: int) -> int:
        """Return the token at a position of prompt and text together."""
        position -= len(self.prompt.shared)
        if position < 0:
            return self.prompt.shared[position]
        own = self.prompt.own
        return own[position] if position < len(own) else self.writing.tokens[position - len(own)]

    @property
    def length(self) -> int:
        return len(self.prompt) + len(self.writing.tokens)


@dataclass(slots=True)
class _Waiting:
    request: Request
    prompt: Prompt
    began: float


@dataclass(slots=True)
class _Plan:
    """The rows of one step, and who wants the logits that come of it."""

    rows: list[Row] = field(default_factory=list[Row])
    wanting: list[_Member] = field(default_factory=list[_Member])
    prefixes: list[tuple[Prefix, int]] = field(default_factory=list[tuple[Prefix, int]])
    members: list[tuple[_Member, int]] = field(default_factory=list[tuple[_Member, int]])


class Batch:
    """Requests on their way through a backend.

    While a text that somebody waits for is written, all others rest: alone it takes a third of the time that it takes among many.
    """

    def __init__(self, backend: Backend, vocabulary: Vocabulary, kept: Kept | None = None) -> None:
        self._backend = backend
        self._vocabulary = vocabulary
        self._grammar = lru_cache(_GRAMMARS)(backend.grammar)
        self._prefixes = Prefixes(backend, kept)
        self._reserve = min(_MOST_RESERVED, backend.cells // _RESERVE)
        self._waiting: list[_Waiting] = []
        self._members: list[_Member] = []
        self.tally = Tally()

    @property
    def busy(self) -> bool:
        """Whether any text is unfinished."""
        return bool(self._waiting or self._members)

    def add(self, requests: Sequence[tuple[Request, Prompt]]) -> list[Event]:
        """Take requests in; returns answers for those whose prompts are too long for the model. Raises `GrammarInvalid`: none is taken in."""
        for source in {request.constraint.grammar for request, _ in requests} - {""}:
            self._grammar(source)
        if not self.busy:
            self.tally = Tally()
        events: list[Event] = []
        now = time.monotonic()
        for request, prompt in requests:
            if not self.fits(request, len(prompt)):
                events.append(Answer(request.id, "", Stop.TOO_LONG, len(prompt)))
            else:
                self._waiting.append(_Waiting(request, prompt, now))
        first: dict[tuple[int, ...], int] = {}
        for number, waiting in enumerate(self._waiting):
            first.setdefault(waiting.prompt.shared, number)
        self._waiting.sort(key=lambda waiting: (waiting.request.priority, first[waiting.prompt.shared]))
        return events

    def fits(self, request: Request, tokens: int) -> bool:
        """Tell whether a prompt of so many tokens leaves room for a text."""
        return tokens + _LEAST_BUDGET <= min(self._backend.longest, self._cells(request))

    def step(self) -> list[Event]:
        """Decode one batch; returns what became readable and who ended. Raises what `Backend.decode` does."""
        began = time.monotonic()
        self._admit()
        plan = self._plan()
        asked = time.monotonic()
        try:
            logits = self._backend.decode(plan.rows)
        except Interrupted:
            self._undo(plan)
            raise
        answered = time.monotonic()
        self._advance(plan)
        choosing = time.monotonic()
        events = [event for member, row in zip(plan.wanting, logits, strict=True) for event in self._write(member, row)]
        ended = time.monotonic()
        self.tally.steps += 1
        self.tally.native += answered - asked
        self.tally.choosing += ended - choosing
        self.tally.seconds += ended - began
        return events

    def cancel(self, fits: Callable[[Request], bool] = lambda _: True) -> list[Event]:
        """End all texts, or those that fit, where they are; ending all also mends the memory after a step that failed."""
        out = [waiting for waiting in self._waiting if fits(waiting.request)]
        events: list[Event] = [Answer(waiting.request.id, "", Stop.CANCELLED, len(waiting.prompt)) for waiting in out]
        self._waiting = [waiting for waiting in self._waiting if waiting not in out]
        for member in [member for member in self._members if fits(member.writing.request)]:
            member.writing.cancel()
            events += self._leave(member)
        if not self.busy:
            self._prefixes.interrupted()
        return events

    # ------------------------------------------------------------ who is in

    def _admit(self) -> None:
        while self._waiting and len(self._members) < self._seats(self._waiting[0].request):
            member = self._seat(self._waiting[0])
            if member is None:
                return
            del self._waiting[0]
            self._members.append(member)

    def _seats(self, request: Request) -> int:
        seats = self._backend.sequences - MOST
        return seats if request.priority is Priority.INTERACTIVE else seats - SEATS

    def _cells(self, request: Request) -> int:
        """Return how many cells a text may take with all others."""
        return self._backend.cells - (0 if request.priority is Priority.INTERACTIVE else self._reserve)

    def _seat(self, waiting: _Waiting) -> _Member | None:
        prompt, request = waiting.prompt, waiting.request
        cells = self._cells(request)
        budget = max(_LEAST_BUDGET, min(request.max_tokens, self._backend.longest - len(prompt), cells - len(prompt)))
        if not self._make_room(prompt, budget, cells):
            return None
        prefix = self._prefixes.obtain(prompt.shared, self._room(cells)) if prompt.shared else None
        free = min(set(range(MOST, self._backend.sequences)) - {member.sequence for member in self._members})
        writing = Writing(request, self._rules(request), min(budget, request.max_tokens))
        member = _Member(writing, prompt, free, prefix, waiting.began)
        if prefix is not None:
            prefix.users += 1
            self._share(member, prefix)
        return member

    def _rules(self, request: Request) -> Rules:
        source = request.constraint.grammar
        return Rules(request.constraint, self._vocabulary, self._grammar(source) if source else None)

    def _room(self, cells: int) -> int:
        return cells - self._prefixes.cells - sum(member.cells for member in self._members)

    def _make_room(self, prompt: Prompt, budget: int, cells: int) -> bool:
        lacking = len(prompt) + budget - self._room(cells)
        if lacking > 0 and self._prefixes.holds(prompt.shared):
            lacking -= len(prompt.shared)
        return lacking <= 0 or self._prefixes.release(lacking, prompt.shared) >= lacking

    def _share(self, member: _Member, prefix: Prefix) -> None:
        if prefix.ready and member.fed == 0:
            self._backend.copy(prefix.sequence, member.sequence, len(prefix.tokens))
            member.fed = len(prefix.tokens)
            self.tally.reused += len(prefix.tokens)

    def _leave(self, member: _Member) -> list[Event]:
        self._backend.drop(member.sequence, 0)
        self._members.remove(member)
        if member.prefix is not None:
            member.prefix.users -= 1
        writing = member.writing
        assert writing.stop is not None  # noqa: S101 - only those that ended leave
        seconds = time.monotonic() - member.began
        self.tally.written += len(writing.tokens)
        answer = Answer(writing.request.id, writing.place.text, writing.stop, len(member.prompt), len(writing.tokens), seconds)
        return [*self._pieces(member), answer]

    # ------------------------------------------------------------ one step

    def _plan(self) -> _Plan:
        plan = _Plan()
        members = [member for member in self._members if member.watched] or self._members
        for member in members:
            if member.fed == member.length - 1 >= len(member.prompt):
                plan.rows.append(Row(member.token(member.fed), member.fed, member.sequence, wanted=True))
                plan.wanting.append(member)
                plan.members.append((member, 1))
        watched = any(member.watched for member in plan.wanting)
        room = min(self._backend.rows, len(plan.rows) + _WATCHED_ROWS) if watched else self._backend.rows
        for prefix in self._prefixes.unready:
            if not any(member.prefix is prefix for member in members):
                continue
            end = min(len(prefix.tokens), prefix.fed + room - len(plan.rows))
            plan.rows += [Row(prefix.tokens[at], at, prefix.sequence, wanted=False) for at in range(prefix.fed, end)]
            plan.prefixes.append((prefix, end - prefix.fed))
        for member in members:
            self._plan_prompt(plan, member, room)
        return plan

    def _undo(self, plan: _Plan) -> None:
        """Forget what a step that was given up may have left in the memory."""
        for prefix, _ in plan.prefixes:
            self._backend.drop(prefix.sequence, prefix.fed)
        for member, _ in plan.members:
            self._backend.drop(member.sequence, member.fed)

    def _plan_prompt(self, plan: _Plan, member: _Member, room: int) -> None:
        total = len(member.prompt)
        if member.fed >= total or (member.prefix is not None and member.fed == 0) or self._waits_for_twin(plan, member):
            return
        end = min(total, member.fed + room - len(plan.rows))
        if end <= member.fed:
            return
        plan.rows += [Row(member.token(at), at, member.sequence, wanted=at == total - 1) for at in range(member.fed, end)]
        plan.members.append((member, end - member.fed))
        if end == total:
            plan.wanting.append(member)

    def _waits_for_twin(self, plan: _Plan, member: _Member) -> bool:
        """Take over what another text with the very same prompt has read of it; tell whether that text is reading the rest just now."""
        last = len(member.prompt) - 1  # whose logits each text needs for itself
        for twin in self._members:
            if twin is member or twin.prompt != member.prompt or twin.prefix is not member.prefix:
                continue
            if twin.fed >= last > member.fed:
                self._backend.drop(member.sequence, 0)
                self._backend.copy(twin.sequence, member.sequence, last)
                self.tally.reused += last - member.fed
                member.fed = last
                return False
            if member.fed < last and any(each is twin for each, _ in plan.members):
                return True
        return False

    def _advance(self, plan: _Plan) -> None:
        for prefix, count in plan.prefixes:
            prefix.fed += count
            self.tally.computed += count
            self._prefixes.keep(prefix)
        for member, count in plan.members:
            if member.fed < len(member.prompt):
                self.tally.computed += count
            member.fed += count
        for member in self._members:
            if member.prefix is not None:
                self._share(member, member.prefix)

    def _write(self, member: _Member, logits: Logits) -> Sequence[Event]:
        before = len(member.writing.tokens)
        member.writing.next(logits)
        if member.writing.stop is not None:
            return self._leave(member)
        if len(member.writing.tokens) <= before:
            self._backend.drop(member.sequence, member.length - 1)
            member.fed = member.length - 1
        return self._pieces(member)

    @staticmethod
    def _pieces(member: _Member) -> list[Event]:
        text = member.writing.fresh()
        return [Piece(member.writing.request.id, text)] if text else []
