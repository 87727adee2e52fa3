"""Both entry points: `bioai`, the command line, and `bioai-desktop`, the window."""

from __future__ import annotations

import io
import sys

#: In a bundle there is no Python to start the worker with: the program starts itself with this argument.
WORKER_ARGUMENT = "--engine-worker"


def cli() -> int:
    """Run the command line."""
    if WORKER_ARGUMENT in sys.argv[1:]:
        return _worker()
    from bioai_desktop.app import build  # noqa: PLC0415  # the worker must not load what it does not need
    from bioai_desktop.cli.main import run  # noqa: PLC0415

    _speak_utf8()
    return run(build, sys.argv[1:])


def desktop() -> int:
    """Open the window."""
    if WORKER_ARGUMENT in sys.argv[1:]:
        return _worker()
    from bioai_desktop.app import build  # noqa: PLC0415  # as above
    from bioai_desktop.gui.window import run  # noqa: PLC0415

    return run(build, sys.argv[1:])


def _speak_utf8() -> None:
    """Write Chinese whatever the terminal's encoding is called; what a file's odd name can't say is shown as a question mark."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _worker() -> int:
    from bioai_desktop.engine.worker import main  # noqa: PLC0415  # as above

    return main()


if __name__ == "__main__":
    sys.exit(cli())
