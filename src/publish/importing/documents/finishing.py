"""The last steps of the import of a document: files, proof, settings, account."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import PurePosixPath
from typing import Any, Final

from publish.catalogue import IMPORT_CHANGED_WORDS, NO_CHAPTERS, SOURCE_TOO_LARGE
from publish.conservation import words
from publish.diagnostics import Diagnostic, Report, Span
from publish.importing.bibliography import Bibliography
from publish.importing.documents.account import Account
from publish.importing.documents.captions import join_captions
from publish.importing.documents.chapters import (
    Chapter,
    label_headings,
    level_headings,
    name_chapters,
    part_chapters,
    write_chapter,
)
from publish.importing.documents.fakes import find_headings, find_lists
from publish.importing.documents.items import Item
from publish.importing.documents.marks import Labels, Marks, follow_links
from publish.importing.documents.shaping import (
    Opening,
    find_breaks,
    find_shapes,
    read_opening,
)
from publish.importing.documents.tree import Node, words_of
from publish.importing.imported import Decision, Imported, Origin
from publish.importing.languages import Language
from publish.importing.options import ImportTools, ReadBack
from publish.importing.proving import Difference, first_difference
from publish.importing.settings_file import BookSettings, write_settings

_RULE: Final = re.compile(r"^-{72}$", re.MULTILINE)
"""A scene break as pandoc writes it."""

_PLACES: Final = "the numbers below count the paragraphs of the source, empty ones too"

MOST_CHAPTERS: Final = 3_000
"""Files that an import makes."""


@dataclass(slots=True)
class Source:
    """A document on its way: what its own format's reader found out.

    ``expected`` gives the words of each paragraph by its number, in order, as a second reader sees
    them; paragraphs of notes are those that ``account.called`` lists. A page has none of these: its
    ``witness`` is all its words in order, ``removed`` are those that were left out, and ``texts``
    are its paragraphs as the first reader sees them.
    """

    path: PurePosixPath
    kind: str
    items: list[Item]
    marks: Marks
    labels: Labels
    account: Account
    expected: Mapping[int, str]
    language: Language
    title: str = ""
    creator: str = ""
    bibliography: Bibliography = field(default_factory=Bibliography)
    csl: str = "chicago-notes"
    notes: str = ""
    files: dict[PurePosixPath, bytes] = field(default_factory=dict)
    facts: list[tuple[str, str]] = field(default_factory=list)
    witness: str = ""
    removed: list[str] = field(default_factory=list)
    texts: Mapping[int, str] = field(default_factory=dict)


def finish(source: Source, tools: ImportTools, report: Report) -> Imported | None:
    """Return the manuscript that a document gives; ``None`` where ``report`` says why not."""
    account = source.account
    opening = read_opening(source.items, account)
    find_headings(source.items, account)
    items = find_lists(find_breaks(source.items, account), account)
    items = join_captions(items, account, source.labels)
    find_shapes(items, account)
    level_headings(items, opening, account)
    label_headings(items, source.labels)
    chapters = part_chapters(items)
    span = Span(source.path)
    if len(chapters) > MOST_CHAPTERS:
        message = f"the document has {len(chapters):,} chapters; an import makes {MOST_CHAPTERS:,}"
        report(Diagnostic(SOURCE_TOO_LARGE, message, span, "part it into several books"))
        return None
    for chapter in chapters:
        write_chapter(chapter, source.marks, source.labels, account)
    chapters = [chapter for chapter in chapters if chapter.blocks]
    if not chapters:
        hint = "name a document with text"
        report(Diagnostic(NO_CHAPTERS, f'"{source.path}" has no words', span, hint))
        return None
    follow_links([chapter.blocks for chapter in chapters], source.labels, unlink)
    written = tools.write_markdown([chapter.blocks for chapter in chapters])
    texts = write_texts(written)
    prove_words = _prove_by_count if source.witness else prove
    if not prove_words(source, tools.read_back(texts), report):
        return None
    origins = _enter(source, chapters, texts)
    _write_settings(source, opening)
    return Imported(
        source=source.path.name,
        kind=source.kind,
        files=source.files,
        origins=tuple(origins),
        facts=_facts(source),
        decisions=tuple(sorted(account.decisions, key=_place_of)),
        unkept=tuple(account.unkept),
        remarks=tuple(account.remarks),
    )


def write_texts(written: Sequence[str]) -> list[str]:
    """Return what pandoc has written, with breaks as we write them."""
    return [_RULE.sub("* * *", text) for text in written]


def unlink(link: Node) -> None:
    """Leave the words of a link that leads nowhere."""
    link["t"], link["c"] = "Span", [["", [], []], link["c"][1]]


def _enter(source: Source, chapters: Sequence[Chapter], texts: Sequence[str]) -> list[Origin]:
    origins = []
    account = source.account
    for chapter, path, text in zip(chapters, name_chapters(chapters), texts, strict=True):
        whole = PurePosixPath("manuscript", path)
        source.files[whole] = text.encode()
        numbers = [item.number for item in (chapter.heading, *chapter.items) if item]
        numbers = [number for number in numbers if number]
        unit = "lines" if source.witness else "paragraphs"
        if source.witness:
            numbers = [account.places.get(number, 0) for number in numbers]
        was = f"{unit} {min(numbers)} to {max(numbers)}" if numbers else ""
        origins.append(Origin(was, whole, "set in Markdown; its words are the source's"))
    return origins


def prove(source: Source, files: Sequence[ReadBack | None], report: Report) -> bool:
    """Return whether the new files have the source's words; tell the first that differs."""
    account = source.account
    left = {number: _left(number, text, account) for number, text in source.expected.items()}
    in_notes = {number for note in account.called for number in note}
    body = "".join(
        (left[number] if number in account.joined else f"\n{left[number]}")
        for number in _order(source.expected, account)
        if number not in in_notes
    )
    notes = [
        "\n".join(left.get(number, "") for number in note)
        for place, note in enumerate(account.called)
        if place not in account.sunk
    ]
    read = [file for file in files if file is not None]
    difference = first_difference(body, notes, read)
    if len(read) == len(files) and difference is None:
        return True
    _tell_difference(source, difference, report)
    return False


def _prove_by_count(source: Source, files: Sequence[ReadBack | None], report: Report) -> bool:
    """Return whether every word is there as often as in the source, those of the text in order."""
    account = source.account
    said = words(source.witness)
    read = [file for file in files if file is not None]
    body = words("\n".join(file.body for file in read))
    notes = words("\n".join(note for file in read for note in file.notes))
    taken = [source.texts.get(number, "")[start:end] for number, start, end in account.taken]
    gone = Counter(words("\n".join([*source.removed, *taken])))
    expected, found = Counter(said), Counter(body) + Counter(notes) + gone
    place = 0
    if len(read) == len(files) and expected == found:
        order = iter(said)
        place = sum(1 for _ in takewhile(lambda word: word in order, body))
        if place == len(body):
            return True
    lost, new = expected - found, found - expected
    difference = Difference(0, place, min(lost, default=""), min(new, default=""))
    _tell_difference(source, difference if len(read) == len(files) else None, report)
    return False


def _tell_difference(source: Source, difference: Difference | None, report: Report) -> None:
    message = "the new manuscript cannot be read back"
    if difference is not None:
        where = f"note {difference.note}" if difference.note else "the text"
        message = (
            f'word {difference.word + 1:,} of {where} would be "{difference.found}" '
            f'and not "{difference.expected}"'
        )
    hint = "send us this file; nothing was written, and nothing of it is lost"
    report(Diagnostic(IMPORT_CHANGED_WORDS, message, Span(source.path), hint))


def _order(numbers: Mapping[int, Any], account: Account) -> list[int]:
    """Return paragraphs in the order of the book."""
    before: dict[int, list[int]] = {}
    for number, place in account.moved.items():
        before.setdefault(place, []).append(number)
    order = []
    for number in numbers:
        order += before.get(number, [])
        if number not in account.moved:
            order.append(number)
    return order


def _left(number: int, text: str, account: Account) -> str:
    """Return what is left of a paragraph, with what was added; a space stands for what went."""
    edits = [(start, end, " ") for start, end in account.taken_of(number)]
    edits += [(at, at, words) for at, words in account.added_of(number)]
    pieces, at = [], 0
    for start, end, new in sorted(edits, key=lambda edit: edit[:2]):  # signs stay in their order
        pieces += [text[at : max(start, at)], new]
        at = max(at, end)
    return "".join([*pieces, text[at:]])


def _write_settings(source: Source, opening: Opening) -> None:
    account = source.account
    title = opening.title or source.title
    if not opening.title:
        where = "the properties of the file give" if source.title else "the file's name gives"
        title = title or _title_of_name(source.path)
        account.remarks.append(f'No title was found in the text; {where} "{title}".')
    authors = opening.authors
    if not authors and source.creator:
        authors = [source.creator]
        account.remarks.append(
            f'The properties of the file name "{source.creator}" as author: see whether that is so.'
        )
    if not authors:
        account.remarks.append("No author was found; add one to manuscript/book.toml.")
    remark = "quotation marks, spaces and hyphenation follow it"
    language = source.language
    settings = BookSettings(
        title=title,
        language=language.tag,
        subtitle=opening.subtitle,
        date=opening.date,
        people=tuple((name, "author") for name in authors),
        bibliography=source.bibliography.name,
        csl=source.csl,
        language_remark=remark if language.is_sure else f"a guess; {remark}",
    )
    text = write_settings(settings)
    if source.notes:
        text = text.replace('notes = "foot" ', f'notes = "{source.notes}" ')
    source.files[PurePosixPath("manuscript/book.toml")] = text.encode()
    if source.bibliography.name:
        path = PurePosixPath("manuscript", source.bibliography.name)
        source.files[path] = source.bibliography.data


def _facts(source: Source) -> tuple[tuple[str, str], ...]:
    account = source.account
    language = source.language
    facts = [
        ("kind", source.kind),
        ("language", f"{language.tag}: {language.evidence}"),
        *([] if source.witness else [("places", _PLACES)]),
        *source.facts,
    ]
    facts += [(name, str(count)) for name, count in sorted(account.counts.items())]
    proof = "the words of the new files are those of the source, in order"
    if account.taken or source.removed:
        proof += ", but for what is told below to stand elsewhere"
    facts.append(("proof", proof))
    return tuple(facts)


def _place_of(decision: Decision) -> tuple[str, int, int]:
    return decision.place.order if decision.place else ("", 0, 0)


def _title_of_name(path: PurePosixPath) -> str:
    return path.stem.replace("-", " ").replace("_", " ").strip().title() or "A Book"


def text_of(items: Sequence[Item]) -> str:
    """Return the words of a document, for a guess at its language."""
    return "\n".join(item.words if item.block is None else words_of(item.block) for item in items)
