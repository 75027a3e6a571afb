"""A server on this machine alone, for one book and the engines that show it."""

from __future__ import annotations

import json
import mimetypes
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from benchmarks.readers.book_facts import BookFacts
from benchmarks.readers.manifest import readium_manifest

WEB: Final = Path(__file__).parent / "web"
_SCRIPT: Final = "text/javascript"


class Shelf:
    """What is served: the book, its files, the engines, our pages; and what was asked in vain."""

    def __init__(self, epub: Path, facts: BookFacts, modules: Path) -> None:
        self.missing: list[str] = []
        self._epub = epub
        self._facts = facts
        self._modules = modules
        self._types = {item.path: item.media_type for item in facts.items}
        with zipfile.ZipFile(epub) as archive:
            self._members = {name: archive.read(name) for name in archive.namelist()}

    def answer(self, path: str, base: str) -> tuple[bytes, str] | None:
        """Return the bytes at a path and their type, None where there is nothing."""
        kind, _, name = path.lstrip("/").partition("/")
        if path == "/book.epub":
            return self._epub.read_bytes(), "application/epub+zip"
        if path == "/book/manifest.json":
            manifest = readium_manifest(self._facts, f"{base}/book/")
            return json.dumps(manifest).encode(), "application/json"
        if kind == "book" and name in self._members:
            return self._members[name], self._types.get(name, "application/octet-stream")
        root = {"engines": self._modules, "web": WEB}.get(kind)
        file = root / name if root else None
        if file is None or not file.is_file():
            return None
        guessed = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        return file.read_bytes(), _SCRIPT if file.suffix in (".js", ".mjs") else guessed


@contextmanager
def serving(shelf: Shelf) -> Iterator[str]:
    """Serve a shelf while the block runs, and yield the address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            found = (b"", "") if path == "/favicon.ico" else shelf.answer(path, base)
            if found is None:
                shelf.missing.append(path)
            data, kind = found or (b"", "text/plain")
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            del format, args

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield base
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
