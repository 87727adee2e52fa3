from __future__ import annotations

import pytest
from pytest_httpserver import HTTPServer

from bioai_desktop.domain import Source, SourceKind
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
