"""Keys of sources, with a keyring in memory and a real local server that looks for them."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from bioai_desktop.domain import SilentJob, Source, SourceKind
from bioai_desktop.errors import FetchFailed, KeyRefused, SourceUnknown
from bioai_desktop.flow import discover, keys
from bioai_desktop.flow.fetch import fetch
from bioai_desktop.flow.parts import Parts
from tests.keyrings import InMemory, Locked
from tests.newsroom import newsroom

KEY = "ghp_s3cretKEY"
FOUND = b'{"items": [{"full_name": "lab/tool", "html_url": "https://github.com/lab/tool", "description": "Folds proteins."}]}'
NUMBERS = b'{"esearchresult": {"idlist": ["1"]}}'
ARTICLES = (
    b"<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>A cell</ArticleTitle></Article>"
    b"</MedlineCitation></PubmedArticle></PubmedArticleSet>"
)


@pytest.fixture
def ring() -> Iterator[InMemory]:
    before, made = keyring.get_keyring(), InMemory()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def server(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> HTTPServer:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    return httpserver


@pytest.fixture
def parts(tmp_path: Path, server: HTTPServer, ring: InMemory) -> Iterator[Parts]:
    made = newsroom(
        tmp_path / "data",
        sources=[
            Source("code", "Code", SourceKind.GITHUB, server.url_for("/search")),
            Source("more-code", "More code", SourceKind.GITHUB, server.url_for("/search?page=2")),
            Source("papers", "Papers", SourceKind.PUBMED, server.url_for("/esearch.fcgi?term=cell")),
            Source("feed", "Feed", SourceKind.FEED, server.url_for("/feed")),
            Source("plain", "Plain", SourceKind.GITHUB, "http://api.example.org/search"),
        ],
    )
    yield made
    made.close()


def seen(server: HTTPServer) -> list[tuple[str, str | None, str | None]]:
    """Return path, header and parameter of what came."""
    return [(request.path, request.headers.get("Authorization"), request.args.get("api_key")) for request, _ in server.log]


def test_a_key_goes_into_the_keyring_and_nowhere_else(parts: Parts, ring: InMemory) -> None:
    kept = keys.keep(parts, "code", f" {KEY}\n")
    assert kept.host == "localhost"
    assert kept.sources == ("code", "more-code", "papers")
    assert list(ring.kept.values()) == [KEY]
    parts.store.close()
    on_disk = b"".join(path.read_bytes() for path in parts.paths.data.rglob("*") if path.is_file())
    assert on_disk
    assert KEY.encode() not in on_disk


def test_it_is_sent_with_the_requests_of_its_host(parts: Parts, server: HTTPServer) -> None:
    keys.keep(parts, "code", KEY)
    server.expect_request("/search").respond_with_data(FOUND)
    server.expect_request("/feed").respond_with_data(b"<rss><channel></channel></rss>")
    server.expect_request("/esearch.fcgi").respond_with_data(NUMBERS)
    server.expect_request("/efetch.fcgi").respond_with_data(ARTICLES)
    reports = fetch(parts, SilentJob(), ["code", "papers", "feed"])
    assert [report.items for report in reports] == [1, 1, 0]
    assert sorted(seen(server), key=str) == [
        ("/efetch.fcgi", None, KEY),
        ("/esearch.fcgi", None, KEY),
        ("/feed", None, None),
        ("/search", f"Bearer {KEY}", None),
    ]
    assert all(KEY not in repr(state) for state in parts.store.polls.all().values())
    server.clear_log()
    assert [trial.problem for trial in discover.try_out(parts, ["code", "papers"], SilentJob())] == [None, None]
    assert ("/efetch.fcgi", None, KEY) in seen(server)


def test_without_a_key_the_keyring_is_not_asked(parts: Parts, server: HTTPServer, ring: InMemory) -> None:
    server.expect_request("/search").respond_with_data(FOUND)
    fetch(parts, SilentJob(), ["code"])
    assert seen(server) == [("/search", None, None)]
    assert ring.asked == []


def test_many_sources_ask_the_keyring_once(parts: Parts, server: HTTPServer, ring: InMemory) -> None:
    keys.keep(parts, "code", KEY)
    server.expect_request("/search").respond_with_data(FOUND)
    fetch(parts, SilentJob(), ["code", "more-code"])
    assert ring.asked == ["localhost"]


def test_a_locked_keyring_does_not_keep_the_news_out(parts: Parts, server: HTTPServer) -> None:
    keys.keep(parts, "code", KEY)
    keyring.set_keyring(Locked())
    server.expect_request("/search").respond_with_data(FOUND)
    [report] = fetch(parts, SilentJob(), ["code"])
    assert (report.items, report.problem) == (1, None)
    assert report.keyless is not None
    assert report.keyless.reason == "locked"


def test_a_removed_key_is_not_sent(parts: Parts, server: HTTPServer, ring: InMemory) -> None:
    keys.keep(parts, "code", KEY)
    assert keys.remove(parts, "more-code").host == "localhost"
    assert ring.kept == {}
    server.expect_request("/search").respond_with_data(FOUND)
    fetch(parts, SilentJob(), ["code"])
    assert seen(server) == [("/search", None, None)]


@pytest.mark.parametrize(("source", "path"), [("code", "/search"), ("papers", "/esearch.fcgi")])
def test_no_other_host_is_told_a_key(parts: Parts, server: HTTPServer, source: str, path: str) -> None:
    """The server writes the key it was sent into the address that it redirects to, as careless ones do with parameters."""
    with HTTPServer(host="127.0.0.1", threaded=True) as other:
        elsewhere = other.url_for("/taken").replace("127.0.0.1", "localhost")

        def away(request: Request) -> Response:
            return Response(status=302, headers={"Location": f"{elsewhere}?{request.query_string.decode()}"})

        other.expect_request("/taken").respond_with_data(FOUND if source == "code" else b'{"esearchresult": {"idlist": []}}')
        server.expect_request(path).respond_with_handler(away)
        keys.keep(parts, source, KEY)
        [report] = fetch(parts, SilentJob(), [source])
        assert report.problem is None
        [(request, _)] = other.log
        assert KEY not in f"{request.url} {request.headers}"


def test_a_key_within_the_address_of_a_redirect_ends_it(parts: Parts, server: HTTPServer) -> None:
    server.expect_request("/search").respond_with_data(b"", status=302, headers={"Location": f"/login/{KEY}"})
    keys.keep(parts, "code", KEY)
    [report] = fetch(parts, SilentJob(), ["code"])
    assert isinstance(report.problem, FetchFailed)
    assert report.problem.reason == "protocol"
    assert len(server.log) == 1


@pytest.mark.parametrize(("source", "path", "status"), [("code", "/search", 401), ("papers", "/esearch.fcgi", 400)])
def test_a_key_that_is_not_accepted(parts: Parts, server: HTTPServer, source: str, path: str, status: int) -> None:
    server.expect_request(path).respond_with_data(b"", status=status)
    keys.keep(parts, source, KEY)
    [report] = fetch(parts, SilentJob(), [source])
    assert isinstance(report.problem, FetchFailed)
    assert (report.problem.reason, report.problem.status) == ("key", status)
    assert KEY not in repr(report)


def test_nothing_is_logged_of_it(parts: Parts, server: HTTPServer, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    server.expect_request("/esearch.fcgi").respond_with_data(NUMBERS)
    server.expect_request("/efetch.fcgi").respond_with_data(ARTICLES)
    keys.keep(parts, "papers", KEY)
    fetch(parts, SilentJob(), ["papers"])
    ours = [record.getMessage() for record in caplog.records if record.name != "werkzeug"]  # the server here sees what it is sent
    assert not any(KEY in message for message in ours)


@pytest.mark.parametrize(
    ("source", "key", "reason"),
    [
        ("feed", KEY, "kind"),
        ("plain", KEY, "plain"),
        ("code", " \n", "none"),
        ("code", "two words", "form"),
        ("code", "a\r\nX-Evil: 1", "form"),
        ("code", "密钥", "form"),
    ],
)
def test_what_is_no_key_for_a_source(parts: Parts, ring: InMemory, source: str, key: str, reason: str) -> None:
    with pytest.raises(KeyRefused) as caught:
        keys.keep(parts, source, key)
    assert (caught.value.name, caught.value.reason) == (source, reason)
    assert ring.kept == {}


def test_a_source_that_is_none(parts: Parts) -> None:
    with pytest.raises(SourceUnknown):
        keys.keep(parts, "nothing", KEY)
