from __future__ import annotations

import pytest
from pytest_httpserver import HTTPServer

from bioai_desktop.domain import ItemKind, Source, SourceKind
from bioai_desktop.flow.parts import Parts
from tests.cli.conftest import Bioai
from tests.newsroom import DAY, NOON, item
from tests.pages_to_read import PARAGRAPHS, web_page


@pytest.fixture
def server(httpserver: HTTPServer, sources: list[Source], monkeypatch: pytest.MonkeyPatch) -> HTTPServer:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    sources.append(Source("tests", "Tests", SourceKind.FEED, httpserver.url_for("/feed")))
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    return httpserver


def test_the_text_of_a_story_is_read_shown_and_kept(bioai: Bioai, parts: Parts, server: HTTPServer) -> None:
    parts.store.items.add([item(99, url=server.url_for("/99"), text="Short.", title="Weighing one very odd cell")], NOON)
    server.expect_request("/99").respond_with_data(web_page(*PARAGRAPHS))
    listed = bioai("items", "--date", DAY, "--query", "odd")
    name = listed.out.rsplit("(", 1)[1].partition(")")[0]
    said = bioai("text", name, "--date", DAY)
    assert (said.status, PARAGRAPHS[3] in said.out) == (0, True)
    [story] = bioai("items", "--date", DAY, "--query", "odd", "--json").document["stories"]
    assert PARAGRAPHS[3] in story["items"][0]["article"]
    assert story["items"][0]["text"] == "Short."
    [row] = bioai("text", name, "--date", DAY, "--json").document["stories"]
    assert (row["id"], row["item"], row["url"], row["problem"]) == (story["id"], "item-99", server.url_for("/99"), None)
    assert row["text"] == story["items"][0]["article"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_why_there_is_none(bioai: Bioai, parts: Parts, server: HTTPServer, language: str) -> None:
    parts.store.items.add([item(99, url=server.url_for("/99"), title="Weighing one very odd cell")], NOON)
    server.expect_request("/99").respond_with_data(b"%PDF-1.7")
    name = bioai("items", "--date", DAY, "--query", "odd", "--json").document["stories"][0]["id"]
    said = bioai("--lang", language, "text", name, "--date", DAY)
    assert said.status == 1
    assert "PDF" in said.out
    assert server.url_for("/99") in said.out
    assert "PDF" in bioai("text", name, "--date", DAY, "--json").document["stories"][0]["problem"]


def test_a_story_that_is_none(bioai: Bioai, parts: Parts) -> None:
    said = bioai("text", "nothing", "--date", DAY)
    assert (said.status, said.out) == (2, "")
    assert "nothing" in said.err


@pytest.fixture
def note(parts: Parts) -> None:
    """A paper and a journal's note on it, among other news."""
    words = "Pulsatile driving like the cardiac cycle keeps turbulence out of a pipe, says a machine learning model of the cell."
    paper = item(70, title="Turbulence suppression in pipe flow", text=words, kind=ItemKind.ARTICLE, source="one")
    parts.store.items.add([paper, item(71, title="The heart inspires pumps", text=words, kind=ItemKind.NEWS, source="two")], NOON)


def listed(bioai: Bioai) -> dict[str, dict[str, object]]:
    return {story["title"]: story for story in bioai("items", "--date", DAY, "--json").document["stories"]}


@pytest.mark.usefixtures("note")
def test_what_may_be_the_same_is_said_and_can_be_joined_and_taken_apart(bioai: Bioai) -> None:
    stories = listed(bioai)
    paper, note = stories["Turbulence suppression in pipe flow"], stories["The heart inspires pumps"]
    assert [(like["id"], like["title"]) for like in paper["may_be_same"]] == [(note["id"], "The heart inspires pumps")]
    assert "cardiac" in paper["may_be_same"][0]["words"]
    assert "may be the same as “The heart inspires pumps”" in bioai("items", "--date", DAY, "--explain").out
    said = bioai("same", paper["id"], note["id"], "--date", DAY, "--json")
    assert said.document == {"stories": [paper["id"], note["id"]], "same": True}
    assert len(listed(bioai)) == len(stories) - 1
    assert bioai("apart", paper["id"], "--date", DAY, "--json").document == {"stories": [paper["id"]], "same": False}
    again = listed(bioai)
    assert len(again) == len(stories)
    assert again["Turbulence suppression in pipe flow"]["may_be_same"] == []
    assert bioai("apart", paper["id"], "--date", DAY).status == 1


@pytest.mark.usefixtures("note")
def test_what_is_not_the_same_is_not_said_again(bioai: Bioai) -> None:
    stories = listed(bioai)
    paper, note = stories["Turbulence suppression in pipe flow"], stories["The heart inspires pumps"]
    assert bioai("apart", note["id"], paper["id"], "--date", DAY).status == 0
    assert listed(bioai)["The heart inspires pumps"]["may_be_same"] == []
    assert bioai("same", paper["id"], paper["id"], "--date", DAY).status == 2
