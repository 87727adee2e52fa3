"""The site's own git, with its own settings and hooks: what is uncommitted, one commit, a push."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from bioai_desktop.checkout.files import real
from bioai_desktop.errors import GitFailed

_PATIENCE = 600.0  # seconds; a hook may build the whole site
_MOST_TOLD = 2000  # characters of what git says
#: Set where we are started from a hook or an alias of another repository: they would lead git there.
_FOREIGN = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE")


def is_checkout(root: Path) -> bool:
    """Return whether the folder lies in a git checkout, and there is a git to ask; raises `GitFailed` where that one will not look."""
    if shutil.which("git") is None or not any((folder / ".git").exists() for folder in (root.resolve(), *root.resolve().parents)):
        return False
    return _ask("status", root, "rev-parse", "--is-inside-work-tree").strip() == "true"


def uncommitted(root: Path, paths: Iterable[str]) -> list[str]:
    """Return those of the site's files that git does not know as they are; ignored files are not among them."""
    return [path for path in paths if _ask("status", root, "status", "--porcelain", "--untracked-files=all", "--", _name(root, path))]


def knows(root: Path, path: str) -> bool:
    """Return whether the last commit holds that file."""
    return _run(root, "cat-file", "-e", f"HEAD:./{_name(root, path)}").returncode == 0


def commit(root: Path, paths: Sequence[str], message: str) -> str:
    """Commit those files as they are, nothing else, and return the commit's hash.

    What else is staged stays so. When git or a hook refuses, the files are unstaged again; raises `GitFailed`.
    """
    names = [_name(root, path) for path in paths]
    # Only where need be: what a hook adds to a commit of some of what is staged, git loses from the index.
    some = [] if _run(root, "diff", "--cached", "--quiet").returncode == 0 else ["--only", "--", *names]
    try:
        _ask("commit", root, "add", "--all", "--", *names)
        _ask("commit", root, "commit", "--quiet", "--message", message, *some)
    except BaseException:
        _run(root, "reset", "--quiet", "--", *names)
        raise
    return _ask("commit", root, "rev-parse", "HEAD").strip()


def push(root: Path) -> None:
    """Push the branch to where its own settings say; raises `GitFailed`."""
    _ask("push", root, "push", "--quiet")


def _name(root: Path, path: str) -> str:
    """Return a file's name for git, which does not look through links."""
    return real(root, path).relative_to(root.resolve()).as_posix()


def _ask(reason: str, root: Path, *arguments: str) -> str:
    done = _run(root, *arguments)
    if done.returncode:
        told = "\n".join(text for text in (done.stderr.strip(), done.stdout.strip()) if text)
        raise GitFailed(reason, told[-_MOST_TOLD:])
    return done.stdout


def _run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = ["git", "--no-optional-locks", "--literal-pathspecs", "-c", "core.quotePath=false", *arguments]
    environment = {key: value for key, value in os.environ.items() if key not in _FOREIGN} | {"GIT_TERMINAL_PROMPT": "0"}
    try:
        return subprocess.run(
            command,
            cwd=root.resolve(),
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=_PATIENCE,
            check=False,
            creationflags=subprocess.CREATE_NO_WINDOW if sys.platform == "win32" else 0,
        )
    except subprocess.TimeoutExpired as error:
        raise GitFailed("slow", arguments[0]) from error
