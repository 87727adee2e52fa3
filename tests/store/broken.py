"""Stores as a crash or a bad disk leaves them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_CRASH = """
import os, sys
from pathlib import Path
from bioai_desktop.store.store import Store
store = Store(Path(sys.argv[1]))
store.published.record(__import__("datetime").date(2026, 1, 1), __import__("bioai_desktop.domain").domain.Language.ZH, {"https://crash.example/": "top 1"})
os._exit(9)
"""


def crash(path: Path) -> None:
    """Have a process end while it has the store open, right after it kept a published link."""
    ended = subprocess.run([sys.executable, "-c", _CRASH, str(path)], cwd=Path(__file__).parents[2], check=False)
    assert ended.returncode == 9


def ruin(path: Path) -> bytes:
    """Overwrite pages in the middle of the file; return what it holds then."""
    body = bytearray(path.read_bytes())
    begin = 4096 * 5
    body[begin : begin + 4096 * 20] = b"\x55" * (4096 * 20)
    path.write_bytes(body)
    return bytes(body)
