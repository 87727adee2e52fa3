"""Pages of stories, asked of a real local server."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from bioai_desktop.domain import ItemKind, SilentJob, Source, SourceKind, Step, Story
from bioai_desktop.errors import AddressRefused, AppError, ArticleUnreadable, Cancelled, FetchFailed, StoryUnknown
from bioai_desktop.flow import articles, triage
from bioai_desktop.flow.articles import TextReport
from bioai_desktop.flow.morning import morning
from bioai_desktop.flow.parts import Parts
from bioai_desktop.stories.basis import Basis, basis
from tests.newsroom import DAY, NOON, item, newsroom
from tests.pages_to_read import PARAGRAPHS, web_page


def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


TEASER = "A model reads the code of cells, machine learning in the genome and the protein…"


@pytest.fixture(scope="module")
def running() -> Iterator[HTTPServer]:
    with HTTPServer(host="127.0.0.1", threaded=True) as server:
        yield server


@pytest.fixture
def server(running: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[HTTPServer]:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    running.clear()
    running.expect_request("/robots.txt").respond_with_data("", status=404)
    yield running
    running.clear()


@pytest.fixture
def parts(tmp_path: Path, server: HTTPServer) -> Iterator[Parts]:
    """A newsroom whose one source is on this computer, and so may its pages be."""
    made = newsroom(tmp_path / "data", sources=[Source("tests", "Tests", SourceKind.FEED, server.url_for("/feed"))])
    yield made
    made.close()


def story(parts: Parts, *urls: str, text: str = TEASER) -> Story:
    """Let one story come in, a record for each address."""
    records = [
        item(
            at,
            id=f"{at}",
            url=url,
            title="A model of cells that we know",
            text=text,
            kind=ItemKind.NEWS,
            identifiers={"doi": "10.5555/one"},
        )
        for at, url in enumerate(urls)
    ]
    parts.store.items.add(records, NOON)
    [found] = triage.stories(parts, DAY)
    return found


def read(parts: Parts, found: Story) -> TextReport:
    [report] = articles.read(parts, [found], SilentJob())
    return report


def problem(parts: Parts, found: Story) -> AppError:
    report = read(parts, found)
    assert report.text is None
    assert report.problem is not None
    assert triage.stories(parts, DAY)[0].primary.article == ""
    return report.problem


def test_the_text_is_kept_with_the_item(parts: Parts, server: HTTPServer) -> None:
    server.expect_request("/1").respond_with_data(web_page(*PARAGRAPHS), content_type="text/html")
    before = story(parts, server.url_for("/1"))
    report = read(parts, before)
    assert report.problem is None
    assert report.text is not None
    assert report.text.text.split("\n")[-12:] == PARAGRAPHS
    [after] = triage.stories(parts, DAY)
    assert after.primary.article == report.text.text
    assert (after.id, after.primary.text) == (before.id, TEASER)
    assert [request.path for request, _ in server.log] == ["/robots.txt", "/1"]


def test_an_excerpt_becomes_full_text_of_news(parts: Parts, server: HTTPServer) -> None:
    server.expect_request("/1").respond_with_data(web_page(*PARAGRAPHS))
    found = story(parts, server.url_for("/1"))
    assert basis(found.items) is Basis.EXCERPT
    read(parts, found)
    [after] = triage.stories(parts, DAY)
    assert basis(after.items) is Basis.FULL
    assert [line.basis for line in morning(parts, DAY).stories] == [Basis.FULL]


def test_the_next_record_is_asked_where_the_first_gives_nothing(parts: Parts, server: HTTPServer) -> None:
    server.expect_request("/1").respond_with_data(b"", status=404)
    server.expect_request("/2").respond_with_data(web_page(*PARAGRAPHS))
    found = story(parts, server.url_for("/1"), server.url_for("/2"))
    report = read(parts, found)
    assert report.text is not None
    assert report.text.url == server.url_for("/2")


def test_what_robots_may_not_read_is_not_asked_for(parts: Parts, server: HTTPServer) -> None:
    server.clear()
    server.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /")
    found = problem(parts, story(parts, server.url_for("/1")))
    assert isinstance(found, ArticleUnreadable)
    assert (found.url, found.reason) == (server.url_for("/1"), "robots")
    assert [request.path for request, _ in server.log] == ["/robots.txt"]


@pytest.mark.parametrize(
    ("body", "status", "reason"),
    [
        (b"%PDF-1.7", 200, "pdf"),
        (b"\x00\x01\x02", 200, "not-html"),
        (web_page("Accept all cookies?").encode(), 200, "empty"),
        (b"Subscribe!", 402, "closed"),
        (b"No.", 403, "closed"),
    ],
)
def test_a_page_without_an_article_says_so(parts: Parts, server: HTTPServer, body: bytes, status: int, reason: str) -> None:
    server.expect_request("/1").respond_with_data(body, status=status)
    found = problem(parts, story(parts, server.url_for("/1")))
    assert isinstance(found, ArticleUnreadable)
    assert found.reason == reason


def test_a_page_that_says_no_more_than_is_known(parts: Parts, server: HTTPServer) -> None:
    server.expect_request("/1").respond_with_data(web_page(*PARAGRAPHS[:4]))
    found = problem(parts, story(parts, server.url_for("/1"), text=" ".join(PARAGRAPHS)))
    assert isinstance(found, ArticleUnreadable)
    assert found.reason == "no-more"


def test_a_page_that_is_too_large(parts: Parts, server: HTTPServer) -> None:
    server.expect_request("/1").respond_with_data(b"<html>" + b" " * 8_000_000)
    found = problem(parts, story(parts, server.url_for("/1")))
    assert isinstance(found, FetchFailed)
    assert found.reason == "too-large"


def test_a_page_that_would_never_be_done_is_given_up(parts: Parts, server: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(articles, "_SECONDS", 1.0)
    server.expect_request("/1").respond_with_data("<html><body><article>" + "<h2>t</h2>" * 150_000)
    found = problem(parts, story(parts, server.url_for("/1")))
    assert isinstance(found, ArticleUnreadable)
    assert found.reason == "unreadable"


def test_a_page_in_the_local_network_that_no_source_lives_in(tmp_path: Path, server: HTTPServer) -> None:
    made = newsroom(tmp_path / "data", sources=[Source("tests", "Tests", SourceKind.FEED, "https://feeds.example.org/")])
    assert isinstance(problem(made, story(made, server.url_for("/1"))), AddressRefused)
    assert not server.log
    made.close()


def test_a_server_that_is_not_there(parts: Parts, server: HTTPServer) -> None:
    found = problem(parts, story(parts, f"http://127.0.0.1:{unused_port()}/1"))
    assert isinstance(found, FetchFailed)
    assert found.reason == "unreachable"


def test_a_story_without_an_address(parts: Parts) -> None:
    found = problem(parts, story(parts, ""))
    assert isinstance(found, ArticleUnreadable)
    assert found.reason == "no-address"


def test_stop_ends_it(parts: Parts, server: HTTPServer) -> None:
    class Stopped(SilentJob):
        def step(self, step: Step, done: int, total: int, note: str = "") -> None:
            assert (step, done, total, note) == (Step.READ, 0, 1, "")
            raise Cancelled

    server.expect_request("/1").respond_with_data(web_page(*PARAGRAPHS))
    with pytest.raises(Cancelled):
        articles.read(parts, [story(parts, server.url_for("/1"))], Stopped())


def test_stories_are_found_by_the_beginning_of_their_ids(parts: Parts) -> None:
    parts.store.items.add([item(number) for number in range(5)], NOON)
    known = triage.stories(parts, DAY)
    assert articles.find(parts, DAY, [known[2].id[:8], known[0].id]) == [known[2], known[0]]
    for name in ("", "nothing"):
        with pytest.raises(StoryUnknown):
            articles.find(parts, DAY, [name])
