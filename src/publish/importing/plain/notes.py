"""Typed notes brought to their calls: what is called and explained becomes a note of the book."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from publish.importing.plain.account import Account
from publish.importing.plain.blocks import Block, Heading, Note, Paragraph, Quote, passages_of
from publish.importing.plain.note_marks import Family, Mark, calls_in, definition_of
from publish.importing.plain.passage import Passage

_HEADING: Final = re.compile(
    r"(?:foot|end)?notes|примечания|сноски|примітки|anmerkungen|fußnoten|notas|note|przypisy|"
    r"poznámky",
    re.IGNORECASE,
)
_ANSWERS: Final[dict[Family, tuple[Family, ...]]] = {
    "bracket": ("bracket", "plain"),
    "round": ("round", "plain"),
    "sign": ("sign",),
    "raised": ("raised", "plain"),
}
"""By which marks a note may be explained that is called by a mark of a family."""


@dataclass(slots=True)
class _Call:
    block: int
    passage: Passage
    mark: Mark


@dataclass(slots=True)
class _Definition:
    block: int
    passage: Passage
    mark: Mark


@dataclass(slots=True)
class CalledNotes:
    """The notes by the number of the block that calls them, and the spans of their words.

    ``spans`` are in the order of the calls, one list a note.
    """

    notes: dict[int, list[Note]] = field(default_factory=lambda: defaultdict(list))
    spans: list[list[tuple[int, int]]] = field(default_factory=list)
    used: set[int] = field(default_factory=set)

    def all(self) -> Iterator[Note]:
        """Yield every note in the order of the calls."""
        for block in sorted(self.notes):
            yield from self.notes[block]


def bring_notes(blocks: Sequence[Block], account: Account) -> CalledNotes:
    """Return the notes that are both called and explained; the rest is left, and told."""
    definitions = list(_definitions(blocks))
    if not definitions:
        _tell_unanswered(_calls(blocks, set()), set(), account)
        return CalledNotes()
    calls = _calls(blocks, {one.block for one in definitions if one.mark.family != "plain"})
    pairs = _match(calls, definitions)
    found = CalledNotes()
    pairs.sort(key=lambda pair: (pair[0].block, pair[0].passage.start, pair[0].mark.start))
    for number, (call, definition) in enumerate(pairs, 1):
        _join(call, definition, str(number), blocks, found, account)
    matched = {id(call) for call, _ in pairs}
    _tell_unanswered([call for call in calls if call.block not in found.used], matched, account)
    answered = {definition.block for _, definition in pairs}
    for one in definitions:
        if one.block not in answered and one.mark.family in ("bracket", "raised"):
            evidence = f'begins like a note, but nothing calls "{one.mark.label}"'
            account.decide("note", one.passage.text, evidence, one.passage.start, "left")
    _drop_headings(blocks, found, account)
    return found


def _join(
    call: _Call,
    definition: _Definition,
    label: str,
    blocks: Sequence[Block],
    found: CalledNotes,
    account: Account,
) -> None:
    """Make a note of a call and its explanation."""
    passage, mark = definition.passage, definition.mark
    note = Note(label, [passage])
    passage.replace(0, mark.end, "")
    spans = [(passage.offset(mark.end), passage.end)]
    account.take(passage.start, passage.offset(mark.end))
    if passage.text.lower().startswith(("[foot", "[note")) and passage.text.endswith("]"):
        passage.replace(len(passage.text) - 1, len(passage.text), "")
    found.used.add(definition.block)
    after = definition.block + 1
    while after < len(blocks) and isinstance(extract := blocks[after], Quote):
        inner = list(passages_of(extract))
        note.passages += inner
        spans += [(each.start, each.end) for each in inner]
        found.used.add(after)
        after += 1
    call.passage.replace(call.mark.start, call.mark.end, f"[^{label}]")
    account.take(call.passage.offset(call.mark.start), call.passage.offset(call.mark.end))
    found.notes[call.block].append(note)
    found.spans.append(spans)
    place = account.source.place(passage.start)
    text = passage.text[mark.end :]
    evidence = f'called by "{call.passage.text[call.mark.start : call.mark.end].strip()}"'
    evidence += f", explained at {place.line}:{place.column}"
    account.decide("note", text, evidence, call.passage.offset(call.mark.start))


def _definitions(blocks: Sequence[Block]) -> Iterator[_Definition]:
    is_listed = False
    for number, block in enumerate(blocks):
        if isinstance(block, Heading):
            is_listed = is_notes_heading(block)
        elif isinstance(block, Paragraph):
            mark = definition_of(block.passage.text, is_listed=is_listed)
            if mark:
                yield _Definition(number, block.passage, mark)


def _calls(blocks: Sequence[Block], skipped: set[int]) -> list[_Call]:
    found = []
    for number, block in enumerate(blocks):
        if number in skipped:
            continue
        for passage in passages_of(block):
            marks = sorted(calls_in(passage.text), key=lambda mark: mark.start)
            found += [_Call(number, passage, mark) for mark in marks]
    return found


def _match(
    calls: Sequence[_Call], definitions: Sequence[_Definition]
) -> list[tuple[_Call, _Definition]]:
    """Return each call with what explains it: in order, or the nearest call before a note."""
    pairs: list[tuple[_Call, _Definition]] = []
    taken: set[int] = set()
    by_mark: dict[tuple[Family, str], list[_Definition]] = defaultdict(list)
    for one in definitions:
        by_mark[(one.mark.family, one.mark.label)].append(one)
    for family, answers in _ANSWERS.items():
        by_label: dict[str, list[_Call]] = defaultdict(list)
        for call in calls:
            if call.mark.family == family:
                by_label[call.mark.label].append(call)
        for label, called in by_label.items():
            explained = [
                one
                for answer in answers
                for one in by_mark[(answer, label)]
                if one.block not in taken
            ]
            explained.sort(key=lambda one: one.block)
            for pair in _match_label(called, explained):
                taken.add(pair[1].block)
                pairs.append(pair)
    return pairs


def _match_label(
    calls: Sequence[_Call], definitions: Sequence[_Definition]
) -> list[tuple[_Call, _Definition]]:
    if len(calls) == len(definitions):
        pairs = list(zip(calls, definitions, strict=True))
        if all(call.block < one.block for call, one in pairs):
            return pairs
    found = []
    places = [call.block for call in calls]
    start = 0
    for one in definitions:
        nearest = bisect_left(places, one.block) - 1
        if nearest >= start:
            found.append((calls[nearest], one))
            start = nearest + 1
    return found


def is_notes_heading(heading: Heading) -> bool:
    """Return whether a heading says that notes follow."""
    return _HEADING.fullmatch(heading.words.strip(" .:")) is not None


def _drop_headings(blocks: Sequence[Block], found: CalledNotes, account: Account) -> None:
    """Drop the headings under which nothing but brought notes stood."""
    for number, block in enumerate(blocks):
        if not isinstance(block, Heading) or not is_notes_heading(block):
            continue
        after = number + 1
        while after in found.used:
            after += 1
        if after > number + 1 and (after == len(blocks) or isinstance(blocks[after], Heading)):
            found.used.add(number)
            end = block.passages[-1].end
            account.set_apart(f'heading "{block.words}"', "notes have their own", block.start, end)


def _tell_unanswered(calls: Sequence[_Call], matched: set[int], account: Account) -> None:
    families = {call.mark.family for call in calls if id(call) in matched}
    for call in calls:
        if id(call) in matched or call.mark.family not in {"bracket", *families}:
            continue
        at = call.passage.offset(call.mark.start)
        text = call.passage.text[max(0, call.mark.start - 40) : call.mark.end]
        evidence = f'"{call.mark.label}" looks like the call of a note that is not there'
        account.decide("note", text, evidence, at, "left")
