"""What a stylesheet takes from the reader, and what it may well ask for."""

from __future__ import annotations

import pytest

from publish.content.readers_choices import forced
from publish.content.stylesheets import check_design, read_design
from publish.diagnostics import Ledger


@pytest.mark.parametrize(
    ("css", "choice"),
    [
        ("body { color: black }", "colour"),
        ("p { color: var(--ink) }", "colour"),
        ("section.chapter > p + p { background: #fff }", "background"),
        (".bodymatter { font-size: 12px }", "size"),
        ("body { font: 11pt/1.4 Georgia, serif }", "size"),
        ("body { font-size: medium }", "size"),
        ("* { line-height: 14pt }", "line height"),
        ("body { p { font-family: Georgia !important } }", "face"),
        ("@media screen { p:not(.x) { color: red } }", "colour"),
    ],
)
def test_text_as_a_whole_is_the_readers(css: str, choice: str) -> None:
    (found,) = forced(css)
    assert found.choice == choice


@pytest.mark.parametrize(
    "css",
    [
        "p.warning { color: red }",
        "blockquote p, .note p { font-size: 10pt }",
        "p::first-letter { color: red }",
        "body { color: inherit; background: transparent; font-size: 1.1em; line-height: 1.4 }",
        "body { font-family: Georgia, serif }",
        "@media print { body { color: black; font-size: 10pt } }",
        "@page { font-size: 9pt }",
        "@media (prefers-color-scheme: dark) { body { color: #ccc } }",
        "section.title-page p { color: #800 }",
    ],
)
def test_a_part_of_it_a_page_and_an_answer_are_the_authors(css: str) -> None:
    assert list(forced(css)) == []


def test_it_is_told_where_it_stands_and_print_is_left_alone() -> None:
    sheets = {"custom.css": "\n  p { color: red }", "print.css": "body { color: black }"}
    ledger = Ledger()
    check_design(read_design("classic", sheets), report=ledger.add)
    (found,) = ledger
    assert (str(found.span), found.rule.code) == ("styles/custom.css:2:7", "W010")


@pytest.mark.parametrize("name", ["classic", "modern", "academic"])
def test_our_designs_take_nothing(name: str) -> None:
    sheets = read_design(name).stylesheets
    assert [list(forced(sheet.text)) for sheet in sheets if sheet.name != "print.css"] == [
        [] for sheet in sheets if sheet.name != "print.css"
    ]
