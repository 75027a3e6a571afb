"""The preview as a program: what it prints, what it refuses, how it ends."""

from __future__ import annotations

import http.client
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tests.preview.conftest import Author, previewed, write_book

pytestmark = [pytest.mark.tools, pytest.mark.slow]


def ask(author: Author, path: str, *, host: str = "", method: str = "GET") -> tuple[int, bytes]:
    address = urlsplit(author.url).netloc
    connection = http.client.HTTPConnection(address, timeout=30)
    connection.putrequest(method, path, skip_host=True)
    connection.putheader("Host", host or address)
    connection.endheaders()
    answer = connection.getresponse()
    found = answer.status, answer.read()
    connection.close()
    return found


def wait_for_book(author: Author) -> None:
    for _ in range(300):
        if ask(author, "/book.epub", method="HEAD")[0] == 200:
            return
        time.sleep(0.2)
    pytest.fail("no book came")


@pytest.mark.parametrize(
    "host", ["example.org", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example"]
)
def test_another_host_is_refused(author: Author, host: str) -> None:
    assert ask(author, "/", host=host)[0] == 421
    assert ask(author, "/state.json", host=host)[0] == 421
    assert ask(author, "/events", host=host)[0] == 421


def test_localhost_is_this_machine_too(author: Author) -> None:
    assert ask(author, "/", host=f"localhost:{urlsplit(author.url).port}")[0] == 200


@pytest.mark.parametrize(
    "path",
    [
        "/book/../../../../etc/passwd",
        "/book/%2e%2e/%2e%2e/etc/passwd",
        "/book//etc/passwd",
        "/book/EPUB/../../manuscript/book.toml",
        "/manuscript/book.toml",
        "/../server.py",
        "/static/index.html",
        "/book/mimetype",
        "/pages/0.png",
        "/pages/999999.png",
        "/pages/-1.png",
    ],
)
def test_nothing_but_the_book_is_served(author: Author, path: str) -> None:
    wait_for_book(author)
    assert ask(author, path)[0] == 404


def test_no_other_machine_is_listened_to(author: Author) -> None:
    port = urlsplit(author.url).port
    assert port is not None
    with socket.socket() as other:
        other.settimeout(2)
        assert other.connect_ex(("127.0.0.2", port)) != 0


def test_ctrl_c_ends_it_and_nothing_was_written(tmp_path: Path) -> None:
    write_book(tmp_path / "book")
    before = sorted(tmp_path.rglob("*"))
    with previewed(tmp_path / "book") as author:
        wait_for_book(author)
        status, said = author.end()  # most likely while the pages are set
    assert status == 0
    assert "Traceback" not in said
    assert said.endswith("ended; nothing was written\n")
    assert sorted(tmp_path.rglob("*")) == before


def test_a_port_that_is_taken_is_an_error(tmp_path: Path) -> None:
    write_book(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "publish", "preview", "--no-open", "--port", port]
        ran = subprocess.run(
            command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
        )
    assert ran.returncode == 8
    assert f"error: cannot serve at 127.0.0.1:{port}" in ran.stderr
    assert "hint: name another port" in ran.stderr
