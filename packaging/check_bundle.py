"""Check a bundle as its user has it: no Python, no checkout, nothing on the path; a model is added, then the demo runs.

    python packaging/check_bundle.py models/qwen2.5-coder-0.5b-instruct-q4_k_m.gguf

Everything happens in a copy of the bundle in a temporary folder, so that no file of the checkout can help out.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bundle import BUNDLE, program

DEMO_LIMIT = 900  # seconds
START_LIMIT = 60


class CheckError(Exception):
    """A check that did not hold."""


def main() -> int:
    """Run the checks; return 0 where all hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path, help="a GGUF file of the catalogue")
    parser.add_argument("--bundle", type=Path, default=BUNDLE)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bioai-bundle-") as folder:
        try:
            check(options.bundle, options.model.resolve(), Path(folder))
        except CheckError as failure:
            print(f"FAILED {failure}", file=sys.stderr)
            return 1
    print("the bundle holds")
    return 0


def check(bundle: Path, model: Path, folder: Path) -> None:
    """Raise CheckError at the first thing that does not work."""
    home = folder / "bundle"
    shutil.copytree(bundle, home, symlinks=True)
    bioai = program(home, "bioai")
    run(folder, bioai, "--version", limit=START_LIMIT)
    added = document(run(folder, bioai, "models", "add", str(model), "--json", limit=START_LIMIT))
    name = str(added.get("name", ""))
    expect(bool(name), f"models add tells the model's name: {added}")
    listed = document(run(folder, bioai, "models", "list", "--json", limit=START_LIMIT))
    expect(name in json.dumps(listed), f"models list shows {name}")
    out = folder / "site"
    run(folder, bioai, "demo", "--model", name, "--out", str(out), limit=DEMO_LIMIT)
    pages = list(out.glob("content/cn/*/*-*-*.md"))
    expect(len(pages) == 1, f"the demo wrote one page: {pages}")
    expect(len(pages[0].read_text("utf-8")) > 2000, f"{pages[0].name} has text")
    desktop_starts(folder, program(home, "bioai-desktop"))


def desktop_starts(folder: Path, desktop: Path) -> None:
    """Raise CheckError where the window's program ends by itself: it has no screen here, only Qt's offscreen one."""
    process = subprocess.Popen([desktop], env=environment(folder) | {"QT_QPA_PLATFORM": "offscreen"}, cwd=folder, stderr=subprocess.PIPE)
    try:
        _, said = process.communicate(timeout=10)
    except subprocess.TimeoutExpired:
        process.terminate()
        process.communicate(timeout=START_LIMIT)
        print("ok bioai-desktop stays open")
        return
    raise CheckError(f"bioai-desktop ended with {process.returncode}: {said.decode(errors='replace')[-2000:]}")


def run(folder: Path, *command: str | Path, limit: int) -> str:
    """Run a program of the bundle where nothing else can be found, and return what it wrote to stdout."""
    started = time.monotonic()
    words = [str(word) for word in command]
    try:
        done = subprocess.run(words, env=environment(folder), cwd=folder, capture_output=True, timeout=limit, check=False)
    except subprocess.TimeoutExpired as error:
        raise CheckError(f"{' '.join(words[1:])} took longer than {limit} s") from error
    if done.returncode:
        raise CheckError(f"{' '.join(words[1:])} ended with {done.returncode}:\n{done.stderr.decode(errors='replace')[-4000:]}")
    print(f"ok {' '.join(words[1:])}  {time.monotonic() - started:.1f} s")
    return done.stdout.decode("utf-8")


def environment(folder: Path) -> dict[str, str]:
    """Return an environment with an empty path and all state in a folder of its own."""
    empty = folder / "nothing"
    empty.mkdir(exist_ok=True)
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "TMP") if name in os.environ}  # Windows starts nothing without
    return {**kept, "PATH": str(empty), "HOME": str(folder), "BIOAI_DATA_DIR": str(folder / "data"), "LANG": "C.UTF-8"}


def document(text: str) -> dict[str, Any]:
    """Return the one JSON document of an answer."""
    try:
        return json.loads(text)
    except ValueError as error:
        raise CheckError(f"not one JSON document: {text[:300]}") from error


def expect(holds: bool, what: str) -> None:  # noqa: FBT001  # reads as a sentence
    """Raise CheckError with `what` where it does not hold."""
    if not holds:
        raise CheckError(what)
    print(f"ok {what[:100]}")


if __name__ == "__main__":
    sys.exit(main())
