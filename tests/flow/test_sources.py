"""Finding, adding, removing and exchanging sources, with a real local server as the site."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from bioai_desktop.domain import ItemKind, SilentJob, Source, SourceKind
from bioai_desktop.errors import (
    AddressInvalid,
    AddressRefused,
    FeedUnreadable,
    FetchFailed,
    FileUnreadable,
    FileUnwritable,
    NoFeedFound,
    SourceKnown,
    SourcesInvalid,
    SourceUnknown,
)
from bioai_desktop.flow import discover, sources
from bioai_desktop.flow.fetch import import_file
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.sources import Change
from bioai_desktop.net.exchange import USER_AGENT
from tests.newsroom import newsroom, rss

JOB = SilentJob()
HTML = "text/html"


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
    yield running
    running.clear()


@pytest.fixture
def parts(tmp_path: Path, server: HTTPServer) -> Iterator[Parts]:
    """A newsroom with one shipped source."""
    made = newsroom(tmp_path / "data", sources=[Source("shipped", "Shipped", SourceKind.FEED, server.url_for("/shipped"))])
    yield made
    made.close()


def page(*links: str) -> str:
    return f"<!doctype html><html><head>{''.join(links)}</head><body>Welcome</body></html>"


def alternate(href: str) -> str:
    return f'<link rel="alternate" type="application/rss+xml" href="{href}">'


def asked(server: HTTPServer) -> list[str]:
    return [request.path for request, _ in server.log]


def test_a_feed_is_added_as_it_names_itself(parts: Parts, server: HTTPServer) -> None:
    server.expect_request("/feed").respond_with_data(rss(1, 2))
    trial = sources.add(parts, server.url_for("/feed"), JOB, folder=("Labs",))
    assert trial.source == Source("tests", "Tests", SourceKind.FEED, server.url_for("/feed"), folder=("Labs",))
    assert [source.id for source in parts.sources] == ["shipped", "tests"]
    assert len(trial.items) == 2
    again = newsroom(parts.paths.data, sources=parts.shipped_sources)
    assert again.sources == parts.sources
    again.close()


def test_a_page_leads_to_its_feed(parts: Parts, server: HTTPServer) -> None:
    server.expect_request("/").respond_with_data(page(alternate("/none"), alternate("/news/feed.xml")), content_type=HTML)
    server.expect_request("/news/feed.xml").respond_with_data(rss(1))
    assert sources.add(parts, server.url_for("/"), JOB, title="My lab").source.title == "My lab"
    assert parts.sources[-1].url == server.url_for("/news/feed.xml")
    assert server.log[0][0].headers["User-Agent"] == USER_AGENT


def test_a_page_without_a_link_is_searched_where_feeds_lie_by_custom(parts: Parts, server: HTTPServer) -> None:
    server.expect_request("/blog/").respond_with_data(page(), content_type=HTML)
    server.expect_request("/rss.xml").respond_with_data(rss(1))
    server.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /blog/")
    assert sources.add(parts, server.url_for("/blog/"), JOB).source.url == server.url_for("/rss.xml")
    assert not [path for path in asked(server) if path.startswith("/blog/") and path != "/blog/"]


def test_a_feed_with_entries_goes_before_an_empty_one(parts: Parts, server: HTTPServer) -> None:
    server.expect_request("/").respond_with_data(page(alternate("/empty"), alternate("/full")), content_type=HTML)
    server.expect_request("/empty").respond_with_data(rss())
    server.expect_request("/full").respond_with_data(rss(1))
    assert discover.find(server.url_for("/"), JOB).source.url == server.url_for("/full")
    server.expect_request("/alone").respond_with_data(page(alternate("/empty")), content_type=HTML)
    assert discover.find(server.url_for("/alone"), JOB).source.url == server.url_for("/empty")


def test_an_account_of_mastodon_by_its_page(parts: Parts, server: HTTPServer) -> None:
    post = {"id": "9", "uri": "x:9", "url": "https://social.example/@anna/9", "created_at": "2026-02-05", "content": "<p>Hello</p>"}
    server.expect_request("/api/v1/accounts/lookup", query_string="acct=anna").respond_with_json({"id": "109", "acct": "anna"})
    server.expect_request("/api/v1/accounts/109/statuses").respond_with_json([post])
    trial = sources.add(parts, server.url_for("/@anna"), JOB)
    assert (trial.source.kind, trial.source.title) == (SourceKind.MASTODON, f"@anna@127.0.0.1:{server.port}")
    assert [item.title for item in trial.items] == ["Hello"]
    assert "/@anna" not in asked(server)


def test_a_page_that_only_looks_like_an_account(parts: Parts, server: HTTPServer) -> None:
    server.expect_request("/@anna").respond_with_data(page(alternate("/feed")), content_type=HTML)
    server.expect_request("/feed").respond_with_data(rss(1))
    assert sources.add(parts, server.url_for("/@anna"), JOB).source.url == server.url_for("/feed")


def test_an_answer_of_an_api_is_told_by_itself(parts: Parts, server: HTTPServer) -> None:
    answer = {"resultList": {"result": [{"id": "1", "source": "MED", "pmid": "1", "title": "A"}]}}
    server.expect_request("/search").respond_with_data(json.dumps(answer))
    source = sources.add(parts, server.url_for("/search?query=x"), JOB).source
    assert (source.kind, source.items, source.url) == (SourceKind.EUROPEPMC, ItemKind.ARTICLE, server.url_for("/search?query=x"))


def test_names_that_are_taken(parts: Parts, server: HTTPServer) -> None:
    for name in ("a", "b", "c"):
        server.expect_request(f"/{name}").respond_with_data(rss(1))
        sources.add(parts, server.url_for(f"/{name}"), JOB)
    assert [source.id for source in parts.sources[1:]] == ["tests", "tests-2", "tests-3"]


def test_an_address_that_is_a_source_already(parts: Parts, server: HTTPServer) -> None:
    server.expect_request("/").respond_with_data(page(alternate("/shipped/")), content_type=HTML)
    server.expect_request("/shipped/").respond_with_data(rss(1))
    for written in (server.url_for("/shipped"), server.url_for("/")):
        with pytest.raises(SourceKnown, check=lambda error: error.name == "shipped"):
            sources.add(parts, written, JOB)


@pytest.mark.parametrize("written", ["file:///etc/passwd", "nature", ""])
def test_what_is_no_address(parts: Parts, written: str) -> None:
    with pytest.raises(AddressInvalid):
        sources.add(parts, written, JOB)


def test_a_page_without_any_feed(parts: Parts, server: HTTPServer) -> None:
    server.expect_request("/").respond_with_data(page(), content_type=HTML)
    with pytest.raises(NoFeedFound):
        sources.add(parts, server.url_for("/"), JOB)
    assert not parts.paths.sources.exists()


def test_a_page_that_does_not_answer(parts: Parts, server: HTTPServer) -> None:
    server.expect_request("/").respond_with_data(b"", status=403)
    with pytest.raises(FetchFailed, check=lambda error: (error.source, error.status) == (server.url_for("/"), 403)):
        sources.add(parts, server.url_for("/"), JOB)


@pytest.mark.parametrize(
    "href", ["http://127.0.0.2:{port}/feed", "http://localhost:{port}/feed", "file:///etc/passwd", "http://169.254.169.254/feed"]
)
def test_a_page_leads_nowhere_inside(parts: Parts, server: HTTPServer, href: str) -> None:
    server.expect_request("/").respond_with_data(page(alternate(href.format(port=server.port))), content_type=HTML)
    server.expect_request("/feed", headers={"Host": f"127.0.0.1:{server.port}"}).respond_with_data(b"", status=404)
    server.expect_request("/feed").respond_with_data(rss(1))
    with pytest.raises(NoFeedFound):
        sources.add(parts, server.url_for("/"), JOB)
    assert {request.host for request, _ in server.log} == {f"127.0.0.1:{server.port}"}


def test_a_page_that_redirects_inside_is_refused(parts: Parts, server: HTTPServer) -> None:
    server.expect_request("/").respond_with_data(b"", status=302, headers={"Location": f"http://localhost:{server.port}/feed"})
    with pytest.raises(AddressRefused):
        sources.add(parts, server.url_for("/"), JOB)


def test_removing_own_and_shipped_sources(parts: Parts, server: HTTPServer) -> None:
    server.expect_request("/feed").respond_with_data(rss(1))
    sources.add(parts, server.url_for("/feed"), JOB)
    sources.remove(parts, ["tests", "shipped"])
    assert parts.sources == ()
    with pytest.raises(SourceUnknown, check=lambda error: error.name == "shipped"):
        sources.remove(parts, ["shipped"])
    server.clear_all_handlers()  # nobody has to be asked for what comes with the program
    assert sources.add(parts, server.url_for("/shipped"), JOB).source.id == "shipped"
    assert [source.id for source in parts.sources] == ["shipped"]


def test_a_list_with_a_mistake_is_not_touched(parts: Parts, server: HTTPServer) -> None:
    server.expect_request("/feed").respond_with_data(rss(1))
    parts.paths.sources.parent.mkdir(parents=True, exist_ok=True)
    parts.paths.sources.write_text("[[source]]\nid = 'x'\n", "utf-8")
    for change in (lambda: sources.add(parts, server.url_for("/feed"), JOB), lambda: sources.remove(parts, ["shipped"])):
        with pytest.raises(SourcesInvalid):
            change()
    assert parts.paths.sources.read_text("utf-8") == "[[source]]\nid = 'x'\n"


def test_a_list_that_cannot_be_written(parts: Parts) -> None:
    parts.paths.sources.with_suffix(".part").mkdir(parents=True)
    with pytest.raises(FileUnwritable):
        sources.remove(parts, ["shipped"])


def test_trying_out_keeps_nothing(parts: Parts, server: HTTPServer) -> None:
    server.expect_request("/shipped").respond_with_data(rss(1, 2, 3))
    [trial] = discover.try_out(parts, [], JOB)
    assert (trial.source.id, len(trial.items), trial.problem) == ("shipped", 3, None)
    assert parts.store.items.get([trial.items[0].id]) == []
    assert parts.store.polls.all() == {}
    server.clear_all_handlers()
    server.expect_request("/shipped").respond_with_data(page(), content_type=HTML)
    [trial] = discover.try_out(parts, ["shipped", "shipped"], JOB)
    assert isinstance(trial.problem, FeedUnreadable)
    with pytest.raises(SourceUnknown):
        discover.try_out(parts, ["nobody"], JOB)


def test_a_list_of_another_reader_is_taken_over(parts: Parts, server: HTTPServer, tmp_path: Path) -> None:
    path = tmp_path / "list.opml"
    path.write_text(
        f"""<opml version="2.0"><body><outline text="Labs"><outline text="The Lab" xmlUrl="https://lab.example/rss"/>
        <outline text="Again" xmlUrl="http://www.lab.example/rss/"/></outline><outline text="Shipped" xmlUrl="{server.url_for("/shipped")}"/>
        <outline text="Inside" xmlUrl="file:///etc/passwd"/></body></opml>""",
        "utf-8",
    )
    brought = sources.import_opml(parts, path)
    assert [one.change for one in brought] == [Change.ADDED, Change.KNOWN, Change.KNOWN, Change.REFUSED]
    assert brought[-1].url == "file:///etc/passwd"
    assert parts.sources[1:] == (Source("the-lab", "The Lab", SourceKind.FEED, "https://lab.example/rss", folder=("Labs",)),)
    assert [one.change for one in sources.import_opml(parts, path)][:2] == [Change.KNOWN, Change.KNOWN]


def test_our_list_on_another_computer(parts: Parts, tmp_path: Path) -> None:
    mine = parts.paths.sources
    mine.parent.mkdir(parents=True, exist_ok=True)
    mine.write_text(
        """[[source]]\nid = "shelf"\ntitle = "Shelf"\nkind = "json"\nurl = "https://shelf.example/api"\nweight = 0.5\nfolder = ["Data", "Near"]
        [source.paths]\ntitle = "a.b"\n""",
        "utf-8",
    )
    (tmp_path / "mine.opml").write_text(sources.export_opml(parts), "utf-8")
    there = newsroom(tmp_path / "there")
    sources.import_opml(there, tmp_path / "mine.opml")
    assert there.sources == parts.sources
    there.close()


def test_a_list_that_is_none(parts: Parts, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<html></html>", "utf-8")
    with pytest.raises(FeedUnreadable):
        sources.import_opml(parts, tmp_path / "page.html")
    with pytest.raises(FileUnreadable):
        sources.import_opml(parts, tmp_path / "none.opml")


def test_a_list_among_files_is_taken_over(parts: Parts, tmp_path: Path) -> None:
    path = tmp_path / "list.opml"
    path.write_text('<opml version="2.0"><body><outline text="The Lab" xmlUrl="https://lab.example/rss"/></body></opml>', "utf-8")
    assert [(report.items, report.new) for _ in range(2) for report in [import_file(parts, path)]] == [(1, 1), (1, 0)]
    assert parts.sources[-1].id == "the-lab"
