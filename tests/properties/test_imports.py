"""Laws of imports: a source of any kind, changed at random, is a book or a message, whole."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from pathlib import Path

import pypandoc
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publish.cli import main
from publish.conservation import words
from publish.toolchain import make_import_tools

pytestmark = pytest.mark.tools

SOURCE = """\
# The Sea

The *wind* rose, and the sea with it.[^1] “A ship!” said she -- and was gone.

[^1]: At noon, in *The Long Gale*.

> A line of another’s.

- one
- two

| a | b |
|---|---|
| c | d |

# The Land

Море и `code` and $x^2$, [a link](https://example.org/).
"""
WORKS = "@book{gale, author = {Other, Ann}, title = {The Long Gale}, date = {1901}}\n"
KINDS = ("txt", "md", "html", "docx", "odt", "epub", "folder")
TOOLS = make_import_tools()


def _made(kind: str) -> bytes:
    if kind in ("txt", "md", "folder"):
        return SOURCE.encode()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"a.{kind}")
        arguments = ["--standalone", "--metadata=title:The Sea", "--metadata=lang:en"]
        pypandoc.convert_text(SOURCE, kind, "markdown", outputfile=str(path), extra_args=arguments)
        return path.read_bytes()


GOOD = {kind: _made(kind) for kind in KINDS}


@st.composite
def change(draw: st.DrawFn, data: bytes) -> bytes:
    """Return bytes cut off, with one changed, without some, with some twice, or with others in."""
    size = len(data)
    at, length = draw(st.integers(0, max(size - 1, 0))), draw(st.integers(1, 400))
    match draw(st.integers(0, 4)):
        case 0:
            return data[:at]
        case 1:
            return data[:at] + bytes([draw(st.integers(0, 255))]) + data[at + 1 :]
        case 2:
            return data[:at] + data[at + length :]
        case 3:
            return data[: at + length] + data[at:]
        case _:
            other = GOOD[draw(st.sampled_from(KINDS))]
            start = draw(st.integers(0, len(other) - 1))
            return data[:at] + other[start : start + length] + data[at:]


@st.composite
def changed(draw: st.DrawFn, kind: str) -> bytes:
    """Return a source changed once to three times; of an archive also a part of it, packed anew."""
    data = GOOD[kind]
    times = draw(st.integers(1, 3))
    if data[:2] == b"PK" and draw(st.integers(0, 3)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        name = draw(st.sampled_from(sorted(files)))
        for _ in range(times):
            files[name] = draw(change(files[name]))
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            for part, content in files.items():
                archive.writestr(part, content)
        return target.getvalue()
    for _ in range(times):
        data = draw(change(data))
    return data


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_not_broken_is_imported(kind: str) -> None:
    assert bring(kind, GOOD[kind]) == 0


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_source_changed_at_random_is_a_book_or_a_message(kind: str, data: st.DataObject) -> None:
    bring(kind, data.draw(changed(kind)))


def bring(kind: str, data: bytes) -> int:
    """Import bytes as they would come; return the status. Nothing is half written, or beside."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / ("book" if kind == "folder" else f"a.{kind}")
        if kind == "folder":
            source.mkdir()
            (source / "a.md").write_bytes(data)
            (source / "b.md").write_text("# B\n\nText.\n")
        else:
            source.write_bytes(data)
        (folder / "works.bib").write_text(WORKS)
        options = ["--tidy", "--bibliography", str(folder / "works.bib")]
        ran = CliRunner().invoke(
            main, ["import", str(source), "--to", str(folder / "target"), *options]
        )
        assert ran.exit_code in (0, 3, 4), ran.stderr
        assert "a bug of ours" not in ran.stderr
        assert "Traceback" not in ran.stderr
        target = folder / "target"
        assert sorted(one.name for one in folder.iterdir() if one != target) == sorted(
            [source.name, "works.bib"]
        )
        if ran.exit_code:
            assert not target.exists()
            assert re.search(r"\[[A-Z]\d{3}\]$", ran.stderr, re.MULTILINE), ran.stderr
        else:
            _is_whole(target)
        return ran.exit_code


def _is_whole(target: Path) -> None:
    assert (target / "import-report.json").is_file()
    assert (target / "manuscript" / "book.toml").is_file()
    texts = [one.read_text("utf-8") for one in sorted(target.rglob("manuscript/**/*.md"))]
    read = TOOLS.read_back(texts)
    assert texts
    assert all(one is not None for one in read)
    assert words("".join(one.body for one in read if one is not None))
