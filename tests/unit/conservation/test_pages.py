from __future__ import annotations

from dataclasses import replace

import pytest

from publish.assemble import ParsedSource
from publish.conservation import PageText, check_pages
from publish.diagnostics import Ledger

Sources = tuple[ParsedSource, ...]
Documents = tuple[tuple[str, str], ...]

PAGES = (
    PageText("Contents\r\nThe storm . . . . . 1"),
    PageText(
        "1 The storm\r\nThe unbe\u2010\r\nlievable wind rose at noon.1 By two it was"
        "\r\na gale; the "
        "baro\ufffemeter fell and the mate",
        "1. Beaufort gave it the num\x02\r\nber eight, and the crew another name.",
    ),
    PageText("took in sail.\r\nforce name\r\n8 gale\r\n10 tempest"),
    PageText(
        "2 The wreck\r\nWe struck at dawn, and the mate counted heads.\r\n"
        "Figure 1. A ship on a rock\r\nTwelve men stood where fourteen had been: ."
    ),
)

STORM, WRECK = "manuscript/chapters/01-storm.md", "manuscript/chapters/02-wreck.md"


def told(
    sources: Sources, printed: Documents, pages: tuple[PageText, ...]
) -> list[tuple[str, str, str]]:
    ledger = Ledger()
    check_pages(
        sources, printed, pages, folios={"storm": "1"}, edition="the PDF", report=ledger.add
    )
    return [(str(entry.span), entry.rule.code, entry.message) for entry in ledger]


def changed(old: str, new: str) -> tuple[PageText, ...]:
    assert any(old in page.body + page.notes for page in PAGES)
    return tuple(
        PageText(page.body.replace(old, new), page.notes.replace(old, new)) for page in PAGES
    )


def test_pages_that_kept_every_word(sources: Sources, printed: Documents) -> None:
    assert told(sources, printed, PAGES) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "the mate counted",
            "the counted",
            (f"{WRECK}:3", "W001", '"mate" is missing from the PDF after "at dawn and the"'),
        ),
        (
            "took in sail",
            "took in in sail",
            (f"{STORM}:5", "W002", '"in" is repeated in the PDF after "and the mate took"'),
        ),
        (
            "heads",
            "beads",
            (
                f"{WRECK}:3",
                "W003",
                '"heads" became "beads" in the PDF after "and the mate counted"',
            ),
        ),
        (
            "another name",
            "name",
            (
                f"{STORM}:13",
                "W001",
                '"another" is missing from the notes of the PDF after "eight and the crew"',
            ),
        ),
        (
            "10 tempest",
            "10",
            (f"{STORM}:10", "W001", '"tempest" is missing from the PDF after "name 8 gale 10"'),
        ),
        (
            "gale\r\n10 tempest",
            "tempest\r\n10 gale",
            (
                f"{STORM}:9",
                "W003",
                '"gale 10 tempest" are in another order in the PDF after "sail force name 8"',
            ),
        ),
        (
            "noon.1",
            "noon.",
            (f"{STORM}:3", "W001", '"1" is missing from the PDF after "wind rose at noon"'),
        ),
    ],
)
def test_it_bites(
    sources: Sources, printed: Documents, old: str, new: str, expected: tuple[str, str, str]
) -> None:
    assert told(sources, printed, changed(old, new)) == [expected]


PARTED: Documents = (
    (
        "a.xhtml",
        '<p>Words.</p><section class="footnotes">'
        + "".join(
            f'<aside class="note" role="doc-footnote"><p>{text}</p></aside>'
            for text in ("One begins and ends.", "Two begins and ends.", "Three.", "Four.")
        )
        + "</section>",
    ),
)


def test_notes_that_run_on_together_are_read_one_by_one(sources: Sources) -> None:
    pages = (
        PageText("Words.", note_parts=((0, "One begins"), (1, "Two begins"))),
        PageText(""),
        PageText("", note_parts=((0, "and ends."), (1, "and ends."), (2, "Three."))),
        PageText("", "Four."),
    )
    assert told(sources, PARTED, pages) == []
    swapped = replace(pages[2], note_parts=((0, "and ends."), (2, "and ends."), (1, "Three.")))
    assert told(sources, PARTED, (*pages[:2], swapped, pages[3]))
    assert told(sources, PARTED, (pages[0], pages[3]))


def test_a_lost_page_is_told(sources: Sources, printed: Documents) -> None:
    entries = told(sources, printed, (*PAGES[:2], *PAGES[3:]))
    assert [(place, code) for place, code, _ in entries] == [(f"{STORM}:5", "W001")]


LISTS: Documents = (
    ("a.xhtml", "<p>Before</p><ol><li>one</li><li>two</li></ol><p>After the list</p>"),
)


@pytest.mark.parametrize(
    "body",
    [
        "Before 1. one 2. two After the list",
        "Before one two After the list 1. 2.",
        "Before one two After the list",
    ],
)
def test_numbers_of_lists_may_be_drawn_anywhere(sources: Sources, body: str) -> None:
    assert told(sources, LISTS, (PageText(body),)) == []


def test_a_number_beside_the_same_letter_is_still_the_list_s(sources: Sources) -> None:
    documents = (("a.xhtml", '<h1>A</h1><ol type="A"><li></li></ol>'),)
    assert told(sources, documents, (PageText("A A."),)) == []


def test_other_numbers_may_not(sources: Sources) -> None:
    assert told(sources, LISTS, (PageText("Before one two After the list 1. 7."),))


def test_right_to_left_scripts_may_be_drawn_in_another_order(sources: Sources) -> None:
    documents = (("a.xhtml", "<p>Inline שלום עולם within</p>"),)
    assert told(sources, documents, (PageText("Inline עולם שלום within"),)) == []
    assert told(sources, documents, (PageText("Inline עולם within"),))
    assert told(sources, documents, (PageText("within עולם שלום Inline"),))


def test_in_a_line_from_right_to_left_other_words_are_drawn_in_another_order(
    sources: Sources,
) -> None:
    documents = (("a.xhtml", '<p dir="rtl">שלום Miguel Cervantes 1547 1616 עולם</p>'),)
    assert told(sources, documents, (PageText("שלום 1616 1547 Cervantes Miguel עולם"),)) == []
    assert told(sources, documents, (PageText("שלום 1616 1547 Miguel עולם"),))
    assert told(sources, documents, (PageText("שלום 1616 1547 Cervantes Cervantes Miguel עולם"),))
