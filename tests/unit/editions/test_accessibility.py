import tomllib
from importlib.resources import files
from xml.parsers.expat import ExpatError

import pytest
from tests.unit.editions.epub_support import DOCUMENTS, with_body

from publish.editions.accessibility import (
    CONFORMANCE,
    accessibility_metadata,
    summary_language,
)
from publish.editions.examination import Findings, examine
from publish.model.metadata import Evaluation

CLAIM = ("dcterms:conformsTo", CONFORMANCE)
JUDGED = Evaluation(certified_by="Small Press")
CHAPTER = '<h1>One</h1><p lang="ru" xml:lang="ru">слово</p>'


def look(body: str) -> Findings:
    return examine((with_body(body),))


def metadata(
    body: str, *, undescribed: int = 0, evaluation: Evaluation = JUDGED
) -> tuple[tuple[str, str], ...]:
    return accessibility_metadata(
        look(body), language="en", undescribed=undescribed, evaluation=evaluation
    )


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
        '<img src="a.png" alt="IMG_12.png"/>',
        "<p>слово</p>",
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
    assert {said for name, said in set(with_pages) - set(without) if "Feature" in name} == {
        "pageNavigation",
        "pageBreakMarkers",
    }
    sentence = "Its page numbers are those of the printed book."
    assert sentence in dict(with_pages)["schema:accessibilitySummary"]
    assert sentence not in dict(without)["schema:accessibilitySummary"]


def test_the_summary_is_in_the_books_language_or_english() -> None:
    assert [summary_language(tag) for tag in ("ru", "fr-CA", "fi")] == ["ru", "fr", "en"]
    said = dict(accessibility_metadata(look("<p/>"), language="de-AT"))
    assert said["schema:accessibilitySummary"].startswith("Der Text lässt sich vorlesen")


def test_every_language_has_every_sentence() -> None:
    path = files("publish.editions").joinpath("accessibility.toml")
    tables = tomllib.loads(path.read_text("utf-8"))
    assert {frozenset(table) for table in tables.values()} == {frozenset(tables["en"])}


def test_conformance_is_claimed_only_where_somebody_answers_for_it() -> None:
    said = metadata(CHAPTER, evaluation=Evaluation())
    assert CLAIM not in said
    assert "nobody has judged it" in dict(said)["schema:accessibilitySummary"]
    assert "judged" not in dict(metadata(CHAPTER))["schema:accessibilitySummary"]


def test_an_exemption_is_told_only_where_there_is_no_conformance() -> None:
    exempt = Evaluation(certified_by="Small Press", exemption="eaa-microenterprise")
    assert not {"a11y:exemption"} & dict(metadata(CHAPTER, evaluation=exempt)).keys()
    faulty = dict(metadata(CHAPTER + "<h3>Deep</h3>", evaluation=exempt))
    assert faulty["dcterms:conformsTo"] == "none"
    assert faulty["a11y:exemption"] == "eaa-microenterprise"


def test_the_publishers_own_sentences_come_last() -> None:
    said = dict(metadata(CHAPTER, evaluation=Evaluation("Press", summary="Maps are described.")))
    assert said["schema:accessibilitySummary"].endswith("marked. Maps are described.")


def test_code_formulas_and_our_own_words_have_no_language_to_mark() -> None:
    own = '<p data-generated="">слово</p><pre>слово</pre><p><code>слово</code> after</p>'
    assert look(own).unmarked == 0
    assert look(f"{own}<p>слово</p>").unmarked == 1


def test_long_descriptions_and_ruby_are_features() -> None:
    said = metadata('<h1>A</h1><img src="a" alt="b c" aria-details="x"/><ruby>a</ruby>')
    features = [value for name, value in said if name == "schema:accessibilityFeature"]
    assert {"longDescription", "rubyAnnotations", "structuralNavigation"} <= set(features)
    assert "structuralNavigation" not in {value for _, value in metadata("<p/>")}


def test_formulas_in_words_are_described() -> None:
    math = '<math alttext="e"><mi>e</mi></math>'
    spoken = f'<span data-tex="e">{math}</span>'
    feature = ("schema:accessibilityFeature", "describedMath")
    assert feature in metadata(spoken)
    assert feature not in metadata(spoken + math)


def test_pictures_that_nobody_described_are_visual_all_the_same() -> None:
    said = metadata('<img src="a.png" alt=""/>', undescribed=1)
    assert ("schema:accessMode", "visual") in said


def test_a_body_that_is_not_well_formed_is_our_bug_and_stops() -> None:
    with pytest.raises(ExpatError):
        look("<p>")
