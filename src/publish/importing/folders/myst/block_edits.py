"""The blocks of a chapter in MyST on their way: what the edits of every directive share."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from publish.importing.folders.myst.directives import Directive
from publish.importing.folders.myst.drafting import MystDraft
from publish.importing.folders.myst.formulas import Formulas
from publish.importing.folders.myst.labels import Labels
from publish.importing.folders.pictures import Pictures


@dataclass(slots=True)
class BlockEdits:
    """The directives of one chapter; ``targets`` are labels that stand over each, by its offset."""

    draft: MystDraft
    labels: Labels
    pictures: Pictures
    formulas: Formulas
    is_sphinx: bool
    targets: dict[int, list[str]] = field(default_factory=dict)

    def label(self, one: Directive, words: str = "") -> str:
        """Enter the labels of a directive; return the id that the manuscript gives it."""
        names = [*([one.label] if one.label else []), *self.targets.get(one.start, ())]
        return self.labels.enter_all(names, words)

    def said(self, one: Directive) -> str:
        """Return what stands after the name."""
        return self.draft.text[slice(*one.argument)].strip()

    def open(self, one: Directive, marks: str, title: str = "") -> None:
        """Open a block; its argument stays in its place, ``title`` stands before it."""
        head = f"::: {{{marks}}}\n{one.indent}\n" if marks else ""
        start, end = one.argument
        said = self.said(one)
        if said:
            before, after = (f"**{title}** (", ")") if title else ("**", "**")
            self.draft.claim(one.fence, start, f"{head}{one.indent if head else ''}{before}")
            self.draft.claim(end, one.body[0], f"{after}\n{one.indent.rstrip()}\n")
        else:
            words = f"{one.indent if head else ''}**{title}**\n{one.indent.rstrip()}\n"
            new = head + (words if title else "")
            self.draft.claim(one.fence, one.body[0], new or "\n")

    def close(self, one: Directive, mark: str = ":::") -> None:
        """Close a block."""
        blank = one.indent.rstrip()
        new = f"{blank}\n{one.indent}{mark}" if mark else blank
        if one.close[0] == one.close[1]:
            self.draft.claim(*one.close, f"\n{new}" if mark else "")
        else:
            self.draft.claim(*one.close, new)

    def plain(self, one: Directive) -> None:
        """Keep what a directive holds in a block of its name."""
        known = ("epigraph", "div", "container", "grid", "grid-item", "tab-set", "list-table")
        if one.name not in known:
            self.draft.decide("directive", one.start, one.name, "not known: a block of its name")
        said = self.said(one)
        id_ = self.label(one, said)
        name = re.sub(r"[^\w-]+", "-", one.name.lower()).strip("-") or "block"
        name = name if name[0].isalpha() else f"block-{name}"
        mark = f"#{id_} " if id_ else ""
        if one.name in ("grid", "tab-set", "card-carousel", "table"):  # numbers of columns
            new = f"::: {{{mark}.{name}}}\n{one.indent.rstrip()}\n"
            self.draft.claim(one.fence, one.body[0], new)
        else:
            self.open(one, f"{mark}.{name}")
        self.close(one)
