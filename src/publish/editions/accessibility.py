"""What the documents say about their own accessibility, and the metadata that follows from it.

Nothing is claimed that was not found in the book. Vocabulary: https://www.w3.org/TR/epub-a11y-11/
and https://www.w3.org/community/reports/a11y-discov-vocab/CG-FINAL-vocabulary-20250401/.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Final
from xml.parsers import expat

from publish.content import ContentDocument

CONFORMANCE: Final = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"

_TAG: Final = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_PREFIX: Final = '<body xmlns:epub="http://www.idpf.org/2007/ops">'


@dataclass(slots=True)
class Findings:
    """What stands in the documents, counted; ``pictures`` leaves decoration out."""

    pictures: int = 0
    undescribed: int = 0
    tables: int = 0
    headerless: int = 0
    formulas: int = 0
    unspoken: int = 0
    skipped: int = 0
    untagged: int = 0
    _headed: list[bool] = field(default_factory=list)
    _level: int = 0

    @property
    def conforms(self) -> bool:
        """Return whether every rule that a machine can judge holds."""
        return not (
            self.undescribed or self.headerless or self.unspoken or self.skipped or self.untagged
        )

    def open_document(self, language: str) -> None:
        """Begin a document: headings count from the top again."""
        self._level = 0
        self._language(language)

    def open(self, name: str, attributes: dict[str, str]) -> None:
        """Enter the start of an element."""
        if name in _HEADINGS:
            self._heading(_HEADINGS[name])
        elif name == "img":
            self._picture(attributes.get("alt"))
        elif name == "math":
            self.formulas += 1
            self.unspoken += not attributes.get("alttext", "").strip()
        elif name == "table":
            self.tables += 1
            self._headed.append(False)
        elif name == "th" and self._headed:
            self._headed[-1] = True
        if "lang" in attributes or "xml:lang" in attributes:
            self._language(attributes.get("xml:lang", ""), attributes.get("lang", ""))

    def close(self, name: str) -> None:
        """Enter the end of an element."""
        if name == "table":
            self.headerless += not self._headed.pop()

    def _heading(self, level: int) -> None:
        self.skipped += level > self._level + 1
        self._level = level

    def _picture(self, alternative: str | None) -> None:
        self.undescribed += alternative is None
        self.pictures += alternative != ""

    def _language(self, *tags: str) -> None:
        self.untagged += len(set(tags)) > 1 or not all(map(_TAG.fullmatch, tags))


def examine(documents: Iterable[ContentDocument]) -> Findings:
    """Return what the documents hold; a body that is not well-formed raises ``ExpatError``."""
    findings = Findings()
    for document in documents:
        findings.open_document(document.language)
        parser = expat.ParserCreate("utf-8")
        parser.StartElementHandler = findings.open
        parser.EndElementHandler = findings.close
        parser.Parse(f"{_PREFIX}{document.body}</body>".encode(), True)
    return findings


def accessibility_metadata(
    findings: Findings, *, language: str, undescribed: int = 0, has_pages: bool = False
) -> tuple[tuple[str, str], ...]:
    """Return the properties and values of the package metadata, in order.

    ``undescribed`` counts pictures whose author gave no alternative text though the documents
    carry an empty one; ``has_pages`` says that there is a list of the pages of the printed book.
    """
    described = not (findings.undescribed or undescribed)
    conforms = findings.conforms and described
    entries = [("schema:accessMode", "textual")]
    if findings.pictures:
        entries.append(("schema:accessMode", "visual"))
        entries.append(("schema:accessModeSufficient", "textual,visual"))
    if described and not findings.unspoken:
        entries.append(("schema:accessModeSufficient", "textual"))
    entries += [
        ("schema:accessibilityFeature", feature)
        for feature in _features(findings, described=described, has_pages=has_pages)
    ]
    entries.append(("schema:accessibilityHazard", "none"))
    entries.append(
        ("schema:accessibilitySummary", _summary(findings, described, conforms, language))
    )
    if conforms:
        entries.append(("dcterms:conformsTo", CONFORMANCE))
    return tuple(entries)


def _features(findings: Findings, *, described: bool, has_pages: bool) -> list[str]:
    features = [
        "tableOfContents",
        "structuralNavigation",
        "readingOrder",
        "displayTransformability",
    ]
    features.append("ARIA")
    if findings.pictures and described:
        features.append("alternativeText")
    if findings.formulas:
        features.append("MathML")
    if has_pages:
        features += ["pageNavigation", "pageBreakMarkers"]
    return features


@cache
def _sentences() -> dict[str, dict[str, str]]:
    return tomllib.loads(
        files("publish.editions").joinpath("accessibility.toml").read_text("utf-8")
    )


def summary_language(language: str) -> str:
    """Return the language of the summary: the book's where we have the words, else English."""
    primary = language.partition("-")[0].lower()
    return primary if primary in _sentences() else "en"


def _summary(findings: Findings, described: bool, conforms: bool, language: str) -> str:
    words = _sentences()[summary_language(language)]
    sentences = [words["text"]]
    if findings.pictures:
        sentences.append(words["described" if described else "undescribed"])
    if findings.formulas:
        sentences.append(words["formulas"])
    if conforms:
        sentences.append(words["conforms"])
    return " ".join(sentences)
