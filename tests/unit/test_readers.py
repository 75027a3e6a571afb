"""What a book promises its readers, and what is said where an engine does not keep it.

The engines themselves need Node and Chromium: ``python -m benchmarks.readers``.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
from benchmarks.readers.__main__ import spread
from benchmarks.readers.book_facts import BookFacts, Call, Entry, read_facts
from benchmarks.readers.engines import versions
from benchmarks.readers.manifest import readium_manifest
from benchmarks.readers.verdict import judge, table

HEAD = '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body>'
PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>A Book</dc:title>
<dc:language>en</dc:language></metadata><manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="two" href="text/two%20.xhtml" media-type="application/xhtml+xml"/>
<item id="one" href="text/one.xhtml" media-type="application/xhtml+xml"/>
</manifest><spine><itemref idref="one"/><itemref idref="two" linear="no"/></spine></package>"""
NAV = """<nav epub:type="toc"><ol><li><a href="text/one.xhtml#one">1  One</a>
<ol><li><a href="text/two%20.xhtml">Two</a></li></ol></li></ol></nav>
<nav epub:type="page-list"><ol><li><a href="text/one.xhtml#p1">1</a></li></ol></nav>"""
ONE = """<section id="one"><span id="p1" epub:type="pagebreak"/>
<p>Text<a epub:type="noteref" id="n1-call" href="#n1">1</a>
<a role="doc-noteref" id="n2-call" href="two%20.xhtml#n2">2</a></p>
<aside epub:type="footnote" id="n1"><p><a epub:type="backlink" href="one.xhtml#n1-call">1.</a>
 The  first.<a epub:type="noteref" id="n3-call" href="#gone">3</a></p></aside></section>"""
TWO = """<div role="doc-footnote" id="n2"><a role="doc-backlink" href="one.xhtml#n1-call">2.</a>
Lost.</div>"""


@pytest.fixture
def facts(tmp_path: Path) -> BookFacts:
    file = tmp_path / "book.epub"
    with zipfile.ZipFile(file, "w") as archive:
        container = '<container><rootfiles><rootfile full-path="E/b.opf"/></rootfiles></container>'
        archive.writestr("META-INF/container.xml", container)
        archive.writestr("E/b.opf", PACKAGE)
        for name, body in (("nav", NAV), ("text/one", ONE), ("text/two ", TWO)):
            archive.writestr(f"E/{name}.xhtml", f"{HEAD}{body}</body></html>")
    return read_facts(file)


def test_a_book_promises_contents_pages_and_the_whole_text_of_each_note(facts: BookFacts) -> None:
    assert facts.contents == (
        Entry("1 One", "E/text/one.xhtml#one", 0),
        Entry("Two", "E/text/two .xhtml", 1),
    )
    assert facts.pages == (Entry("1", "E/text/one.xhtml#p1", 0),)
    one = "E/text/one.xhtml"
    assert facts.calls == (
        Call(f"{one}#n1-call", f"{one}#n1", "1", "1. The first.3", True, False),
        Call(f"{one}#n2-call", "E/text/two .xhtml#n2", "2", "2. Lost.", False, False),
        Call(f"{one}#n3-call", f"{one}#gone", "3", "", False, True),
    )


def test_readium_gets_what_is_linear_in_order(facts: BookFacts) -> None:
    manifest = readium_manifest(facts, "http://127.0.0.1/book/")
    assert [link["href"] for link in manifest["readingOrder"]] == ["E/text/one.xhtml"]
    assert [link["href"] for link in manifest["resources"]] == [
        "E/text/two%20.xhtml",
        "E/nav.xhtml",
    ]
    assert manifest["toc"][0] == {"href": "E/text/one.xhtml#one", "title": "1 One"}


def call_seen(text: str, seen: str = "shown", back: str = "shown") -> dict[str, Any]:
    return {"text": text, "seen": seen, "back": back, "way": "pop-up", "ms": 10}


def engine_seen(**others: Any) -> dict[str, Any]:
    return {
        "console": [],
        "requests": [],
        "errors": [],
        "seconds": {"turning": 2.0},
        "read": {"contents": [{"label": "1 One"}, {"label": " Two"}], "pages": None},
        "contents": {"tried": 2, "failed": []},
        "pages": {"tried": 1, "failed": []},
        "calls": [call_seen("1. The first.3"), call_seen("2. Lost."), call_seen("", "lost")],
        "sections": [{"section": "E/text/one.xhtml", "faults": []}],
        "turned": 3,
        **others,
    }


def test_only_what_the_book_itself_lacks_is_found_where_an_engine_shows_all(
    facts: BookFacts,
) -> None:
    verdict = judge("foliate", facts, facts.calls, engine_seen(), [])
    assert verdict.findings == (
        "note 2 (E/text/one.xhtml#n2-call) has no link back to its call",
        "note 3 (E/text/one.xhtml#n3-call) has no link back to its call",
        "note 3 (E/text/one.xhtml#n3-call): lost",
    )
    assert (verdict.shown, verdict.back, verdict.popped, verdict.notes) == (2, 3, 3, 3)
    assert "| foliate | 3 | 1 of 1 | 2 of 2 | 1 of 1 | 2 of 3 | 3 | 3 of 3 |" in table(
        facts, [verdict]
    )


@pytest.mark.parametrize(
    ("others", "finding"),
    [
        ({"console": ["Uncaught  x"]}, "console: Uncaught x"),
        ({"requests": ["http://e.org/"]}, "asked of the network: http://e.org/"),
        ({"errors": ["turning: late"]}, "turning: late"),
        (
            {"pages": {"tried": 1, "failed": [{"address": "E/text/one.xhtml#p1", "seen": "off"}]}},
            "pages: E/text/one.xhtml#p1: off",
        ),
        (
            {"read": {"contents": [{"label": "1 One"}], "pages": None}},
            "contents: the engine reads 1 entries other than the book's",
        ),
        (
            {"sections": [{"section": "E/text/one.xhtml", "faults": ["9 px wider"]}]},
            "E/text/one.xhtml: 9 px wider",
        ),
        ({"sections": []}, "no page of E/text/one.xhtml came up"),
        (
            {"calls": [call_seen("1. Another."), call_seen("2. Lost."), call_seen("", "lost")]},
            "note 1 (E/text/one.xhtml#n1-call) has the text “1. Another.”",
        ),
        (
            {"calls": [call_seen("1. The first.3", back="off")]},
            "way back of note 1 (E/text/one.xhtml#n1-call): off",
        ),
        ({"calls": []}, "3 notes were not tried"),
    ],
)
def test_what_a_reader_would_miss_is_found(
    facts: BookFacts, others: dict[str, Any], finding: str
) -> None:
    assert finding in judge("foliate", facts, facts.calls, engine_seen(**others), []).findings


def test_a_way_back_into_a_note_that_pops_up_is_not_asked_for(facts: BookFacts) -> None:
    calls = [
        call_seen("1. The first.3"),
        call_seen("2. Lost."),
        call_seen("", "lost", back="hidden"),
    ]
    verdict = judge("foliate", facts, facts.calls, engine_seen(calls=calls), [])
    assert not any(finding.startswith("way back") for finding in verdict.findings)
    assert verdict.called_inside == 1


def test_what_is_asked_for_in_vain_is_found(facts: BookFacts) -> None:
    findings = judge("foliate", facts, facts.calls, engine_seen(), ["/book/E/x.png"]).findings
    assert "not in the book: /book/E/x.png" in findings


def test_a_sample_is_spread_from_the_first_to_the_last() -> None:
    assert spread("abcdefghijk", 3) == ("a", "f", "k")
    assert spread("abc", None) == ("a", "b", "c")
    assert spread("abc", 9) == ("a", "b", "c")
    assert spread("abc", 1) == ("a",)


def test_every_engine_has_its_version_pinned() -> None:
    assert versions() == {"epubjs": "0.3.93", "foliate": "1.0.1", "readium": "2.4.0"}
