"""The manuscript's words against those of content documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from publish.assemble import ParsedSource
from publish.conservation.differences import Difference, differences, refine
from publish.conservation.documents import Streams, Voice, read_documents
from publish.conservation.findings import CONTEXT, Finding, tell
from publish.conservation.places import Original
from publish.conservation.words import words
from publish.diagnostics import Report, Span

_ANCHOR = 6
"""Words in a row that put two texts in step again."""


def check_words(
    sources: Iterable[ParsedSource],
    documents: Iterable[tuple[str, str | bytes]],
    *,
    edition: str,
    report: Report,
) -> int:
    """Report every word that documents lost, added or changed; return how many words there are.

    ``sources`` stand in the reading order of the book; ``documents`` are href and XHTML of the
    spine; ``edition`` is how a message calls the book ("the EPUB").
    """
    original = Original(tuple(sources))
    streams = read_documents(documents)
    tell(list(_findings(original, streams, edition)), report)
    return len(original.body) + len(original.notes)


def _findings(original: Original, streams: Streams, edition: str) -> Iterator[Finding]:
    body, notes = words(streams.text(Voice.BODY)), words(streams.text(Voice.NOTE))
    yield from compare(original.body, body, where=edition, place=original.place_in_body)
    where = f"the notes of {edition}"
    yield from compare(original.notes, notes, where=where, place=original.place_in_notes)
    yield from _compare_bags(
        [text for parsed in original.sources for text in parsed.record.alternatives],
        streams.alternatives,
        where=f"the alternative texts of {edition}",
        key=_spoken,
        place=original.place_of_text,
    )
    yield from _compare_bags(
        [text for parsed in original.sources for text in parsed.record.descriptions],
        streams.descriptions,
        where=f"the descriptions of pictures of {edition}",
        key=_spoken,
        place=original.place_of_text,
    )
    yield from _compare_bags(
        [text for parsed in original.sources for text in parsed.record.formulas],
        streams.formulas,
        where=f"the formulas of {edition}",
        key=_signs,
        place=original.place_of_text,
    )


def compare(
    old: Sequence[str],
    new: Sequence[str],
    *,
    where: str,
    place: Callable[[int], Span | None],
) -> Iterator[Finding]:
    """Yield what became of the words ``old`` in ``new``; ``place`` finds a word's file and line."""
    for coarse in differences(old, new, anchor=_ANCHOR):
        for exact in _told_apart(old, new, coarse):
            yield Finding(
                where,
                tuple(old[exact.first : exact.last]),
                tuple(new[exact.new_first : exact.new_last]),
                tuple(old[max(exact.first - CONTEXT, 0) : exact.first]),
                tuple(old[exact.last : exact.last + CONTEXT]),
                place(exact.first if exact.last > exact.first else max(exact.first - 1, 0)),
            )


def _told_apart(old: Sequence[str], new: Sequence[str], coarse: Difference) -> Iterator[Difference]:
    """Yield the single differences of a stretch, or the stretch if it is only in another order."""
    lost, added = old[coarse.first : coarse.last], new[coarse.new_first : coarse.new_last]
    if sorted(lost) == sorted(added):
        yield coarse
    else:
        yield from refine(old, new, coarse)


def _compare_bags(
    old: Sequence[str],
    new: Sequence[str],
    *,
    where: str,
    key: Callable[[str], str],
    place: Callable[[str], Span | None],
) -> Iterator[Finding]:
    """Yield texts that are lost or added; their order depends on where the notes stand."""
    before = Counter(kept for text in old if (kept := key(text)))
    after = Counter(kept for text in new if (kept := key(text)))
    if before == after:
        return
    written = {key(text): text for text in old}
    for kept in before - after:
        yield Finding(where, (kept,), (), span=place(written[kept]))
    for kept in after - before:
        yield Finding(where, (), (kept,))


def _spoken(text: str) -> str:
    return " ".join(words(text))


def _signs(text: str) -> str:
    return "".join(text.split())
