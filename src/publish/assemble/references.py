"""Links and cross-references: every one leads somewhere, or the author hears of it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from publish.assemble.identifiers import xml_name
from publish.assemble.labels import Labels, Target
from publish.catalogue import LINKED_FILE_MISSING, TARGET_UNKNOWN, UNSAFE_LINK
from publish.diagnostics import Diagnostic, Report, Span
from publish.manuscript import SourceFile
from publish.model import inlines as i
from publish.model.book import Division, Note
from publish.model.walk import map_blocks, map_children, plain
from publish.places import place_of, place_of_pattern
from publish.wording import Wording

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_ALLOWED = ("http:", "https:", "mailto:", "tel:", "doi:", "urn:")
_NOTE = "note:"


@dataclass(frozen=True, slots=True)
class Linker:
    """Resolves the links of one book.

    ``works`` are the ids of the bibliography: a citation of a style without one links nowhere.
    """

    labels: Labels
    sources: dict[PurePosixPath, SourceFile]
    works: frozenset[str]
    wording: Wording
    report: Report

    def link(self, division: Division) -> Division:
        """Return a division with every link resolved and every reference labelled."""
        source = self.sources.get(division.span.path) if division.span else None
        children = tuple(self.link(child) for child in division.children)
        if source is None:
            return replace(division, children=children)
        mapping = self._mapping(source, division.notes)
        return replace(
            division,
            title=mapping(division.title),
            blocks=map_blocks(division.blocks, mapping),
            notes=tuple(
                replace(note, blocks=map_blocks(note.blocks, mapping)) for note in division.notes
            ),
            children=children,
        )

    def _mapping(
        self, source: SourceFile, notes: tuple[Note, ...]
    ) -> Callable[[i.Inlines], i.Inlines]:
        def mapping(children: i.Inlines) -> i.Inlines:
            mapped: list[i.Inline] = []
            for child in children:
                inner = map_children(child, mapping)
                if isinstance(inner, i.Link):
                    mapped.extend(self._resolve(inner, source, notes))
                else:
                    mapped.append(inner)
            unchanged = len(mapped) == len(children) and all(
                x is y for x, y in zip(mapped, children, strict=True)
            )
            return children if unchanged else tuple(mapped)

        return mapping

    def _resolve(
        self, link: i.Link, source: SourceFile, notes: tuple[Note, ...]
    ) -> tuple[i.Inline, ...]:
        target = link.target
        if target.startswith("#"):
            return self._inside(link, target[1:], source, notes)
        if _SCHEME.match(target):
            if target.lower().startswith(_ALLOWED):
                return (link,)
            message = f'the link "{target[:60]}" is not an address of the web'
            place = _place_of_link(source, target)
            self.report(Diagnostic(UNSAFE_LINK, message, place, "write an https address"))
            return link.children
        return self._file(link, source)

    def _inside(
        self, link: i.Link, label: str, source: SourceFile, notes: tuple[Note, ...]
    ) -> tuple[i.Inline, ...]:
        if label.startswith("ref-"):
            name = xml_name(label)
            return (replace(link, target=f"#{name}"),) if name in self.works else link.children
        found = self.labels.find(str(source.path), label)
        if found is None and label.startswith(_NOTE):
            found = _note_by_label(label.removeprefix(_NOTE), source, notes)
        if found is None:
            guess = self.labels.guess(label)
            hint = f'write "#{guess}"' if guess else 'add "{#label}" to the target'
            message = f'"#{label}" is not a label of this book'
            place = _place_of_link(source, f"#{label}")
            place = place if place.line else place_of(source, f"@{label}")
            self.report(Diagnostic(TARGET_UNKNOWN, message, place, hint))
            return link.children
        return (self._reference(link, found),)

    def _reference(self, link: i.Link, identifier: i.Identifier) -> i.Inline:
        if link.children:
            return replace(link, target=f"#{identifier}")
        return i.CrossReference(identifier, self._label(self.labels.targets[identifier]))

    def _label(self, target: Target) -> str:
        if target.number and target.kind in self.wording.references:
            return self.wording.reference(target.kind, target.number)
        if target.title:
            return f"“{target.title}”"
        return self.wording.references.get(target.kind, self.wording.text)

    def _file(self, link: i.Link, source: SourceFile) -> tuple[i.Inline, ...]:
        path, _, label = link.target.partition("#")
        name = posixpath.normpath(posixpath.join(source.path.parent.as_posix(), path))
        if name in self.labels.files:
            found = self.labels.find(name, label) if label else self.labels.files[name]
            if found is not None:
                return (self._reference(link, found),)
            message = f'"{path}" has no label "#{label}"'
            guess = self.labels.guess(label)
            hint = f'write "{path}#{guess}"' if guess else 'add "{#label}" to the target'
            place = _place_of_link(source, link.target)
            self.report(Diagnostic(TARGET_UNKNOWN, message, place, hint))
            return link.children
        hint = "link to a label of the book: `[text](#label)`"
        if link.target:
            message = f'the link "{link.target[:60]}" leads to no file of the book'
        else:
            message = f'the link "{plain(link.children)[:60]}" has no address'
        place = _place_of_link(source, link.target)
        self.report(Diagnostic(LINKED_FILE_MISSING, message, place, hint))
        return link.children


def _place_of_link(source: SourceFile, target: str) -> Span:
    """Return where the address of a link is written; the text may hold the same words."""
    place = place_of_pattern(source, rf"\]\(<?(?P<here>{re.escape(target)})[)>\s]")
    return place if place.line or not target else place_of(source, target)


def _note_by_label(label: str, source: SourceFile, notes: tuple[Note, ...]) -> i.Identifier | None:
    """Return the id of the note that ``[^label]`` calls: notes are in order of their calls."""
    calls = re.findall(r"(?<!\\)\[\^([^\]\s]+)\](?!:)|(\^\[)", source.text)
    own = [note for note in notes if not note.is_citation]
    for place, (name, _inline) in enumerate(calls):
        if name == label and place < len(own):
            return own[place].id
    return None
