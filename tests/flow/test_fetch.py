from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from bioai_desktop.domain import Outcome, SilentJob, Source, SourceKind, Step
from bioai_desktop.errors import AddressRefused, Cancelled, FeedUnreadable, FetchFailed, FileUnreadable
from bioai_desktop.flow import readers
from bioai_desktop.flow.fetch import fetch, import_files, last_problem
from bioai_desktop.flow.parts import Parts
from tests.gguf_files import RecordingJob
from tests.newsroom import NOON, newsroom, rss

JOB = SilentJob()
EFETCH = b"""<?xml version="1.0" ?><PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>41000001</PMID><Article>
<Journal><JournalIssue><PubDate><Year>2026</Year><Month>Feb</Month><Day>4</Day></PubDate></JournalIssue><Title>Tests</Title></Journal>
<ArticleTitle>A protein model that is asked about twice.</ArticleTitle><Abstract><AbstractText>It answers.</AbstractText></Abstract>
</Article></MedlineCitation></PubmedArticle></PubmedArticleSet>"""
MakeParts = Callable[..., Parts]


@pytest.fixture(scope="module")
def running() -> Iterator[HTTPServer]:
    with HTTPServer(threaded=True) as server:
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
def made(tmp_path: Path, server: HTTPServer) -> Iterator[MakeParts]:
    """Parts whose sources are paths of the local server."""
    all_parts: list[Parts] = []

    def make(**sources: SourceKind | str) -> Parts:
        listed = [
            Source(name, name.title(), kind if isinstance(kind, SourceKind) else SourceKind.FEED, server.url_for(f"/{name}"))
            for name, kind in sources.items()
        ]
        all_parts.append(newsroom(tmp_path / "data", sources=listed))
        return all_parts[-1]

    yield make
    for parts in all_parts:
        parts.close()


def test_new_items_are_counted_once(made: MakeParts, server: HTTPServer) -> None:
    server.expect_request("/one").respond_with_data(rss(1, 2))
    parts = made(one="")
    first, second = fetch(parts, JOB), fetch(parts, JOB)
    assert [(report.items, report.new, report.problem) for report in (*first, *second)] == [(2, 2, None), (2, 0, None)]


def test_how_each_fetch_went_is_on_record(made: MakeParts, server: HTTPServer) -> None:
    server.expect_request("/one").respond_with_data(rss(1, 2))
    server.expect_request("/bare").respond_with_data(rss())
    server.expect_request("/gone").respond_with_data(b"", status=410)
    parts = made(one="", bare="", gone="")
    fetch(parts, JOB)
    fetch(parts, JOB, ["one", "gone"])
    last = parts.store.fetches.last(datetime.now(UTC) + timedelta(days=1))
    assert {name: (state.outcome, state.items, state.new) for name, state in last.items()} == {
        "one": (Outcome.UNCHANGED, 2, 0),
        "bare": (Outcome.EMPTY, 0, 0),
        "gone": (Outcome.FAILED, 0, 0),
    }
    since = last["gone"].failing_since
    assert since is not None
    assert since < last["gone"].at
    problem = last_problem(parts.sources[2], last["gone"])
    assert isinstance(problem, FetchFailed)
    assert problem.status == 410


def test_an_unchanged_source_is_asked_conditionally(made: MakeParts, server: HTTPServer) -> None:
    def answer(request: Request) -> Response:
        return Response(status=304) if request.headers.get("If-None-Match") == '"7"' else Response(rss(1), headers={"ETag": '"7"'})

    server.expect_request("/one").respond_with_handler(answer)
    parts = made(one="")
    fetch(parts, JOB)
    for _ in range(2):  # what a 304 says does not lose the mark
        [report] = fetch(parts, JOB)
        assert (report.unchanged, report.items, report.problem) == (True, 0, None)


def test_a_mark_belongs_to_the_address_it_came_from(made: MakeParts, server: HTTPServer) -> None:
    server.expect_request("/one").respond_with_data(rss(1), headers={"ETag": '"7"'})
    parts = made(one="")
    fetch(parts, JOB)
    parts.close()
    server.expect_request("/moved/one").respond_with_data(rss(2))
    moved = newsroom(parts.paths.data, sources=[Source("one", "One", SourceKind.FEED, server.url_for("/moved/one"))])
    fetch(moved, JOB)
    moved.close()
    assert "If-None-Match" not in server.log[-1][0].headers


def test_a_failing_source_keeps_the_others_and_its_own_past(made: MakeParts, server: HTTPServer) -> None:
    server.expect_oneshot_request("/bad").respond_with_data(rss(1), headers={"ETag": '"7"'})
    server.expect_request("/good").respond_with_data(rss(2))
    server.expect_request("/web").respond_with_data(b"<!doctype html><html><body>Sign in</body></html>")
    parts = made(bad="", good="", web="")
    fetch(parts, JOB)
    server.clear_all_handlers()
    server.expect_request("/bad").respond_with_data(b"gone", status=410)
    server.expect_request("/good").respond_with_data(rss(2, 3))
    server.expect_request("/web").respond_with_data(b"<!doctype html><html><body>Sign in</body></html>")
    bad, good, web = fetch(parts, JOB)
    assert isinstance(bad.problem, FetchFailed)
    assert isinstance(web.problem, FeedUnreadable)
    assert (good.items, good.new) == (2, 1)
    assert parts.store.polls.get("bad").etag == '"7"'
    assert [parts.store.polls.get(name).failures for name in ("bad", "good", "web")] == [1, 0, 2]


def test_what_went_wrong_is_remembered_as_it_was(made: MakeParts, server: HTTPServer) -> None:
    server.expect_request("/gone").respond_with_data(b"", status=410)
    server.expect_request("/web").respond_with_data(b"<!doctype html><html><body>Sign in</body></html>")
    server.expect_request("/inside").respond_with_data(b"", status=302, headers={"Location": "http://127.0.0.2:9/feed"})
    server.expect_request("/good").respond_with_data(rss(1))
    parts = made(gone="", web="", inside="", good="")
    fetch(parts, JOB)
    told = {source.id: last_problem(source, parts.store.polls.get(source.id)) for source in parts.sources}
    assert isinstance(told["gone"], FetchFailed)
    assert (told["gone"].source, told["gone"].reason, told["gone"].status) == ("gone", "status", 410)
    assert isinstance(told["web"], FeedUnreadable)
    assert told["web"].reason == "html"
    assert isinstance(told["inside"], AddressRefused)
    assert told["good"] is None


def test_the_same_answer_is_read_once(made: MakeParts, server: HTTPServer) -> None:
    server.expect_request("/one").respond_with_data(rss(1, 2))
    parts = made(one="")
    fetch(parts, JOB)
    [report] = fetch(parts, JOB)
    assert (report.items, report.new, report.unchanged) == (2, 0, True)


def test_a_round_without_news_is_one_transaction(made: MakeParts, server: HTTPServer) -> None:
    server.expect_request("/marked").respond_with_handler(
        lambda request: Response(status=304) if request.headers.get("If-None-Match") else Response(rss(1), headers={"ETag": '"7"'})
    )
    server.expect_request("/plain").respond_with_data(rss(2))
    parts = made(marked="", plain="")
    fetch(parts, JOB)
    statements: list[str] = []
    parts.store.polls._database._connection().set_trace_callback(statements.append)
    assert [report.unchanged for report in fetch(parts, JOB)] == [True, True]
    assert [text for text in statements if text.startswith(("BEGIN", "COMMIT"))] == ["BEGIN IMMEDIATE", "COMMIT"]
    assert not [text for text in statements if "items (" in text]


def test_an_answer_that_is_still_good_is_not_asked_for(made: MakeParts, server: HTTPServer) -> None:
    server.expect_request("/one").respond_with_data(rss(1), headers={"Cache-Control": "max-age=600"})
    parts = made(one="")
    fetch(parts, JOB)
    [report] = fetch(parts, JOB)
    assert (report.unchanged, report.items, len(server.log)) == (True, 1, 1)
    assert report.waits_until is not None
    assert report.waits_until > datetime.now(UTC)
    [asked] = fetch(parts, JOB, ["one"])  # whoever names it means it
    assert (asked.waits_until, len(server.log)) == (None, 2)


def test_a_server_that_asks_for_patience_gets_it(made: MakeParts, server: HTTPServer) -> None:
    server.expect_request("/one").respond_with_data(b"", status=429, headers={"Retry-After": "3600"})
    parts = made(one="")
    [first], [second] = fetch(parts, JOB), fetch(parts, JOB)
    assert (first.waits_until, len(server.log)) == (None, 1)
    assert second.waits_until is not None
    assert isinstance(second.problem, FetchFailed)
    assert second.problem.status == 429  # and the reason of last time is still told


def test_a_source_that_goes_on_failing_is_left_alone_and_recovers(made: MakeParts, server: HTTPServer) -> None:
    server.expect_request("/one").respond_with_data(b"", status=404)
    parts = made(one="")
    assert [fetch(parts, JOB)[0].waits_until for _ in range(2)] == [None, None]
    assert fetch(parts, JOB)[0].waits_until is not None
    assert len(server.log) == 2
    rested = replace(parts.store.polls.get("one"), not_before=datetime.now(UTC))
    parts.store.polls.keep({"one": rested})
    server.clear_all_handlers()
    server.expect_request("/one").respond_with_data(rss(1))
    [report] = fetch(parts, JOB)
    assert (report.new, report.problem) == (1, None)
    assert (parts.store.polls.get("one").failures, parts.store.polls.get("one").not_before) == (0, None)


def test_offline_is_nothing_that_a_source_did(made: MakeParts, server: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    server.expect_request("/one").respond_with_data(rss(1))
    parts = made(one="")
    fetch(parts, JOB)
    before = parts.store.polls.get("one")

    def no_cable(*_: object, **__: object) -> list[object]:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", no_cable)
    for _ in range(3):
        [report] = fetch(parts, JOB)
        assert isinstance(report.problem, FetchFailed)
        assert report.problem.reason == "offline"
    assert parts.store.polls.get("one") == before


def test_a_regular_round_leaves_those_alone_that_will_hardly_have_news(made: MakeParts, server: HTTPServer) -> None:
    server.expect_request("/one").respond_with_data(rss(1))
    parts = made(one="")
    assert [report.new for report in fetch(parts, JOB, regular=True)] == [1]
    [report] = fetch(parts, JOB, regular=True)
    assert report.waits_until is not None
    assert len(server.log) == 1


def test_only_the_named_sources_are_asked(made: MakeParts, server: HTTPServer) -> None:
    server.expect_request("/two").respond_with_data(rss(2))
    assert [report.source for report in fetch(made(one="", two=""), JOB, ["two"])] == ["two"]
    assert [request.path for request, _ in server.log] == ["/two"]


@pytest.fixture
def pubmed(tmp_path: Path, server: HTTPServer) -> Iterator[Parts]:
    found = json.dumps({"header": {}, "esearchresult": {"count": "1", "idlist": ["41000001"]}})
    server.expect_request("/entrez/esearch.fcgi").respond_with_data(found, headers={"ETag": '"list"'})
    parts = newsroom(
        tmp_path / "data", sources=[Source("pm", "PubMed", SourceKind.PUBMED, server.url_for("/entrez/esearch.fcgi?term=protein"))]
    )
    yield parts
    parts.close()


def test_a_list_of_numbers_is_followed_to_its_records(pubmed: Parts, server: HTTPServer) -> None:
    server.expect_request("/entrez/efetch.fcgi").respond_with_data(EFETCH)
    [report] = fetch(pubmed, JOB)
    assert (report.items, report.new, report.problem) == (1, 1, None)
    assert [request.path for request, _ in server.log] == ["/entrez/esearch.fcgi", "/entrez/efetch.fcgi"]
    assert pubmed.store.polls.get("pm").etag == ""


def test_records_that_do_not_come_are_asked_for_again(pubmed: Parts, server: HTTPServer) -> None:
    server.expect_oneshot_request("/entrez/efetch.fcgi").respond_with_data(b"", status=404)
    [report] = fetch(pubmed, JOB)
    assert isinstance(report.problem, FetchFailed)
    server.expect_request("/entrez/efetch.fcgi").respond_with_data(EFETCH)
    assert [report.new for report in fetch(pubmed, JOB)] == [1]


def test_a_list_instead_of_records_ends_there(pubmed: Parts, server: HTTPServer) -> None:
    server.expect_request("/entrez/efetch.fcgi").respond_with_data(json.dumps({"esearchresult": {"idlist": ["2"]}}))
    assert [(report.items, report.problem) for report in fetch(pubmed, JOB)] == [(0, None)]
    assert len(server.log) == 2


def test_stopping_in_the_middle_keeps_what_has_come(made: MakeParts, server: HTTPServer) -> None:
    held = threading.Event()

    def slow(_request: Request) -> Response:
        held.wait(10)
        return Response(rss(2))

    class Stopping(RecordingJob):
        def step(self, step: Step, done: int, total: int, note: str = "") -> None:
            if done == 1:
                raise Cancelled
            super().step(step, done, total, note)

    server.expect_request("/quick").respond_with_data(rss(1))
    server.expect_request("/slow").respond_with_handler(slow)
    parts = made(quick="", slow="")
    with pytest.raises(Cancelled):
        fetch(parts, Stopping())
    held.set()
    assert parts.store.items.newest(NOON) is not None
    assert parts.store.polls.get("quick").checked is not None
    assert parts.store.polls.get("slow").checked is None


def test_files_are_taken_as_a_source_would_send_them(parts: Parts, tmp_path: Path) -> None:
    feed, web, missing = tmp_path / "feed.xml", tmp_path / "page.html", tmp_path / "none.xml"
    feed.write_bytes(rss(100, 101))
    web.write_text("<!doctype html><html><body>Sign in</body></html>", "utf-8")
    job = RecordingJob()
    reports = import_files(parts, [feed, web, missing, tmp_path], job)
    assert [(report.items, report.new, type(report.problem)) for report in reports] == [
        (2, 2, type(None)),
        (0, 0, FeedUnreadable),
        (0, 0, FileUnreadable),
        (0, 0, FileUnreadable),
    ]
    assert job.steps[-1] == (Step.IMPORT, 4, 4, "")


def test_a_stop_while_files_are_read_is_no_problem_of_a_file(parts: Parts, tmp_path: Path) -> None:
    for number in (1, 2):
        (tmp_path / f"{number}.xml").write_bytes(rss(100 + number))
    with pytest.raises(Cancelled):
        import_files(parts, [tmp_path / "1.xml", tmp_path / "2.xml"], RecordingJob(cancel_at=1))


def test_an_older_copy_of_a_feed_stands_at_its_own_date(parts: Parts, tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_bytes(rss(100))
    import_files(parts, [tmp_path / "feed.xml"], JOB, NOON)
    assert [item.source for item in parts.store.items.seen_between(NOON, NOON.replace(minute=1))].count("tests") == 31


def test_a_round_read_by_several_processes_is_kept_like_any_other(
    made: MakeParts, server: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readers, "processors", lambda: 3)
    monkeypatch.setattr(readers, "_MUCH", 0)
    names = [f"s{number}" for number in range(10)]
    for number, name in enumerate(names):
        server.expect_request(f"/{name}").respond_with_data(rss(2 * number, 2 * number + 1), headers={"ETag": f'"{number}"'})
    server.expect_request("/web").respond_with_data(b"<!doctype html><html><body>Sign in</body></html>")
    parts = made(web="", **dict.fromkeys(names, ""))
    job = RecordingJob()
    web, *others = fetch(parts, job)
    assert parts.readers.running
    assert isinstance(web.problem, FeedUnreadable)
    assert [(report.items, report.new, report.problem) for report in others] == [(2, 2, None)] * 10
    assert [parts.store.polls.get(name).etag for name in names] == [f'"{number}"' for number in range(10)]
    assert job.steps[-1][:3] == (Step.FETCH, 11, 11)
    assert [report.unchanged for report in fetch(parts, JOB)[1:]] == [True] * 10
    parts.close()
    assert not parts.readers.running
