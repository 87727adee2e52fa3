"""Progress in a terminal: a line with a bar, its rate and the time left; sparse lines where nobody watches."""

from __future__ import annotations

import time
from collections.abc import Callable

from rich.console import Console
from rich.text import Text

from bioai_desktop.domain import Step
from bioai_desktop.errors import Cancelled
from bioai_desktop.wording import Wording

_REFRESH = 0.1  # seconds
_SPARSE = 10.0  # seconds between lines where the output is no terminal
_BAR = 24  # characters


class TerminalJob:
    """A Job that writes to stderr; stopping is the terminal's interrupt."""

    def __init__(self, console: Console, wording: Wording, stopped: Callable[[], bool]) -> None:
        self._console = console
        self._wording = wording
        self._stopped = stopped
        self._step: Step | None = None
        self._started = 0.0
        self._base = 0  #: what was done before we began, of a download that goes on
        self._done = 0  #: what was done at the last step
        self._shown = 0.0
        self._over: tuple[Step, int] | None = None  #: what was last said to be over, and of how many

    def step(self, step: Step, done: int, total: int, note: str = "") -> None:
        """Show `done` of `total`, not more often than a reader can follow; raises `Cancelled` once the user pressed stop."""
        if self._stopped():
            raise Cancelled
        over = total > 0 and done >= total
        if over and self._over == (step, total):
            return  # said already
        now = time.monotonic()
        again = done < self._done  # work of the same name that begins anew has a pace of its own
        self._done = done
        if step is not self._step or again:
            self.finish()
            self._step, self._started, self._base, self._shown = step, now, done, 0.0
        pause = _REFRESH if self._console.is_terminal else _SPARSE
        if not over and now - self._shown < pause:
            return
        self._shown = now
        line = self._line(step, done, total, note, now)
        if self._console.is_terminal:
            self._console.print(Text(line, no_wrap=True, overflow="ellipsis"), end="\r", soft_wrap=False)
        else:
            self._console.print(line.rstrip(), markup=False)
        if over:
            self.finish()
        self._over = (step, total) if over else None

    def finish(self) -> None:
        """End the line of the running step."""
        if self._step is not None and self._console.is_terminal:
            self._console.print()
        self._step = None

    def _line(self, step: Step, done: int, total: int, note: str, now: float) -> str:
        parts = [f"{self._wording.step(step):<10}"]
        if total > 0:
            filled = round(_BAR * done / total)
            parts.append("█" * filled + "░" * (_BAR - filled))
            parts.append(self._counted(step, done, total, now))
        if note:
            parts.append(note)
        return "  ".join(parts) + " " * 8

    def _counted(self, step: Step, done: int, total: int, now: float) -> str:
        """Say how much is done, how fast, and how long the rest takes."""
        in_bytes = step in {Step.DOWNLOAD, Step.VERIFY, Step.COPY, Step.FIT}
        text = f"{self._wording.size(done)} / {self._wording.size(total)}" if in_bytes else f"{done}/{total}"
        seconds = now - self._started
        rate = (done - self._base) / seconds if seconds > 0 else 0.0
        if in_bytes and rate > 0:
            text += f"  {self._wording.size(round(rate))}/s"
        if rate > 0 and done < total:
            text += "  " + self._wording.text("text.left", time=self._wording.duration((total - done) / rate))
        return text
