"""The last net: a mistake of the program is written down and told, and the window stays."""

from __future__ import annotations

import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QMessageBox

from bioai_desktop.wording import Wording


class CrashNet:
    """Takes what no code expected: to standard error, to `crash.log`, and once for each window's life to the user."""

    def __init__(self, log: Path, wording: Wording) -> None:
        self._log = log
        self._wording = wording
        self._told = False

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Note an exception; what ends the program on purpose goes on doing so."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        words = "".join(traceback.format_exception(kind, error, trace))
        sys.stderr.write(words)
        self._log.parent.mkdir(parents=True, exist_ok=True)
        with self._log.open("a", encoding="utf-8") as file:
            file.write(f"{datetime.now(UTC).isoformat(timespec='seconds')}\n{words}\n")
        if not self._told:
            self._told = True
            QMessageBox.critical(None, self._wording.text("gui.title"), self._wording.text("gui.crash", path=self._log))
