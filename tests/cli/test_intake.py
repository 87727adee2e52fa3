from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from bioai_desktop.domain import Language, Source, SourceKind
from tests.cli.conftest import Bioai
from tests.newsroom import rss
from tests.published import FIRST, file_of, lay, reword


@pytest.fixture(scope="module")
def running() -> Iterator[HTTPServer]:
    with HTTPServer(threaded=True) as server:
        yield server


@pytest.fixture
def server(running: HTTPServer, monkeypatch: pytest.MonkeyPatch, sources: list[Source]) -> Iterator[HTTPServer]:
    """A local server with the sources `good` and `gone`."""
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    running.clear()
    running.expect_request("/good").respond_with_data(rss(1, 2))
    running.expect_request("/gone").respond_with_data(b"", status=410)
    sources += [Source(name, f"The {name} one", SourceKind.FEED, running.url_for(f"/{name}")) for name in ("good", "gone")]
    yield running
    running.clear()


def test_fetch_answers_for_each_source(bioai: Bioai, server: HTTPServer) -> None:
    said = bioai("fetch", "--json")
    good, gone = said.document["sources"]
    assert said.status == 0
    assert good == {"source": "good", "items": 2, "new": 2, "problem": None, "unchanged": False, "waits_until": None, "keyless": None}
    assert (gone["source"], gone["items"], gone["new"]) == ("gone", 0, 0)
    assert "410" in gone["problem"]


def test_fetch_fails_where_nothing_came(bioai: Bioai, server: HTTPServer) -> None:
    said = bioai("fetch", "--source", "gone")
    assert said.status == 1
    assert "410" in said.out
    assert [request.path for request, _ in server.log] == ["/gone"]


def test_progress_goes_to_stderr_and_its_end_is_said_once(bioai: Bioai, server: HTTPServer) -> None:
    said = bioai("fetch", "--json")
    assert said.document
    assert said.err.count("2/2") == 1


def test_an_unknown_source_is_named_beside_the_known_ones(bioai: Bioai, server: HTTPServer) -> None:
    said = bioai("fetch", "--source", "good", "--source", "nosuch")
    assert said.status == 2
    assert "nosuch" in said.err
    assert "Known: gone, good." in said.err
    assert server.log == []


def test_an_interrupt_ends_a_fetch_at_once(bioai: Bioai, server: HTTPServer) -> None:
    held = threading.Event()

    def interrupt(_request: Request) -> Response:
        os.kill(os.getpid(), signal.SIGINT)
        held.wait(20)
        return Response(rss(3))

    server.clear_all_handlers()
    server.expect_request("/good").respond_with_handler(interrupt)
    said = bioai("fetch", "--source", "good")
    held.set()
    assert (said.status, said.out) == (1, "")
    assert "Stopped." in said.err


def test_import_answers_for_each_file(bioai: Bioai) -> None:
    Path("feed.xml").write_bytes(rss(1, 2))
    Path("page.html").write_text("<!doctype html><html></html>", "utf-8")
    said = bioai("import", "feed.xml", "page.html", "none.xml", "--json")
    feed, page, none = said.document["files"]
    assert said.status == 0
    assert feed == {"path": "feed.xml", "items": 2, "new": 2, "problem": None}
    assert (page["path"], page["items"], none["path"], none["items"]) == ("page.html", 0, "none.xml", 0)
    assert "web page" in page["problem"]
    assert "none.xml" in none["problem"]
    assert bioai("import", "feed.xml", "--json").document["files"][0]["new"] == 0


def test_import_fails_where_nothing_could_be_read(bioai: Bioai) -> None:
    said = bioai("--lang", "zh", "import", "none.xml")
    assert said.status == 1
    assert "读不了 none.xml" in said.out


def test_a_site_is_told_in_one_line_and_its_pages_in_rows(bioai: Bioai, tmp_path: Path) -> None:
    site = lay(tmp_path / "site", 2)
    file_of(site, FIRST.replace(day=9)).write_bytes(b"\xff\xfe")
    said = bioai("import", site, "--json")
    assert said.status == 0
    rows = {row["path"]: row for row in said.document["files"]}
    assert rows["content/cn/2026-03/2026-03-01.md"] == {
        "path": "content/cn/2026-03/2026-03-01.md",
        "items": 11,
        "new": 11,
        "problem": None,
        "site": str(site),
        "date": "2026-03-01",
        "language": "zh",
        "change": "new",
        "conflicts": 0,
    }
    assert len(rows) == 5
    assert "UTF-8" in rows["content/cn/2026-03/2026-03-09.md"]["problem"]
    lines = bioai("import", site).out.splitlines()
    assert lines[1] == f"   44     0  {site}, pages read: 4 (4 unchanged)"
    assert "2026-03-09.md" in lines[2]
    assert len(lines) == 4


def test_a_page_of_the_site_by_itself(bioai: Bioai, tmp_path: Path) -> None:
    file = file_of(lay(tmp_path / "site", 1))
    assert bioai("--lang", "zh", "import", file).out.splitlines()[1] == f"   11    11  {file}: 新收"
    assert bioai("edition", "show", "2026-03-01").out == file.read_text("utf-8")
    assert bioai("edition", "list", "--json").document["days"] == ["2026-03-01"]


def test_a_folder_that_is_no_site(bioai: Bioai, tmp_path: Path) -> None:
    said = bioai("import", tmp_path)
    assert said.status == 1
    assert "content/cn/" in said.out


def test_places_changed_on_both_sides_end_with_three(bioai: Bioai, tmp_path: Path) -> None:
    site = lay(tmp_path / "site", 1, (Language.ZH,))
    bioai("import", site)
    bioai("edition", "set", "2026-03-01", "top/2", "text", "这里的话。")
    reword(file_of(site), "图谱覆盖 8 个脑区。", "那里的话。")
    said = bioai("import", site, "--json")
    assert (said.status, said.document["files"][0]["conflicts"], said.document["files"][0]["change"]) == (3, 1, "merged")
    assert "bioai edition conflicts 2026-03-01 --lang zh" in said.err
