"""Build the bundle: `dist/bioai-desktop/`, a folder that needs no Python. What `make bundle` calls."""

from __future__ import annotations

import argparse
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUNDLE = ROOT / "dist" / "bioai-desktop"


def main() -> int:
    """Build, say what came out, and check that both programs start; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clean", action="store_true", help="analyse everything anew")
    options = parser.parse_args()
    if importlib.util.find_spec("PyInstaller") is None:
        print("PyInstaller is missing; set the project up with its development tools: make setup-dev", file=sys.stderr)
        return 1
    shutil.rmtree(BUNDLE, ignore_errors=True)
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *(["--clean"] if options.clean else [])]
    command += ["--workpath", str(ROOT / "build" / "bundle"), "--distpath", str(ROOT / "dist"), str(ROOT / "packaging" / "bioai.spec")]
    # Where names are hashed in another order, the same input gives another archive.
    built = subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": "1"}, check=False)
    if built.returncode:
        return built.returncode
    print(f"{BUNDLE}: {folder_size(BUNDLE) / 1e6:.0f} MB")
    return subprocess.run([program(BUNDLE, "bioai"), "--version"], env={}, check=False).returncode


def program(bundle: Path, name: str) -> Path:
    """Return a program of the bundle."""
    return bundle / (f"{name}.exe" if os.name == "nt" else name)


def folder_size(folder: Path) -> int:
    """Return the bytes of all files, links not followed."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


if __name__ == "__main__":
    sys.exit(main())
