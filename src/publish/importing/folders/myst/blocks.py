"""Directives said as blocks of ours: the lines around what they hold are edited, never that."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from publish.importing.folders.myst.block_edits import BlockEdits
from publish.importing.folders.myst.directives import Directive
from publish.importing.folders.myst.figures import figure, marked_figure, table
from publish.importing.folders.myst.listings import cell, fence, included_code, listing

_ADMONITIONS: Final = frozenset(
    [
        "attention",
        "caution",
        "danger",
        "error",
        "hint",
        "important",
        "note",
        "seealso",
        "tip",
        "warning",
        "todo",
        "versionadded",
        "versionchanged",
        "deprecated",
    ]
)
_TITLED: Final = frozenset(
    [
        "admonition",
        "dropdown",
        "toggle",
        "topic",
        "sidebar",
        "card",
        "grid-item-card",
        "tab-item",
        "tab",
        "aside",
        "margin",
        "sidebar-note",
        "details",
    ]
)
_SILENT: Final = frozenset(
    ["tableofcontents", "toctree", "contents", "toc", "footbibliography", "show-index", "index"]
)
_COUNTED: Final = frozenset(
    [
        "theorem",
        "lemma",
        "corollary",
        "proposition",
        "definition",
        "axiom",
        "algorithm",
        "assumption",
        "conjecture",
        "criterion",
        "example",
        "observation",
        "property",
        "remark",
        "exercise",
    ]
)
_LISTING: Final = frozenset({"code", "code-block", "sourcecode", "parsed-literal", "prompt"})


class Blocks(BlockEdits):
    """The directives of one chapter, each said as a block of ours."""

    __slots__ = ()

    def rewrite(self) -> None:
        """Enter the edits of every directive."""
        for one in self.draft.directives:
            self._way(one)(one)

    def _way(self, one: Directive) -> Callable[[Directive], None]:
        name = one.name
        kind = name.split(":")[-1]
        ways: dict[str, Callable[[Directive], None]] = {
            "figure": partial(figure, self),
            "image": partial(figure, self),
            "figure-md": partial(marked_figure, self),
            "table": partial(table, self),
            "math": self._math,
            "literalinclude": partial(included_code, self),
            "code-cell": partial(cell, self),
            "jupyter-execute": partial(cell, self),
            "epigraph": self.plain,
            "glossary": self._glossary,
            "bibliography": self._bibliography,
            "printed": partial(listing, self),
            "exercise-end": self._remove,
            "solution-end": self._remove,
            "output": self._lost_output,
        }
        if not name:
            return partial(fence, self)
        if name in ways:
            return ways[name]
        if name in _LISTING or name in ("example", "myst", "mermaid", "eval-rst", "csv-table"):
            return partial(listing, self)
        if name in _SILENT:
            return self._leave
        if name in _ADMONITIONS or name in _TITLED:
            return self._callout
        if kind.removesuffix("-start") in (*_COUNTED, "proof", "solution"):
            return self._counted
        return self._lose if one.is_verbatim else self.plain

    def _callout(self, one: Directive) -> None:
        name = one.name
        classes = one.options.get("class", "").replace(",", " ").split()
        look = next((word for word in classes if word in _ADMONITIONS), name)
        is_margin = name in ("margin", "aside", "sidebar")
        kind = "aside" if is_margin else f"callout .callout-{look}"
        said = self.said(one)
        title = "" if said or name in _TITLED else _word(name)
        id_ = self.label(one, said or title)
        mark = f"#{id_} " if id_ else ""
        if said and name in _ADMONITIONS and self.is_sphinx:  # its first words, and no title
            start, end = one.argument
            head = f"::: {{{mark}.{kind}}}\n{one.indent}\n{one.indent}**{_word(name)}**\n"
            self.draft.claim(one.fence, start, f"{head}{one.indent.rstrip()}\n{one.indent}")
            self.draft.claim(end, one.body[0], "\n")
        else:
            self.open(one, f"{mark}.{kind}", title)
        self.close(one)
        look = kind.rpartition(".")[2]
        evidence = f"a block of class {look}" + ("" if said else f', under "{title}"')
        self.draft.decide("callout", one.start, said or name, evidence)

    def _counted(self, one: Directive) -> None:
        kind = one.name.split(":")[-1].removesuffix("-start")
        word = kind.capitalize()
        if kind in _COUNTED and "nonumber" not in one.options:
            word = f"{word} {self.labels.count(kind)}"
        if kind == "solution":
            self._solution(one, word)
            return
        id_ = self.label(one, word)
        self.draft.decide("number", one.start, word, "counted through the book, as its kind")
        self.open(one, f"{f'#{id_} ' if id_ else ''}.{kind}", word)
        self.close(one)

    def _solution(self, one: Directive, word: str) -> None:
        id_ = self.label(one, word)
        solved = self.said(one)
        found = self.labels.find(solved)
        said = f" ([{found.words or solved}](#{found.id}))" if found else ""
        head = f"::: {{{f'#{id_} ' if id_ else ''}.solution}}\n{one.indent.rstrip()}\n{one.indent}"
        new = f"{head}**{word}**{said}\n{one.indent.rstrip()}\n"
        self.draft.claim(one.fence, one.body[0], new)
        self.close(one)

    def _math(self, one: Directive) -> None:
        tex = f"{self.said(one)}\n{self.draft.text[slice(*one.body)]}"
        tex = "\n".join(line.removeprefix(one.indent) for line in tex.split("\n"))
        names = [*([one.label] if one.label else []), *self.targets.get(one.start, ())]
        self.draft.claim(one.fence, one.end, self.formulas.display(tex, names, one.start))

    def _glossary(self, one: Directive) -> None:
        """Write a glossary as a definition list whose terms can be referred to."""
        start = one.body[0]
        lines = self.draft.text[slice(*one.body)].split("\n")
        self.draft.claim(one.fence, one.body[0], "\n")
        for at, line in enumerate(lines):
            after = lines[at + 1] if at + 1 < len(lines) else ""
            plain = line[len(one.indent) :]
            is_term = plain.strip() and plain[0] not in " \t:%(" and after[:1] in (" ", "\t", ":")
            if is_term:
                id_ = self.labels.enter(f"term-{plain.strip()}", plain.strip())
                first = start + len(one.indent)
                if id_:
                    self.draft.replace(first, first, "[", "")
                    self.draft.replace(
                        start + len(line.rstrip()), start + len(line.rstrip()), f"]{{#{id_}}}", ""
                    )
                if after[:1] != ":":
                    inner = start + len(line) + 1
                    width = len(after) - len(after.lstrip())
                    self.draft.replace(inner, inner + width, f":{' ' * max(3, width - 1)}", ":   ")
            start += len(line) + 1
        self.close(one, "")

    def _bibliography(self, one: Directive) -> None:
        self.draft.claim(one.fence, one.end, "")
        self.draft.decide("bibliography", one.start, "bibliography", "the book makes its own, last")

    def _leave(self, one: Directive) -> None:
        self.draft.claim(one.fence, one.end, "")
        where = "left out: the book makes its own"
        if one.name == "index":
            where = "left out: entries of an index are not kept"
        self.draft.lose(one.start, f"{one.name} {self.said(one)}".strip(), where)

    def _remove(self, one: Directive) -> None:
        self.draft.claim(one.fence, one.end, "")

    def _lost_output(self, one: Directive) -> None:
        kinds = self.draft.text[slice(*one.body)].strip()
        self.draft.claim(one.fence, one.end, "")
        self.draft.lose(one.start, f"output of a cell: {kinds}", "left out: no text, no picture")

    def _lose(self, one: Directive) -> None:
        body = self.draft.text[slice(*one.body)]
        self.draft.claim(one.fence, one.end, "")
        what = f"{one.name} {self.said(one)}: {body}"
        self.draft.lose(one.start, what, "left out: a book has no such thing")


def _word(name: str) -> str:
    """Return the word that the tool prints over an admonition."""
    words = {"seealso": "See also", "versionadded": "Added", "versionchanged": "Changed"}
    return words.get(name, name.capitalize())
