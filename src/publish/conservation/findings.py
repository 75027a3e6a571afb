"""What happened to words, said as diagnostics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from publish.catalogue import WORD_ADDED, WORD_CHANGED, WORD_LOST
from publish.diagnostics import Diagnostic, Report, Rule, Span

LONGEST_LIST: Final = 10
"""So many findings are told one by one; the rest is a number."""

CONTEXT: Final = 4
"""So many words before and after a difference are kept; those before are quoted."""

_QUOTED: Final = 8
_LONGEST_QUOTED: Final = 60

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """Words that were lost, words that were added, or both, with those before and after them.

    Words added on a page are cut as its lines and spaces cut them.
    ``where`` completes "is missing from": "the EPUB", "the notes of the PDF".
    """

    where: str
    lost: Words
    added: Words
    before: Words = ()
    after: Words = ()
    span: Span | None = None


def tell(findings: Sequence[Finding], report: Report) -> None:
    """Report the first findings, what only moved as one, and how many more there are."""
    told = _with_moves(findings)
    for rule, message, finding in told[:LONGEST_LIST]:
        report(Diagnostic(rule, message, finding.span))
    rest = told[LONGEST_LIST:]
    if rest:
        number = "one more difference" if len(rest) == 1 else f"{len(rest)} more differences"
        report(Diagnostic(rest[0][0], f"{number} in {rest[0][2].where}"))


def _with_moves(findings: Sequence[Finding]) -> list[tuple[Rule, str, Finding]]:
    """Return rule and message of each finding; words lost here and added there moved."""
    lost = {_letters(finding.lost) for finding in findings if not finding.added}
    moved = lost & {_letters(finding.added) for finding in findings if not finding.lost}
    told = []
    for finding in findings:
        if not finding.added and _letters(finding.lost) in moved:
            message = f"{_subject(finding.lost)} out of place in {finding.where}{_after(finding)}"
            told.append((WORD_CHANGED, message, finding))
        elif finding.lost or _letters(finding.added) not in moved:
            told.append((*_said(finding), finding))
    return told


def _said(finding: Finding) -> tuple[Rule, str]:
    where, after = finding.where, _after(finding)
    if not finding.added:
        return WORD_LOST, f"{_subject(finding.lost)} missing from {where}{after}"
    if not finding.lost:
        subject = _subject(finding.added)
        if _is_repeated(finding):
            return WORD_ADDED, f"{subject} repeated in {where}{after}"
        return WORD_ADDED, f"{subject} in {where} but not in the manuscript{after}"
    if len(finding.lost) > 1 and _letters(finding.lost) == _letters(finding.added):
        return WORD_CHANGED, f"{_subject(finding.lost)} in another order in {where}{after}"
    return (
        WORD_CHANGED,
        f"{_quoted(finding.lost)} became {_quoted(finding.added)} in {where}{after}",
    )


def _is_repeated(finding: Finding) -> bool:
    """Return whether the words added stand before or after themselves; borders may differ."""
    added = "".join(finding.added)
    before, after = finding.before, finding.after
    earlier = ("".join(before[first:]) for first in range(len(before)))
    later = ("".join(after[: last + 1]) for last in range(len(after)))
    return added in earlier or added in later


def _letters(words: Words) -> str:
    """Return what words have in common with the same ones in another order."""
    return "".join(sorted("".join(words)))


def _subject(words: Words) -> str:
    return f"{_quoted(words)} {'is' if len(words) == 1 else 'are'}"


def _quoted(words: Words) -> str:
    text = " ".join(words)
    if len(text) <= _LONGEST_QUOTED:
        return f'"{text}"'
    half = _QUOTED // 2
    if len(words) <= _QUOTED:
        return f'"{text[: _LONGEST_QUOTED // 2]} … {text[-_LONGEST_QUOTED // 2 :]}"'
    return f'"{" ".join(words[:half])} … {" ".join(words[-half:])}" ({len(words):,} words)'


def _after(finding: Finding) -> str:
    before = finding.before[-CONTEXT:]
    return f' after "{" ".join(before)}"' if before else ""
