"""EPUBs that are broken, or that nobody means well with: read as far as they go, or a message."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.importing.epub.conftest import Import
from tests.unit.importing.epub.epub_files import epub, packed, page, parts

TEXT = "<h1>A</h1><p>The wind rose.</p>"
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c SYSTEM "file:///etc/passwd">]><html xmlns="http://www.w3.org/1999/xhtml"><body>'
    "<p>The wind &b;&c; rose.</p></body></html>"
)
LOCK = (
    '<encryption xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>'
    '<enc:EncryptionMethod Algorithm="{}"/><enc:CipherData><enc:CipherReference URI="{}"/>'
    "</enc:CipherData></enc:EncryptedData></encryption>"
)
AES = "http://www.w3.org/2001/04/xmlenc#aes256-cbc"


def changed(**texts: bytes) -> bytes:
    made = parts(TEXT)
    made.update(
        {name.replace("__", "/").replace("_dot_", "."): text for name, text in texts.items()}
    )
    return packed(made)


def without(name: str) -> bytes:
    made = parts(TEXT)
    del made[name]
    return packed(made)


REFUSED = {
    "a bomb": (changed(OPS__c1_dot_xhtml=b" " * 100_000_000), "U052"),
    "nested 10,000 deep": (epub("<div>" * 10_000 + "x" + "</div>" * 10_000), "U052"),
    "nested 300 deep": (epub("<div>" * 300 + "x" + "</div>" * 300), "U052"),
    "encrypted": (
        packed(
            parts(TEXT) | {"META-INF/encryption.xml": LOCK.format(AES, "OPS/c1.xhtml").encode()}
        ),
        "U051",
    ),
    "without a package": (without("OPS/book.opf"), "U050"),
    "without documents": (without("OPS/c1.xhtml"), "M"),
    "cut off": (epub(TEXT)[:-60], "U001"),
    "20,001 parts": (packed(parts(TEXT) | {f"x/{n}": b"" for n in range(20_001)}), "U052"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_book_is_refused(do_import: Import, case: str) -> None:
    data, code = REFUSED[case]
    done = do_import(data)
    assert done.imported is None
    assert len(done.codes) == 1
    assert done.codes[0].startswith(code), done.codes


READ = {
    "another mimetype": changed(mimetype=b"application/zip"),
    "no container": without("META-INF/container.xml"),
    "a broken container": packed(parts(TEXT) | {"META-INF/container.xml": b"<container"}),
    "no navigation": without("OPS/nav.xhtml"),
    "not well-formed": changed(
        OPS__c1_dot_xhtml=b"<html><body><h1>A</h1><p>The wind<br> rose.</body>"
    ),
    "names that climb": packed(parts(TEXT) | {"../../evil.xhtml": b"<p>no</p>"}),
    "fonts hidden": packed(
        parts(TEXT)
        | {
            "META-INF/encryption.xml": LOCK.format(
                "http://www.idpf.org/2008/embedding", "OPS/font.otf"
            ).encode()
        }
    ),
    "a picture that is none": epub(TEXT + "<p><img src='c1.xhtml' alt=''/></p>"),
    "a picture outside": epub(TEXT + "<p><img src='../../../etc/passwd' alt=''/></p>"),
    "controls of another encoding": epub(TEXT + "<hr/>"),
}


@pytest.mark.parametrize("case", READ)
def test_what_is_broken_is_read_as_far_as_it_goes(do_import: Import, case: str) -> None:
    done = do_import(READ[case])
    assert done.imported is not None, done.codes
    assert "The wind" in done.text
    assert "rose." in done.text
    for path in done.imported.files:
        assert not path.is_absolute()
        assert ".." not in path.parts


def test_a_document_missing_from_the_spine_is_told(do_import: Import) -> None:
    made = parts(TEXT, TEXT)
    del made["OPS/c2.xhtml"]
    done = do_import(packed(made))
    assert done.imported is not None
    assert any("c2" in remark for remark in done.imported.remarks)


def test_entities_are_neither_fetched_nor_multiplied(do_import: Import) -> None:
    text = do_import(epub(LAUGHS)).text
    assert "root:" not in text
    assert "haha" not in text
    assert text.replace("\\", "") == "The wind &b;&c; rose.\n"


def test_a_drawing_that_runs_or_reaches_outside_is_left_and_told(do_import: Import) -> None:
    made = parts(TEXT + "<p><img src='sea.svg' alt='sea'/></p>")
    made["OPS/sea.svg"] = b"<svg xmlns='http://www.w3.org/2000/svg'><script>x()</script></svg>"
    done = do_import(packed(made))
    assert done.imported is not None
    assert not [path for path in done.imported.files if path.suffix == ".svg"]
    assert "sea.svg" in done.imported.unkept[0].what


_INLINE = st.sampled_from(
    [
        "<i>a</i>",
        "b ",
        "*c*",
        "<b>d <i>e</i></b>",
        "&amp;lt;",
        "[f](g)",
        "$h$",
        "<br/>",
        "<sup>1</sup>",
        "_i_",
        "# j",
        "- k",
        "1. l",
        "@m",
        "<code>`n`</code>",
        "\\o",
        "~p~",
        "&lt;b&gt;",
        "\\begin{q}",
        "\u00a0r",
        "^s^",
        "{.t}",
        "| u",
        "::: v",
        "^[w]",
        "[^x]",
        "&lt;!-- y",
    ]
)
_BLOCK = st.sampled_from(["p", "h2", "blockquote", "li", "td", "pre", "dd", "div"])


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.tuples(_BLOCK, st.lists(_INLINE, min_size=1, max_size=6)), min_size=1, max_size=6)
)
def test_no_word_is_lost_whatever_its_signs(
    do_import: Import, tmp_path: Path, blocks: list[tuple[str, list[str]]]
) -> None:
    around = {
        "li": "<ul>{}</ul>",
        "td": "<table><tr>{}</tr></table>",
        "dd": "<dl><dt>t</dt>{}</dl>",
    }
    body = "".join(
        around.get(name, "{}").format(f"<{name}>{''.join(inner)}</{name}>")
        for name, inner in blocks
    )
    done = do_import(epub(page(f"<p>start</p>{body}")))
    assert done.imported is not None, (body, done.codes)
