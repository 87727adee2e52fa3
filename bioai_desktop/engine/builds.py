"""Which build of llama.cpp is installed, and which machine it computes on: told without loading native code."""

from __future__ import annotations

import hashlib
import platform
import re
from importlib.util import find_spec
from pathlib import Path

from bioai_desktop.engine import devices

_LIBRARIES = {".so", ".dylib", ".dll"}


def build_mark() -> str:
    """Return a hash over the installed libraries, which differs from build to build; "" where there are none."""
    found = find_spec("llama_cpp")
    folder = Path(found.origin).parent / "lib" if found and found.origin else None
    digest = hashlib.sha256()
    libraries = sorted(path for path in folder.iterdir() if path.suffix in _LIBRARIES) if folder and folder.is_dir() else []
    for library in libraries:
        digest.update(library.name.encode() + library.read_bytes())
    return digest.hexdigest() if libraries else ""


def machine() -> str:
    """Return the processor and how many threads compute on it."""
    return f"{_processor()}, {devices.threads()} threads"


def _processor() -> str:
    try:
        found = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text("utf-8"), re.MULTILINE)
    except OSError:
        found = None
    return found.group(1).strip() if found else platform.processor() or platform.machine()
