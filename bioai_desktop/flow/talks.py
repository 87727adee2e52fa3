"""Several conversations with servers at once, each of which asks by what it was answered, over one set of connections."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from bioai_desktop.errors import AppError, Cancelled, FetchFailed
from bioai_desktop.net.client import fetch
from bioai_desktop.net.exchange import Fetch, FetchResult, Limits

T = TypeVar("T")

#: Yields what it wants to know (something, each time), is sent the answers in that order, and returns what it came to know or raises why not.
Talk = Generator[Sequence[Fetch], Sequence[FetchResult], T]


def hold(talks: Mapping[str, Talk[T]], beat: Callable[[int], None], limits: Limits | None = None) -> dict[str, T | AppError]:
    """Hold all talks and return what came of each; `beat` is told how many are over, and what it raises ends all of them."""
    desk = _Desk({name: _Turn(talk) for name, talk in talks.items()})
    fetch([request for name in talks for request in desk.go_on(name)], desk.take, limits, lambda: beat(len(desk.over)))
    return {name: desk.over[name] for name in talks}


@dataclass(slots=True)
class _Turn(Generic[T]):
    """What a talk asked, and what it was answered so far."""

    talk: Talk[T]
    asked: Sequence[Fetch] = ()
    answers: dict[int, FetchResult] = field(default_factory=dict[int, FetchResult])


@dataclass(slots=True)
class _Desk(Generic[T]):
    turns: dict[str, _Turn[T]]
    over: dict[str, T | AppError] = field(default_factory=dict[str, "T | AppError"])

    def go_on(self, name: str) -> list[Fetch]:
        """Let a talk that has all its answers go on, and return what it asks next."""
        turn = self.turns[name]
        try:
            turn.asked = turn.talk.send([turn.answers[place] for place in range(len(turn.asked))]) if turn.asked else next(turn.talk)
        except StopIteration as end:
            self.over[name] = end.value
            return []
        except Cancelled:
            raise
        except AppError as problem:
            self.over[name] = problem
            return []
        turn.answers = {}
        return [replace(request, id=f"{place} {name}") for place, request in enumerate(turn.asked)]

    def take(self, result: FetchResult) -> list[Fetch]:
        """Hand an answer to the talk that asked."""
        place, _, name = result.id.partition(" ")
        turn = self.turns[name]
        turn.answers[int(place)] = _called(turn.asked[int(place)].id, result)
        return self.go_on(name) if len(turn.answers) == len(turn.asked) else []


def _called(name: str, result: FetchResult) -> FetchResult:
    """Return a result under the name that the talk had given to its request."""
    problem = result.problem
    if isinstance(problem, FetchFailed):
        problem = FetchFailed(name, problem.reason, problem.status, problem.detail)
    return replace(result, id=name, problem=problem)
