"""Texts that nobody means well with: a message or a book, in bounded time, and nothing else."""

from __future__ import annotations

import os
import re
import resource
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner

from publish.cli import main

pytestmark = pytest.mark.tools

TITLE = b"The Sea\n\n"
WORKS = "@book{wood, title = {The Wind Alone}, author = {Wood, T}, year = {2018}}\n"
PATIENCE = 60
"""Seconds of processor time, ours and pandoc's: many times what each case takes."""


def archive(name: str) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        file.writestr(name, "x")
    return data.getvalue()


REFUSED: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "M014"),
    "blanks": (b"\n \t\n\n", "M014"),
    "signs": (b"*** --- ***\n", "M014"),
    "a word processor's": (archive("word/document.xml"), "U020"),
    "an e-book without documents": (archive("META-INF/container.xml"), "U050"),
    "a broken archive": (b"PK\x03\x04" + bytes(99), "U001"),
    "a PDF": (b"%PDF-1.7\n\xff\xfe", "U001"),
    "a web page without end": (b"<!DOCTYPE html>\n" + b"<div>" * 10_000 + b"x", "U021"),
    "RTF nested 10,000 deep": (b"{\\rtf1 " + b"{" * 10_000 + b"x" + b"}" * 10_001, "U021"),
    "RTF of 100 MB in one line": (b"{\\rtf1 " + b"word " * 20_000_000 + b"}", "U021"),
    "RTF that is cut off": (b"{\\rtf1 The sea {\\b and the", "U020"),
    "RTF with a picture beyond its end": (b"{\\rtf1 The sea {\\pict\\bin9999 x}}", "U020"),
    "RTF without words": (b"{\\rtf1\\par}", "M014"),
    "a program": (b"\x7fELF" + bytes(range(256)) * 40, "U001"),
    "zeros": (bytes(5000), "U001"),
    "a zero in a text": (b"The sea\0and the wind." * 50, "U001"),
    "half a UTF-16": ("The sea".encode("utf-16") + b"x", "U002"),
    "bytes of no encoding": (bytes(range(128, 256)) * 20, "U002"),
    "100 MB in one line": (b"word " * 20_000_000, "U003"),
    "10 MB in one line": (b"word " * 2_000_000, "U003"),
    "a paragraph of a million lines": ((b"of the sea " * 6 + b"\n") * 4000, "U003"),
    "chapters without end": (b"Chapter 1\n\nThe sea.\n\n" * 3500, "U003"),
}

TAKEN: dict[str, bytes] = {
    "brackets": b"[" * 50_000 + b" sea",
    "open notes": b"[^1 ^[ " * 9000,
    "stars": b"a *b " * 10_000,
    "emphasis": b"_a_ *b* =c= " * 9000,
    "back quotes": b"`" * 50_000,
    "backslashes": b"\\" * 50_000,
    "straight marks": b"\"a 'b " * 15_000,
    "genitives": b"'as' 'bs' " * 10_000,
    "mathematics": b"$a$ \\(b\\) x^2^ ~y~ " * 5000,
    "markup": b"<script>a</script> <b " * 4000,
    "deep quotations": b">" * 10_000 + b" the sea",
    "deep indents": b"\n".join(b" " * depth + b"- x" for depth in range(2000)),
    "calls without notes": b"sea[1] " * 20_000,
    "notes without calls": b"[1] The sea.\n\n" * 4000,
    "numbers": b"\n\n".join(b"%d" % number for number in range(1, 4000)) + b"\n\nThe end of it.",
    "short lines": b"a\n\n" * 20_000,
    "citations": b"Wood (2018) " * 9000,
    "titles": b"The Wind Alone and " * 9000,
    "no-break spaces": "a\xa0B c ".encode() * 20_000,
    "controls": b"the\x01 sea\x02\x0c and\x1b the\x7f wind" + b" and the rest of it" * 40,
    "marks of direction": "the \u202esea\u202c and \u2066wind\u2069".encode(),
    "marks without letters": "\u0301\u0301 sea \u200b\u200d\ufeff".encode() * 1000,
    "metadata": b"---\ntitle: x\n...\n\n% y\n\n::: {.z}\n\n| a\n\n+--+\n| b |\n+--+\n",
    "carriage returns": b"the sea\r\rthe wind\r\n\r\nthe ship\n\r",
}


def run(tmp_path: Path, data: bytes, *options: str) -> tuple[int, str]:
    """Import bytes; return the status and what was said. Nothing stands beside the target."""
    source = tmp_path / "source" / "text.txt"
    source.parent.mkdir()
    source.write_bytes(data)
    (tmp_path / "works.bib").write_text(WORKS, "utf-8")
    arguments = ["import", str(source), "--bibliography", str(tmp_path / "works.bib")]
    before = _seconds()
    target = tmp_path / "target" / "book"
    ran = CliRunner().invoke(main, [*arguments, "--to", str(target), *options])
    assert _seconds() - before < PATIENCE
    assert "a bug of ours" not in ran.stderr
    assert (target / "manuscript" / "book.toml").is_file() == (ran.exit_code == 0)
    left = sorted(path.name for path in tmp_path.rglob("*") if path.name.startswith(".book"))
    assert left == []
    assert sorted(path.name for path in tmp_path.iterdir() if path.name != "target") == [
        "source",
        "works.bib",
    ]
    return ran.exit_code, ran.stderr


def _seconds() -> float:
    parts = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(usage.ru_utime + usage.ru_stime for usage in map(resource.getrusage, parts))


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_book_is_refused_with_its_reason(case: str, tmp_path: Path) -> None:
    data, code = REFUSED[case]
    status, said = run(tmp_path, data)
    assert status == 4
    assert re.findall(r"\[(\w\d+)\]$", said, re.MULTILINE) == [code]
    assert "  hint: " in said


@pytest.mark.parametrize("case", TAKEN)
def test_signs_in_any_number_are_signs(case: str, tmp_path: Path) -> None:
    status, said = run(tmp_path, TITLE + TAKEN[case] + b"\n", "--tidy")
    assert (status, said.count("error:")) == (0, 0)


RTF: dict[str, bytes] = {
    "links out of the folder": (
        rb'{\field{\*\fldinst INCLUDEPICTURE "../../secret.png"}{\fldrslt }}'
        rb'{\field{\*\fldinst INCLUDETEXT "/etc/passwd"}{\fldrslt The sea}}'
    ),
    "objects that run": (
        rb"The sea{\object\objemb{\*\objclass Package}{\*\objdata 4d5a90}{\result x}}"
    ),
    "fields in fields": rb"{\field{\*\fldinst " * 300 + b"x" + rb"}{\fldrslt sea}}" * 300,
    "notes in notes": rb"The sea{\footnote a" * 60 + b"}" * 60,
    "names of style that are markup": rb"{\stylesheet{\s1 <w:p/>\"&;}}{\s1 The <b>sea</b> &amp;}",
    "numbers without end": rb"\li9999999999\fs-9999999999\ls4294967295\u4294967295 x The sea",
}


@pytest.mark.parametrize("case", RTF)
def test_rtf_of_no_good_will_is_words(case: str, tmp_path: Path) -> None:
    status, said = run(tmp_path, rb"{\rtf1 " + RTF[case] + rb"\par The end.\par}")
    assert (status, said.count("error:")) == (0, 0), said


@pytest.mark.parametrize(
    "arrange",
    [
        lambda folder: folder / "no.txt",
        lambda folder: folder / "fifo",
        lambda folder: folder / "loop",
        lambda folder: Path("/dev/null"),
    ],
    ids=["nothing there", "a pipe", "a link to itself", "a device"],
)
def test_what_is_no_file_is_not_read(arrange: Callable[[Path], Path], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    ran = CliRunner().invoke(
        main, ["import", str(arrange(tmp_path)), "--to", str(tmp_path / "book")]
    )
    assert ran.exit_code == 3
    assert not (tmp_path / "book").exists()


@pytest.mark.parametrize(
    ("name", "text", "status"),
    [
        ("works.bib", "@book{x, title = {", 4),
        ("works.json", "[1]", 4),
        ("works.json", "[" * 100_000, 4),
        ("works.doc", "x", 3),
        ("no.bib", None, 3),
        ("odd\n|name.bib", WORKS, 0),
        ("keys.bib", WORKS.replace("wood,", "w{o}o,"), 4),
        ("keys.json", '[{"id": "a b]c", "title": "The Sea Alone", "type": "book"}]', 0),
    ],
)
def test_bibliographies_of_every_kind(
    name: str, text: str | None, status: int, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("The Sea\n\nI read _The Sea Alone_ by Wood, and slept.\n")
    if text is not None:
        (tmp_path / name).write_text(text, "utf-8")
    arguments = ["import", str(tmp_path / "a.txt"), "--bibliography", str(tmp_path / name)]
    ran = CliRunner().invoke(main, [*arguments, "--to", str(tmp_path / "book")])
    assert (ran.exit_code, "bug of ours" in ran.stderr) == (status, False), ran.stderr
    if status == 0:
        checked = CliRunner().invoke(main, ["-C", str(tmp_path / "book"), "check"])
        assert checked.exit_code == 0, checked.stderr
