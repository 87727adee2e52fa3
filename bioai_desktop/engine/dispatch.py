"""The requests of one stream on their way over several servers: who is asked for what, what is heard, what moves when a server fails.

Pure: it says which calls to begin and to drop, and is told what was heard of them.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bioai_desktop.domain import Answer, Call, Heard, Piece, Request, Stop
from bioai_desktop.engine import asking
from bioai_desktop.engine.gbnf import grammar
from bioai_desktop.engine.hearing import Hearing
from bioai_desktop.engine.servers import Server, reason_of, words_of
from bioai_desktop.errors import ServerFailed

Event = Piece | Answer

_MOVES = frozenset(("offline", "unreachable", "timeout", "tls", "broken-off"))  # another server may well do it


@dataclass(slots=True, eq=False)
class Post:
    """A server during one stream."""

    server: Server
    running: int = 0
    confines: bool = field(init=False)  #: until it refuses a grammar
    down: bool = False

    def __post_init__(self) -> None:
        self.confines = self.server.confines

    @property
    def load(self) -> float:
        """The share of what it does at a time that it is doing."""
        return self.running / self.server.width


@dataclass(slots=True, eq=False)
class _Text:
    """A request, waiting or being written."""

    request: Request
    began: float
    told: str = ""  #: what a server that failed had written of it, and was shown
    moved: bool = False
    tokens: int = 0
    prompt_tokens: int = 0


@dataclass(slots=True, eq=False)
class _Line:
    """A text that a server is writing."""

    text: _Text
    post: Post
    hearing: Hearing
    grammar: str
    finish: str = ""
    over: bool = False
    spoken: list[str] = field(default_factory=list[str])  #: an answer that is no stream


class Dispatch:
    """One stream of requests; `keys` are shown to the servers of those addresses, `name` makes names of calls that were never used."""

    def __init__(self, servers: Sequence[Server], requests: Sequence[Request], keys: Mapping[str, str], name: Callable[[], str]) -> None:
        self.posts = [Post(server) for server in servers]
        self._keys = keys
        self._name = name
        self._waiting: deque[_Text] = deque()
        self.add(requests)
        self._lines: dict[str, _Line] = {}
        self._dropped: list[str] = []
        self.tokens = 0  #: of texts that have ended

    def add(self, requests: Sequence[Request]) -> None:
        """Take in requests, behind those that wait and are as urgent."""
        now = time.monotonic()
        waiting = [*self._waiting, *(_Text(request, now) for request in requests)]
        self._waiting = deque(sorted(waiting, key=lambda text: text.request.priority))

    @property
    def busy(self) -> bool:
        """Whether any text is unfinished."""
        return bool(self._waiting or self._lines)

    def calls(self) -> Iterator[Call]:
        """Yield what is to be asked now: no server gets more than it does at a time, the idlest is asked first."""
        while self._waiting:
            free = [post for post in self.posts if not post.down and post.running < post.server.width]
            if not free:
                return
            yield self._ask(self._waiting.popleft(), min(free, key=lambda post: post.load))

    def drops(self) -> list[str]:
        """Return the calls to hang up on: their texts have ended before their servers knew."""
        dropped, self._dropped = self._dropped, []
        return dropped

    def hear(self, heard: Heard) -> list[Event]:
        """Take a line of an answer or its end; returns what became readable and who ended. Raises `ServerFailed`."""
        line = self._lines.get(heard.call)
        if line is None:
            return []  # it was hung up on
        if heard.ended:
            return self._ended(heard, line)
        if heard.status != 200:
            line.spoken.append(heard.line)
            return []
        said = asking.understand(heard.line)
        if said is None:
            return self._failed(heard.call, line, ServerFailed(line.post.server.host, "nonsense", 200, words_of(heard.line)))
        return self._complained(heard.call, line, said.error) if said.error else self._said(heard.call, line, said)

    # ------------------------------------------------------------ asking

    def _ask(self, text: _Text, post: Post) -> Call:
        rules = grammar(text.request.constraint, text.told) if post.confines else ""
        # Where a grammar is "", anything is allowed, and the server can't write anything else.
        hearing = Hearing(text.request, text.told, confined=post.confines)
        base, question = post.server.base, asking.question(post.server, text.request, rules, text.told)
        call = Call(self._name(), f"{base}/v1/chat/completions", question, self._keys.get(base, ""))
        self._lines[call.id] = _Line(text, post, hearing, rules)
        post.running += 1
        return call

    def _leave(self, call: str, line: _Line) -> None:
        del self._lines[call]
        line.post.running -= 1

    # ------------------------------------------------------------ hearing

    def _said(self, call: str, line: _Line, said: asking.Said) -> list[Event]:
        text, hearing = line.text, line.hearing
        text.tokens = max(text.tokens + bool(said.text), said.tokens)
        text.prompt_tokens = said.prompt_tokens or text.prompt_tokens
        line.finish, line.over = said.finish or line.finish, line.over or said.over
        events: list[Event] = []
        if said.text and (fresh := hearing.take(said.text)):
            events.append(Piece(text.request.id, fresh))
        if hearing.stop is not None or said.over:
            events += self._finish(call, line, _stop(line.finish))
        return events

    def _finish(self, call: str, line: _Line, stop: Stop) -> list[Event]:
        if not line.over:
            self._dropped.append(call)
        self._leave(call, line)
        request = line.text.request
        fresh = line.hearing.end(stop)
        answer = self._answer(line.text, line.hearing.text, line.hearing.stop or stop)
        return [Piece(request.id, fresh), answer] if fresh else [answer]

    def _answer(self, text: _Text, written: str, stop: Stop) -> Answer:
        self.tokens += text.tokens
        return Answer(text.request.id, written, stop, text.prompt_tokens, text.tokens, time.monotonic() - text.began)

    def _ended(self, heard: Heard, line: _Line) -> list[Event]:
        line.over = True
        if heard.problem or heard.status == 0:
            return self._failed(heard.call, line, ServerFailed(line.post.server.host, reason_of(heard.problem), heard.status, "–"))
        if heard.status != 200:
            return self._turned_away(heard, line)
        if line.finish:
            return self._finish(heard.call, line, _stop(line.finish))
        return self._failed(heard.call, line, ServerFailed(line.post.server.host, "broken-off"))

    def _turned_away(self, heard: Heard, line: _Line) -> list[Event]:
        """A question that was not taken: too long, with a grammar that this server can't use, or for another reason."""
        words = "\n".join(line.spoken)
        if asking.is_too_long(heard.status, words):
            return self._finish(heard.call, line, Stop.TOO_LONG)
        if line.grammar and asking.refuses_grammar(heard.status, words):
            line.post.confines = False
            self._again(heard.call, line)
            return []
        return self._failed(heard.call, line, asking.refusal(line.post.server, heard.status, words))

    def _complained(self, call: str, line: _Line, words: str) -> list[Event]:
        """A server that says in the middle of its answer that something is wrong with it."""
        if asking.is_too_long(400, words):
            return self._finish(call, line, Stop.TOO_LONG)
        return self._failed(call, line, asking.refusal(line.post.server, 500, words))

    # ------------------------------------------------------------ failing

    def _failed(self, call: str, line: _Line, failure: ServerFailed) -> list[Event]:
        """Move a text to another server, once, where its own is down; raise the failure where that is no use."""
        if failure.reason in _MOVES or failure.status >= 500:
            line.post.down = True
        others = [post for post in self.posts if not post.down]
        shown = line.hearing.shown
        if not line.post.down or line.text.moved or not others or (shown and not all(post.server.continues for post in others)):
            raise failure
        line.text.moved = True
        self._again(call, line)
        return []

    def _again(self, call: str, line: _Line) -> None:
        if not line.over:
            self._dropped.append(call)
        self._leave(call, line)
        line.text.told = line.hearing.shown
        self._waiting.appendleft(line.text)


def _stop(finish: str) -> Stop:
    return Stop.LENGTH if finish == "length" else Stop.END
