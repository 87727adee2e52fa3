"""A model's own chat template: where the texts of a request stand between its marks."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple, NoReturn, cast

from jinja2 import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bioai_desktop.domain import Request

#: Stand-ins for the texts while the template is rendered: private characters, which no template looks at.
_SYSTEM, _USER = "\ue000s\ue001", "\ue000u\ue001"

#: The form that most small models were trained on, for files that carry no template or none that can be used.
_CHATML = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n{% endfor %}"
    "{{ '<|im_start|>assistant\n' }}"
)


class Span(NamedTuple):
    """A part of a prompt."""

    text: str
    marks: bool  #: its special tokens are meant; those in the texts of a request are not


class Template:
    """The chat template of one model."""

    def __init__(self, source: str, bos: str = "", eos: str = "") -> None:
        self._source = source or _CHATML
        self._special = {"bos_token": bos, "eos_token": eos}
        self._parts = lru_cache(2)(self._render)

    def shared(self, request: Request) -> list[Span]:
        """Return the beginning that this request has in common with others of the same system and shared text."""
        before, between, _ = self._parts(bool(request.system))
        system = [Span(before, marks=True), Span(request.system, marks=False)] if request.system else []
        return [*system, Span(between, marks=True), Span(request.shared, marks=False)]

    def own(self, request: Request) -> list[Span]:
        """Return the rest of the prompt, up to where the model begins to write."""
        *_, after = self._parts(bool(request.system))
        return [Span(request.prompt, marks=False), Span(after, marks=True)]

    def _render(self, with_system: bool) -> tuple[str, str, str]:  # noqa: FBT001
        for source in (self._source, _CHATML):
            system = [{"role": "system", "content": _SYSTEM}] if with_system else []
            # Some templates know no system turn: there, it opens the user's.
            for messages in ([*system, _turn(_USER)], [_turn(f"{_SYSTEM}\n\n{_USER}" if with_system else _USER)]):
                parts = _split(self._write(source, messages), with_system=with_system)
                if parts is not None:
                    return parts
        raise AssertionError("ChatML has a place for every text")

    def _write(self, source: str, messages: list[dict[str, str]]) -> str:
        # What a model file brings along is somebody else's code: it runs in the sandbox only.
        environment = ImmutableSandboxedEnvironment(
            trim_blocks=True, lstrip_blocks=True, autoescape=False, extensions=["jinja2.ext.loopcontrols"]
        )
        cast("dict[str, object]", environment.globals).update(raise_exception=_refuse, strftime_now=_now)
        try:
            template = environment.from_string(source)
            text = template.render(messages=messages, add_generation_prompt=True, enable_thinking=False, tools=None, **self._special)
        except (TemplateError, TypeError, ValueError, LookupError, ArithmeticError, AttributeError):
            return ""
        return _without_thoughts(text, source)


def _turn(content: str) -> dict[str, str]:
    return {"role": "user", "content": content}


def _refuse(reason: str) -> NoReturn:
    raise TemplateError(reason)


def _now(form: str) -> str:
    return datetime.now(UTC).strftime(form)


def _split(text: str, *, with_system: bool) -> tuple[str, str, str] | None:
    """Cut a rendered prompt at its two texts; None where they do not stand in it once each, in order."""
    if text.count(_USER) != 1 or text.count(_SYSTEM) != int(with_system):
        return None
    head, after = text.split(_USER)
    if not with_system:
        return "", head, after
    before, found, between = head.partition(_SYSTEM)
    return (before, between, after) if found else None


def _without_thoughts(text: str, source: str) -> str:
    """Close the thinking of models that always think: an empty thought is already had."""
    if "<think>" not in source or "enable_thinking" in source:
        return text
    ending = text.rstrip()
    if ending.endswith("<think>"):
        return ending + "\n\n</think>\n\n"
    return text if ending.endswith("</think>") else text + "<think>\n\n</think>\n\n"
