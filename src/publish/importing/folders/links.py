"""Links and pictures between the files of a folder, led to where the files will stand."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from publish.importing.folders.draft import Draft, Replacement
from publish.importing.folders.source_folder import SourceFolder, joined
from publish.importing.headings import find_headings

_IMAGE: Final = re.compile(
    r"!\[((?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]\(\s*(?:<([^>\n]*)>|([^)\s]+))(?:\s+(\"[^\"\n]*\"|'[^'\n]*'))?\s*\)"
    r"(\{[^}\n]*\})?"
)
_LINK: Final = re.compile(
    r"(?<![!\\])\[((?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]\(\s*(?:<([^>\n]*)>|([^)\s]+))(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\)"
)
_DEFINED: Final = re.compile(r"^([ ]{0,3}\[(?!\^)[^\]\n]+\]:[ \t]*)<?([^\s>]+)>?", re.MULTILINE)
SCHEME: Final = re.compile(r"[A-Za-z][\w+.-]*:|//")
_LABEL: Final = re.compile(r"\{[^{}\n]*#([\w:.-]+)")
_TEXTS: Final = (".md", ".qmd", ".Rmd", ".ipynb")
_INDEXES: Final = ("README.md", "index.md")
_PICTURES: Final = (".jpg", ".jpeg", ".png", ".svg", ".gif", ".webp")


def slug(title: str) -> str:
    """Return the identifier that tools make of a heading."""
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", title.lower())
    plain = re.sub(r"[^\w\s.-]", "", plain.replace("*", ""))
    return re.sub(r"\s+", "-", plain.strip())


def gather_labels(drafts: Sequence[Draft]) -> dict[str, str]:
    """Return every label of the book; headings that are found by their words get one when asked."""
    labels = {}
    for draft in drafts:
        written, _ = draft.written()
        for match in _LABEL.finditer(written):
            labels[match[1]] = match[1]
    return labels


class Anchors:
    """The headings of the drafts by the identifiers that the tools give them.

    A heading that a link asks for gets its label; others stay as they are.
    """

    def __init__(self, drafts: Sequence[Draft], labels: dict[str, str]) -> None:
        self._labels = labels
        self._found: dict[str, dict[str, tuple[Draft, int, int, str]]] = {}
        self._given: dict[tuple[str, str], str] = {}
        for draft in drafts:
            own = self._found.setdefault(draft.entry.path, {})
            starts = [0, *(m.end() for m in re.finditer("\n", draft.text))]
            seen: Counter[str] = Counter()
            for heading in find_headings(draft.text):
                start = starts[heading.line]
                end = draft.text.find("\n", start)
                line = (start, len(draft.text) if end < 0 else end)
                name = slug(heading.title)
                again = f"-{seen[name]}" if seen[name] else ""
                seen[name] += 1
                explicit = re.search(r"#([\w:.-]+)", heading.attributes)
                target = (draft, *line, explicit[1] if explicit else "")
                own[name + again] = target
                own.setdefault(re.sub(r"^[^a-z]+", "", name + again) or "section", target)

    def find(self, path: str, name: str) -> str | None:
        """Return the label of a heading of a file, or of any if ``path`` is empty."""
        if name in self._labels:
            return self._labels[name]
        files = [path] if path else list(self._found)
        for file in files:
            if name in self._found.get(file, {}):
                return self._label(file, name)
        return None

    def _label(self, file: str, name: str) -> str:
        draft, start, end, explicit = self._found[file][name]
        if explicit:
            return explicit
        key = (file, str(start))
        if key in self._given:
            return self._given[key]
        label = re.sub(r"[^\w.-]", "", name)
        if not label or not label[0].isalpha() or label in self._labels:
            stem = re.sub(r"\W+", "-", posixpath.splitext(file)[0]).strip("-")
            label = f"{stem}-{label}"
        line = draft.text[start:end].rstrip()
        if line.endswith("}"):
            draft.replace(start + len(line) - 1, start + len(line) - 1, f" #{label}", "")
        else:
            add_mark(draft, start + len(line), f"#{label}")
        self._given[key] = label
        self._labels[label] = label
        return label


def add_mark(draft: Draft, end: int, mark: str) -> None:
    """Add an attribute to a heading that had none in the source, but may have by now."""
    for at, (first, last, new, reads) in enumerate(draft.edits):
        if first == last == end and new.startswith(" {"):
            draft.edits[at] = (first, last, f"{new[:-1]} {mark}}}", reads)
            return
    draft.replace(end, end, f" {{{mark}}}", "")


@dataclass(frozen=True, slots=True)
class Leader:
    """Where the links of a chapter lead.

    ``targets`` has the new name of each file, relative to the chapter of the draft.
    """

    draft: Draft
    anchors: Anchors
    targets: Mapping[str, str]

    def lead(self, path: str) -> str | None:
        """Return where a path leads in the book, ``None`` for one that leads out of it."""
        file, _, label = unquote(path).partition("#")
        name = joined(posixpath.dirname(self.draft.entry.path), file)
        known = self._known(name) if file else self.draft.entry.path
        if label:
            if known and (found := self.anchors.find(known, label)):
                return f"#{found}"
            if not file and (found := self.anchors.find("", label)):
                return f"#{found}"
        return self.targets.get(known) if file else None

    def _known(self, name: str) -> str:
        stem, ending = posixpath.splitext(name)
        tried = [name, *(stem + one for one in _TEXTS), *(name + one for one in _TEXTS)]
        if ending == ".html":
            tried = [name, *(stem + one for one in _TEXTS)]
            if posixpath.basename(stem) == "index":
                tried += [posixpath.join(posixpath.dirname(name), one) for one in _INDEXES]
            else:
                tried.append(posixpath.join(posixpath.dirname(name), _INDEXES[0]))
        return next((one for one in tried if one in self.targets), "")

    def follow_definitions(self) -> None:
        """Lead the addresses that stand apart from their links."""

        def defined(match: re.Match[str]) -> Replacement | None:
            target = None if SCHEME.match(match[2]) else self.lead(match[2])
            if target:
                self.draft.replace(match.start(2), match.end(2), target)
            return None

        self.draft.each(_DEFINED, defined)


def follow_links(draft: Draft, anchors: Anchors, targets: Mapping[str, str]) -> None:
    """Lead links between files to the new files and labels; what leads out of the book is words.

    ``targets`` has the new name of each file, relative to the chapter of the draft.
    """
    leader = Leader(draft, anchors, targets)

    def turn(match: re.Match[str]) -> Replacement | None:
        path = match[2] if match[2] is not None else match[3]
        if SCHEME.match(path):
            return None
        target = leader.lead(path)
        if target is None:
            where = "its words stand without it: it leads to nothing in the book"
            draft.lose(match.start(), f"link {path}", where)
            return match[1], match[1]
        return f"[{match[1]}]({target})", match[1]

    draft.each(_LINK, turn)
    leader.follow_definitions()


@dataclass(slots=True)
class Pictures:
    """The pictures of the folder that the book shows: copied once, by path in the folder."""

    folder: SourceFolder
    roots: Sequence[str]
    copied: dict[str, bytes] = field(default_factory=dict)

    def find(self, draft: Draft, path: str, offset: int) -> str:
        """Return the path of a picture in the folder, ``""`` for one that no book can hold."""
        places = _places(path, draft, self.roots)
        name = next((one for one in places if self.folder.has(one)), "")
        if not name or not name.lower().endswith(_PICTURES):
            draft.lose(offset, f"picture {path}", _why(self.folder, path, draft, bool(name)))
            return ""
        if name not in self.copied:
            data = self.folder.data(name, draft.place(offset))
            if data is None:
                return ""
            self.copied[name] = data
        return name

    def follow(self, draft: Draft) -> None:
        """Lead pictures to their copies; one that is absent or far leaves its words."""

        def turn(match: re.Match[str]) -> Replacement | None:
            path = match[2] if match[2] is not None else match[3]
            caption = match[1]
            if SCHEME.match(path):
                where = "not fetched: save it in images/ and name it; its caption stands"
                draft.lose(match.start(), f"picture {path}", where)
                return caption, caption
            name = self.find(draft, path, match.start())
            label = re.search(r"#[\w:.-]+", match[5] or "")
            if not name:
                marks = " ".join([*([label[0]] if label else []), ".picture-missing"])
                return (f"[{caption}]{{{marks}}}" if caption.strip() or label else ""), caption
            title = f" {match[4]}" if match[4] else ""
            return f"![{caption}](<../{name}>{title}){_marks(match[5])}", f"![{caption}](x.png)"

        draft.each(_IMAGE, turn)


def _marks(text: str | None) -> str:
    """Return the attributes of a picture that ours know too."""
    found = re.findall(r"[#.][\w:.-]+|[\w-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s}]+)", text or "")
    kept = []
    for mark in found:
        key, _, value = mark.partition("=")
        if mark[0] == "#":
            kept.append(mark)
        elif key in ("alt", "fig-alt"):
            kept.append(f"alt={value}")
        elif key == "width" and re.fullmatch(r"\"?\d+%\"?", value):
            kept.append(mark)
    return "{" + " ".join(kept) + "}" if kept else ""


def _places(path: str, draft: Draft, roots: Sequence[str]) -> list[str]:
    clean = unquote(path).split("#")[0].split("?")[0]
    base = posixpath.dirname(draft.entry.path)
    return [joined(root, clean) for root in dict.fromkeys((base, *roots))]


def _why(folder: SourceFolder, path: str, draft: Draft, is_there: bool) -> str:
    if is_there:
        return "left out: books hold JPEG, PNG, SVG, GIF and WebP; its caption stands"
    if not folder.inside(_places(path, draft, ())[0]):
        return "not read: it lies outside the folder; its caption stands"
    return "the folder has no such file; its caption stands"
