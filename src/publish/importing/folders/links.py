"""Links between the files of a folder, led to where the files will stand."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from publish.importing.folders.draft import Draft
from publish.importing.folders.source_folder import joined
from publish.importing.headings import find_headings

_LINK: Final = re.compile(
    r"(?<![!\\])\[((?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]\(\s*(?:<([^>\n]*)>|([^)\s]*))(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\)"
)
_DEFINED: Final = re.compile(r"^( {0,3}\[(?!\^)([^\]\n]+)\]:[ \t]*)<?([^\s>]+)>?", re.MULTILINE)
_USED: Final = re.compile(
    r"(?<![!\\\]])\[(?!\^)((?:[^\[\]\\\n]|\\.|\n(?!\s*\n)|\[[^\[\]\n]*\])+)\]"
    r"(?:\[([^\[\]]*)\])?(?![\[(:{])"
)
SCHEME: Final = re.compile(r"[A-Za-z][\w+.-]*:|//")
"""How an address begins that is no path."""

_LABEL: Final = re.compile(r"(?:\{[^{}\n]*|\(\\)#([\w:.-]+)")
_TEXTS: Final = (".md", ".qmd", ".Rmd", ".ipynb")
_INDEXES: Final = ("README.md", "index.md")


def slug(title: str) -> str:
    """Return the identifier that tools make of a heading."""
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", title.lower())
    plain = re.sub(r"[^\w\s.-]", "", plain.replace("*", ""))
    return re.sub(r"\s+", "-", plain.strip())


def gather_labels(drafts: Sequence[Draft]) -> dict[str, str]:
    """Return every label of the book; headings that are found by their words get one when asked."""
    found = [
        match[1]
        for draft in drafts
        for match in _LABEL.finditer(draft.text)
        if not draft.is_code(match.start())
    ]
    new = (edit.new for draft in drafts for edit in draft.edits)
    found += [match[1] for text in new for match in _LABEL.finditer(text)]
    return {label: label for label in found}


class Anchors:
    """The headings of the drafts by the identifiers that the tools give them.

    A heading that a link asks for gets its label; others stay as they are.
    """

    def __init__(self, drafts: Sequence[Draft], labels: dict[str, str]) -> None:
        self._labels = labels
        self._found: dict[str, dict[str, _Heading]] = {}
        self._given: dict[_Heading, str] = {}
        self._names: Counter[str] = Counter()
        for draft in drafts:
            own = self._found.setdefault(draft.entry.path, {})
            explicit = set(_LABEL.findall(draft.text))
            seen: Counter[str] = Counter()
            for heading in _headings(draft):
                again = f"-{seen[heading.name]}" if seen[heading.name] else ""
                seen[heading.name] += 1
                name = heading.name + again
                own[name] = heading
                own.setdefault(re.sub(r"^[^a-z]+", "", name) or "section", heading)
                if not heading.label and heading.name in explicit:
                    self._label(heading, name)  # pandoc would give it the label of another
            self._names += seen

    def find(self, path: str, name: str) -> str | None:
        """Return the label of a heading of a file, or of any if ``path`` is empty."""
        if name in self._labels:
            return self._labels[name]
        for file in [path] if path else list(self._found):
            if heading := self._found.get(file, {}).get(name):
                return heading.label or self._label(heading, name)
        return None

    def _label(self, heading: _Heading, name: str) -> str:
        """Give a heading its label, which no other heading of the book has or would get."""
        if heading in self._given:
            return self._given[heading]
        label = re.sub(r"[^\w.-]", "", name)
        if not label[:1].isalpha() or label in self._labels or self._names[heading.name] > 1:
            stem = re.sub(r"\W+", "-", posixpath.splitext(heading.draft.entry.path)[0]).strip("-")
            label = f"{stem or 'part'}-{label}"
        while label in self._labels:
            label += "-again"
        add_mark(heading.draft, heading.end, f"#{label}")
        self._given[heading] = label
        self._labels[label] = label
        return label


@dataclass(frozen=True, slots=True, eq=False)
class _Heading:
    """A heading with the offset of its line's end, its own label, and the one that tools make."""

    draft: Draft
    end: int
    label: str
    name: str


def _headings(draft: Draft) -> Iterator[_Heading]:
    starts = [0, *(match.end() for match in re.finditer("\n", draft.text))]
    for heading in find_headings(draft.text):
        start = starts[heading.line]
        line = draft.text[start : _line_end(draft.text, start)].rstrip()
        explicit = re.search(r"#([\w:.-]+)", heading.attributes)
        title = re.sub(r"^\((?:PART|APPENDIX)\*?\) ", "", heading.title)
        yield _Heading(draft, start + len(line), explicit[1] if explicit else "", slug(title))


def add_mark(draft: Draft, end: int, mark: str) -> None:
    """Add an attribute to a heading, which may have some in the source, or by an edit.

    ``end`` is where its line ends.
    """
    for at, edit in enumerate(draft.edits):
        if edit.end == end and edit.new.endswith("}"):
            draft.edits[at] = edit._replace(new=f"{edit.new[:-1]} {mark}}}")
            return
    if draft.text[end - 1 : end] == "}":
        draft.replace(end - 1, end - 1, f" {mark}", "")
    else:
        draft.replace(end, end, f" {{{mark}}}", "")


def follow_links(draft: Draft, anchors: Anchors, targets: Mapping[str, str]) -> None:
    """Lead links between files to the new files and labels; what leads out of the book is words.

    ``targets`` has the new name of each file, relative to the chapter of the draft. The words of a
    link stay free for other edits.
    """
    lead = Lead(draft, anchors, targets)
    for match in _LINK.finditer(draft.text):
        path = match[2] if match[2] is not None else match[3]
        if draft.is_code(match.start()) or SCHEME.match(path):
            continue
        target = lead.to(path)
        if target is None:
            _tell_dead(draft, match.start(), path)
            draft.replace(match.start(), match.start() + 1, "")
            draft.replace(match.end(1), match.end(), "")
        else:
            draft.replace(match.end(1), match.end(), f"]({target})", "](#)")
    follow_definitions(draft, lead)


def follow_definitions(draft: Draft, lead: Lead) -> None:
    """Lead the addresses that stand apart from their links."""
    dead = set()
    for match in _DEFINED.finditer(draft.text):
        if draft.is_code(match.start()) or SCHEME.match(match[3]):
            continue
        if target := lead.to(match[3]):
            draft.replace(match.start(3), match.end(3), target, "#")
        elif draft.replace(match.start(), _line_end(draft.text, match.end()), ""):
            dead.add(_normal(match[2]))
            _tell_dead(draft, match.start(), match[3])
    for match in _USED.finditer(draft.text) if dead else ():
        if not draft.is_code(match.start()) and _normal(match[2] or match[1]) in dead:
            draft.replace(match.start(), match.start() + 1, "")
            draft.replace(match.end(1), match.end(), "")


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) if end < 0 else end


def _normal(label: str) -> str:
    """Return a label as it is compared: without regard to case and white space."""
    return " ".join(label.split()).casefold()


def _tell_dead(draft: Draft, offset: int, path: str) -> None:
    where = "its words stand without it: it leads to nothing in the book"
    draft.lose(offset, f"link {path}", where)


@dataclass(frozen=True, slots=True)
class Lead:
    """Where the links of a chapter lead."""

    draft: Draft
    anchors: Anchors
    targets: Mapping[str, str]

    def to(self, path: str) -> str | None:
        """Return the new address of a file or of a heading in it, ``None`` where it is no more."""
        file, _, label = unquote(path).partition("#")
        known = self._file(file) if file else self.draft.entry.path
        if label:
            if known and (found := self.anchors.find(known, label)):
                return f"#{found}"
            if not file and (found := self.anchors.find("", label)):
                return f"#{found}"
        return self.targets.get(known) if file else None

    def _file(self, file: str) -> str:
        name = joined(posixpath.dirname(self.draft.entry.path), file)
        stem, ending = posixpath.splitext(name)
        tried = [name, *(stem + one for one in _TEXTS)]
        if ending == ".html" and posixpath.basename(stem) == "index":
            tried += [posixpath.join(posixpath.dirname(name), one) for one in _INDEXES]
        elif not ending or file.endswith("/"):
            tried += [posixpath.join(name, one) for one in _INDEXES]
        return next((one for one in tried if one in self.targets), "")
