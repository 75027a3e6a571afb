"""Labels: every place that a link or a reference can name, and the id that it has in the book."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from publish.assemble.identifiers import Names, slug, xml_name
from publish.catalogue import LABEL_TWICE
from publish.diagnostics import Diagnostic, Report
from publish.manuscript import SourceFile
from publish.model import blocks as b
from publish.model import inlines as i
from publish.model.walk import each_inline_of, map_blocks, map_children, plain
from publish.places import place_at

_LABEL = re.compile(r"\{[^{}\n]*#([\w:.-]+)")
_ON_HEADING = re.compile(
    r"^(?:[^#\n]*#{1,6}[ \t][^\n]*?\{[^{}\n]*#([\w:.-]+)"
    r"|[^\n]*\{[^{}\n]*#([\w:.-]+)[^\n]*\n[ \t>]*(?:=+|-+)[ \t]*$)",
    re.MULTILINE,
)
"""A label on a line that begins with number signs, or that is underlined."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a label names: its kind as ``Wording.references`` has it, its number, its title."""

    kind: str
    number: str = ""
    title: str = ""


@dataclass(slots=True)
class Labels:
    """The registry of one book; it fills while divisions are made and is only read afterwards.

    ``given`` holds the author's labels, ``local`` the ids that pandoc makes of headings, by file.
    """

    report: Report
    names: Names = field(default_factory=Names)
    targets: dict[str, Target] = field(default_factory=dict)
    given: dict[str, i.Identifier] = field(default_factory=dict)
    local: dict[tuple[str, str], i.Identifier] = field(default_factory=dict)
    files: dict[str, i.Identifier] = field(default_factory=dict)

    def find(self, path: str, label: str) -> i.Identifier | None:
        """Return the id behind a label as the text of a file writes it."""
        return self.given.get(label) or self.local.get((path, label))

    def guess(self, label: str) -> str | None:
        """Return the label that the author may have meant."""
        known = [*self.given, *(name for _path, name in self.local)]
        return next(iter(get_close_matches(label, known, n=1)), None)

    def claim(self, wish: str, target: Target) -> i.Identifier:
        """Return an id that nobody has, for a target without a label of the author's."""
        identifier = i.Identifier(self.names.claim(wish))
        self.targets[identifier] = target
        return identifier


def explicit_labels(source: SourceFile) -> frozenset[str]:
    """Return the labels that the author wrote in a source."""
    return frozenset(_LABEL.findall(source.text))


def heading_labels(source: SourceFile) -> frozenset[str]:
    """Return the labels that the author wrote on headings; pandoc may give others the same ids."""
    return frozenset(first or second for first, second in _ON_HEADING.findall(source.text))


@dataclass(frozen=True, slots=True)
class Labeller:
    """Gives the elements of one source their ids; ids that pandoc made up are not labels."""

    source: SourceFile
    labels: Labels
    explicit: frozenset[str]
    on_headings: frozenset[str]

    def heading(self, heading: b.Heading | None, wish: str, target: Target) -> i.Identifier:
        """Return the id of a division or section; ``wish`` is its name if the author gave none."""
        label = heading.id if heading else None
        if label and label in self.on_headings:
            return self._given(label, target)
        identifier = self.labels.claim(wish or slug(label or ""), target)
        if label:
            self.labels.local[(str(self.source.path), label)] = identifier
        return identifier

    def line(self, children: i.Inlines) -> i.Inlines:
        """Return a run of inlines with its labelled spans known."""
        if not any(isinstance(child, i.Span) for child in children):
            return children
        return tuple(self._span(map_children(child, self.line)) for child in children)

    def blocks(self, blocks: b.Blocks) -> b.Blocks:
        """Return blocks with the author's labels as ids."""
        if not self.explicit:
            return blocks
        blocks = tuple(self._block(block) for block in blocks)
        has_spans = any(isinstance(x, i.Span) and x.id for x in each_inline_of(blocks))
        return map_blocks(blocks, self.line) if has_spans else blocks

    def _given(self, label: str, target: Target) -> i.Identifier:
        if label in self.labels.given:
            self._twice(label)
        identifier = i.Identifier(self.labels.names.claim(xml_name(label)))
        self.labels.given.setdefault(label, identifier)
        self.labels.targets[identifier] = target
        return identifier

    def _twice(self, label: str) -> None:
        pattern = rf"\{{[^{{}}\n]*#{re.escape(label)}(?![\w:.-])"
        places = [match.start() for match in re.finditer(pattern, self.source.text)]
        place = place_at(self.source, places[-1]) if places else None
        message = f'the label "{label}" is given twice'
        self.labels.report(Diagnostic(LABEL_TWICE, message, place, "rename one of them"))

    def _span(self, inline: i.Inline) -> i.Inline:
        if not isinstance(inline, i.Span) or inline.id is None:
            return inline
        target = Target("text", "", plain(inline.children))
        return replace(inline, id=self._given(inline.id, target))

    def _own(self, label: str | None, kind: str) -> i.Identifier | None:
        return self._given(label, Target(kind)) if label in self.explicit and label else None

    def _block(self, block: b.Block) -> b.Block:
        match block:
            case b.BlockQuote():
                return replace(block, blocks=self._inside(block.blocks))
            case b.Container():
                own = self._own(block.id, "text")
                return replace(block, id=own, blocks=self._inside(block.blocks))
            case b.BulletList() | b.OrderedList():
                return replace(block, items=tuple(self._inside(item) for item in block.items))
            case b.Figure():
                own = self._own(block.id, "figure")
                return replace(block, id=own, description=self._inside(block.description))
            case b.Table():
                return replace(block, id=self._own(block.id, "table"))
            case b.CodeBlock():
                return replace(block, id=self._own(block.id, "text"))
            case _:
                return block

    def _inside(self, blocks: Iterable[b.Block]) -> b.Blocks:
        return tuple(self._block(block) for block in blocks)
