"""What stands in the documents of an EPUB that helps readers who cannot see it, or hinders them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from publish.content import ContentDocument
from publish.content.contrast import find_faint
from publish.editions import Resource
from publish.model.scripts import foreign_words
from publish.model.telling import is_no_description

_TAG: Final = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_PREFIX: Final = '<body xmlns:epub="http://www.idpf.org/2007/ops">'
_UNREAD: Final = frozenset({"code", "math", "pre"})
"""Elements whose letters are signs, not words."""

_MATTER: Final = frozenset({"half-title", "title-page", "copyright-page"})
"""Kinds of documents whose words are those of book.toml, which knows one language."""


@dataclass(slots=True)
class Findings:
    """What stands in the documents, counted; ``pictures`` leaves decoration out.

    ``in_words`` are formulas that their author says in words.

    ``undescribed``, ``headerless``, ``unspoken``, ``skipped``, ``untagged``, ``unmarked`` and
    ``faint`` count what breaks WCAG 2.2: 1.1.1, 1.3.1, 1.1.1, 1.3.1, 3.1.1, 3.1.2 and 1.4.3.
    """

    pictures: int = 0
    undescribed: int = 0
    tables: int = 0
    headerless: int = 0
    formulas: int = 0
    unspoken: int = 0
    in_words: int = 0
    headings: int = 0
    skipped: int = 0
    untagged: int = 0
    unmarked: int = 0
    faint: int = 0
    described_at_length: int = 0
    rubies: int = 0
    roles: int = 0
    _headed: list[bool] = field(default_factory=list)
    _level: int = 0
    _languages: list[str] = field(default_factory=list)
    _silent: int = 0

    @property
    def conforms(self) -> bool:
        """Return whether every rule that a machine can judge holds."""
        return not any(self.faults.values())

    @property
    def faults(self) -> dict[str, int]:
        """Return how often each rule is broken, by the name of the rule's count."""
        return {
            "undescribed": self.undescribed,
            "headerless": self.headerless,
            "unspoken": self.unspoken,
            "skipped": self.skipped,
            "untagged": self.untagged,
            "unmarked": self.unmarked,
            "faint": self.faint,
        }

    def open_document(self, document: ContentDocument) -> None:
        """Begin a document: headings count from the top again."""
        self._level = 0
        self._languages = [document.language]
        self._silent = int(document.kind in _MATTER)
        self._language(document.language)

    def open(self, name: str, attributes: dict[str, str]) -> None:
        """Enter the start of an element."""
        if name in _HEADINGS:
            self._heading(_HEADINGS[name])
        elif name == "img":
            self._picture(attributes)
        elif name == "math":
            self.formulas += 1
            self.unspoken += not attributes.get("alttext", "").strip()
        elif name == "table":
            self.tables += 1
            self._headed.append(False)
        elif name == "th" and self._headed:
            self._headed[-1] = True
        elif name == "ruby":
            self.rubies += 1
        self.roles += "role" in attributes
        self.in_words += "data-tex" in attributes
        language = attributes.get("lang", attributes.get("xml:lang"))
        if language is not None:
            self._language(attributes.get("xml:lang", ""), attributes.get("lang", ""))
        self._languages.append(self._languages[-1] if language is None else language)
        if self._silent or name in _UNREAD or "data-generated" in attributes:
            self._silent += 1

    def close(self, name: str) -> None:
        """Enter the end of an element."""
        if name == "table":
            self.headerless += not self._headed.pop()
        self._languages.pop()
        self._silent -= self._silent > 0

    def text(self, words: str) -> None:
        """Enter words that stand together."""
        if not self._silent:
            self.unmarked += sum(1 for _ in foreign_words(words, self._languages[-1]))

    def _heading(self, level: int) -> None:
        self.headings += 1
        self.skipped += level > self._level + 1
        self._level = level

    def _picture(self, attributes: dict[str, str]) -> None:
        alternative = attributes.get("alt")
        self.undescribed += alternative is None or is_no_description(alternative)
        self.pictures += alternative != ""
        self.described_at_length += "aria-details" in attributes

    def _language(self, *tags: str) -> None:
        self.untagged += len(set(tags)) > 1 or not all(map(_TAG.fullmatch, tags))


def examine(documents: Iterable[ContentDocument], stylesheets: Iterable[Resource] = ()) -> Findings:
    """Return what the documents hold; a body that is not well-formed raises ``ExpatError``."""
    findings = Findings()
    findings.faint = sum(1 for sheet in stylesheets for _ in find_faint(sheet.data.decode()))
    for document in documents:
        findings.open_document(document)
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartElementHandler = findings.open
        parser.EndElementHandler = findings.close
        parser.CharacterDataHandler = findings.text
        parser.Parse(f"{_PREFIX}{document.body}</body>".encode(), True)
    return findings
