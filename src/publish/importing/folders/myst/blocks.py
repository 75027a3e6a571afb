"""Directives said as blocks of ours: the lines around what they hold are edited, never that."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from publish.importing.folders.chunks import OUTPUT
from publish.importing.folders.myst.directives import Directive
from publish.importing.folders.myst.drafting import MystDraft
from publish.importing.folders.myst.formulas import Formulas
from publish.importing.folders.myst.labels import Labels
from publish.importing.folders.pictures import Pictures
from publish.importing.folders.source_folder import joined

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
_LANGUAGES: Final = {"ipython3": "python", "ipython": "python", "none": "", "default": ""}


@dataclass(slots=True)
class Blocks:
    """The directives of one chapter on their way; ``targets`` are labels that stand over each."""

    draft: MystDraft
    labels: Labels
    pictures: Pictures
    formulas: Formulas
    is_sphinx: bool
    targets: dict[int, list[str]] = field(default_factory=dict)

    def rewrite(self) -> None:
        """Enter the edits of every directive."""
        for one in self.draft.directives:
            self._way(one)(one)

    def _way(self, one: Directive) -> Callable[[Directive], None]:
        name = one.name
        kind = name.split(":")[-1]
        ways: dict[str, Callable[[Directive], None]] = {
            "figure": self._figure,
            "image": self._figure,
            "figure-md": self._marked_figure,
            "table": self._table,
            "math": self._math,
            "literalinclude": self._included_code,
            "code-cell": self._cell,
            "jupyter-execute": self._cell,
            "epigraph": self._plain,
            "glossary": self._glossary,
            "bibliography": self._bibliography,
            "printed": self._listing,
            "exercise-end": self._remove,
            "solution-end": self._remove,
            "output": self._lost_output,
        }
        if not name:
            return self._fence
        if name in ways:
            return ways[name]
        if name in _LISTING or name in ("example", "myst", "mermaid", "eval-rst", "csv-table"):
            return self._listing
        if name in _SILENT:
            return self._leave
        if name in _ADMONITIONS or name in _TITLED:
            return self._callout
        if kind.removesuffix("-start") in (*_COUNTED, "proof", "solution"):
            return self._counted
        return self._lose if one.is_verbatim else self._plain

    def _id(self, one: Directive, words: str = "") -> str:
        names = [*([one.label] if one.label else []), *self.targets.get(one.start, ())]
        return self.labels.enter_all(names, words)

    def _said(self, one: Directive) -> str:
        return self.draft.text[slice(*one.argument)].strip()

    def _open(self, one: Directive, marks: str, title: str = "") -> None:
        """Open a block; its argument stays in its place, ``title`` stands before it."""
        head = f"::: {{{marks}}}\n{one.indent}\n" if marks else ""
        start, end = one.argument
        said = self._said(one)
        if said:
            before, after = (f"**{title}** (", ")") if title else ("**", "**")
            self.draft.claim(one.fence, start, f"{head}{one.indent if head else ''}{before}")
            self.draft.claim(end, one.body[0], f"{after}\n{one.indent.rstrip()}\n")
        else:
            words = f"{one.indent if head else ''}**{title}**\n{one.indent.rstrip()}\n"
            new = head + (words if title else "")
            self.draft.claim(one.fence, one.body[0], new or "\n")

    def _close(self, one: Directive, mark: str = ":::") -> None:
        blank = one.indent.rstrip()
        new = f"{blank}\n{one.indent}{mark}" if mark else blank
        if one.close[0] == one.close[1]:
            self.draft.claim(*one.close, f"\n{new}" if mark else "")
        else:
            self.draft.claim(*one.close, new)

    def _callout(self, one: Directive) -> None:
        name = one.name
        classes = one.options.get("class", "").replace(",", " ").split()
        look = next((word for word in classes if word in _ADMONITIONS), name)
        is_margin = name in ("margin", "aside", "sidebar")
        kind = "aside" if is_margin else f"callout .callout-{look}"
        said = self._said(one)
        title = "" if said or name in _TITLED else _word(name)
        id_ = self._id(one, said or title)
        mark = f"#{id_} " if id_ else ""
        if said and name in _ADMONITIONS and self.is_sphinx:  # its first words, and no title
            start, end = one.argument
            head = f"::: {{{mark}.{kind}}}\n{one.indent}\n{one.indent}**{_word(name)}**\n"
            self.draft.claim(one.fence, start, f"{head}{one.indent.rstrip()}\n{one.indent}")
            self.draft.claim(end, one.body[0], "\n")
        else:
            self._open(one, f"{mark}.{kind}", title)
        self._close(one)
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
        id_ = self._id(one, word)
        self.draft.decide("number", one.start, word, "counted through the book, as its kind")
        self._open(one, f"{f'#{id_} ' if id_ else ''}.{kind}", word)
        self._close(one)

    def _solution(self, one: Directive, word: str) -> None:
        id_ = self._id(one, word)
        solved = self._said(one)
        found = self.labels.find(solved)
        said = f" ([{found.words or solved}](#{found.id}))" if found else ""
        head = f"::: {{{f'#{id_} ' if id_ else ''}.solution}}\n{one.indent.rstrip()}\n{one.indent}"
        new = f"{head}**{word}**{said}\n{one.indent.rstrip()}\n"
        self.draft.claim(one.fence, one.body[0], new)
        self._close(one)

    def _plain(self, one: Directive) -> None:
        known = ("epigraph", "div", "container", "grid", "grid-item", "tab-set", "list-table")
        if one.name not in known:
            self.draft.decide("directive", one.start, one.name, "not known: a block of its name")
        said = self._said(one)
        id_ = self._id(one, said)
        name = re.sub(r"[^\w-]+", "-", one.name.lower()).strip("-") or "block"
        name = name if name[0].isalpha() else f"block-{name}"
        mark = f"#{id_} " if id_ else ""
        if one.name in ("grid", "tab-set", "card-carousel", "table"):  # numbers of columns
            new = f"::: {{{mark}.{name}}}\n{one.indent.rstrip()}\n"
            self.draft.claim(one.fence, one.body[0], new)
        else:
            self._open(one, f"{mark}.{name}")
        self._close(one)

    def _figure(self, one: Directive) -> None:
        draft, path = self.draft, self._said(one)
        if not path:
            self._plain(one)
            return
        caption = self._caption(one)
        id_ = self._id(one, one.options.get("alt", "") if one.name == "image" else "")
        marks = [f"#{id_}"] if id_ and one.name == "figure" else []
        name = self._picture(path, one)
        close = f"]{{{' '.join([*marks, '.picture-missing'])}}}"
        opens, reads = "[", "]{.picture-missing}"
        if name:
            if alternative := one.options.get("alt", "").replace('"', "”"):
                marks.append(f'alt="{alternative}"')
            if re.fullmatch(r"\d+%", one.options.get("width", "")):
                marks.append(f"width={one.options['width']}")
            opens, reads = "![", "](#)"
            close = f"](<../{name}>)" + (f"{{{' '.join(marks)}}}" if marks else "")
        if caption is None:
            new = f"{opens}{close}" if name else (f"[]{close[1:]}" if marks else "")
            reads = f"{opens}{reads}" if new else ""
            if id_ and one.name == "image" and name:  # an image without a caption has no number
                new = f"::: {{#{id_}}}\n{one.indent}{new}\n{one.indent}:::"
            draft.claim(one.fence, one.end, new, reads)
            return
        draft.claim(one.fence, caption[0], opens)
        draft.claim(caption[1], caption[1], close, reads)
        self._close(one, "")

    def _caption(self, one: Directive) -> tuple[int, int] | None:
        """Return the first paragraph of a directive, ``None`` without one."""
        body = self.draft.text[slice(*one.body)]
        match = re.match(r"(?:[ \t>]*\n)*[ \t>]*(\S(?:[^\n]|\n(?![ \t>]*\n))*)", body)
        if match is None or not match[1].strip():
            return None
        return one.body[0] + match.start(1), one.body[0] + match.start(1) + len(match[1].rstrip())

    def _picture(self, path: str, one: Directive) -> str:
        if re.match(r"[A-Za-z][\w+.-]*:|//", path):
            where = "not fetched: save it in images/ and name it; its caption stands"
            self.draft.lose(one.start, f"picture {path}", where)
            return ""
        if path.endswith(".*"):
            base = posixpath.dirname(self.draft.entry.path)
            for ending in (".svg", ".png", ".jpg", ".jpeg", ".gif"):
                if self.pictures.folder.has(joined(base, path[:-2] + ending)):
                    return self.pictures.find(self.draft, path[:-2] + ending, one.start)
        return self.pictures.find(self.draft, path, one.start)

    def _marked_figure(self, one: Directive) -> None:
        """Enter the edits of a figure whose body is an image and a paragraph."""
        body = self.draft.text[slice(*one.body)]
        image = re.match(
            r"\s*(?:!\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)|<img\b[^>]*\bsrc=[\"']([^\"']+)[\"'][^>]*>)",
            body,
        )
        rest = re.compile(r"\s*(\S.*?)\s*\Z", re.DOTALL).match(body, image.end()) if image else None
        if image is None:
            self._plain(one)
            return
        names = [self._said(one)] if self._said(one) else []
        id_ = self.labels.enter_all([*names, *self.targets.get(one.start, ())])
        name = self._picture(image[1] or image[2], one)
        mark = f"#{id_}" if id_ else ""
        close = f"](<../{name}>){{{mark}}}" if mark else f"](<../{name}>)"
        if not name:
            close = f"]{{{mark} .picture-missing}}"
        opens = "![" if name else "["
        if rest is None:
            self.draft.claim(one.fence, one.end, f"{opens}{close}", "")
            return
        start, end = one.body[0] + rest.start(1), one.body[0] + rest.end(1)
        self.draft.claim(one.fence, start, opens)
        self.draft.claim(end, end, close, "](#)" if name else close)
        self._close(one, "")

    def _table(self, one: Directive) -> None:
        said = self._said(one)
        id_ = self._id(one)
        body = self.draft.text[slice(*one.body)]
        if not said or not re.search(r"^[ \t>]*(?:\||\+[-=]{3}|[-=]{3,}[ \t])", body, re.MULTILINE):
            self._open(one, f"{f'#{id_} ' if id_ else ''}.table")
            self._close(one)
            return
        start, end = one.argument
        mark = f" {{#{id_}}}" if id_ else ""
        self.draft.claim(one.fence, start, ": ")
        self.draft.claim(end, one.body[0], f"{mark}\n{one.indent.rstrip()}\n", "\n\n")
        self._close(one, "")

    def _math(self, one: Directive) -> None:
        tex = f"{self._said(one)}\n{self.draft.text[slice(*one.body)]}"
        tex = "\n".join(line.removeprefix(one.indent) for line in tex.split("\n"))
        names = [*([one.label] if one.label else []), *self.targets.get(one.start, ())]
        self.draft.claim(one.fence, one.end, self.formulas.display(tex, names, one.start))

    def _cell(self, one: Directive) -> None:
        body = self.draft.text[slice(*one.body)]
        tags = one.options.get("tags", "")
        first = next((line.strip() for line in body.split("\n") if line.strip()), "")
        runs = "outputs" not in one.options and not re.search(r"remove[-_](?:cell|output)", tags)
        if re.search(r"remove[-_](?:cell|input)", tags):
            self.draft.claim(one.fence, one.end, "")
            self.draft.lose(one.start, body, "left out: the cell itself hides its code")
        else:
            self._listing(one)
        if runs and first:
            self.draft.lose(one.start, first, OUTPUT)

    def _listing(self, one: Directive) -> None:
        """Show the body as code."""
        body = self.draft.text[slice(*one.body)]
        language = self._said(one).split(" ")[0].split(",")[0]
        language = "" if one.name == "printed" else language
        if one.name in ("mermaid", "csv-table", "eval-rst", "example", "myst"):
            language = {"mermaid": "mermaid", "csv-table": "", "eval-rst": "rst"}.get(
                one.name, "markdown"
            )
        if one.name in ("mermaid", "eval-rst", "csv-table"):
            self.draft.lose(one.start, f"{one.name}: {body}", "stands as code: it is not drawn")
        language = _LANGUAGES.get(language.lower(), language)
        language = language if re.fullmatch(r"[\w+#.-]*", language) else ""
        caption = one.options.get("caption", "") or one.options.get("filename", "")
        id_ = self._id(one, caption or "listing")
        ticks = "`" * max(3, 1 + max(map(len, re.findall(r"`+", body)), default=0))
        head = f"{ticks}{language}\n"
        foot = f"{one.indent}{ticks}"
        if caption or id_:
            mark = f"#{id_} " if id_ else ""
            block = f"::: {{{mark}.listing}}\n"
            if caption:
                block += f"{one.indent}{caption}\n{one.indent.rstrip()}\n"
            head = f"{block}{one.indent}{head}"
            foot = f"{foot}\n{one.indent}:::"
        self.draft.claim(one.fence, one.body[0], head)
        is_open = one.close[0] == one.close[1]
        self.draft.claim(*one.close, f"\n{foot}" if is_open else foot)

    def _fence(self, one: Directive) -> None:
        """Keep the language of plain code."""
        words = self.draft.text[slice(*one.info)].strip()
        language = re.split(r"[,\s{]", words)[0]
        language = _LANGUAGES.get(language.lower(), language)
        if words != language:
            self.draft.replace(*one.info, language)

    def _included_code(self, one: Directive) -> None:
        path = self._said(one)
        base = posixpath.dirname(self.draft.entry.path)
        text = self.pictures.folder.text(joined(base, path), self.draft.place(one.start))
        if text is None:
            self.draft.claim(one.fence, one.end, "")
            self.draft.lose(one.start, f"code of {path}", "the folder has no such file")
            return
        lines = text.rstrip("\n").split("\n")
        if re.fullmatch(r"[\d,\s-]+", one.options.get("lines", "")):
            lines = _chosen(lines, one.options["lines"])
        elif {"start-after", "start-at", "end-before", "end-at", "pyobject"} & set(one.options):
            self.draft.lose(one.start, f"part of {path}", "the whole file is shown")
        body = "\n".join(f"{one.indent}{line}" for line in lines)
        ticks = "`" * max(3, 1 + max(map(len, re.findall(r"`+", body)), default=0))
        language = one.options.get("language", posixpath.splitext(path)[1][1:])
        language = language if re.fullmatch(r"\w*", language) else ""
        shown = (joined(base, path), "\n".join(lines))
        self.draft.included = (*self.draft.included, shown)
        new = f"{ticks}{language}\n{body}\n{one.indent}{ticks}"
        if caption := one.options.get("caption", ""):
            new = f"{caption}\n{one.indent.rstrip()}\n{one.indent}{new}"
        self.draft.claim(one.fence, one.end, new)

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
        self._close(one, "")

    def _bibliography(self, one: Directive) -> None:
        self.draft.claim(one.fence, one.end, "")
        self.draft.decide("bibliography", one.start, "bibliography", "the book makes its own, last")

    def _leave(self, one: Directive) -> None:
        self.draft.claim(one.fence, one.end, "")
        where = "left out: the book makes its own"
        if one.name == "index":
            where = "left out: entries of an index are not kept"
        self.draft.lose(one.start, f"{one.name} {self._said(one)}".strip(), where)

    def _remove(self, one: Directive) -> None:
        self.draft.claim(one.fence, one.end, "")

    def _lost_output(self, one: Directive) -> None:
        kinds = self.draft.text[slice(*one.body)].strip()
        self.draft.claim(one.fence, one.end, "")
        self.draft.lose(one.start, f"output of a cell: {kinds}", "left out: no text, no picture")

    def _lose(self, one: Directive) -> None:
        body = self.draft.text[slice(*one.body)]
        self.draft.claim(one.fence, one.end, "")
        what = f"{one.name} {self._said(one)}: {body}"
        self.draft.lose(one.start, what, "left out: a book has no such thing")


def _word(name: str) -> str:
    """Return the word that the tool prints over an admonition."""
    words = {"seealso": "See also", "versionadded": "Added", "versionchanged": "Changed"}
    return words.get(name, name.capitalize())


def _chosen(lines: list[str], asked: str) -> list[str]:
    chosen: list[str] = []
    for part in asked.split(","):
        first, dash, last = part.strip().partition("-")
        start = int(first) if first.isdigit() else 1
        end = (int(last) if last.isdigit() else len(lines)) if dash else start
        chosen += lines[start - 1 : end]
    return chosen
