"""Set the project up in `.venv`: checked, pinned, hashed, incremental. Standard library only, any pip.

A step is done again only when what it depends on changed: its stamp in `.venv/.stamps` holds a hash of that.
"""

from __future__ import annotations

import argparse
import ctypes.util
import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
REQUIREMENTS = ROOT / "requirements"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
#: A quarter of llama.cpp's compile units serve programs that are not used here.
ENGINE_FLAGS = tuple(
    f"-D{name}=OFF" for name in ("LLAVA_BUILD", "LLAMA_BUILD_TOOLS", "LLAMA_BUILD_TESTS", "LLAMA_BUILD_EXAMPLES", "LLAMA_BUILD_SERVER")
)
DEVICE_FLAGS = {"cpu": (), "cuda": ("-DGGML_CUDA=ON",), "vulkan": ("-DGGML_VULKAN=ON",), "metal": ("-DGGML_METAL=ON",)}


class Missing(Exception):
    """Something of the system is missing; the message says what to install."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the steps that are due; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--device", choices=sorted(DEVICE_FLAGS), default="cpu", help="what the engine is built for")
    parser.add_argument("--dev", action="store_true", help="also what tests and checks need")
    parser.add_argument("--mutate", action="store_true", help="also what `make mutate` needs")
    parser.add_argument("--window", action="store_true", help="stop where the system lacks what the window needs, instead of a note")
    parser.add_argument("--lock", action="store_true", help="resolve the requirements files anew, then stop")
    options = parser.parse_args(arguments)
    try:
        check_python()
        make_venv()
        if options.lock:
            lock()
            return 0
        install(options.device, [name for name in ("dev", "mutate") if getattr(options, name)], window=options.window)
    except Missing as problem:
        print(f"\nset-up stopped: {problem}", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as problem:
        print(
            f"\nset-up stopped: {' '.join(map(str, problem.cmd))} failed with status {problem.returncode}; its words are above",
            file=sys.stderr,
        )
        return 1
    except OSError as problem:
        print(f"\nset-up stopped: {problem.filename or 'a file'}: {problem.strerror or problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nset-up stopped; the next call goes on where this one was", file=sys.stderr)
        return 130
    return 0


# ---------------------------------------------------------------- what the machine must have


def check_python() -> None:
    """Raise Missing where this Python is too old, too new, or can't make a venv."""
    if not (3, 11) <= sys.version_info[:2] < (3, 14):
        raise Missing(f"Python 3.11 to 3.13 is needed, this is {platform.python_version()}; name another by `make PYTHON=python3.11 …`")
    if importlib.util.find_spec("ensurepip") is None:
        raise Missing(f"this Python can't make a venv; install it: apt-get install python{sys.version_info[0]}.{sys.version_info[1]}-venv")


def check_compiler() -> None:
    """Raise Missing where no C++ compiler is found."""
    named = os.environ.get("CXX", "")
    if not any(shutil.which(name) for name in (named, "c++", "g++", "clang++", "cl") if name):
        raise Missing(
            "the engine is built from source and needs a C++ compiler; install one: apt-get install build-essential (macOS: xcode-select --install)"
        )


def check_toolkit(device: str) -> None:
    """Raise Missing where the tool chain of that device is not there."""
    if device == "cuda" and not (shutil.which("nvcc") or os.environ.get("CUDACXX")):
        raise Missing("DEVICE=cuda needs nvcc on the path, or CUDACXX; install the CUDA toolkit: apt-get install nvidia-cuda-toolkit")
    if device == "vulkan" and not shutil.which("glslc"):
        raise Missing("DEVICE=vulkan needs glslc and Vulkan's headers; install them: apt-get install libvulkan-dev glslc")
    if device == "metal" and sys.platform != "darwin":
        raise Missing("DEVICE=metal works on macOS only; use cpu, cuda or vulkan")


#: Libraries of the system that Qt needs on Linux, with the packages that hold them.
QT_LIBRARIES = {
    "EGL": "libegl1",
    "GL": "libgl1",
    "xkbcommon": "libxkbcommon0",
    "dbus-1": "libdbus-1-3",
    "fontconfig": "libfontconfig1",
    "glib-2.0": "libglib2.0-0",
}
#: What it needs besides for a window on an X11 desktop.
X11_LIBRARIES = {
    "xcb-cursor": "libxcb-cursor0",
    "xcb-icccm": "libxcb-icccm4",
    "xcb-image": "libxcb-image0",
    "xcb-keysyms": "libxcb-keysyms1",
    "xcb-render-util": "libxcb-render-util0",
    "xcb-shape": "libxcb-shape0",
    "xkbcommon-x11": "libxkbcommon-x11-0",
}
FONTS_PROBE = (
    "from PySide6.QtGui import QFontDatabase, QGuiApplication as A; a = A([]); "
    "print(len(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)))"
)


def note_qt() -> None:
    """Say what the window would need: the command line works without."""
    try:
        check_qt()
    except Missing as problem:
        print(f"note: the window will not open yet: {problem}", file=sys.stderr)


def check_qt() -> None:
    """Raise Missing with the packages to install where Qt's libraries of the system are absent; warn where no font has Chinese."""
    if sys.platform != "linux":
        return
    if absent := packages_for(QT_LIBRARIES):
        raise Missing(f"Qt needs libraries of the system; install them: apt-get install {absent}")
    if absent := packages_for(X11_LIBRARIES):
        print(f"note: on an X11 desktop the window needs more libraries: apt-get install {absent}", file=sys.stderr)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    probe = subprocess.run([PYTHON, "-c", FONTS_PROBE], capture_output=True, text=True, check=False, env=environment)
    if probe.returncode != 0:
        words = probe.stderr.strip().splitlines() or [f"exit status {probe.returncode}"]
        raise Missing(f"Qt does not start: {words[-1]}; see the packages in packaging/system-packages.txt")
    if probe.stdout.strip() == "0":
        print(
            "note: no font with Chinese characters is installed, the window would show boxes; install one: apt-get install fonts-noto-cjk",
            file=sys.stderr,
        )


def packages_for(libraries: dict[str, str]) -> str:
    """Return the packages of those libraries that the system does not have, "" where it has all."""
    return " ".join(package for library, package in libraries.items() if ctypes.util.find_library(library) is None)


# ---------------------------------------------------------------- the steps


def make_venv() -> None:
    """Make `.venv` where it is missing or made by another Python."""
    step("venv", [sys.version], lambda: run([sys.executable, "-m", "venv", "--clear", VENV]))
    step("build tools", [REQUIREMENTS / "build.txt"], lambda: pip("install", "--require-hashes", "-r", REQUIREMENTS / "build.txt"))


def install(device: str, extras: Sequence[str], *, window: bool) -> None:
    """Install the engine, the requirements, those of the extras, and the package itself."""
    flags = (*ENGINE_FLAGS, *DEVICE_FLAGS[device], *os.environ.get("CMAKE_ARGS", "").split())
    step("engine", [REQUIREMENTS / "runtime.txt", *flags, cpu()], lambda: install_engine(device, flags))
    # Build isolation would fetch unpinned build tools; build.txt holds them, pinned.
    files = ["runtime.txt", *(f"{name}.txt" for name in extras)]
    for file in files:
        pinned = ["--no-build-isolation", "--require-hashes", "-r", REQUIREMENTS / file]
        step(file, [REQUIREMENTS / file], lambda pinned=pinned: pip("install", *pinned))
    step("package", [ROOT / "pyproject.toml"], lambda: pip("install", "--no-build-isolation", "--no-deps", "--editable", ROOT))
    if window:
        step("Qt", [REQUIREMENTS / "runtime.txt"], check_qt)
    else:
        step("window", [REQUIREMENTS / "runtime.txt"], note_qt)


def install_engine(device: str, flags: Sequence[str]) -> None:
    """Build llama-cpp-python's wheel once for these flags and this processor, keep it for the next venv, install it."""
    pinned = pinned_engine()
    key = digest([pinned, sys.version, *flags, cpu()])[:16]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "bioai-desktop" / "wheels" / key
    if not list(cache.glob("*.whl")):
        check_compiler()
        check_toolkit(device)
        print("building the engine from source: 4 to 8 minutes, once", flush=True)
        cache.mkdir(parents=True, exist_ok=True)
        wanted = cache / "engine.txt"
        wanted.write_text(pinned, "utf-8")
        environment = {**os.environ, "CMAKE_ARGS": " ".join(flags)}
        environment["PATH"] = os.pathsep.join([str(PYTHON.parent), environment.get("PATH", "")])
        source = ["--no-build-isolation", "--no-deps", "--no-cache-dir", "--require-hashes", "-r", wanted]
        pip("wheel", *source, "-w", cache, environment=environment)
    pip("install", "--no-deps", "--force-reinstall", *cache.glob("*.whl"))


def pinned_engine() -> str:
    """Return the lines of `runtime.txt` that pin the engine, hashes included."""
    lines = (REQUIREMENTS / "runtime.txt").read_text("utf-8").splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("llama-cpp-python=="))
    end = next((i for i in range(start + 1, len(lines)) if not lines[i].lstrip().startswith("--hash")), len(lines))
    return "\n".join(lines[start:end]).rstrip("\\ \n") + "\n"


def lock() -> None:
    """Resolve `requirements/*.txt` anew from `build.in` and `pyproject.toml`, hashes in, index addresses out."""
    pip("install", "pip-tools")
    tool = [PYTHON, "-m", "piptools", "compile", "--quiet", "--generate-hashes", "--allow-unsafe", "--strip-extras", "--no-header"]
    tool += ["--no-emit-index-url", "--no-emit-find-links", "--no-emit-trusted-host", "--no-annotate", "--upgrade"]
    run([*tool, "-o", REQUIREMENTS / "build.txt", REQUIREMENTS / "build.in"], cwd=ROOT)
    run([*tool, "-o", REQUIREMENTS / "runtime.txt", "pyproject.toml"], cwd=ROOT)
    extras = ["--extra", "dev", "--extra", "bundle", "-c", REQUIREMENTS / "runtime.txt"]
    run([*tool, *extras, "-o", REQUIREMENTS / "dev.txt", "pyproject.toml"], cwd=ROOT)
    run([*tool, "--extra", "mutate", "-c", REQUIREMENTS / "dev.txt", "-o", REQUIREMENTS / "mutate.txt", "pyproject.toml"], cwd=ROOT)


# ---------------------------------------------------------------- small tools


def step(name: str, inputs: Sequence[str | Path], action: Callable[[], None]) -> None:
    """Do `action` unless it was done with the same inputs; a Path counts by its content."""
    stamp = VENV / ".stamps" / name.replace(" ", "-")
    wanted = digest(inputs)
    if stamp.exists() and stamp.read_text("utf-8") == wanted:
        return
    print(f"set-up: {name}", flush=True)
    action()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(wanted, "utf-8")


def digest(inputs: Sequence[str | Path]) -> str:
    """Return a hash of texts and of files' contents."""
    total = hashlib.sha256()
    for item in inputs:
        content = item.read_bytes() if isinstance(item, Path) else item.encode()
        total.update(len(content).to_bytes(8, "little") + content)
    return total.hexdigest()


def cpu() -> str:
    """Return what the processor can do: the engine is built for it."""
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.machine() + platform.processor()
    return platform.machine() + next((line for line in lines if line.startswith(("flags", "Features"))), "")


def pip(*arguments: str | Path, environment: dict[str, str] | None = None) -> None:
    """Run the venv's pip."""
    run([PYTHON, "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments], environment=environment)


def run(command: Sequence[str | Path], environment: dict[str, str] | None = None, cwd: Path | None = None) -> None:
    """Run a command, its output shown; raise `CalledProcessError` where it fails."""
    subprocess.run([str(part) for part in command], check=True, env=environment, cwd=cwd)


if __name__ == "__main__":
    sys.exit(main())
