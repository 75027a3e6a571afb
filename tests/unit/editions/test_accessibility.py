import tomllib
from importlib.resources import files
from xml.parsers.expat import ExpatError

import pytest
from tests.unit.editions.epub_support import DOCUMENTS, with_body

from publish.editions.accessibility import (
    CONFORMANCE,
    Findings,
    accessibility_metadata,
    examine,
    summary_language,
)

CLAIM = ("dcterms:conformsTo", CONFORMANCE)
CHAPTER = '<h1>One</h1><p lang="ru" xml:lang="ru">слово</p>'


def look(body: str) -> Findings:
    return examine((with_body(body),))


def metadata(body: str, *, undescribed: int = 0) -> tuple[tuple[str, str], ...]:
    return accessibility_metadata(look(body), language="en", undescribed=undescribed)


def test_a_book_of_words_claims_words_and_conformance() -> None:
    said = metadata(CHAPTER)
    assert [value for name, value in said if name == "schema:accessMode"] == ["textual"]
    assert ("schema:accessModeSufficient", "textual") in said
    assert ("schema:accessibilityFeature", "alternativeText") not in said
    assert ("schema:accessibilityFeature", "MathML") not in said
    assert CLAIM in said


@pytest.mark.parametrize(
    "flaw",
    [
        '<img src="a.png"/>',
        "<h3>Deep</h3>",
        "<table><tr><td>1</td></tr></table>",
        '<span lang="русский" xml:lang="русский">x</span>',
        '<span lang="ru">x</span>',
        '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>e</mi></math>',
    ],
)
def test_one_flaw_and_nothing_is_claimed(flaw: str) -> None:
    assert CLAIM not in metadata(CHAPTER + flaw)


def test_pictures_with_words_are_visual_and_textual() -> None:
    said = metadata(f'{CHAPTER}<img src="a.png" alt="A cat."/>')
    assert ("schema:accessModeSufficient", "textual,visual") in said
    assert ("schema:accessibilityFeature", "alternativeText") in said
    assert "Every picture has a description." in dict(said)["schema:accessibilitySummary"]


def test_decoration_is_no_picture() -> None:
    assert ("schema:accessMode", "visual") not in metadata(f'{CHAPTER}<img src="a.png" alt=""/>')


def test_a_picture_that_the_author_left_without_words_is_told() -> None:
    said = metadata(f'{CHAPTER}<img src="a.png" alt="x"/><img src="b.png" alt=""/>', undescribed=1)
    assert ("schema:accessModeSufficient", "textual") not in said
    assert "Some pictures have no description." in dict(said)["schema:accessibilitySummary"]
    assert CLAIM not in said


def test_every_document_counts_its_headings_from_the_top() -> None:
    findings = examine((with_body("<h1>A</h1><h2>B</h2>"), with_body("<h2>C</h2>")))
    assert findings.skipped == 1


def test_tables_in_tables_are_judged_each() -> None:
    inner = "<table><tr><td>1</td></tr></table>"
    findings = look(f"<table><tr><th>a</th><td>{inner}</td></tr></table>")
    assert (findings.tables, findings.headerless) == (2, 1)


def test_pages_are_announced_only_where_there_is_a_list_of_them() -> None:
    findings = examine(DOCUMENTS)
    without = accessibility_metadata(findings, language="en")
    with_pages = accessibility_metadata(findings, language="en", has_pages=True)
    assert set(with_pages) - set(without) == {
        ("schema:accessibilityFeature", "pageNavigation"),
        ("schema:accessibilityFeature", "pageBreakMarkers"),
    }


def test_the_summary_is_in_the_books_language_or_english() -> None:
    assert [summary_language(tag) for tag in ("ru", "fr-CA", "fi")] == ["ru", "fr", "en"]
    said = dict(accessibility_metadata(look("<p/>"), language="de-AT"))
    assert said["schema:accessibilitySummary"].startswith("Der Text lässt sich vorlesen")


def test_every_language_has_every_sentence() -> None:
    path = files("publish.editions").joinpath("accessibility.toml")
    tables = tomllib.loads(path.read_text("utf-8"))
    assert {frozenset(table) for table in tables.values()} == {frozenset(tables["en"])}


def test_a_body_that_is_not_well_formed_is_our_bug_and_stops() -> None:
    with pytest.raises(ExpatError):
        look("<p>")
