"""Stand-ins for what takes a model or a person, where only the order of things matters."""

import re
import string
import threading
from collections import deque
from collections.abc import Callable, Generator, Sequence

from bioai_desktop.domain import Answer, Device, EngineInfo, Piece, Request, Script, Stop, nothing_more
from bioai_desktop.drafting.counterparts import plain_words

_CLAUSES = (
    "问题在哪里讲得明白",
    "再把做法一步步讲明白",
    "数据来自公开的记录",
    "比较之后差别看得出来",
    "方法不算复杂但很耐用",
    "旁人也能照着做一遍",
    "限制同样写在了后面",
    "样本还需要更多来源",
    "换个场合还可以再试",
    "对做实验的人尤其省事",
    "结论留了余地",
    "图表交代得清楚",
    "这件事值得接着看",
    "代码和材料都可以拿到",
    "不懂统计也能跟上",
)


def fitting(request: Request) -> str:
    """Return a text of the wanted script, length and form, another for each request.

    A longer Chinese one begins with words of its prompt, so that it speaks of what was asked.
    """
    if request.constraint.form:
        return _formed(request)
    if request.constraint.script is Script.LATIN:
        return "A plain sentence that says what was done and what is open."
    return _sentence(request, request.constraint.min_chars, request.constraint.max_chars or 60)


def _formed(request: Request) -> str:
    parts: list[str] = []
    for literal, field, size, _ in string.Formatter().parse(request.constraint.form):
        parts.append(literal)
        if field == "text":
            least, _, most = (size or "1-20").partition("-")
            parts.append(f"将{_sentence(request, int(least), int(most) - 1)}")
        elif field is not None:
            parts.append(field.split("|")[0])
    return "".join(parts)


def _sentence(request: Request, least: int, most: int) -> str:
    at = sum(map(ord, request.id + request.prompt)) % len(_CLAUSES)
    text = f"{_subject(request)}{_CLAUSES[at]}" if most > 45 else _CLAUSES[at]
    for clause in (*_CLAUSES[at + 1 :], *_CLAUSES[:at]):
        if len(text) >= max(least, most * 2 // 3) or len(text) + len(clause) + 1 > most:
            break
        text += f"，{clause}"
    return text[:most] if most < len(text) else text


def _subject(request: Request) -> str:
    """Return what a prompt is about: words that have a Chinese counterpart, terms that are there in Chinese, names, numbers that may be said."""
    own = request.prompt.split("）\n")[-1]
    title = own.partition(".")[0]
    words = [
        ours
        for passage, most in ((title, 3), (own, 3))
        for ours in [each for each, theirs in plain_words().items() if re.search(rf"\b(?:{theirs})", passage, re.IGNORECASE)][:most]
    ]
    terms = [term[:8] for term in re.findall("[\u4e00-\u9fff]+", own)][:2]
    names = [name for name in request.constraint.words if name in own and len(name) > 2][:2]
    said = "、".join(dict.fromkeys((*words, *terms)))
    whole = [number for number in request.constraint.numbers if len(number) < 6 and f"{number} 万" not in own and f"{number} 亿" not in own]
    counted = [f"{number} 这个数" for number in whole[:4]]
    parts = (said, *names, *request.constraint.required, *counted)
    return "".join(f"{part}，" for part in dict.fromkeys(parts) if part)


class ScriptedEngine:
    """An Engine whose answers are a function of the request; `gate`, where given, is waited for before each answer."""

    def __init__(self, reply: Callable[[Request], str] = fitting, gate: threading.Event | None = None) -> None:
        self.reply = reply
        self.gate = gate
        self.asked: list[Request] = []
        self.closed = False

    loading = None

    def stream(
        self,
        requests: Sequence[Request],
        beat: Callable[[], None] = lambda: None,
        more: Callable[[], Sequence[Request]] = nothing_more,
    ) -> Generator[Piece | Answer]:
        """Answer one request after the other, each in two pieces."""
        waiting = deque(requests)
        while waiting:
            request = waiting.popleft()
            self.asked.append(request)
            text = self.reply(request)
            yield Piece(request.id, text[: len(text) // 2])
            while self.gate is not None and not self.gate.wait(0.01):
                beat()
            yield Piece(request.id, text[len(text) // 2 :])
            yield Answer(request.id, text, Stop.END, 10, len(text), 0.01)
            waiting.extend(more())

    def info(self, _beat: Callable[[], None] = lambda: None) -> EngineInfo:
        """Say that it computes on the CPU, for want of a card."""
        return EngineInfo("scripted", "0" * 64, Device.CPU, "CPU, 2 threads", "no-gpu-found", 42.0)

    def close(self) -> None:
        """Note that it was let go."""
        self.closed = True
