"""Both entry points: `bioai`, the command line, and `bioai-desktop`, the window."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable

#: In a bundle there is no Python to start the engine's processes with: the program starts itself with one of these arguments.
WORKER_ARGUMENT = "--engine-worker"
FITTING_ARGUMENT = "--engine-fitting"


def cli() -> int:
    """Run the command line."""
    if (part := _part()) is not None:
        return part()
    from bioai_desktop.app import build  # noqa: PLC0415  # the worker must not load what it does not need
    from bioai_desktop.cli.main import run  # noqa: PLC0415

    _speak_utf8()
    return run(build, sys.argv[1:])


def desktop() -> int:
    """Open the window."""
    if (part := _part()) is not None:
        return part()
    from bioai_desktop.app import build  # noqa: PLC0415  # as above
    from bioai_desktop.gui.window import run  # noqa: PLC0415

    return run(build, sys.argv[1:])


def _speak_utf8() -> None:
    """Write Chinese whatever the terminal's encoding is called; what a file's odd name can't say is shown as a question mark."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _part() -> Callable[[], int] | None:
    """Return what this process is to do, where it is one of the engine's."""
    return next((run for argument, run in _PARTS.items() if argument in sys.argv[1:]), None)


def _worker() -> int:
    from bioai_desktop.engine.worker import main  # noqa: PLC0415  # as above

    return main()


def _fitting() -> int:
    from bioai_desktop.engine.fitting_process import main  # noqa: PLC0415  # as above

    return main()


_PARTS: dict[str, Callable[[], int]] = {WORKER_ARGUMENT: _worker, FITTING_ARGUMENT: _fitting}


if __name__ == "__main__":
    sys.exit(cli())
