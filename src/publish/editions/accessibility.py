"""The metadata of accessibility that follows from what stands in the documents.

Nothing is claimed that was not found in the book, and conformance only where a person answers for
it by name. Vocabulary: https://www.w3.org/TR/epub-a11y-11/ and
https://www.w3.org/community/reports/a11y-discov-vocab/CG-FINAL-vocabulary-20250401/.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from publish.editions import Resource
from publish.editions.examination import Findings
from publish.editions.hazards import hazards
from publish.model.metadata import Evaluation

CONFORMANCE: Final = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
_NO_CONFORMANCE: Final = "none"
_NOBODY: Final = Evaluation()


@dataclass(frozen=True, slots=True)
class _State:
    """What the summary says of the edition beside the findings in its documents."""

    has_pages: bool
    has_pictures: bool
    described: bool
    is_moving: bool
    is_unjudged: bool


def accessibility_metadata(
    findings: Findings,
    *,
    language: str,
    undescribed: int = 0,
    has_pages: bool = False,
    resources: Iterable[Resource] = (),
    evaluation: Evaluation = _NOBODY,
) -> tuple[tuple[str, str], ...]:
    """Return the properties and values of the package metadata, in order.

    ``undescribed`` counts pictures whose author gave no alternative text though the documents
    carry an empty one; ``has_pages`` says that there is a list of the pages of the printed book;
    ``resources`` are the pictures and stylesheets, ``evaluation`` is what people have found.
    """
    described = not (findings.undescribed or undescribed)
    faultless = findings.conforms and described
    has_pictures = bool(findings.pictures or undescribed)
    dangers = hazards(resources, evaluation.hazards)
    entries = [("schema:accessMode", "textual")]
    if has_pictures:
        entries.append(("schema:accessMode", "visual"))
        entries.append(("schema:accessModeSufficient", "textual,visual"))
    if described and not findings.unspoken:
        entries.append(("schema:accessModeSufficient", "textual"))
    entries += [
        ("schema:accessibilityFeature", feature)
        for feature in _features(findings, described=described, has_pages=has_pages)
    ]
    entries += [("schema:accessibilityHazard", danger) for danger in dangers]
    state = _State(
        has_pages=has_pages,
        has_pictures=has_pictures,
        described=described,
        is_moving=dangers != ("none",),
        is_unjudged=faultless and not evaluation.certified_by,
    )
    sentences = _sentences(findings, state, _words()[summary_language(language)])
    summary = " ".join((*sentences, *filter(None, (evaluation.summary,))))
    entries.append(("schema:accessibilitySummary", summary))
    return (*entries, *_conformance(evaluation, faultless=faultless))


def _conformance(evaluation: Evaluation, *, faultless: bool) -> Iterator[tuple[str, str]]:
    """Yield the claim: EPUB Accessibility 1.1 (4.3.2) asks for the name of who has judged."""
    if faultless and evaluation.certified_by:
        yield ("dcterms:conformsTo", CONFORMANCE)
    elif evaluation.exemption:
        yield ("dcterms:conformsTo", _NO_CONFORMANCE)
        yield ("a11y:exemption", evaluation.exemption)


def _features(findings: Findings, *, described: bool, has_pages: bool) -> Iterator[str]:
    yield "tableOfContents"
    if findings.headings and not findings.skipped:
        yield "structuralNavigation"
    yield "readingOrder"
    yield "displayTransformability"
    if findings.roles:
        yield "ARIA"
    if findings.pictures and described:
        yield "alternativeText"
    if findings.described_at_length:
        yield "longDescription"
    if findings.formulas:
        yield "MathML"
        if findings.in_words == findings.formulas:
            yield "describedMath"
    if findings.rubies:
        yield "rubyAnnotations"
    if has_pages:
        yield "pageNavigation"
        yield "pageBreakMarkers"


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads(
        files("publish.editions").joinpath("accessibility.toml").read_text("utf-8")
    )


def summary_language(language: str) -> str:
    """Return the language of the summary: the book's where we have the words, else English."""
    primary = language.partition("-")[0].lower()
    return primary if primary in _words() else "en"


def _sentences(findings: Findings, state: _State, words: Mapping[str, str]) -> Iterator[str]:
    """Yield what the other metadata cannot say, and why conformance is not claimed."""
    yield words["text"]
    if state.has_pages:
        yield words["pages"]
    if state.has_pictures:
        yield words["described" if state.described else "undescribed"]
    if findings.described_at_length:
        yield words["long"]
    if state.is_moving:
        yield words["moving"]
    if findings.formulas:
        yield words["formulas"]
    if findings.headerless:
        yield words["headerless"]
    if findings.unmarked or findings.untagged:
        yield words["unmarked"]
    if state.is_unjudged:
        yield words["unjudged"]
