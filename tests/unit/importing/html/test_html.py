"""What web pages hold, and what becomes of it."""

from __future__ import annotations

import base64
import html
from pathlib import Path, PurePosixPath

import pytest
from tests.unit.importing.word.word_files import png_bytes

from publish.adapters.pandoc.program import read_texts
from publish.adapters.pandoc.words import words_of
from publish.diagnostics import Ledger
from publish.importing.imported import Imported
from publish.importing.options import ImportOptions
from publish.importing.sources import import_source
from publish.toolchain import make_import_tools

NOTES = {
    "pandoc": (
        '<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a>',
        '<section class="footnotes" role="doc-endnotes"><hr><ol><li id="fn1"><p>From the east.'
        '<a href="#fnref1" role="doc-backlink">↩︎</a></p></li></ol></section>',
    ),
    "MediaWiki": (
        '<sup id="cite_ref-1" class="reference"><a href="#cite_note-1">[1]</a></sup>',
        '<ol class="references"><li id="cite_note-1"><span class="mw-cite-backlink">'
        '<a href="#cite_ref-1">^</a></span> <span>From the east.</span></li></ol>',
    ),
    "an e-book": (
        '<sup><a epub:type="noteref" href="#n1" id="r1">1</a></sup>',
        '<aside epub:type="footnote" id="n1"><p><a href="#r1">1.</a> From the east.</p></aside>',
    ),
    "a word processor": (
        '<a name="_ftnref1" href="#_ftn1">[1]</a>',
        '<div id="ftn1"><p><a name="_ftn1" href="#_ftnref1">[1]</a> From the east.</p></div>',
    ),
}


def run(source: Path) -> tuple[Imported, str]:
    """Import a page; return what comes of it, and all its Markdown."""
    ledger = Ledger()
    imported = import_source(source, ImportOptions(), make_import_tools(), ledger.add)
    assert imported is not None, [f"{one.rule.code} {one.message}" for one in ledger]
    texts = [data.decode() for path, data in imported.files.items() if path.suffix == ".md"]
    return imported, "\n".join(texts)


def page(folder: Path, body: str, name: str = "page.html", head: str = "") -> Path:
    path = folder / name
    text = f'<!DOCTYPE html><html lang="en-GB"><head>{head}</head><body>{body}</body></html>'
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize("kind", NOTES)
def test_notes_return_to_their_calls(kind: str, tmp_path: Path) -> None:
    call, note = NOTES[kind]
    body = f"<h1>The storm</h1><p>The wind rose{call} and fell.</p>{note}"
    _, text = run(page(tmp_path, body))
    assert "The wind rose[^1] and fell." in text
    assert "[^1]: From the east." in text


def test_what_is_no_text_is_left_out_and_told(tmp_path: Path) -> None:
    body = (
        '<nav><a href="/">Home</a></nav><script>steal()</script><h1>The storm</h1>'
        '<p onclick="steal()">The wind <em>rose</em>.</p><form><button>Buy</button></form>'
        '<p><img src="http://example.org/spy.png" alt="spy">It fell.</p>'
        '<iframe src="http://example.org">No frames</iframe>'
    )
    imported, text = run(page(tmp_path, body, head="<title>The Sea</title>"))
    assert "The wind *rose*." in text
    for word in ("Home", "steal", "Buy", "spy", "iframe"):
        assert word not in text
    told = "\n".join(one.what for one in imported.unkept)
    for word in ("Home", "Buy", "http://example.org/spy.png"):
        assert word in told
    assert b'title = "The Sea"' in imported.files[PurePosixPath("manuscript/book.toml")]


def test_pictures_tables_code_and_formulas_are_kept(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png_bytes())
    inside = base64.b64encode(png_bytes()).decode()
    body = (
        '<h1>The storm</h1><figure><img src="a.png" alt="A boat"><figcaption>At sea</figcaption>'
        f'</figure><p>See <img src="data:image/png;base64,{inside}" alt="B"></p>'
        "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>"
        "<pre><code>x = 1\ny = 2</code></pre>"
        "<p>So <math><mi>x</mi><mo>=</mo><mi>y</mi></math>.</p>"
    )
    imported, text = run(page(tmp_path, body))
    assert '![At sea](../images/a.png){alt="A boat"}' in text
    assert "x = 1\n" in text
    assert "So $x = y$." in text
    assert "1" in text
    assert PurePosixPath("manuscript/images/a.png") in imported.files


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "utf-16"])
def test_encodings_are_found_out(encoding: str, tmp_path: Path) -> None:
    text = "<html><body><h1>Буря</h1><p>Ветер поднялся ночью, и лодки вытащили на берег.</p></body>"
    path = tmp_path / "page.html"
    path.write_bytes(text.encode(encoding))
    _, found = run(path)
    assert "Ветер поднялся ночью" in found


def test_a_folder_is_read_in_the_order_of_its_contents(tmp_path: Path) -> None:
    page(tmp_path, '<ul><li><a href="b.html">B</a><li><a href="a.html">A</a></ul>', "index.html")
    page(tmp_path, '<h1 id="x">Ashore</h1><p>See <a href="b.html#x">the storm</a>.</p>', "a.html")
    page(tmp_path, '<h1 id="x">Storm</h1><p>The wind rose.</p>', "b.html")
    imported, text = run(tmp_path)
    names = [str(path) for path in imported.files if path.suffix == ".md"]
    assert names == ["manuscript/chapters/01-storm.md", "manuscript/chapters/02-ashore.md"]
    assert "# Storm {#storm}" in text
    assert "[the storm](#storm)" in text


def test_pictures_outside_the_folder_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(png_bytes())
    folder = tmp_path / "site"
    folder.mkdir()
    imported, _ = run(page(folder, '<h1>A</h1><p>Sea <img src="../secret.png"></p>'))
    assert not [path for path in imported.files if path.suffix == ".png"]


@pytest.mark.parametrize(
    "words",
    [
        "the sign &lt; and &copy;",
        "mail @m1, [@key] and a@b.org",
        r"\o and \alpha, then C:\new\text",
        "a class {.t}, a brace { and }",
        "::: warning",
        "5 * 6 * 7, a_b_c, H~2~O, x^2^, $5 and $6, | a | b |, # no, <b>no</b>, `c`",
    ],
)
def test_signs_that_markdown_takes_for_markup_stay_words(words: str, tmp_path: Path) -> None:
    """The import compares the words itself, and fails where one is lost."""
    body = f"<h1>Signs</h1><p>Before.</p><p>{html.escape(words)}</p><p>After.</p>"
    imported, text = run(page(tmp_path, body))
    (blocks,) = [reading.blocks for reading in read_texts([text])]
    assert blocks is not None
    assert words_of(blocks[2]).split() == words.split()
    assert [block["t"] for block in blocks] == ["Header", "Para", "Para", "Para"]
    assert not imported.unkept
