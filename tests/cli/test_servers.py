"""Commands for other machines, with the real engine of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from bioai_desktop.app import build
from bioai_desktop.cli.main import run
from tests.cli.conftest import Bioai, Said
from tests.engine.chat_server import ChatServer
from tests.gguf_files import write_model


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with HTTPServer(threaded=True) as http:
        yield ChatServer(http, script=lambda _: ("这个基因", "让肿瘤长得慢。"))


@pytest.fixture
def bioai(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Bioai:
    def call(*arguments: object) -> Said:
        capfd.readouterr()
        status = run(build, ["--data-dir", str(tmp_path / "data"), *map(str, arguments)])
        return Said(status, *capfd.readouterr())

    return call


def _translate(bioai: Bioai, tmp_path: Path, *arguments: object, lang: str = "en") -> Said:
    (tmp_path / "text").write_text("The gene slows the tumour.", "utf-8")
    return bioai("--lang", lang, "translate", "--to", "zh", *arguments, tmp_path / "text")


def test_added_used_and_forgotten(bioai: Bioai, server: ChatServer, tmp_path: Path) -> None:
    said = bioai("--lang", "en", "models", "add", server.url)
    assert said.status == 0
    assert "It writes nothing yet" in said.out
    assert f"leaves this computer to {server.host}" in said.out
    row = next(row for row in bioai("models", "list", "--json").document["models"] if row["name"] == "server")
    assert (row["state"], row["title"], row["path"]) == ("server", server.host, None)
    assert server.host in bioai("models", "list").out
    assert bioai("models", "info", "server", "--json").document["provenance"].startswith("server:")

    said = bioai("--lang", "en", "models", "use", "server")
    assert f"Text leaves this computer to {server.host}." in said.out
    said = _translate(bioai, tmp_path)
    assert (said.status, said.out) == (0, "这个基因让肿瘤长得慢。\n")
    assert f"Text leaves this computer to {server.host}." in said.err
    assert f"文字会离开这台电脑，发往 {server.host}" in _translate(bioai, tmp_path, lang="zh").err

    assert bioai("models", "remove", "server", "--json").status == 0
    assert "server" not in [row["name"] for row in bioai("models", "list", "--json").document["models"]]


def test_for_one_call(bioai: Bioai, server: ChatServer, tmp_path: Path) -> None:
    bioai("models", "add", server.url)
    said = _translate(bioai, tmp_path, "--model", "server")
    assert said.status == 0
    assert "leaves this computer" in said.err
    assert '\nmodel = "starter"' in "\n" + (tmp_path / "data" / "settings.toml").read_text("utf-8")


def test_the_doctor_says_it_once(bioai: Bioai, server: ChatServer) -> None:
    bioai("models", "add", server.url)
    bioai("models", "use", "server")
    said = bioai("--lang", "en", "doctor")
    assert said.status == 0
    assert (said.out + said.err).count("leaves this computer") == 1
    assert f"“m” writes on OpenAI API at {server.host}" in said.out


def test_a_file_is_taken_as_before_and_only_one(bioai: Bioai, tmp_path: Path) -> None:
    own = write_model(tmp_path / "mine.gguf", seed=3)
    assert bioai("models", "add", own, "--json").document["name"] == "mine"
    assert bioai("models", "use", "mine", "--json").document == {"name": "mine", "hosts": []}
    assert bioai("models", "add", own, own).status == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("models", "add", "http://127.0.0.1:9"), "nothing answers at that address"),
        (("models", "add", "http://127.0.0.1:99999"), "is no address of a server"),
        (("models", "use", "server"), "none is known"),
        (("models", "info", "server"), "none is known"),
    ],
)
def test_what_does_not_work_says_what_to_do(bioai: Bioai, arguments: tuple[str, ...], words: str) -> None:
    said = bioai("--lang", "en", *arguments)
    assert said.status == 1
    assert words in said.err


def test_a_server_that_fails_while_it_writes_is_told_in_both_languages(bioai: Bioai, server: ChatServer, tmp_path: Path) -> None:
    bioai("models", "add", server.url)
    server.script = lambda _: (text[at] for text, at in (("研", 0), ("究", 7)))  # the second fails when it is made
    assert "broke off in the middle" in _translate(bioai, tmp_path, "--model", "server").err
    assert "中断" in _translate(bioai, tmp_path, "--model", "server", lang="zh").err
