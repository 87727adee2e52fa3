"""Commands for other machines, with the real engine of them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from pytest_httpserver import HTTPServer

from bioai_desktop.app import build
from bioai_desktop.cli.main import run
from tests.cli.conftest import Bioai, Said
from tests.engine.chat_server import ChatServer
from tests.gguf_files import write_model
from tests.keyrings import InMemory


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with HTTPServer(threaded=True) as http:
        yield ChatServer(http, script=lambda _: ("这个基因", "让肿瘤长得慢。"))


@pytest.fixture
def ring() -> Iterator[InMemory]:
    before, made = keyring.get_keyring(), InMemory()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


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


@pytest.mark.parametrize(("language", "words"), [("en", "whoever is on the way can read"), ("zh", "途中的人能读到")])
def test_a_key_is_handed_in_shown_as_there_and_removed(
    bioai: Bioai, ring: InMemory, monkeypatch: pytest.MonkeyPatch, language: str, words: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("s3cret\n"))
    said = bioai("--lang", language, "models", "key", "http://gpu-box:8080/v1")
    assert (said.status, list(ring.kept.values())) == (0, ["s3cret"])
    assert "http://gpu-box:8080" in said.out
    assert words in said.out
    assert "s3cret" not in said.out + said.err
    said = bioai("--lang", language, "models", "key", "http://gpu-box:8080", "--remove", "--json")
    assert (said.document, ring.kept) == ({"machine": "http://gpu-box:8080", "key": False}, {})


def test_a_key_that_cannot_be_read_on_the_way_takes_one_line(bioai: Bioai, ring: InMemory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("s3cret\n"))
    said = bioai("models", "key", "https://gpu.example.org")
    assert (said.status, len(said.out.splitlines())) == (0, 1)
    assert len(bioai("models", "key", "https://gpu.example.org", "--remove").out.splitlines()) == 1


def test_a_server_that_wants_a_key_says_how_to_give_it(
    bioai: Bioai, server: ChatServer, ring: InMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.key = "s3cret"
    assert "`bioai models key ADDRESS`" in bioai("--lang", "en", "models", "add", server.url).err
    monkeypatch.setattr("sys.stdin", io.StringIO("s3cret\n"))
    assert bioai("models", "key", server.url, "--json").document["key"] is True
    assert bioai("models", "add", server.url).status == 0


def test_an_address_that_is_none_is_told_before_a_key_is_asked_for(bioai: Bioai, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    said = bioai("--lang", "en", "models", "key", "ftp://x")
    assert (said.status, "is no address of a server" in said.err) == (1, True)


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
