from __future__ import annotations

import shutil
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from bioai_desktop.domain import SilentJob, Step
from bioai_desktop.errors import AddressRefused, Cancelled, DiskFull, FetchFailed, FileUnwritable
from bioai_desktop.net.download import Patience, download
from tests.gguf_files import RecordingJob
from tests.net.file_server import FileServer

BODY = bytes(range(256)) * 1024
QUICK = Patience(answer=0.5, stall=0.5, pause=0.01, beat=0.02)


@pytest.fixture
def server() -> Iterator[FileServer]:
    with FileServer(BODY) as running:
        yield running


def fetched(server: FileServer, target: Path, job: object = None, path: str = "/m.gguf") -> bytes:
    return download(server.base + path, target, len(BODY), job or SilentJob(), "tiny", QUICK).read_bytes()


def failure(server: FileServer, target: Path) -> FetchFailed:
    with pytest.raises(FetchFailed) as caught:
        fetched(server, target)
    return caught.value


def test_a_file_arrives_under_its_unfinished_name(server: FileServer, tmp_path: Path) -> None:
    target, job = tmp_path / "new" / "m.gguf", RecordingJob()
    assert fetched(server, target, job) == BODY
    assert not target.exists()
    assert job.steps[-1] == (Step.DOWNLOAD, len(BODY), len(BODY), "tiny")


def test_it_goes_on_where_it_stopped(server: FileServer, tmp_path: Path) -> None:
    (tmp_path / "m.gguf.part").write_bytes(BODY[:100_000])
    assert fetched(server, tmp_path / "m.gguf") == BODY
    assert server.behaviour.asked == ["bytes=100000-"]


def test_a_finished_part_is_not_asked_for_again(server: FileServer, tmp_path: Path) -> None:
    (tmp_path / "m.gguf.part").write_bytes(BODY)
    assert fetched(server, tmp_path / "m.gguf") == BODY
    assert server.behaviour.asked == []


def test_a_part_that_is_too_long_is_begun_anew(server: FileServer, tmp_path: Path) -> None:
    (tmp_path / "m.gguf.part").write_bytes(BODY + b"more")
    assert fetched(server, tmp_path / "m.gguf") == BODY
    assert server.behaviour.asked == [""]


def test_cut_connections_are_taken_up_again(server: FileServer, tmp_path: Path) -> None:
    server.behaviour.cuts = [50_000, 70_000, 1]
    assert fetched(server, tmp_path / "m.gguf") == BODY
    assert server.behaviour.asked == ["", "bytes=50000-", "bytes=120000-", "bytes=120001-"]


def test_a_cut_without_a_length_is_noticed(server: FileServer, tmp_path: Path) -> None:
    server.behaviour.length, server.behaviour.cuts = False, [50_000]
    assert fetched(server, tmp_path / "m.gguf") == BODY
    assert server.behaviour.asked == ["", "bytes=50000-"]


def test_a_line_that_always_breaks_is_given_up_and_what_came_is_kept(server: FileServer, tmp_path: Path) -> None:
    server.behaviour.cuts = [50_000, 0, 0, 0, 0, 0]
    assert failure(server, tmp_path / "m.gguf").reason in {"protocol", "offline"}
    assert len(server.behaviour.asked) == 4
    assert (tmp_path / "m.gguf.part").read_bytes() == BODY[:50_000]


def test_a_server_without_ranges_begins_anew(server: FileServer, tmp_path: Path) -> None:
    (tmp_path / "m.gguf.part").write_bytes(b"x" * 100_000)
    server.behaviour.ranges = False
    assert fetched(server, tmp_path / "m.gguf") == BODY


def test_an_answer_of_another_size_is_refused_and_what_came_is_kept(server: FileServer, tmp_path: Path) -> None:
    (tmp_path / "m.gguf.part").write_bytes(BODY[:10])
    server.behaviour.body = b"<html>please log in</html>"
    server.behaviour.ranges = False
    assert failure(server, tmp_path / "m.gguf").reason == "protocol"
    assert (tmp_path / "m.gguf.part").read_bytes() == BODY[:10]


def test_an_answer_without_a_length_may_not_run_over(server: FileServer, tmp_path: Path) -> None:
    server.behaviour.body, server.behaviour.length = BODY * 2, False
    assert failure(server, tmp_path / "m.gguf").reason == "too-large"
    assert (tmp_path / "m.gguf.part").stat().st_size <= len(BODY)


def test_the_rest_of_another_file_is_refused(server: FileServer, tmp_path: Path) -> None:
    (tmp_path / "m.gguf.part").write_bytes(BODY[:10])
    server.behaviour.body = BODY + b"more"
    assert failure(server, tmp_path / "m.gguf").reason == "protocol"


@pytest.mark.parametrize("status", [401, 404, 416, 503])
def test_a_refusal_names_its_status(server: FileServer, tmp_path: Path, status: int) -> None:
    server.behaviour.status = status
    found = failure(server, tmp_path / "m.gguf")
    assert (found.source, found.reason, found.status) == ("127.0.0.1", "status", status)


def test_redirects_are_followed(server: FileServer, tmp_path: Path) -> None:
    server.behaviour.redirect = "/moved"
    assert fetched(server, tmp_path / "m.gguf") == BODY


def test_a_silent_server_is_left_soon(server: FileServer, tmp_path: Path) -> None:
    (tmp_path / "m.gguf.part").write_bytes(BODY[:10])
    server.behaviour.wait = 20
    started = time.monotonic()
    assert failure(server, tmp_path / "m.gguf").reason == "timeout"
    assert time.monotonic() - started < 5
    assert server.behaviour.asked == ["bytes=10-"]


def test_a_stall_on_the_way_is_taken_up_again_then_given_up(server: FileServer, tmp_path: Path) -> None:
    server.behaviour.stall_at = 100_000
    assert failure(server, tmp_path / "m.gguf").reason == "timeout"
    assert (tmp_path / "m.gguf.part").stat().st_size > 90_000


def test_nobody_there_is_told(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, not listening: connections are refused
        with pytest.raises(FetchFailed) as caught:
            download(f"http://127.0.0.1:{taken.getsockname()[1]}/m", tmp_path / "m.gguf", 10, SilentJob(), patience=QUICK)
    assert caught.value.reason == "unreachable"


@pytest.mark.parametrize("url", ["ftp://example.org/m", "nonsense", "http://[broken/m", "file:///etc/hosts"])
def test_an_address_that_is_none_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(AddressRefused):
        download(url, tmp_path / "m.gguf", 10, SilentJob(), patience=QUICK)


@pytest.mark.parametrize("elsewhere", ["http://localhost:{port}/moved", "http://127.0.0.2:{port}/moved", "file:///etc/hosts"])
def test_a_redirect_may_not_lead_to_this_computer(server: FileServer, tmp_path: Path, elsewhere: str) -> None:
    server.behaviour.redirect = elsewhere.format(port=server.base.rpartition(":")[2])
    with pytest.raises(AddressRefused):
        fetched(server, tmp_path / "m.gguf")


def test_redirects_in_a_circle_end(server: FileServer, tmp_path: Path) -> None:
    server.behaviour.redirect = "/round"
    assert failure(server, tmp_path / "m.gguf").reason == "protocol"


def test_cancelling_keeps_what_came(server: FileServer, tmp_path: Path) -> None:
    server.behaviour.stall_at = 100_000  # the job is asked while nothing comes, too
    with pytest.raises(Cancelled):
        fetched(server, tmp_path / "m.gguf", RecordingJob(cancel_at=8))
    assert 0 < (tmp_path / "m.gguf.part").stat().st_size < len(BODY)
    server.behaviour.stall_at = -1
    assert fetched(server, tmp_path / "m.gguf") == BODY


def test_a_disk_without_room_is_told_before_anything_is_asked(server: FileServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1000))
    with pytest.raises(DiskFull) as caught:
        fetched(server, tmp_path / "m.gguf")
    assert caught.value.free == 1000
    assert caught.value.needed > len(BODY)
    assert server.behaviour.asked == []


def test_a_folder_that_cannot_be_is_told(server: FileServer, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(FileUnwritable):
        fetched(server, tmp_path / "file" / "m.gguf")
