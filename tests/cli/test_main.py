from __future__ import annotations

import os
import signal
import threading
from contextlib import suppress
from pathlib import Path

import pytest

import bioai_desktop
from bioai_desktop.cli.main import run
from bioai_desktop.domain import Request
from bioai_desktop.errors import Cancelled, EngineFailed
from bioai_desktop.flow.parts import Parts
from tests.cli.conftest import Bioai
from tests.fakes import ScriptedEngine, fitting
from tests.newsroom import newsroom

LONG_NAME = "n" * 300  # longer than a file system takes
COMMANDS = (
    "fetch",
    "import",
    "items",
    "sources",
    "draft",
    "edition",
    "check",
    "page",
    "roundtrip",
    "export",
    "translate",
    "models",
    "demo",
)


def test_help_names_every_command(bioai: Bioai) -> None:
    said = bioai("--help")
    assert said.status == 0
    assert [name for name in (*COMMANDS, "doctor") if f"  {name} " not in said.out] == []


def test_help_and_version_need_no_newsroom(capfd: pytest.CaptureFixture[str]) -> None:
    def build(_: Path | None) -> Parts:
        raise AssertionError

    assert run(build, ["--version"]) == 0
    assert capfd.readouterr().out == f"bioai {bioai_desktop.__version__}\n"
    assert run(build, ["items", "--help"]) == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["items", "--limit", "-1"],
        ["items", "--date", "tomorrow"],
        ["items", "--date", "9999-12-31"],
        ["draft", "2026-02-30"],
        ["draft", "2026-02-05", "--only", "fun"],
        ["draft"],
        ["check"],
        ["check", "2026-02-05", "--file", "page.md"],
        ["export", "2026-02-05"],
        ["export", "2026-02-05", "--site", ".", "--file", "page.md"],
        ["export", "2026-02-05", "--file", "page.md", "--lang", "fr"],
        ["fetch", "--source", "nosuch"],
        ["edition", "move", "2026-02-05", "top/1"],
        ["edition", "set", "2026-02-05", "top/1", "colour", "red"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_two(bioai: Bioai, arguments: list[str]) -> None:
    said = bioai(*arguments)
    assert said.status == 2
    assert said.out == ""
    assert said.err
    assert "Traceback" not in said.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--file", "none.md"],
        ["check", "--file", "."],
        ["check", "--file", LONG_NAME],
        ["check", "--site", "none"],
        ["check", "2026-02-05"],
        ["page", "none.md"],
        ["page", "latin.md"],
        ["roundtrip", "latin.md"],
        ["translate", "none.txt"],
        ["import", "none.xml"],
        ["draft", "2026-02-05"],
        ["edition", "show", "2026-02-05"],
        ["edition", "accept", "2026-02-05", "top/1"],
        ["export", "2026-02-05", "--site", "none"],
        ["export", "2026-02-05", "--site", LONG_NAME],
        ["export", "2026-02-05", "--file", "page.md"],
        ["models", "info", "nosuch"],
        ["models", "info", "~nosuchuser/file"],
        ["models", "info", LONG_NAME],
        ["models", "install", "nosuch"],
        ["models", "add", "none.gguf"],
        ["models", "add", "latin.md"],
        ["models", "remove", "nosuch"],
        ["demo", "--model", "nosuch"],
        ["demo", "--model", LONG_NAME],
    ],
    ids=lambda arguments: " ".join(arguments)[:40],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_mistake_is_told_in_a_sentence(bioai: Bioai, arguments: list[str], language: str) -> None:
    Path("latin.md").write_bytes(b"\xe9t\xe9")
    said = bioai("--lang", language, *arguments)
    assert said.status == 1
    assert "Traceback" not in said.err
    told = said.err + said.out  # a file that could not be imported is part of the answer
    assert any("\u4e00" <= letter <= "\u9fff" for letter in told) is (language == "zh")


@pytest.mark.parametrize("folder", ["file", "file/below", LONG_NAME])
def test_a_data_folder_that_cannot_be_is_told(tmp_path: Path, capfd: pytest.CaptureFixture[str], folder: str) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    assert run(lambda named: newsroom(named or tmp_path), ["--data-dir", str(tmp_path / folder), "edition", "list"]) == 1
    told = capfd.readouterr().err
    assert folder in told
    assert "Traceback" not in told


def test_a_setting_that_cannot_be_is_told(bioai: Bioai, data: Path) -> None:
    data.mkdir()
    (data / "settings.toml").write_text('device = "abacus"', "utf-8")
    said = bioai("models", "list")
    assert (said.status, said.out) == (1, "")
    assert "abacus" in said.err


def test_the_language_is_the_settings_own_unless_it_is_named(bioai: Bioai, data: Path) -> None:
    data.mkdir()
    (data / "settings.toml").write_text('language = "zh"', "utf-8")
    assert "没有" in bioai("items", "--date", "2026-02-05").err
    assert "Nothing" in bioai("--lang", "en", "items", "--date", "2026-02-05").err


def test_what_the_system_refuses_anywhere_is_told(bioai: Bioai, engine: ScriptedEngine, parts: Parts) -> None:
    def full(_request: Request) -> str:
        raise OSError(28, "No space left on device", "/somewhere")

    engine.reply = full
    said = bioai("draft", "2026-02-05")
    assert said.status == 1
    assert "/somewhere: No space left on device" in said.err


def test_what_is_made_is_let_go(bioai: Bioai, engine: ScriptedEngine, parts: Parts) -> None:
    def dead(_request: Request) -> str:
        raise EngineFailed("died", "SIGKILL")

    engine.reply = dead
    said = bioai("draft", "2026-02-05")
    assert (said.status, engine.closed) == (1, True)
    assert "SIGKILL" in said.err


def interrupt_after(engine: ScriptedEngine, texts: int) -> None:
    """Have the terminal's Ctrl-C come while the model writes."""

    def reply(request: Request) -> str:
        if len(engine.asked) == texts:
            os.kill(os.getpid(), signal.SIGINT)
        return fitting(request)

    engine.reply = reply


@pytest.mark.parametrize(("language", "sentence"), [("en", "Stopped."), ("zh", "已停止")])
def test_an_interrupt_is_a_stop(bioai: Bioai, engine: ScriptedEngine, parts: Parts, language: str, sentence: str) -> None:
    interrupt_after(engine, 3)
    said = bioai("--lang", language, "draft", "2026-02-05")
    assert (said.status, said.out, engine.closed) == (1, "", True)
    assert sentence in said.err.splitlines()[-1]
    assert len(engine.asked) == 3
    assert parts.store.editions.days() == {}


def test_an_interrupt_that_is_swallowed_half_way_ends_the_work_all_the_same(bioai: Bioai, engine: ScriptedEngine, parts: Parts) -> None:
    def reply(request: Request) -> str:
        if len(engine.asked) == 3:
            with suppress(Cancelled):
                os.kill(os.getpid(), signal.SIGINT)
        return fitting(request)

    engine.reply = reply
    said = bioai("draft", "2026-02-05")
    assert (said.status, len(engine.asked)) == (1, 3)
    assert "Stopped." in said.err


def test_afterwards_the_terminal_is_as_it_was(bioai: Bioai) -> None:
    before = signal.getsignal(signal.SIGINT)
    threads = threading.enumerate()
    bioai("edition", "list")
    assert signal.getsignal(signal.SIGINT) is before
    assert threading.enumerate() == threads
