"""A claim of the publisher's against what stands in the documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from publish.accessibility_rules import CLAIM_UNFOUNDED
from publish.book_toml import PATH
from publish.config import Config
from publish.diagnostics import Diagnostic, Report, Span

_KEY: Final = "book.accessibility.certified-by"
_SAID: Final = {
    "undescribed": ("picture is not described", "pictures are not described"),
    "headerless": ("table has no header cells", "tables have no header cells"),
    "unspoken": ("formula has no words", "formulas have no words"),
    "skipped": ("heading skips a level", "headings skip a level"),
    "untagged": ("language tag is not valid", "language tags are not valid"),
    "unmarked": ("passage in other letters has no lang", "passages in other letters have no lang"),
    "faint": ("rule of the stylesheet makes text faint", "rules of the stylesheet make text faint"),
}
"""What is said of each count of ``Findings.faults``, of one and of several."""


def check_claim(faults: Mapping[str, int], config: Config, report: Report) -> None:
    """Report that somebody answers for a book in which a program sees faults."""
    found = [f"{count} {_SAID[name][count != 1]}" for name, count in faults.items() if count]
    if not (config.metadata.evaluation.certified_by and found):
        return
    message = f"conformance is certified, but {', '.join(found)}; it is not claimed"
    hint = "mend what the other diagnostics name, or take certified-by away"
    report(Diagnostic(CLAIM_UNFOUNDED, message, _place(config), hint))


def _place(config: Config) -> Span:
    row = dict(config.provenance).get(_KEY, "").split(":")
    return Span(PATH, int(row[1]), int(row[2])) if len(row) == 3 else Span(PATH)
