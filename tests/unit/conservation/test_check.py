from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

import pytest

from publish.assemble import ParsedSource, Record
from publish.conservation import check_words
from publish.diagnostics import Ledger
from publish.manuscript import SourceFile

Sources = tuple[ParsedSource, ...]
Documents = tuple[tuple[str, str], ...]


def told(sources: Sources, documents: Documents) -> list[tuple[str, str, str]]:
    ledger = Ledger()
    check_words(sources, documents, edition="the EPUB", report=ledger.add)
    return [(str(entry.span), entry.rule.code, entry.message) for entry in ledger]


def changed(documents: Documents, old: str, new: str) -> Documents:
    assert any(old in xhtml for _, xhtml in documents)
    return tuple((href, xhtml.replace(old, new)) for href, xhtml in documents)


def test_nothing_is_said_of_a_book_that_kept_its_words(
    sources: Sources, spine: Documents, printed: Documents
) -> None:
    assert told(sources, spine) == []
    assert told(sources, printed) == []


def test_words_are_counted(sources: Sources, spine: Documents, ledger: Ledger) -> None:
    assert check_words(sources, spine, edition="the EPUB", report=ledger.add) == 63


STORM, WRECK = "manuscript/chapters/01-storm.md", "manuscript/chapters/02-wreck.md"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "barometer\nfell",
            "barometer",
            (f"{STORM}:4", "W001", '"fell" is missing from the EPUB after "a gale the barometer"'),
        ),
        (
            "took in",
            "took took in",
            (f"{STORM}:5", "W002", '"took" is repeated in the EPUB after "fell and the mate"'),
        ),
        (
            "took in",
            "took all in",
            (
                f"{STORM}:5",
                "W002",
                '"all" is in the EPUB but not in the manuscript after "and the mate took"',
            ),
        ),
        (
            "rose at",
            "at rose",
            (
                f"{STORM}:3",
                "W003",
                '"rose at" are in another order in the EPUB after "storm the unbelievable wind"',
            ),
        ),
        (
            "heads",
            "beads",
            (
                f"{WRECK}:3",
                "W003",
                '"heads" became "beads" in the EPUB after "and the mate counted"',
            ),
        ),
        (
            "<td>tempest</td>",
            "<td></td>",
            (f"{STORM}:10", "W001", '"tempest" is missing from the EPUB after "name 8 gale 10"'),
        ),
        (
            "number eight",
            "number",
            (
                f"{STORM}:12",
                "W001",
                '"eight" is missing from the notes of the EPUB after "gave it the number"',
            ),
        ),
        (
            'alt="hull and mast"',
            'alt=""',
            (
                f"{WRECK}:4",
                "W001",
                '"hull and mast" is missing from the alternative texts of the EPUB',
            ),
        ),
        (
            'alttext="e = mc^2"',
            'alttext=""',
            (f"{WRECK}:6", "W001", '"e=mc^2" is missing from the formulas of the EPUB'),
        ),
    ],
)
def test_it_bites(
    sources: Sources, spine: Documents, old: str, new: str, expected: tuple[str, str, str]
) -> None:
    assert told(sources, changed(spine, old, new)) == [expected]


def test_a_chapter_out_of_order_is_told_as_moved(sources: Sources, spine: Documents) -> None:
    contents, storm, wreck = spine
    entries = told(sources, (contents, wreck, storm))
    assert [(place, code) for place, code, _ in entries] == [(f"{WRECK}:1", "W003")]
    assert "out of place in the EPUB" in entries[0][2]


def test_a_lost_chapter_is_told_as_one(sources: Sources, spine: Documents) -> None:
    entries = told(sources, (spine[0], spine[2]))
    assert [(place, code) for place, code, _ in entries[:1]] == [(f"{STORM}:1", "W001")]
    assert '"the storm the unbelievable … name 8 gale 10 tempest"' not in entries[0][2]


def test_ten_are_told_and_the_rest_counted(sources: Sources) -> None:
    entries = told(sources, (("a.xhtml", "<p>" + " the x" * 40 + "</p>"),))
    assert len(entries) <= 11


def test_every_other_word_lost_is_told_ten_times_and_a_number(sources: Sources) -> None:

    from publish.assemble import Record

    text = " ".join(f"w{number}" for number in range(400))
    source = replace(sources[0], record=Record(text))
    kept = " ".join(f"w{number}" for number in range(400) if number % 20)
    entries = told((source,), (("a.xhtml", f"<p>{kept}</p>"),))
    assert len(entries) == 11
    assert entries[-1] == ("None", "W001", "10 more differences in the EPUB")


def test_how_characters_are_read_is_the_authors_and_counts_once() -> None:
    path = PurePosixPath("manuscript/one.md")
    source = SourceFile(path, "一つ\n\n私は[漢字]{ruby=かんじ}を読む。\n", "bodymatter")
    record = Record(body="一つ\n\n私は漢字(かんじ)を読む。")
    sources = (ParsedSource(source, (), (), record),)
    ruby = "<ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>"
    whole = f"<p>一つ</p><p>私は{ruby}を読む。</p>"
    assert told(sources, (("one.xhtml", whole),)) == []
    assert told(sources, (("one.xhtml", whole.replace(ruby, "漢字（かんじ）")),)) == []
    (lost,) = told(sources, (("one.xhtml", whole.replace("<rt>かんじ</rt>", "")),))
    assert lost[:2] == ("manuscript/one.md:3", "W001")
    assert "かんじ" in lost[2]


DESCRIBED = '<img src="wreck.png" alt="hull and mast&#10;A hull, a mast; two men, v, on it."/>'
PAGE = (
    '<section class="matter"><section class="description"><h2 data-generated="">Figure 1</h2>'
    '<p>A hull, a mast; <em>two</em> men, <math alttext="v"/>, on it.</p>'
    '<p data-generated=""><a href="#w">back</a></p></section></section>'
)


def described(sources: Sources) -> Sources:
    storm, wreck = sources
    record = replace(wreck.record, descriptions=("A hull, a mast; two men, v, on it.",))
    return (storm, replace(wreck, record=record))


def test_a_long_description_is_compared_apart(
    sources: Sources, spine: Documents, printed: Documents
) -> None:
    on_screen = (*spine, ("descriptions.xhtml", PAGE))
    on_paper = changed(printed, '<img src="wreck.png" alt="hull and mast"/>', DESCRIBED)
    assert told(described(sources), on_screen) == []
    assert told(described(sources), on_paper) == []
    for documents in (changed(on_screen, "a mast", "no mast"), changed(on_paper, "a mast", "no")):
        (lost, added) = told(described(sources), documents)
        assert (lost[1], added[1]) == ("W001", "W002")
        assert "the descriptions of pictures" in lost[2]
    assert [code for _, code, _ in told(described(sources), spine)] == ["W001"]
