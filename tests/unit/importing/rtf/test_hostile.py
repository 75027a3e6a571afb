"""Texts in RTF that nobody means well with, and whatever can be typed: a message, in bounds."""

from __future__ import annotations

import time
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.importing.word.conftest import Import

from publish.importing.options import ImportOptions
from publish.importing.packages import BrokenPackageError
from publish.importing.rtf.importer import read_rtf

PATIENCE = 60.0
"""Seconds of processor time: many times what each case takes."""

HEAD = rb"{\rtf1\ansi "
CASES = {
    "nested 10,000 deep": (HEAD + b"{" * 10_000 + b"The wind" + b"}" * 10_001, "U021"),
    "100 MB of one line": (HEAD + b"wind " * 20_000_000 + b"}", "U021"),
    "half a million paragraphs": (HEAD + rb"\par" * 500_000 + b"}", "U021"),
    "styles without end": (HEAD + rb"{\stylesheet" + rb"{\s1 a;}" * 400_000 + b"}}", "U021"),
    "heads without end": (HEAD + rb"{\header a}" * 6000 + b"}", "U021"),
    "cut off": (HEAD + rb"The wind {\b rose", "U020"),
    "a picture that is longer than the file": (HEAD + rb"{\pict\bin99999 abc}}", "U020"),
    "nothing": (rb"{\rtf1}", "M014"),
    "nothing but hidden words": (rb"{\rtf1\v The wind}", "M014"),
    "tables in tables without end": (
        HEAD + b"".join(rb"\pard\intbl\itap%d a\par" % depth for depth in range(40)) + b"}",
        "",
    ),
    "cells without end": (HEAD + rb"\trowd" + rb"\cellx9" * 100_000 + rb"\intbl a\cell\row}", ""),
    "columns without end": (
        HEAD
        + b"".join(
            rb"\trowd\cellx%d\cellx%d\intbl a\cell b\cell\row" % (n, 9 * n) for n in range(1, 900)
        )
        + b"}",
        "",
    ),
    "numbers beyond numbers": (HEAD + rb"\fs9999999999\li-9999999999\u99999\'zz a\par}", ""),
    "a picture that says less than it has": (HEAD + rb"a{\pict\pngblip\bin-5 89504e47zz}}", ""),
    "braces too many": (HEAD + b"The wind}}}} rose", ""),
}


@pytest.mark.parametrize("case", CASES)
def test_a_hostile_text_is_refused_or_read_in_bounds(do_import: Import, case: str) -> None:
    data, code = CASES[case]
    before = time.process_time()
    done = do_import(data, "book.rtf")
    assert time.process_time() - before < PATIENCE
    assert [one.split(" ")[0] for one in done.codes] == ([code] if code else [])


TYPED = r"""
{ } { } a \~ é \par \cell \row \sect \line \tab \b \plain \pard \f1 \f2 \f3 \uc0 \uc2
\deleted \deleted0 \revised \revised0 \intbl \itap2 \nestcell \* \\ \{ \} \: \'e9 \'83 \'5c
\u8212? \u-10179? \u-8704? \emdash \trowd\cellx9 {\footnote#x\par#y} {\*\footnote\ftnalt#z}
{\*\unknown#q} {\unknown#q} {\field{\*\fldinst#HYPERLINK#x}{\fldrslt#shown}} {\xe\v#e}
{\*\bkmkstart#n} {\v#h} {\deleted\par} {\*\nesttableprops\trowd\cellx9\nestrow}
{\nonesttables\par} {\shp{\*\shpinst{\sp{\sn#a}{\sv#b}}{\shptxt#box\par}}{\shprslt#no}}
{\pict\pngblip#8950} {\upr{no}{\*\ud#yes}} {\info{\title#t}} {\header#head\par}
{\*\annotation#c\par} {\listtext#1.\tab} {\mmath{\*\moMath{\mr#x}}} {\*\pn\pnlvlblt}
{\object{\*\objdata#01}{\result#res}} {\do{\dptxbxtext#old\par}} {\*\b#x} {\*\shppict#y}
"""
PIECES = TYPED.split()
FONTS = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset204 Cyr;}"
    r"{\f2\fcharset2 Symbol;}{\f3\fcharset128 Mincho;}}"
)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _heard(element: ElementTree.Element, gone: str, found: dict[int, str], number: int) -> None:
    if element.tag == gone:
        return
    if element.tag == f"{W}p":
        number = int(element.get("n", "0"))
        found[number] = ""
    if element.tag in (f"{W}t", f"{W}delText"):
        found[number] += element.text or ""
    elif element.tag == f"{W}br" and element.get(f"{W}type") is None:
        found[number] += "\n"
    elif element.tag != f"{W}pPr":
        for child in element:
            _heard(child, gone, found, number)


@given(
    st.lists(st.sampled_from(PIECES), max_size=30), st.sampled_from(("accept", "reject", "mark"))
)
def test_both_readers_hear_the_same_words_in_whatever_is_typed(
    pieces: list[str], changes: str
) -> None:
    data = (FONTS + " ".join(pieces).replace(" ", "").replace("#", " ") + "}").encode("latin-1")
    options = ImportOptions(changes=changes)  # type: ignore[arg-type]
    try:
        said = read_rtf(data, "book.rtf", options)
    except BrokenPackageError:
        return
    gone = {"accept": f"{W}del", "reject": f"{W}ins", "mark": ""}[changes]
    found: dict[int, str] = {}
    for part in ("document", "footnotes", "endnotes"):
        _heard(ElementTree.fromstring(said.package.read(f"word/{part}.xml")), gone, found, 0)
    told = [(number, text) for number, text in said.expected.items() if text]
    assert [(number, text) for number, text in found.items() if text] == told
