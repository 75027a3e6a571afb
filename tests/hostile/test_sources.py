"""Sources of every kind that nobody means well with: a message or a book, in bounds, nothing else.

Each case is a process of its own, so that its time and its memory are its own, pandoc's with them.
"""

from __future__ import annotations

import http.server
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pypandoc
import pytest
from click.testing import CliRunner
from tests.hostile.bad_sources import CASES
from tests.hostile.source_files import TEXT, Files, docx, html, odt
from tests.unit.importing.epub.epub_files import packed, page, parts

from publish.cli import main

pytestmark = pytest.mark.tools

PATIENCE = 60
"""Seconds of processor time, pandoc's with it: many times what each case takes."""

ROOM = 3_000_000
"""KiB of memory of the largest process."""

SECRET = "7c1e-nobody-may-read-this"
GOOD = "# The Sea\n\nThe wind rose, and the sea with it.[^1]\n\n[^1]: At noon.\n\n> A ship.\n"
WORKS = "@book{wood, title = {The Wind Alone}, author = {Wood, T}, year = {2018}}\n"


@dataclass
class Ran:
    """How an import ended."""

    status: int
    said: str
    target: Path

    @property
    def codes(self) -> set[str]:
        return set(re.findall(r"\[([A-Z]\d+)\]$", self.said, re.MULTILINE))

    @property
    def written(self) -> bytes:
        """Return everything that was written."""
        return b"".join(path.read_bytes() for path in self.target.rglob("*") if path.is_file())


def run(tmp_path: Path, files: Files, *options: str, source: str = "") -> Ran:
    """Import files in a process of its own; see that nothing stands beside the target."""
    for folder in ("in", "outside", "tmp", "home"):
        (tmp_path / folder).mkdir(exist_ok=True)
    for name, text in (("secret.txt", SECRET), ("secret.html", f"<html><p>{SECRET}")):
        (tmp_path / "outside" / name).write_text(text)
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><desc>{SECRET}</desc></svg>'
    (tmp_path / "outside" / "secret.svg").write_text(svg)
    for name, data in files.items():
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if data.startswith(b"->"):
            path.symlink_to(data[2:].decode().replace("../outside", "../../outside"))
        elif data == b"|":
            os.mkfifo(path)
        else:
            path.write_bytes(data)
    (tmp_path / "works.bib").write_text(WORKS)
    first = source or next(iter(files))
    before = _listing(tmp_path)
    target = tmp_path / "target"
    command = [
        sys.executable,
        "-m",
        "publish",
        "import",
        str(tmp_path / "in" / first.split("/")[0]),
    ]
    surroundings = {**os.environ, "TMPDIR": str(tmp_path / "tmp"), "HOME": str(tmp_path / "home")}
    with (tmp_path / "said").open("wb") as said:
        process = subprocess.Popen(
            [
                *command,
                "--to",
                str(target),
                "--tidy",
                "--bibliography",
                str(tmp_path / "works.bib"),
                *options,
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=said,
            env=surroundings,
        )
        watchman = threading.Timer(2 * PATIENCE, process.kill)
        watchman.start()
        _, status, usage = os.wait4(process.pid, 0)
        watchman.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    ran = Ran(process.returncode, (tmp_path / "said").read_text("utf-8", "replace"), target)
    (tmp_path / "said").unlink()
    assert usage.ru_utime + usage.ru_stime < PATIENCE
    assert usage.ru_maxrss < ROOM
    assert "Traceback" not in ran.said
    assert "a bug of ours" not in ran.said
    assert ran.status in (0, 3, 4), ran.said
    assert (ran.status == 4) == bool(ran.codes and "error:" in ran.said and not target.exists())
    after = {
        name: what for name, what in _listing(tmp_path).items() if not name.startswith("target")
    }
    assert after == before
    if target.exists():
        assert (target / "manuscript" / "book.toml").is_file()
        assert (target / "import-report.md").is_file()
        assert SECRET.encode() not in ran.written
    return ran


def _listing(folder: Path) -> dict[str, int]:
    """Return every file and folder with its size, links not followed."""
    found = {}
    for base, folders, names in os.walk(folder):
        for name in (*folders, *names):
            path = Path(base, name)
            size = 0 if path.is_dir() else path.lstat().st_size
            found[str(path.relative_to(folder))] = size
    return found


@pytest.mark.parametrize("case", CASES)
def test_a_source_gives_a_book_or_a_message_in_bounds(case: str, tmp_path: Path) -> None:
    ran = run(tmp_path, CASES[case](str(tmp_path / "outside" / "secret.svg")))
    if ran.status == 0:
        assert b"alert(" not in b"".join(
            path.read_bytes() for path in (ran.target / "manuscript").rglob("*") if path.is_file()
        )
    else:
        assert "  hint: " in ran.said or "is empty" in ran.said


def good(kind: str) -> bytes:
    """Return a small book of some kind, as pandoc writes it."""
    if kind in ("md", "txt"):
        return GOOD.encode()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a")
        pypandoc.convert_text(GOOD, kind, "markdown", outputfile=str(path), extra_args=["-s"])
        return path.read_bytes()


@pytest.mark.parametrize("kind", ["docx", "odt", "epub"])
def test_an_archive_that_is_cut_off_is_refused(kind: str, tmp_path: Path) -> None:
    data = good(kind)
    for share in range(1, 20):
        path = tmp_path / f"a.{kind}"
        path.write_bytes(data[: len(data) * share // 20])
        ran = CliRunner().invoke(main, ["import", str(path), "--to", str(tmp_path / "target")])
        assert (ran.exit_code, "a bug of ours" in ran.stderr) == (4, False), ran.stderr
        assert re.search(r"\[U\d{3}\]$", ran.stderr, re.MULTILINE)
        assert not (tmp_path / "target").exists()


NAMES = {
    "docx": "a Word document",
    "odt": "a LibreOffice document",
    "epub": "EPUB",
    "html": "HTML",
    "txt": "plain text",
}


@pytest.mark.parametrize("kind", NAMES)
def test_what_a_source_is_its_name_cannot_change(kind: str, tmp_path: Path) -> None:
    data = good(kind)
    for number, ending in enumerate(("docx", "odt", "epub", "html", "txt", "pdf", "jpg", "")):
        path = tmp_path / f"book.{ending}"
        path.write_bytes(data)
        target = tmp_path / f"target{number}"
        ran = CliRunner().invoke(main, ["import", str(path), "--to", str(target)])
        assert ran.exit_code == 0, ran.stderr
        report = json.loads((target / "import-report.json").read_text("utf-8"))
        assert report["kind"] == NAMES[kind]


class Spy(http.server.BaseHTTPRequestHandler):
    """Notes every question that it is asked."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_error(404)

    do_HEAD = do_GET  # noqa: N815


@pytest.fixture
def spy() -> Iterator[str]:
    """Yield the address of a server that nobody may ask."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Spy)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def _asking(kind: str, at: str) -> Files:
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="x/image" TargetMode="External" Target="{at}/a.png"/>'
        f'<Relationship Id="r2" Type="x/template" TargetMode="External" Target="{at}/a.dotm"/>'
        "</Relationships>"
    )
    drawing = '<w:p><w:r><w:drawing><a:blip r:link="r1"/></w:drawing></w:r></w:p>'
    page_of = (
        f'<p>x</p><img src="{at}/a.png"/><link rel="stylesheet" href="{at}/a.css"/>'
        f'<iframe src="{at}/a.html"></iframe><object data="{at}/a"></object>'
    )
    dtd = f'<!DOCTYPE html SYSTEM "{at}/a.dtd" [<!ENTITY e SYSTEM "{at}/e.xml">]>'
    markdown = (
        f"---\nbibliography: {at}/w.bib\ncsl: {at}/a.csl\ncover-image: {at}/a.png\n---\n\n"
        f"# A\n\n![x]({at}/a.png) [y][z]\n\n[z]: {at}/z.md\n"
    ).encode()
    return {
        "html": {"a.html": html(page_of, dtd)},
        "docx": {"a.docx": docx(TEXT + drawing, more={"word/_rels/document.xml.rels": relation})},
        "odt": {
            "a.odt": odt(
                f'<text:p>x</text:p><text:p><draw:frame><draw:image xlink:href="{at}/a.png"/>'
                "</draw:frame></text:p>"
            )
        },
        "epub": {"a.epub": packed(parts(f'<?xml version="1.0"?>{dtd}' + page(page_of)[39:]))},
        "md": {"a.md": markdown},
        "folder": {"book/a.md": markdown, "book/b.md": b"# B\n\nx\n"},
    }[kind]


@pytest.mark.parametrize("kind", ["html", "docx", "odt", "epub", "md", "folder"])
def test_nothing_is_fetched(kind: str, spy: str, tmp_path: Path) -> None:
    Spy.asked.clear()
    ran = run(tmp_path, _asking(kind, spy))
    assert ran.status in (0, 4), ran.said
    assert Spy.asked == []
