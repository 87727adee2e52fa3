"""Set-up, without doing it: what is due, what is missing, and how that is said. No network, no venv."""

from __future__ import annotations

import importlib.util
import platform
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
PINS = """\
gguf==1.0 \\
    --hash=sha256:aaaa
llama-cpp-python==0.3.16 \\
    --hash=sha256:bbbb \\
    --hash=sha256:cccc
markdown==3.7 \\
    --hash=sha256:dddd
"""


@pytest.fixture
def bootstrap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module, with a project of its own in which nothing is installed."""
    spec = importlib.util.spec_from_file_location("bootstrap", ROOT / "packaging" / "bootstrap.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / "requirements").mkdir()
    for name in ("build.txt", "dev.txt"):
        (tmp_path / "requirements" / name).write_text(f"{name}==1\n", "utf-8")
    (tmp_path / "requirements" / "runtime.txt").write_text(PINS, "utf-8")
    (tmp_path / "pyproject.toml").write_text("[project]\n", "utf-8")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "REQUIREMENTS", tmp_path / "requirements")
    monkeypatch.setattr(module, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name in ("CMAKE_ARGS", "CXX", "CUDACXX"):
        monkeypatch.delenv(name, raising=False)
    return module


@pytest.fixture
def ran(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that would have been run; building a wheel leaves one."""
    commands: list[list[str]] = []

    def run(command: list[object], environment: dict[str, str] | None = None, cwd: Path | None = None) -> None:
        commands.append([str(part) for part in command])
        if "wheel" in commands[-1]:
            (Path(commands[-1][-1]) / "engine.whl").write_text((environment or {})["CMAKE_ARGS"], "utf-8")

    monkeypatch.setattr(bootstrap, "run", run)
    monkeypatch.setattr(bootstrap, "check_qt", lambda: None)
    return commands


def only(names: set[str]) -> Callable[[str], str | None]:
    """Return a `which` that finds those programs."""
    return lambda name: f"/usr/bin/{name}" if name in names else None


def test_a_step_is_done_once_for_the_same_inputs(bootstrap: ModuleType, tmp_path: Path) -> None:
    done: list[str] = []
    file = tmp_path / "pyproject.toml"
    for text in ("one", "one", "two", "two"):
        file.write_text(text, "utf-8")
        bootstrap.step("a step", [file, "3.11"], lambda text=text: done.append(text))
    bootstrap.step("a step", [file, "3.12"], lambda: done.append("other Python"))
    assert done == ["one", "two", "other Python"]


def test_a_step_that_failed_is_due_again(bootstrap: ModuleType) -> None:
    def fail() -> None:
        raise bootstrap.Missing("a compiler")

    done: list[int] = []
    with pytest.raises(bootstrap.Missing):
        bootstrap.step("a step", ["x"], fail)
    bootstrap.step("a step", ["x"], lambda: done.append(1))
    assert done == [1]


def test_inputs_do_not_run_together(bootstrap: ModuleType) -> None:
    assert bootstrap.digest(["ab", "c"]) != bootstrap.digest(["a", "bc"])


def test_the_second_call_does_nothing(bootstrap: ModuleType, ran: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    assert bootstrap.main(["--dev", "--window"]) == 0
    assert len(ran) == 7
    ran.clear()
    assert bootstrap.main(["--dev", "--window"]) == 0
    assert ran == []
    assert bootstrap.main([]) == 0
    assert ran == []


def test_only_what_changed_is_done_again(bootstrap: ModuleType, ran: list[list[str]], tmp_path: Path) -> None:
    bootstrap.main(["--dev"])
    ran.clear()
    (tmp_path / "requirements" / "dev.txt").write_text("pytest==9\n", "utf-8")
    bootstrap.main(["--dev"])
    assert [command[-1] for command in ran] == [str(tmp_path / "requirements" / "dev.txt")]


def test_everything_is_installed_by_its_hash(bootstrap: ModuleType, ran: list[list[str]]) -> None:
    bootstrap.main(["--dev"])
    from_files = [command for command in ran if "-r" in command]
    assert len(from_files) == 4
    assert all("--require-hashes" in command for command in from_files)
    assert all("--no-build-isolation" in command for command in from_files[1:])


def test_the_engine_is_built_once_for_each_device_and_kept(
    bootstrap: ModuleType, ran: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap.shutil, "which", only({"g++", "nvcc"}))
    bootstrap.install_engine("cpu", ["-DA=OFF"])
    bootstrap.install_engine("cpu", ["-DA=OFF"])
    assert sum("wheel" in command for command in ran) == 1
    bootstrap.install_engine("cuda", ["-DA=OFF", "-DGGML_CUDA=ON"])
    wheels = sorted((tmp_path / "cache").rglob("*.whl"))
    assert {wheel.read_text("utf-8") for wheel in wheels} == {"-DA=OFF", "-DA=OFF -DGGML_CUDA=ON"}
    assert ran[-1][-1] in {str(wheel) for wheel in wheels}


def test_the_engines_pin_comes_with_its_hashes(bootstrap: ModuleType) -> None:
    assert bootstrap.pinned_engine() == "llama-cpp-python==0.3.16 \\\n    --hash=sha256:bbbb \\\n    --hash=sha256:cccc\n"


def test_without_a_compiler_it_says_what_to_install(
    bootstrap: ModuleType, ran: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap.shutil, "which", only(set()))
    assert bootstrap.main([]) == 1
    told = capsys.readouterr().err
    assert "apt-get install build-essential" in told
    assert "Traceback" not in told


@pytest.mark.parametrize("name", ["c++", "g++", "clang++", "cl"])
def test_any_compiler_will_do(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(bootstrap.shutil, "which", only({name}))
    bootstrap.check_compiler()


def test_a_compiler_that_is_named_will_do(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap.shutil, "which", only({"icpx"}))
    monkeypatch.setenv("CXX", "icpx")
    bootstrap.check_compiler()


@pytest.mark.parametrize(("device", "package"), [("cuda", "nvidia-cuda-toolkit"), ("vulkan", "libvulkan-dev")])
def test_a_device_without_its_tools(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, device: str, package: str) -> None:
    monkeypatch.setattr(bootstrap.shutil, "which", only(set()))
    with pytest.raises(bootstrap.Missing, match=package):
        bootstrap.check_toolkit(device)
    bootstrap.check_toolkit("cpu")


def test_metal_is_of_macs(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap.sys, "platform", "linux")
    with pytest.raises(bootstrap.Missing, match="macOS"):
        bootstrap.check_toolkit("metal")
    monkeypatch.setattr(bootstrap.sys, "platform", "darwin")
    bootstrap.check_toolkit("metal")


@pytest.mark.parametrize(("version", "fits"), [((3, 10, 9), False), ((3, 11, 0), True), ((3, 13, 2), True), ((3, 14, 0), False)])
def test_which_python_will_do(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, version: tuple[int, ...], fits: bool) -> None:
    monkeypatch.setattr(bootstrap.sys, "version_info", version)
    monkeypatch.setattr(platform, "python_version", lambda: ".".join(map(str, version)))
    if fits:
        bootstrap.check_python()
    else:
        with pytest.raises(bootstrap.Missing, match="make PYTHON="):
            bootstrap.check_python()


def test_a_python_that_can_make_no_venv(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(bootstrap.Missing, match=r"apt-get install python3\.\d+-venv"):
        bootstrap.check_python()


@pytest.fixture
def no_gl(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap.sys, "platform", "linux")
    monkeypatch.setattr(bootstrap.ctypes.util, "find_library", lambda name: None if name in {"GL", "EGL"} else f"lib{name}.so")


@pytest.mark.usefixtures("no_gl")
def test_the_window_needs_libraries_of_the_system(bootstrap: ModuleType) -> None:
    with pytest.raises(bootstrap.Missing, match=r"apt-get install libegl1 libgl1$"):
        bootstrap.check_qt()


@pytest.mark.usefixtures("no_gl")
def test_the_command_line_does_not_and_says_so_once(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "run", lambda *_, **__: None)
    monkeypatch.setattr(bootstrap, "install_engine", lambda *_: None)
    assert bootstrap.main([]) == 0
    assert "libegl1 libgl1" in capsys.readouterr().err
    assert bootstrap.main([]) == 0
    assert capsys.readouterr().err == ""
    assert bootstrap.main(["--window"]) == 1
    assert "libegl1 libgl1" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("printed", "status", "told"),
    [("0\n", 0, "fonts-noto-cjk"), ("3\n", 0, ""), ("", 1, "system-packages.txt"), ("", -6, "exit status -6")],
)
def test_what_qt_says_of_itself(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], printed: str, status: int, told: str
) -> None:
    monkeypatch.setattr(bootstrap.sys, "platform", "linux")
    monkeypatch.setattr(bootstrap.ctypes.util, "find_library", lambda name: name)
    answer = subprocess.CompletedProcess([], status, printed, "")
    monkeypatch.setattr(bootstrap.subprocess, "run", lambda *_, **__: answer)
    bootstrap.note_qt()
    assert told in capsys.readouterr().err


def test_libraries_that_are_asked_for_are_among_the_system_packages(bootstrap: ModuleType) -> None:
    listed = {line.split()[0] for line in (ROOT / "packaging" / "system-packages.txt").read_text("utf-8").splitlines() if line[:1] != "#"}
    assert {*bootstrap.QT_LIBRARIES.values(), *bootstrap.X11_LIBRARIES.values()} <= listed


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        (subprocess.CalledProcessError(2, ["pip", "install"]), "pip install failed with status 2"),
        (OSError(28, "No space left on device", "/somewhere"), "/somewhere: No space left on device"),
        (KeyboardInterrupt(), "goes on where this one was"),
    ],
    ids=["command", "disk", "interrupt"],
)
def test_trouble_on_the_way_is_told_in_a_sentence(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], trouble: BaseException, told: str
) -> None:
    def run(*_: object, **__: object) -> None:
        raise trouble

    monkeypatch.setattr(bootstrap, "run", run)
    assert bootstrap.main([]) != 0
    assert told in capsys.readouterr().err


def test_set_up_needs_nothing_but_python() -> None:
    """The file runs before anything is installed."""
    command = [sys.executable, "-S", "-I", str(ROOT / "packaging" / "bootstrap.py"), "--help"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0
    assert "--device" in run.stdout
