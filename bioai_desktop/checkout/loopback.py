"""A folder as a web site for the browser of this computer, and for nobody else.

A theme's addresses begin at the site's root, and its styles carry hashes that a browser does not check for files; so a built
site is looked at through a server. It listens on 127.0.0.1 only, answers to no other name, and ends with whoever began it.
"""

from __future__ import annotations

import io
import threading
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

_HOST = "127.0.0.1"
#: The page may show pictures from elsewhere, as it does on the site; it may count no reader and load no script.
_POLICY = "default-src 'self' 'unsafe-inline' data:; img-src * data:; media-src *; connect-src 'self'; form-action 'none'"


class Loopback:
    """Serves a folder from when it is made until it is closed."""

    def __init__(self, folder: Path) -> None:
        self._server = ThreadingHTTPServer((_HOST, 0), partial(_Pages, directory=str(folder)))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, name="loopback", daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        """Where the folder is found."""
        return f"http://{_HOST}:{self._server.server_port}/"

    def close(self) -> None:
        """Serve no longer."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Pages(SimpleHTTPRequestHandler):
    """Answers with files; lists no folder."""

    def send_head(self) -> io.BytesIO | None:
        """Refuse who came by another name: a page elsewhere may have been told that it is ours."""
        server = self.server
        port = server.server_address[1] if isinstance(server, ThreadingHTTPServer) else 0
        if self.headers.get("Host") not in {f"{_HOST}:{port}", f"localhost:{port}"}:
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return None
        return super().send_head()  # pyright: ignore[reportReturnType] - a file, or bytes: the stubs know only one of them

    def end_headers(self) -> None:
        """Say what the page may load, and that it is new each time."""
        self.send_header("Content-Security-Policy", _POLICY)
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def list_directory(self, path: str) -> None:  # noqa: ARG002  # pyright: ignore[reportIncompatibleMethodOverride] - it only answers
        """Find nothing where a folder has no page."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing: nobody reads it."""
