"""The words of print documents against those that the pages really show.

A PDF has no reliable spaces and hyphenates, so letters are compared, not words: hyphens, spaces,
ligatures, small capitals and the height of a superscript make no difference. What the book says of
itself on the page (labels, calls and numbers of notes, folios in the contents) is expected in its
place. Three things that engines do are allowed for: numbers of lists, drawn at the end of the page
or not at all; combining marks in another order; words in and beside a right-to-left script in
another order within their passage.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from publish.assemble import ParsedSource
from publish.conservation.differences import Difference, differences
from publish.conservation.documents import Piece, Voice, read_documents
from publish.conservation.expectation import Expectation
from publish.conservation.findings import CONTEXT, Finding, tell
from publish.conservation.places import Original
from publish.conservation.scripts import is_same_passage
from publish.conservation.words import letters, words
from publish.diagnostics import Report

_ANCHOR: Final = 24
"""Letters in a row that put expectation and page in step again."""


@dataclass(frozen=True, slots=True)
class PageText:
    """What a page shows: its running text, the notes at its foot, the figures that came to it.

    ``note_parts`` are the notes one by one, with their numbers in the order of the book, where the
    page has them in another; ``floated`` are the ids of the figures.
    """

    body: str
    notes: str = ""
    floats: str = ""
    floated: tuple[str, ...] = ()
    note_parts: tuple[tuple[int, str], ...] = ()


def check_pages(
    sources: Iterable[ParsedSource],
    documents: Iterable[tuple[str, str | bytes]],
    pages: Sequence[PageText],
    *,
    folios: Mapping[str, str],
    edition: str,
    report: Report,
) -> None:
    """Report every word that the pages lost, added or changed.

    ``sources`` and ``documents`` stand in the order of the pages; ``folios`` gives the folio of
    every id; ``edition`` is how a message calls the book ("the PDF").
    """
    floated = frozenset(name for page in pages for name in page.floated)
    streams = read_documents(documents, floated)
    texts = (
        (edition, streams.flow, "\n".join(page.body for page in pages)),
        (f"the notes of {edition}", streams.foot, "\n".join(_notes_in_order(pages))),
        (f"the figures of {edition}", streams.floats, "\n".join(page.floats for page in pages)),
    )
    findings: list[Finding] = []
    original: Original | None = None
    for where, flow, shown in texts:
        pieces = _with_folios(flow, folios)
        if _expected_letters(pieces) == letters(shown):
            continue
        original = original or Original(tuple(sources))
        findings.extend(_findings(Expectation(pieces, original), shown, where))
    tell(findings, report)


def _notes_in_order(pages: Iterable[PageText]) -> Iterator[str]:
    """Yield the notes of pages in the order of the book, the parts of each as pages follow.

    Pages that tell their notes apart are put in order together, up to the next that need not.
    """
    waiting: list[tuple[int, str]] = []
    for page in pages:
        if page.note_parts:
            waiting.extend(page.note_parts)
        elif page.notes:
            yield from _sorted_texts(waiting)
            waiting = []
            yield page.notes
    yield from _sorted_texts(waiting)


def _sorted_texts(parts: Iterable[tuple[int, str]]) -> Iterator[str]:
    for _, text in sorted(parts, key=lambda part: part[0]):
        yield text


def _with_folios(flow: Sequence[Piece], folios: Mapping[str, str]) -> list[Piece]:
    """Return the pieces with the folios that the typesetter wrote in."""
    return [
        (Voice.GENERATED, folios.get(text, "")) if voice is Voice.FOLIO else (voice, text)
        for voice, text in flow
    ]


def _expected_letters(pieces: Sequence[Piece]) -> str:
    return letters("".join(text for voice, text in pieces if voice is not Voice.MARKER))


def _findings(expectation: Expectation, shown: str, where: str) -> Iterator[Finding]:
    seen_words = words(shown)
    seen = "".join(seen_words)
    starts = list(accumulate(map(len, seen_words), initial=0))

    def added_words(start: int, added: str) -> tuple[str, ...]:
        cut = seen_words[bisect_left(starts, start) : bisect_left(starts, start + len(added))]
        return tuple(cut) if "".join(cut) == added else (added,)

    for difference in differences(expectation.letters, seen, anchor=_ANCHOR):
        first, last, start, added = _to_words(expectation, seen, difference)
        lost = expectation.words[first:last]
        around = "".join(
            (*expectation.words[max(first - 1, 0) : first], *expectation.words[last : last + 1])
        )
        if is_same_passage("".join(lost), added, around=around) or expectation.takes_markers(
            first, last, added
        ):
            continue
        yield Finding(
            where,
            tuple(lost),
            added_words(start, added),
            tuple(expectation.words[max(first - CONTEXT, 0) : first]),
            tuple(expectation.words[last : last + CONTEXT]),
            expectation.place(first if lost else max(first - 1, 0)),
        )


def _to_words(
    expectation: Expectation, seen: str, difference: Difference
) -> tuple[int, int, int, str]:
    """Return first and last word of the expectation that differ; where and what is seen instead.

    Letters begin to differ inside a word; words at either end that stand in both are not meant.
    """
    first, head = expectation.word_at(difference.first)
    last, rest = expectation.word_at(difference.last)
    tail = len(expectation.words[last]) - rest if rest else 0
    last += 1 if rest else 0
    start = max(difference.new_first - head, 0)
    added = seen[start : difference.new_last + tail]
    while last > first and added.endswith(expectation.words[last - 1]):
        last -= 1
        added = added[: len(added) - len(expectation.words[last])]
    while last > first and added.startswith(expectation.words[first]):
        added = added[len(expectation.words[first]) :]
        start += len(expectation.words[first])
        first += 1
    return first, last, start, added
