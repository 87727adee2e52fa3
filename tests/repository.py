"""A real git repository for tests, apart from the settings of whoever runs them."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

_SETTINGS = (("user.name", "Tests"), ("user.email", "tests@example.org"), ("commit.gpgSign", "false"), ("core.hooksPath", ".git/hooks"))


@dataclass(frozen=True)
class Repository:
    """What a test asks a repository."""

    root: Path

    @classmethod
    def begin(cls, root: Path) -> Repository:
        """Make a repository whose first commit holds what lies there."""
        made = cls(root)
        made.run("init", "--quiet", "--initial-branch=main")
        for key, value in _SETTINGS:
            made.run("config", key, value)
        made.run("add", "--all")
        made.run("commit", "--quiet", "--allow-empty", "-m", "first")
        return made

    def run(self, *arguments: str) -> str:
        command = ["git", "-c", "core.quotePath=false", *arguments]
        return subprocess.run(command, cwd=self.root, check=True, capture_output=True, encoding="utf-8").stdout.rstrip("\n")

    def status(self) -> list[str]:
        return sorted(self.run("status", "--porcelain", "--untracked-files=all").splitlines())

    def commits(self) -> int:
        return int(self.run("rev-list", "--count", "HEAD"))

    def files_of(self, commit: str) -> list[str]:
        return self.run("show", "--format=", "--name-only", commit).splitlines()

    def hook(self, name: str, script: str) -> None:
        hooks = self.root / ".git" / "hooks"
        hooks.mkdir(exist_ok=True)
        (hooks / name).write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        (hooks / name).chmod(0o755)

    def publish(self, folder: Path) -> Repository:
        """Make a repository to push to, and push."""
        folder.mkdir()
        there = Repository(folder)
        there.run("init", "--quiet", "--bare", "--initial-branch=main")
        self.run("remote", "add", "origin", str(folder))
        self.run("push", "--quiet", "--set-upstream", "origin", "main")
        return there


def tree(root: Path) -> dict[str, bytes]:
    """Return all files below a folder, git's own left out."""
    files = (path for path in sorted(root.rglob("*")) if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files if ".git" not in path.relative_to(root).parts}
