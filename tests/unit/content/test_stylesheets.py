"""Designs: ours and the author's, what each edition gets, what is kept out of the book."""

from __future__ import annotations

import re

import pytest
import tinycss2

from publish.content.css_logical import Flow
from publish.content.stylesheets import (
    check_design,
    design_names,
    read_design,
    shipped_folder,
    stylesheets_for,
)
from publish.diagnostics import Ledger
from publish.errors import ConfigError


def test_ours_ship() -> None:
    assert "classic" in design_names()
    assert (shipped_folder() / "book.css").is_file()


def test_classic_names_its_families() -> None:
    design = read_design("classic")
    assert dict(design.families) == {"text": "EB Garamond", "code": "Source Code Pro"}
    assert (design.name, design.title, design.breaches) == ("classic", "Classic", ())
    assert design.summary


def test_a_design_that_nobody_has_is_refused_with_a_guess() -> None:
    with pytest.raises(ConfigError, match='no design "clasic"') as refused:
        read_design("clasic")
    assert refused.value.hint == 'did you mean "classic"?'


def test_a_name_far_from_any_gets_the_list() -> None:
    with pytest.raises(ConfigError) as refused:
        read_design("zzz", {"mine/mine.css": ""})
    assert refused.value.hint is not None
    assert "classic, mine" in refused.value.hint


def test_print_gets_its_sheets_in_the_order_of_the_cascade() -> None:
    sheets = stylesheets_for(read_design("classic", {"custom.css": "p { top: 0 }"}), "print")
    assert [sheet.name for sheet in sheets] == [
        "book.css",
        "print.css",
        "classic/classic.css",
        "custom.css",
    ]


def test_an_epub_gets_one_sheet_that_every_reading_system_reads() -> None:
    design = read_design("classic", {"custom.css": "p { top: 0 }"})
    (sheet,) = stylesheets_for(design, "epub", Flow(is_mixed=False))
    assert sheet.text.endswith("p { top: 0 }\n")
    for word in ("var(", "--", "rlh", "@page", "flex", "footnote-", '[dir="rtl"]'):
        assert word not in sheet.text
    # What only newer reading systems know stands where the others do not look.
    rules = tinycss2.parse_stylesheet(sheet.text)
    late = [rule for rule in rules if getattr(rule, "at_keyword", "") in ("supports", "container")]
    plain = tinycss2.serialize([rule for rule in rules if rule not in late])
    for word in ("calc(", "min(", "cqi", "vh", "12vi", "@supports", "@container", ":where"):
        assert word not in plain
    assert re.findall("@media.*", plain) == ["@media (prefers-color-scheme: dark) {"]


def test_a_file_of_the_same_name_replaces_ours() -> None:
    texts = {"book.css": "a { top: 0 }", "classic/classic.css": "b { top: 0 }"}
    sheets = {sheet.name: sheet.text for sheet in read_design("classic", texts).stylesheets}
    assert sheets["book.css"] == "a { top: 0 }"
    assert sheets["classic/classic.css"] == "b { top: 0 }"


def test_a_folder_of_the_authors_is_a_design() -> None:
    texts = {
        "mine/design.toml": 'name = "Mine"\n[fonts]\ntext = "Gentium Book Plus"\n',
        "mine/b.css": "b { top: 0 }",
        "mine/a.css": "a { top: 0 }",
    }
    design = read_design("mine", texts)
    assert design.title == "Mine"
    assert design.families == {"text": "Gentium Book Plus", "code": "Source Code Pro"}
    assert design.lead == "plain"
    names = [sheet.name for sheet in stylesheets_for(design, "print")]
    assert names == ["book.css", "print.css", "mine/a.css", "mine/b.css"]


def test_a_design_may_have_a_face_for_heads_and_a_lead() -> None:
    manifest = 'lead = "drop-cap"\n[fonts]\nheads = "Jost"\n'
    design = read_design("mine", {"mine/design.toml": manifest})
    assert design.lead == "drop-cap"
    assert tuple(design.families.values()) == ("EB Garamond", "Source Code Pro", "Jost")


@pytest.mark.parametrize(
    ("manifest", "message"),
    [
        ("name = ", "cannot be read"),
        ("name = 3", "not text"),
        ('fonts = "EB Garamond"', "not text"),
        ('[fonts]\nheading = "X"', 'unknown key "heading"'),
        ('colour = "X"', 'unknown key "colour"'),
        ('lead = "swash"', 'unknown lead "swash"'),
    ],
)
def test_a_manifest_that_cannot_be_used_is_refused(manifest: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        read_design("mine", {"mine/design.toml": manifest})


@pytest.mark.parametrize("edition", ["print", "epub"])
@pytest.mark.parametrize(
    ("css", "what"),
    [
        ('@import "x.css";', '@import "x.css"'),
        ("p { background: url(https://example.org/a.png) }", "https://example.org/a.png"),
        ('p { background: image-set("../a.png" 1x) }', "../a.png"),
        ("@media print { p { background: url('a.png') } }", "a.png"),
        ("p { & b { background: url(a.png) } }", "a.png"),
        ("@font-face { font-family: X; src: url(x.woff) }", "@font-face"),
    ],
)
def test_what_reaches_out_of_the_book_is_reported_and_left_out(
    css: str, what: str, edition: str
) -> None:
    design = read_design("classic", {"custom.css": f"\n{css}\na {{ top: 0 }}"})
    ledger = Ledger()
    check_design(design, report=ledger.add)
    (found,) = ledger
    assert found.rule.code == "M012"
    assert found.message.startswith(f'"{what}"')
    assert str(found.span).startswith("styles/custom.css:2:")
    sheets = stylesheets_for(design, "epub" if edition == "epub" else "print")
    assert what not in sheets[-1].text
    assert "top: 0" in sheets[-1].text


@pytest.mark.parametrize("address", ["data:image/png;base64,AAAA", "#mark"])
def test_data_and_fragments_stay(address: str) -> None:
    text = f"p {{ background: url({address}) }}"
    design = read_design("classic", {"custom.css": text})
    assert design.breaches == ()
    assert design.stylesheets[-1].text == text
