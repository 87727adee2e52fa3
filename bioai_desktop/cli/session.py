"""What every command shares: the parts, the words, and the two streams (answers on stdout, messages on stderr)."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path

import msgspec
import typer
from rich.console import Console

from bioai_desktop.cli.progress import TerminalJob
from bioai_desktop.domain import Device, Language
from bioai_desktop.errors import AppError, DateInvalid
from bioai_desktop.flow.parts import Parts
from bioai_desktop.settings import system_language
from bioai_desktop.wording import Wording

Build = Callable[[Path | None], Parts]

#: Exit status of a command that was called wrongly.
WRONG_USAGE = 2
#: Exit status of a command that did its work and found what blocks.
BLOCKED = 3
#: Years that a page can be of: far from the ends of the calendar, beyond which days can't be counted.
_YEARS = range(1900, 3000)


class Session:
    """One call of the command line."""

    def __init__(self, build: Build, data_dir: Path | None, language: Language | None, profile: str = "") -> None:
        self._build = build
        self._data_dir = data_dir
        self._language = language
        self._profile = profile
        self._job: TerminalJob | None = None
        self.messages = Console(stderr=True, highlight=False, soft_wrap=True, emoji=False)
        self.stopped = False  #: the user pressed Ctrl-C

    @cached_property
    def parts(self) -> Parts:
        """The newsroom, made at first use."""
        parts = self._build(self._data_dir)
        if self._profile:
            parts.use(replace(parts.settings, profile=self._profile))
        return parts

    @property
    def wording(self) -> Wording:
        """Words in the language asked for, else of the settings where they are read, else of the system."""
        known = self.parts.settings.language if "parts" in self.__dict__ else system_language()
        return Wording(self._language or known)

    def job(self) -> TerminalJob:
        """Return the job that shows this call's progress on stderr."""
        if self._job is None:
            self._job = TerminalJob(self.messages, self.wording, lambda: self.stopped)
        return self._job

    def use_engine(self, model: str, device: Device | None, *, aloud: bool = True) -> None:
        """Use another model or device than the settings say, for this call; says so where texts go to another machine."""
        chosen = self.parts.settings
        self.parts.use(replace(chosen, model=model or chosen.model, device=device or chosen.device))
        if aloud and self.parts.settings.hosts:
            self.say("text.leaves", hosts=", ".join(self.parts.settings.hosts))

    def page_language(self, asked: Language | None = None) -> Language:
        """Return the language of the page that is meant: the one asked for, else the one in which pages are drafted."""
        return asked or self.parts.profile.language

    def say(self, key: str, /, **values: object) -> None:
        """Write a message for the user to stderr."""
        self.tell(self.wording.text(key, **values))

    def say_error(self, error: AppError) -> None:
        """Say what happened, on stderr."""
        self.tell(self.wording.error(error))

    def tell(self, sentence: str) -> None:
        """Write a sentence to stderr, on a line of its own."""
        self._end_progress()
        self.messages.print(sentence, markup=False)

    def answer(self, document: object, lines: Sequence[str], *, as_json: bool) -> None:
        """Write the command's answer to stdout: one JSON document, or lines to read."""
        self._end_progress()
        # Not msgspec's own JSON: a file name may hold what is no UTF-8, which the stream shows as a question mark.
        text = json.dumps(msgspec.to_builtins(document), ensure_ascii=False, indent=2) if as_json else "\n".join(lines)
        if text:
            sys.stdout.write(text if text.endswith("\n") else text + "\n")

    def ask_secretly(self, key: str, /, **values: object) -> str:
        """Return a line that is typed without being shown, or that another program hands in."""
        if not sys.stdin.isatty():
            return sys.stdin.readline()
        return getpass.getpass(self.wording.text(key, **values), sys.stderr)

    def _end_progress(self) -> None:
        if self._job is not None:
            self._job.finish()

    def close(self) -> None:
        """Let go of what was made; say where the store was found as a crash had left it."""
        if "parts" in self.__dict__:
            store = self.parts.store_if_open
            if store is not None and store.left_open:
                self.say("store.recovered")
            self.parts.close()


def session(context: typer.Context) -> Session:
    """Return the session of the running command."""
    found = context.find_object(Session)
    if found is None:
        raise LookupError("no session: commands run below cli.main")
    return found


def parse_day(text: str) -> date:
    """Read a date as a user writes it; raises `DateInvalid`."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise DateInvalid(text) from None
    if day.year not in _YEARS:
        raise DateInvalid(text)
    return day
