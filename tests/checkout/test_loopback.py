"""The server of a built site: for this computer's browser alone, and for as long as it is wanted."""

import http.client
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bioai_desktop.checkout.loopback import Loopback


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Loopback]:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "index.html").write_text("<p>页</p>", "utf-8")
    (tmp_path / "empty").mkdir()
    made = Loopback(tmp_path)
    yield made
    made.close()


def ask(served: Loopback, path: str, host: str = "", method: str = "GET") -> tuple[int, str, str]:
    place = urlsplit(served.address)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=10)
    connection.request(method, path, headers={"Host": host} if host else {})
    answer = connection.getresponse()
    found = answer.status, answer.read().decode(), answer.getheader("Content-Security-Policy", "")
    connection.close()
    return found


def test_it_answers_with_pages_of_the_folder(served: Loopback) -> None:
    assert served.address.startswith("http://127.0.0.1:")
    status, text, policy = ask(served, "/a/")
    assert (status, text) == (200, "<p>页</p>")
    assert "connect-src 'self'" in policy
    assert ask(served, "/b/")[0] == 404


def test_it_lists_no_folder_and_leaves_it_not(served: Loopback, tmp_path: Path) -> None:
    (tmp_path.parent / "secret.txt").write_text("secret", "utf-8")
    assert ask(served, "/empty/")[0] == 404
    for path in ("/../secret.txt", "/%2e%2e/secret.txt", "//secret.txt"):
        assert "secret" not in ask(served, path)[1].replace("secret.txt", "")


def test_it_answers_to_no_other_name_and_to_no_other_wish(served: Loopback) -> None:
    port = urlsplit(served.address).port
    assert ask(served, "/a/", f"localhost:{port}")[0] == 200
    assert ask(served, "/a/", f"evil.example:{port}")[0] == 421
    assert ask(served, "/a/", method="POST")[0] == 501


def test_once_closed_it_is_gone(tmp_path: Path) -> None:
    made = Loopback(tmp_path)
    made.close()
    with pytest.raises(ConnectionRefusedError):
        ask(made, "/")
    assert not [thread for thread in threading.enumerate() if thread.name == "loopback"]
