"""What an engine let be seen of a book, held to what the book promises."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.readers.book_facts import BookFacts, Call, Entry, words_of


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one engine was asked, and what it could not show.

    ``shown`` and ``back`` count the notes that came up with the text that they should have, and
    the ways back that brought their call to the screen again; ``popped``, the notes in a pop-up.
    ``called_inside`` counts the ways back to calls in notes that the engine takes out of the text.
    """

    engine: str
    pages: int
    sections: int
    contents: int
    page_list: int
    notes: int
    shown: int
    popped: int
    back: int
    called_inside: int
    milliseconds: float
    seconds: float
    findings: tuple[str, ...]


def judge(
    engine: str,
    facts: BookFacts,
    calls: Sequence[Call],
    seen: dict[str, Any],
    missing: Sequence[str],
) -> Verdict:
    """Return the verdict on one engine; ``calls`` are those that were tried."""
    tried = seen.get("calls", [])
    notes = [_Note(call, one) for call, one in zip(calls, tried, strict=False)]
    return Verdict(
        engine=engine,
        pages=seen.get("turned", 0),
        sections=len(seen["sections"]),
        contents=_opened(seen.get("contents")),
        page_list=_opened(seen.get("pages")),
        notes=len(notes),
        shown=sum(note.is_shown for note in notes),
        popped=sum(note.seen["way"] == "pop-up" for note in notes),
        back=sum(note.seen["back"] == "shown" for note in notes),
        called_inside=sum(note.is_called_inside for note in notes),
        milliseconds=sum(one["ms"] for one in tried) / len(tried) if tried else 0.0,
        seconds=sum(seen["seconds"].values()),
        findings=tuple(
            dict.fromkeys((*_findings(facts, seen, missing), *_of_notes(notes, len(calls))))
        ),
    )


@dataclass(frozen=True, slots=True)
class _Note:
    call: Call
    seen: dict[str, Any]

    @property
    def is_shown(self) -> bool:
        return (self.seen["seen"], self.seen["text"]) == ("shown", self.call.text)

    @property
    def is_called_inside(self) -> bool:
        """Whether the way back leads to a call that the engine shows in a pop-up only."""
        return self.call.inside_note and bool(self.seen["back"] == "hidden")

    def findings(self) -> Iterator[str]:
        name = f"note {self.call.label} ({self.call.address})"
        if not self.call.has_way_back:
            yield f"{name} has no link back to its call"
        if self.seen["seen"] != "shown":
            yield f"{name}: {self.seen['seen']}"
        elif not self.is_shown:
            yield f"{name} has the text “{self.seen['text'][:60]}”"
        if self.seen["back"] != "shown" and not self.is_called_inside:
            yield f"way back of {name}: {self.seen['back']}"


def _findings(facts: BookFacts, seen: dict[str, Any], missing: Sequence[str]) -> Iterator[str]:
    yield from seen["errors"]
    yield from (f"console: {words_of(line)}" for line in seen["console"])
    yield from (f"asked of the network: {url}" for url in seen["requests"])
    yield from (f"not in the book: {path}" for path in missing)
    for name, entries in (("contents", facts.contents), ("pages", facts.pages)):
        yield from _of_entries(name, entries, seen)
    for section in seen["sections"]:
        yield from (f"{section['section']}: {fault}" for fault in section["faults"])
    turned = {section["section"] for section in seen["sections"]}
    for item in facts.spine:
        if item.linear and item.path not in turned:
            yield f"no page of {item.path} came up"


def _of_entries(name: str, entries: Sequence[Entry], seen: dict[str, Any]) -> Iterator[str]:
    read = seen.get("read", {}).get(name)
    if read is not None and not _are_same(entries, [entry["label"] for entry in read]):
        yield f"{name}: the engine reads {len(read)} entries other than the book's"
    for failed in (seen.get(name) or {"failed": ()})["failed"]:
        yield f"{name}: {failed['address']}: {failed['seen']}"


def _are_same(entries: Sequence[Entry], labels: Sequence[str | None]) -> bool:
    """Return whether an engine read the labels of the entries; None is one that it cannot read."""
    return len(entries) == len(labels) and all(
        label is None or words_of(label) == entry.label
        for entry, label in zip(entries, labels, strict=True)
    )


def _of_notes(notes: Sequence[_Note], asked: int) -> Iterator[str]:
    for note in notes:
        yield from note.findings()
    if len(notes) < asked:
        yield f"{asked - len(notes)} notes were not tried"


def _opened(entries: dict[str, Any] | None) -> int:
    return entries["tried"] - len(entries["failed"]) if entries else 0


def table(facts: BookFacts, verdicts: Sequence[Verdict]) -> str:
    """Return the verdicts as Markdown."""
    spine = sum(item.linear for item in facts.spine)
    lines = [
        "| engine | pages | sections | contents | page list | notes | in a pop-up | ways back "
        "| ms a note | s | findings |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for each in verdicts:
        cells = (
            each.engine,
            f"{each.pages:,}",
            f"{each.sections} of {spine}",
            f"{each.contents} of {len(facts.contents)}",
            f"{each.page_list} of {len(facts.pages)}",
            f"{each.shown:,} of {each.notes:,}",
            f"{each.popped:,}",
            f"{each.back:,} of {each.notes - each.called_inside:,}",
            f"{each.milliseconds:.0f}",
            f"{each.seconds:.0f}",
            str(len(each.findings)),
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)
