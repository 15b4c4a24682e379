"""A small web server for one folder on this machine, which tells open pages when the folder has changed."""

from __future__ import annotations

import errno
import ipaddress
import socket
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from rolebook.build.errors import BuildError
from rolebook.serve.state import State

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".gif": "image/gif",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".ttf": "font/ttf",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
}
_LIVE = Path(__file__).with_name("live.js")
_KEEP_ALIVE = 10.0  # seconds between signs of life, so that threads of closed pages come to an end
_WAITING = """\
<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Building</title><body><p>The site is being built. This page reloads when it is there.</p></body></html>
"""


class PreviewServer(ThreadingHTTPServer):
    """Serves ``folder``; to be closed after use. A port that is in use is a BuildError that names a free one."""

    daemon_threads = True

    def __init__(self, folder: Path, state: State, host: str, port: int, report: Callable[[str], None]):
        self.folder = folder
        self.state = state
        self.report = report
        self.names = {host.lower(), "localhost", socket.gethostname().lower()}
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
            self.address_family = found[0][0]
            super().__init__((host, port), _Handler)
        except OSError as error:
            raise _explain(error, host, port) from error

    @property
    def url(self) -> str:
        """The address to open in a browser."""
        host, port = self.server_address[:2]
        name = str(host)
        if name in ("0.0.0.0", "::"):
            name = "localhost"
        return f"http://{f'[{name}]' if ':' in name else name}:{port}/"

    def server_bind(self) -> None:
        """Take the port; unlike `HTTPServer`, without asking the network what this machine is called."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Browsers that hang up are no error; anything else is one of ours."""
        error = sys.exc_info()[1]
        if not isinstance(error, ConnectionError | TimeoutError):
            self.report("".join(traceback.format_exception(error)))

    def knows(self, name: str) -> bool:
        """Whether a browser that came for this host may be answered.

        Somebody else's page can give its own host name this machine's address, and then read what we answer
        (DNS rebinding). It cannot do so with addresses, nor with names of this machine.
        """
        name = (urlsplit(f"//{name}").hostname or "").lower()
        if name in self.names or name.endswith(".localhost"):
            return True
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True


def _explain(error: OSError, host: str, port: int) -> BuildError:
    if error.errno == errno.EADDRINUSE:
        free = next(
            (other for other in range(port + 1, min(port + 50, 65536)) if _is_free(host, other)), None
        )
        hint = f"use --port {free}, which is free" if free else "choose another one with --port"
        return BuildError(f"port {port} is in use by another program", hint)
    if error.errno == errno.EACCES:
        return BuildError(f"port {port} is reserved for the system", "choose one above 1023 with --port")
    return BuildError(f"cannot listen on {host}: {error.strerror or error}", "use --host 127.0.0.1")


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as trial, suppress(OSError):
        trial.bind((host, port))
        return True
    return False


class _Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: PreviewServer
    server_version = "rolebook"
    sys_version = ""
    timeout = 60

    def do_GET(self) -> None:
        if not self.server.knows(self.headers.get("Host", "")):
            self._send(HTTPStatus.MISDIRECTED_REQUEST, b"This server answers for this machine only.\n")
            return
        path = unquote(urlsplit(self.path).path)
        if path == "/.rolebook/events":
            self._send_events()
        elif path == "/.rolebook/live.js":
            self._send(HTTPStatus.OK, _LIVE.read_bytes(), _TYPES[".js"])
        else:
            self._send_file(path)

    do_HEAD = do_GET

    def _send_file(self, path: str) -> None:
        found = self._find(path)
        if found is None:
            self._send_missing()
        elif found.is_dir():
            # Collapsed, so that //elsewhere.example/ does not lead elsewhere.
            place = quote("/" + "/".join(part for part in path.split("/") if part) + "/")
            self._send(HTTPStatus.FOUND, b"", location=place)
        else:
            self._send_content(HTTPStatus.OK, found)

    def _find(self, path: str) -> Path | None:
        """The file or folder meant by a path; nothing hidden, and nothing outside the folder."""
        parts = [part for part in path.split("/") if part]
        if any(part.startswith(".") or "\\" in part or "\0" in part for part in parts):
            return None
        root = self.server.folder.resolve()
        found = root.joinpath(*parts)
        if path.endswith("/"):
            found /= "index.html"
        try:
            found = found.resolve(strict=True)
        except (OSError, RuntimeError):
            return None
        return found if found.is_relative_to(root) else None

    def _send_missing(self) -> None:
        lost = self.server.folder / "404.html"
        if lost.is_file():
            self._send_content(HTTPStatus.NOT_FOUND, lost)
        elif (self.server.folder / "index.html").is_file():
            self._send(HTTPStatus.NOT_FOUND, b"Not found.\n")
        else:
            self._send(HTTPStatus.SERVICE_UNAVAILABLE, self._add_live(_WAITING), _TYPES[".html"])

    def _send_content(self, status: HTTPStatus, path: Path) -> None:
        try:
            content = path.read_bytes()
        except OSError:  # it went while the site was being published
            self._send(HTTPStatus.NOT_FOUND, b"Not found.\n")
            return
        kind = _TYPES.get(path.suffix.lower(), "application/octet-stream")
        if path.suffix.lower() == ".html":
            content = self._add_live(content.decode("utf-8", "replace"))
        self._send(status, content, kind)

    def _add_live(self, html: str) -> bytes:
        """The page with our script in it, which the files on the disk never have."""
        script = f'<script src="/.rolebook/live.js" data-version="{self.server.state.version}"></script>'
        head, body, tail = html.rpartition("</body>")
        return (f"{head}{script}{body}{tail}" if body else f"{html}{script}").encode("utf-8")

    def _send(
        self,
        status: HTTPStatus,
        content: bytes,
        kind: str = "text/plain; charset=utf-8",
        *,
        location: str | None = None,
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        if location:
            self.send_header("Location", location)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _send_events(self) -> None:
        """Server-sent events: the state now, and again whenever it changes."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        seen = -1
        while self.command != "HEAD":
            seen, data = self.server.state.wait(seen, _KEEP_ALIVE)
            if data is None:
                return
            self.wfile.write(f"data: {data}\n\n".encode() if data else b": still here\n\n")
            self.wfile.flush()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: requests are of no interest to who writes content."""
