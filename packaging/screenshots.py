"""Draw the window for the documentation: the real one, at 1440 x 900, over the pages of a data folder, in light and dark.

    python packaging/screenshots.py DATA_DIR OUT_DIR [--demo] [--day YYYY-MM-DD]

A font for Chinese and one for emoji must be installed (Debian: fonts-noto-cjk, fonts-noto-color-emoji, fonts-inter).
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer

from bioai_desktop.app import build
from bioai_desktop.domain import Language, Severity
from bioai_desktop.edition.model import SectionKind
from bioai_desktop.flow.parts import Parts
from bioai_desktop.gui.look import Look
from bioai_desktop.gui.top_bar import DeskStep
from bioai_desktop.gui.window import Window, application
from bioai_desktop.settings import Theme

SIZE = (1440, 900)
PATIENCE = 200  # looks, 50 ms apart, before a window that does not come to rest is drawn as it is


def wait(window: Window) -> None:
    """Let the window work until nothing is under way."""
    for _ in range(PATIENCE):
        loop = QEventLoop()
        QTimer.singleShot(50, loop.quit)
        loop.exec()
        if window.jobs.idle():
            return


def editing(window: Window) -> None:
    """Turn to the piece that is most worth a look."""
    section = window.desk.edition.section(SectionKind.TOP) if window.desk.edition else None
    entries = section.entries if section else ()
    marked = window.desk.marked(Severity.LOOK)
    chosen = next((entry for entry in entries if entry.id in marked), entries[0] if entries else None)
    window.showing.step(DeskStep.EDIT)
    if chosen is not None:
        window.page.tree.go_to(chosen.id)


def publishing(window: Window) -> None:
    """Turn to the preview."""
    editing(window)
    window.showing.step(DeskStep.PUBLISH)


def draw(parts: Parts, look: Look, day: date | None, show: Callable[[Window], None], file: Path) -> None:
    """Open a window, turn it to what is to be seen, and save the picture."""
    window = Window(parts, look)
    window.resize(*SIZE)
    window.show()
    window.begin(day)
    wait(window)
    show(window)
    wait(window)
    window.grab().save(str(file))
    print(file)
    window.close()


def main() -> int:
    """Draw all pictures."""
    parser = argparse.ArgumentParser(description="Draw the window for the documentation.")
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--demo", action="store_true", help="the pages of the built-in example")
    parser.add_argument("--day", type=date.fromisoformat, default=None)
    parser.add_argument("--language", type=Language, default=Language.ZH)
    chosen = parser.parse_args()
    app = application()
    parts = build(chosen.data)
    parts = parts.for_demo() if chosen.demo else parts
    parts.settings = replace(parts.settings, language=chosen.language)
    chosen.out.mkdir(parents=True, exist_ok=True)
    look = Look(Theme.LIGHT, app)
    for theme in (Theme.LIGHT, Theme.DARK):
        look.choose(theme)
        draw(parts, look, chosen.day, editing, chosen.out / f"desk-{theme}.png")
        draw(parts, look, chosen.day, publishing, chosen.out / f"publish-{theme}.png")
    parts.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
