"""Sources of every kind that nobody means well with: a message or a book, in bounds, nothing else.

Each case is a process of its own, so that its time and its memory are its own, pandoc's with them.
"""

from __future__ import annotations

import http.server
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pypandoc
import pytest
from click.testing import CliRunner
from tests.unit.importing.epub.epub_files import packed, page, parts
from tests.unit.importing.word.word_files import SPACES, paragraph, png_bytes

from publish.cli import main

pytestmark = pytest.mark.tools

NONE: Mapping[str, bytes] = {}
PATIENCE = 60
"""Seconds of processor time, pandoc's with it: many times what each case takes."""

ROOM = 3_000_000
"""KiB of memory of the largest process."""

SECRET = "7c1e-nobody-may-read-this"
TEXT = paragraph("The wind rose.")
GOOD = "# The Sea\n\nThe wind rose, and the sea with it.[^1]\n\n[^1]: At noon.\n\n> A ship.\n"
WORKS = "@book{wood, title = {The Wind Alone}, author = {Wood, T}, year = {2018}}\n"


def zipped(files: dict[str, bytes | str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


def docx(inside: str, head: str = "", more: Mapping[str, bytes | str] = NONE) -> bytes:
    body = f"<w:body>{inside}</w:body>"
    document = f"{head}<w:document {SPACES}>{body}</w:document>"
    return zipped({"word/document.xml": document, **more})


ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink"'
)


def odt(inside: str, head: str = "", more: Mapping[str, bytes | str] = NONE) -> bytes:
    body = f"<office:body><office:text>{inside}</office:text></office:body>"
    content = f"{head}<office:document-content {ODF}>{body}</office:document-content>"
    mimetype = "application/vnd.oasis.opendocument.text"
    return zipped({"mimetype": mimetype, "content.xml": content, **more})


def epub(body: str, more: Mapping[str, bytes] = NONE) -> bytes:
    return packed(parts(f"<h1>A</h1>{body}") | dict(more))


def html(body: str, head: str = "<!DOCTYPE html>") -> bytes:
    return f"{head}<html><body><h1>A</h1>{body}</body></html>".encode()


Files = dict[str, bytes]
LAUGHS = '<!DOCTYPE d [<!ENTITY a "{}"><!ENTITY b "{}"><!ENTITY f SYSTEM "file://{}">]>'.format(
    "ha" * 1000, "&a;" * 1000, "{outside}"
)
LINE = b"word " * 20_000_000
TEN = b"word " * 2_000_000
YAML_BOMB = "---\na: &a [x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{','.join([f'*{chr(97 + n)}'] * 8)}]\n" for n in range(12)
)
DEEP = 10_000
P, EP = "<text:p>The wind rose.</text:p>", "<p>The wind rose.</p>"
FRAME = '<draw:frame><draw:image xlink:href="Pictures/a.png"/></draw:frame>'
SDT, SECTION = "<w:sdt><w:sdtContent>", "<text:section>"

CASES: dict[str, Callable[[str], Files]] = {
    # 100 MB of one line, and bombs that are as large unpacked
    "html: 100 MB in one line": lambda _: {"a.html": b"<!DOCTYPE html><p>" + LINE},
    "html: 10 MB in one line": lambda _: {"a.html": b"<!DOCTYPE html><p>" + TEN},
    "docx: 100 MB in one line": lambda _: {"a.docx": docx(paragraph(LINE.decode()))},
    "docx: 10 MB in one line": lambda _: {"a.docx": docx(paragraph(TEN.decode()))},
    "odt: 100 MB in one line": lambda _: {"a.odt": odt(f"<text:p>{LINE.decode()}</text:p>")},
    "odt: 10 MB in one line": lambda _: {"a.odt": odt(f"<text:p>{TEN.decode()}</text:p>")},
    "epub: 100 MB in one line": lambda _: {"a.epub": epub(f"<p>{LINE.decode()}</p>")},
    "epub: 10 MB in one line": lambda _: {"a.epub": epub(f"<p>{TEN.decode()}</p>")},
    "md: 100 MB in one line": lambda _: {"a.md": b"# A\n\n" + LINE},
    "md: 10 MB in one line": lambda _: {"a.md": b"# A\n\n" + TEN},
    "folder: 100 MB in one line": lambda _: {"book/a.md": b"# A\n\n" + LINE, "book/b.md": b"# B\n"},
    "pandoc's: 100 MB in one line": lambda _: {
        "book/a.md": b"# A\n\n" + LINE,
        "book/metadata.yaml": b"",
    },
    "pandoc's: 10 MB in one line": lambda _: {
        "book/a.md": b"# A\n\n" + TEN,
        "book/metadata.yaml": b"",
    },
    "docx: ten parts of 40 MB": lambda _: {
        "a.docx": docx(
            TEXT,
            more={f"word/media/{n}.png": png_bytes() + bytes(40_000_000) for n in range(12)},
        )
    },
    "odt: a picture of 200 MB": lambda _: {
        "a.odt": odt(
            f"<text:p>{FRAME}</text:p>{P}",
            more={"Pictures/a.png": png_bytes() + bytes(200_000_000)},
        )
    },
    "epub: a picture of 200 MB": lambda _: {
        "a.epub": epub(
            f'{EP}<img src="sea.svg" alt="x"/>', more={"OPS/sea.svg": b"<svg>" + b" " * 200_000_000}
        )
    },
    # 10,000 deep
    "html: 10,000 deep": lambda _: {"a.html": html("<div>" * DEEP + "x" + "</div>" * DEEP)},
    "html: 10,000 open lists": lambda _: {"a.html": html("<ul><li>x" * DEEP)},
    "html: 10,000 open words": lambda _: {"a.html": html("<p>" + "<b><i>x" * (DEEP // 2))},
    "docx: 10,000 deep": lambda _: {
        "a.docx": docx(SDT * DEEP + TEXT + "</w:sdtContent></w:sdt>" * DEEP)
    },
    "odt: 10,000 deep": lambda _: {"a.odt": odt(SECTION * DEEP + P + "</text:section>" * DEEP)},
    "odt: 10,000 lists": lambda _: {
        "a.odt": odt(
            "<text:list><text:list-item>" * DEEP + P + "</text:list-item></text:list>" * DEEP
        )
    },
    "epub: 10,000 deep": lambda _: {"a.epub": epub("<div>" * DEEP + "x" + "</div>" * DEEP)},
    "md: 10,000 quotations": lambda _: {"a.md": b"# A\n\n" + b">" * DEEP + b" x\n"},
    "md: 10,000 brackets": lambda _: {"a.md": b"# A\n\n" + b"[" * DEEP + b"x" + b"](y)" * DEEP},
    "md: 10,000 open notes": lambda _: {"a.md": b"# A\n\n" + b"^[x " * DEEP},
    "md: 10,000 divisions": lambda _: {"a.md": b"# A\n\n" + b"::: x\n" * DEEP + b"x\n"},
    "md: lists 2,000 deep": lambda _: {
        "a.md": b"# A\n\n" + b"".join(b" " * 4 * n + b"- x\n" for n in range(2000))
    },
    "md: emphasis 10,000 deep": lambda _: {"a.md": b"# A\n\n" + b"*a **b " * DEEP},
    "md: a head 10,000 deep": lambda _: {"a.md": b"---\ntitle: " + b"[" * DEEP + b"\n---\n\n# A\n"},
    "folder: a head 10,000 deep": lambda _: {
        "book/a.md": b"---\nx: " + b"{a: " * DEEP + b"\n---\n\n# A\n",
        "book/b.md": b"# B\n",
    },
    # entities and aliases
    "html: entities": lambda out: {"a.html": html("&b;&f;", LAUGHS.replace("{outside}", out))},
    "docx: entities": lambda out: {
        "a.docx": docx(paragraph("&b;&f;"), LAUGHS.replace("{outside}", out))
    },
    "odt: entities": lambda out: {
        "a.odt": odt("<text:p>&b;&f;</text:p>", LAUGHS.replace("{outside}", out))
    },
    "epub: entities": lambda out: {
        "a.epub": packed(
            parts(
                f'<?xml version="1.0"?>{LAUGHS.replace("{outside}", out)}'
                '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>x &b;&f;</p></body></html>'
            )
        )
    },
    "md: aliases": lambda _: {"a.md": f"{YAML_BOMB}---\n\n# A\n\nText.\n".encode()},
    "folder: aliases": lambda _: {
        "book/a.md": f"{YAML_BOMB}---\n\n# A\n".encode(),
        "book/b.md": b"# B\n",
    },
    # paths that climb out
    "html: climbing": lambda out: {
        "a.html": html(
            f'<p>x</p><img src="{out}"><img src="file://{out}"><img src="../outside/secret.svg">'
            '<img src="%2e%2e/outside/secret.svg"><iframe src="../outside/secret.txt"></iframe>'
        )
    },
    "docx: climbing": lambda out: {
        "a.docx": docx(
            TEXT
            + "".join(
                f'<w:p><w:r><w:drawing><a:blip r:embed="r{n}"/></w:drawing></w:r></w:p>'
                for n in range(3)
            ),
            more={
                "word/_rels/document.xml.rels": "<Relationships xmlns="
                '"http://schemas.openxmlformats.org/package/2006/relationships">'
                + "".join(
                    f'<Relationship Id="r{n}" Type="x/image" {mode} Target="{target}"/>'
                    for n, (mode, target) in enumerate(
                        [
                            ("", "../../../outside/secret.svg"),
                            ('TargetMode="External"', f"file://{out}"),
                            ("", out),
                        ]
                    )
                )
                + "</Relationships>",
                "../../outside/new.txt": "x",
                "/tmp/new.txt": "x",
            },
        )
    },
    "odt: climbing": lambda out: {
        "a.odt": odt(
            P
            + "".join(
                f'<text:p><draw:frame><draw:image xlink:href="{one}"/></draw:frame></text:p>'
                for one in ("../outside/secret.svg", out, f"file://{out}")
            ),
            more={"../outside/new.txt": "x"},
        )
    },
    "epub: climbing": lambda out: {
        "a.epub": epub(
            f'{EP}<img src="../../outside/secret.svg" alt=""/><img src="{out}" alt=""/>'
            f'<img src="file://{out}" alt=""/><a href="../../outside/secret.txt">x</a>',
            more={"../outside/new.txt": b"x", "OPS/../../outside/new2.txt": b"x"},
        )
    },
    "md: climbing": lambda out: {
        "a.md": (
            "---\nbibliography: ../outside/secret.txt\ncsl: ../outside/secret.txt\n"
            f"cover-image: ../outside/secret.svg\n---\n\n# A\n\n![x](../outside/secret.svg) "
            f"![y]({out}) ![z](file://{out}) ![[../outside/secret.svg]]\n"
        ).encode()
    },
    "folder: climbing": lambda out: {
        "book/a.md": f"# A\n\n![x](../outside/secret.svg) [y](../outside/a.txt)\n{out}".encode(),
        "book/b.md": b"---\nbibliography: ../../outside/secret.txt\n---\n\n# B\n",
    },
    "pandoc's: climbing": lambda _: {
        "book/a.md": b"# A\n\n![x](../outside/secret.svg)\n",
        "book/metadata.yaml": b"bibliography: ../outside/secret.txt\n",
    },
    "folder: links of the system": lambda _: {
        "book/a.md": b"# A\n\n![x](in.svg)\n",
        "book/link.md": b"->../outside/secret.txt",
        "book/in.svg": b"->../outside/secret.svg",
        "book/sub": b"->../outside",
    },
    "pandoc's: links of the system": lambda _: {
        "book/a.md": b"# A\n\n![x](in.svg)\n",
        "book/link.md": b"->../outside/secret.txt",
        "book/in.svg": b"->../outside/secret.svg",
        "book/metadata.yaml": b"title: A\n",
        "book/sub": b"->../outside",
    },
    "folder of HTML: links of the system": lambda _: {
        "book/a.html": html('<p>x</p><img src="in.svg">'),
        "book/in.svg": b"->../outside/secret.svg",
        "book/link.html": b"->../outside/secret.html",
    },
    "folder: a circle of links": lambda _: {
        "book/a.md": b"# A\n\nx\n",
        "book/sub": b"->.",
        "book/b.md": b"->b.md",
    },
    "pandoc's: a pipe among the chapters": lambda _: {
        "book/a.md": b"# A\n\nx\n",
        "book/p.md": b"|",
        "book/metadata.yaml": b"title: A\n",
    },
    "folder: a pipe among the chapters": lambda _: {"book/a.md": b"# A\n\nx\n", "book/p.md": b"|"},
    "folder of HTML: a pipe among the pages": lambda _: {
        "book/a.html": html("<p>x</p>"),
        "book/p.html": b"|",
    },
    # what would run, and what would be fetched
    "html: scripts": lambda _: {
        "a.html": html(
            '<p onclick="alert(1)">x</p><script>alert(1)</script><svg onload="alert(1)"></svg>'
            '<a href="javascript:alert(1)">y</a><img src=x onerror="alert(1)">'
        )
    },
    "epub: scripts": lambda _: {
        "a.epub": epub(
            '<p onclick="alert(1)">x</p><script>alert(1)</script>'
            '<a href="javascript:alert(1)">y</a><img src="sea.svg" alt="" onload="alert(1)"/>',
            more={
                "OPS/sea.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
            },
        )
    },
    "docx: a script in a picture": lambda _: {
        "a.docx": docx(
            TEXT + '<w:p><w:r><w:drawing><a:blip r:embed="r1"/></w:drawing></w:r></w:p>',
            more={
                "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats'
                '.org/package/2006/relationships"><Relationship Id="r1" Type="x/image" '
                'Target="media/a.svg"/></Relationships>',
                "word/media/a.svg": '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)'
                "</script></svg>",
            },
        )
    },
    # many of something
    "epub: 20,001 parts": lambda _: {
        "a.epub": epub(EP, more={f"x/{n}": b"" for n in range(20_001)})
    },
    "docx: 20,001 parts": lambda _: {
        "a.docx": docx(TEXT, more={f"x/{n}": b"" for n in range(20_001)})
    },
    "odt: 20,001 parts": lambda _: {"a.odt": odt(P, more={f"x/{n}": b"" for n in range(20_001)})},
    "md: 3,500 chapters": lambda _: {"a.md": b"# A\n\nx\n\n" * 3500},
    "md: 20,000 notes": lambda _: {
        "a.md": b"# A\n\n"
        + b"".join(b"x[^%d]\n\n" % n for n in range(20_000))
        + b"".join(b"[^%d]: y\n\n" % n for n in range(20_000))
    },
    "md: notes in circles": lambda _: {"a.md": b"# A\n\nx[^1]\n\n[^1]: y[^2]\n\n[^2]: z[^1]\n"},
    "md: signs": lambda _: {
        "a.md": b"# A\n\n" + b"<!-- " * 20_000 + b"<pre " * 20_000 + b"`" * 9999 + b"$" * 9999
    },
    "md: tables": lambda _: {
        "a.md": b"# A\n\n" + b"|a" * 20_000 + b"|\n" + b"|-" * 20_000 + b"|\n"
    },
    "folder: 4,000 files": lambda _: {f"book/{n:04}.md": b"# A\n\nx\n" for n in range(4000)},
    "md: bytes of no encoding": lambda _: {"a.md": b"# A\n\n" + bytes(range(128, 256)) * 20},
    "md: a zero": lambda _: {"a.md": b"# A\n\nthe\0sea\n" * 20},
    "md: nothing": lambda _: {"a.md": b""},
    "md: signs alone": lambda _: {"a.md": b"\n***\n\n<!-- x -->\n"},
    "folder: nothing": lambda _: {"book/x.jpg": b"x"},
}
"""What is written where, by the place of a file outside; "->" is a link, "|" a pipe."""


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
                f'{P}<text:p><draw:frame><draw:image xlink:href="{at}/a.png"/></draw:frame>'
                "</text:p>"
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
