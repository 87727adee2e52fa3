"""Keys of sources by the command line, with a keyring in memory."""

from __future__ import annotations

import getpass
import io
from collections.abc import Iterator

import keyring
import pytest
from keyring.backends import fail

from bioai_desktop.domain import Source, SourceKind
from tests.cli.conftest import Bioai
from tests.keyrings import InMemory

KEY = "ghp_s3cretKEY"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def ring(sources: list[Source]) -> Iterator[InMemory]:
    sources += [
        Source("code", "Code", SourceKind.GITHUB, "https://api.github.com/search/repositories?q=cell"),
        Source("feed", "Feed", SourceKind.FEED, "https://example.org/feed"),
    ]
    before, made = keyring.get_keyring(), InMemory()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def test_a_key_is_handed_in_shown_as_there_and_removed(bioai: Bioai, ring: InMemory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{KEY}\n"))
    said = bioai("sources", "key", "code", "--json")
    assert (said.status, said.document) == (0, {"host": "api.github.com", "sources": ["code"], "key": True})
    assert list(ring.kept.values()) == [KEY]
    listed = bioai("sources", "list", "--json")
    assert [row["key"] for row in listed.document["sources"]] == [True, False]
    assert KEY not in said.out + said.err + listed.out
    removed = bioai("sources", "key", "code", "--remove")
    assert (removed.status, ring.kept) == (0, {})
    assert "api.github.com" in removed.out
    assert [row["key"] for row in bioai("sources", "list", "--json").document["sources"]] == [False, False]


def test_in_a_terminal_it_is_typed_without_being_shown(bioai: Bioai, ring: InMemory, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr(getpass, "getpass", lambda *given: asked.append(given[0]) or KEY)
    said = bioai("--lang", "zh", "sources", "key", "code")
    assert (said.status, list(ring.kept.values())) == (0, [KEY])
    assert "api.github.com" in asked[0]
    assert KEY not in said.out + said.err


@pytest.mark.parametrize(("language", "words"), [("en", "never written into a file"), ("zh", "绝不写进文件")])
def test_where_there_is_no_keyring(bioai: Bioai, monkeypatch: pytest.MonkeyPatch, language: str, words: str) -> None:
    keyring.set_keyring(fail.Keyring())
    monkeypatch.setattr("sys.stdin", io.StringIO(KEY))
    said = bioai("--lang", language, "sources", "key", "code")
    assert (said.status, said.out) == (1, "")
    assert words in said.err
    assert "fail.Keyring" in said.err
    assert KEY not in said.err
    assert [row["key"] for row in bioai("sources", "list", "--json").document["sources"]] == [False, False]


def test_what_takes_no_key_is_told_before_one_is_asked_for(bioai: Bioai, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    assert "feed" in bioai("sources", "key", "feed").err
    assert bioai("sources", "key", "nothing").status == 2
