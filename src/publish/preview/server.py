"""The server: what is on the desk, to browsers on this machine, and nothing of the disk.

Every path is looked up, none is opened: the files of the page were read at the start, those of the
book are in memory. The standard library's server does for one reader on one machine; what a web
page elsewhere could do to it is answered here: another ``Host`` (DNS rebinding) is refused, nothing
may be embedded elsewhere, and no script runs but the page's own.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import PurePosixPath
from typing import Any, ClassVar, Final
from urllib.parse import parse_qs, unquote, urlsplit

from publish.adapters.installed_fonts import installed_font
from publish.preview.desk import Desk, digest

ADDRESS: Final = "127.0.0.1"
NAMES: Final = (ADDRESS, "localhost")

PAGE_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
    " connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'"
)
BOOK_POLICY: Final = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self';"
    " media-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self';"
    " sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox"
)
"""No script of a manuscript runs; its inline styles do, as in any reading system."""

_TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
_FONTS: Final = {
    "/fonts/serif.ttf": "EB Garamond",
    "/fonts/sans.ttf": "IBM Plex Sans",
    "/fonts/mono.ttf": "Source Code Pro",
}
_PICTURE: Final = re.compile(r"/pages/(\d{1,6})\.png")
_WORDS: Final = re.compile(r"/pages/(\d{1,6})\.json")
_HEARTBEAT: Final = 15.0
"""Seconds after which a silent stream says a word, so that a browser gone away is noticed."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back."""

    data: bytes
    media_type: str
    policy: str = PAGE_POLICY
    name: str = ""
    status: HTTPStatus = HTTPStatus.OK


class PreviewServer(ThreadingHTTPServer):
    """Serves one desk on the loopback interface; ``port`` 0 takes a free one."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, desk: Desk, port: int = 0) -> None:
        self.desk = desk
        self.static = {
            f"/{file.name}".removesuffix("index.html"): Answer(file.read_bytes(), media_type)
            for file in (files("publish.preview") / "static").iterdir()
            if (media_type := _TYPES.get(PurePosixPath(file.name).suffix))
        }
        handler = type("Handler", (_Handler,), {"preview": self})
        super().__init__((ADDRESS, port), handler)

    @property
    def url(self) -> str:
        """Return where the page is."""
        return f"http://{ADDRESS}:{self.server_port}/"

    def is_ours(self, host: str | None) -> bool:
        """Return whether a request asks for this server by its own name."""
        names = {f"{name}:{self.server_port}" for name in NAMES}
        return host in (names | set(NAMES) if self.server_port == 80 else names)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of browsers that go away in the middle of an answer."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "publish"
    sys_version = ""
    preview: ClassVar[PreviewServer]

    def do_GET(self) -> None:
        """Answer a browser."""
        if not self.preview.is_ours(self.headers.get("Host")):
            self._refuse(HTTPStatus.MISDIRECTED_REQUEST, "this is not the host that was asked for")
            return
        address = urlsplit(self.path)
        if address.path == "/events":
            self._stream()
            return
        answer = self._find(unquote(address.path), parse_qs(address.query))
        if answer is None:
            self._refuse(HTTPStatus.NOT_FOUND, "there is no such thing here")
        else:
            self._send(answer)

    def do_HEAD(self) -> None:
        """Answer without the answer's bytes."""
        self.do_GET()

    def _find(self, path: str, query: Mapping[str, list[str]]) -> Answer | None:
        desk = self.preview.desk
        if path in self.preview.static:
            return self.preview.static[path]
        if path.startswith("/book/"):
            found = desk.file(path.removeprefix("/book/"))
            return Answer(found.data, found.media_type, BOOK_POLICY) if found else None
        if path in _FONTS:
            font = installed_font(_FONTS[path])
            return Answer(font, "font/ttf") if font else None
        if path == "/state.json":
            return _as_json(desk.describe())
        if path == "/book.epub" and desk.epub:
            return Answer(desk.epub.data, desk.epub.media_type, name=desk.epub.filename)
        if path == "/book.pdf" and desk.pages:
            made = desk.pages.artifact
            return Answer(made.data, made.media_type, name=made.filename)
        if match := _PICTURE.fullmatch(path):
            return self._picture(int(match[1]), query.get("width", [""])[-1])
        if (match := _WORDS.fullmatch(path)) and desk.pages:
            number = int(match[1])
            if 1 <= number <= len(desk.pages.pages):
                return _as_json(desk.pages.pages[number - 1].paragraphs)
        return None

    def _picture(self, number: int, width: str) -> Answer | None:
        pictures = self.preview.desk.pictures
        if pictures is None:
            return None
        wide = int(width) if width.isascii() and width.isdigit() and len(width) < 6 else 0
        try:
            return Answer(pictures.draw(number, wide), "image/png")
        except LookupError:
            return None

    def _send(self, answer: Answer) -> None:
        mark = f'"{digest([answer.data])}"'
        is_known = self.headers.get("If-None-Match") == mark and answer.status is HTTPStatus.OK
        self.send_response(HTTPStatus.NOT_MODIFIED if is_known else answer.status)
        self._head(answer.policy)
        self.send_header("Cache-Control", "no-cache")
        self.send_header("ETag", mark)
        if answer.name:
            self.send_header("Content-Disposition", f'attachment; filename="{answer.name}"')
        if is_known:
            self.end_headers()
            return
        self.send_header("Content-Type", answer.media_type)
        self.send_header("Content-Length", str(len(answer.data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.data)

    def _refuse(self, status: HTTPStatus, words: str) -> None:
        data = f"{status.value} {words}\n".encode()
        self._send(Answer(data, "text/plain; charset=utf-8", status=status))

    def _head(self, policy: str) -> None:
        self.send_header("Content-Security-Policy", policy)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("Cross-Origin-Opener-Policy", "same-origin")

    def _stream(self) -> None:
        """Tell what changes for as long as somebody listens (server-sent events)."""
        self.send_response(HTTPStatus.OK)
        self._head(PAGE_POLICY)
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        if self.command == "HEAD":
            return
        tick = -1
        with suppress(OSError):
            while not self.preview.desk.is_closed:
                before, (tick, state) = tick, self.preview.desk.wait(tick, _HEARTBEAT)
                told = f"data: {json.dumps(state)}\n\n" if tick != before else ": here\n\n"
                self.wfile.write(told.encode())
                self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet: the terminal is for the author."""


def _as_json(data: object) -> Answer:
    return Answer(json.dumps(data, ensure_ascii=False).encode(), "application/json")
