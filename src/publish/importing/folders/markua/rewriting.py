"""A book of Leanpub's put into our terms: its attributes, pictures, notes and formulas."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from publish.importing.folders.draft import Draft, Replacement
from publish.importing.folders.links import SCHEME, Anchors, add_mark, follow_links
from publish.importing.folders.markua.attributes import attribute_line, read_attributes
from publish.importing.folders.markup import rewrite_markup
from publish.importing.folders.outline import Outline
from publish.importing.folders.pictures import Pictures
from publish.importing.folders.source_folder import joined
from publish.importing.headings import find_headings

_IMAGE: Final = re.compile(
    r"^([ \t]*)!\[((?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]"
    r"\(\s*(?:<([^>\n]*)>|([^)\s\"]+))(?:\s+[\"“]([^\"”\n]*)[\"”])?\s*\)"
    r"[ \t]*(\{[^}\n]*\})?[ \t]*$",
    re.MULTILINE,
)
_INLINE: Final = re.compile(
    r"!\[((?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]"
    r"\(\s*(?:<([^>\n]*)>|([^)\s\"]+))(?:\s+[\"“][^\"”\n]*[\"”])?\s*\)(\{[^}\n]*\})?"
)
_CODE: Final = re.compile(r"^<<(?:\[([^\]\n]*)\])?\(([^)\n]+)\)[ \t]*$", re.MULTILINE)
_SPAN: Final = re.compile(
    r"(?<=[\]\w*_.!?\"”])\{((?:i|id|class|sample|lang|alt|width|words|format)[ \t]*[:=][^{}\n]*)\}"
)
_ENDNOTE: Final = re.compile(r"\[\^\^([^\]\s]+)\]")
_FORMULA: Final = re.compile(r"\{\$\$\}(.*?)\{/\$\$\}", re.DOTALL)
_TICKED: Final = re.compile(r"(?<!`)`([^`\n]+)`\$")
_DISPLAY: Final = frozenset({"latexmath", "latex", "math", "$"})
_PICTURES: Final = (".jpg", ".jpeg", ".png", ".svg", ".gif", ".webp")
_SOUND: Final = (".mp3", ".mp4", ".m4a", ".mov", ".webm", ".aac", ".flac", ".wav")
_DROPPED: Final = frozenset({"pagebreak", "newpage", "blankline"})
_BREAK: Final = "left out: pages are set by the book"
_MARKS: Final = re.compile(r"\\?[$@]")
_ADDRESS: Final = re.compile(r"\]\([^)\n]*\)|<[^>\s]+>|^\[[^\]]+\]:.*$|https?://\S+", re.MULTILINE)


def rewrite_markua(
    drafts: Sequence[Draft],
    names: Mapping[str, Mapping[str, str]],
    outline: Outline,
    pictures: Pictures,
) -> None:
    """Enter every edit of a book of Leanpub's; ``names`` are as for MyST."""
    labels: dict[str, str] = {}
    chapters = [_Chapter(draft, outline, pictures, labels) for draft in drafts]
    for chapter in chapters:
        chapter.rewrite_blocks()
    anchors = Anchors(drafts, labels)
    for chapter in chapters:
        chapter.rewrite_text()
        follow_links(chapter.draft, anchors, names.get(chapter.draft.entry.path, {}))


@dataclass(slots=True)
class _Chapter:
    draft: Draft
    outline: Outline
    pictures: Pictures
    labels: dict[str, str]
    over: dict[int, dict[str, str]] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)

    def rewrite_blocks(self) -> None:
        """Enter the edits of what stands in lines of its own."""
        self._attributes()
        self._boxes()
        for match in _IMAGE.finditer(self.draft.text):
            if not self.draft.is_code(match.start()):
                self.taken.add(match.end(1))
                self._resource(match)
        for match in _CODE.finditer(self.draft.text):
            if not self.draft.is_code(match.start()):
                over = self.over.pop(match.start(), {})
                title = match[1] or over.get("title") or over.get("caption") or ""
                self._code(match.span(), match[2], title, over)
        for fence in self.draft.fences:
            over = self.over.pop(fence.start, {})
            self._fence(fence.start, fence.end, fence.info, over)
        self._others()

    def _attributes(self) -> None:
        """Take attribute lists out of the text, each to be given to what stands under it."""
        text, offset = self.draft.text, 0
        waiting: dict[str, str] = {}
        for line in text.split("\n"):
            start, offset = offset, offset + len(line) + 1
            if self.draft.is_code(start):
                if waiting:
                    self.over[start] = waiting
                    waiting = {}
                continue
            found = attribute_line(line)
            if found is not None:
                if _DROPPED & set(found):
                    self.draft.lose(start, line.strip(), _BREAK)
                self.draft.replace(start, start + len(line), "")
                waiting = {**waiting, **found}
            elif line.strip() and waiting:
                self.over[start] = waiting
                waiting = {}

    def _boxes(self) -> None:
        for match in re.finditer(r"^::: \{\.(?:callout \.)?([\w-]+)\}", self.draft.text, re.M):
            if not self.draft.is_code(match.start()):
                evidence = f"a block of class {match[1]}"
                self.draft.decide("box", match.start(), match[1].split("-")[-1], evidence)

    def _label(self, name: str) -> str:
        label = re.sub(r"[^\w:.-]", "-", name)
        self.labels.setdefault(name, label)
        return label

    def _resource(self, match: re.Match[str]) -> None:
        path = match[3] if match[3] is not None else match[4]
        over = self.over.pop(match.start(), {}) | read_attributes((match[6] or "")[1:-1])
        ending = posixpath.splitext(path.split("?")[0])[1].lower()
        kind = over.get("type", "")
        caption = match[2] or over.get("caption") or over.get("title") or ""
        at = match.start()
        if SCHEME.match(path):
            where = "not fetched: save it in images/ and name it; its caption stands"
            self.draft.lose(at, f"{kind or 'picture'} {path}", where)
            self.draft.replace(*match.span(), match[1] + caption)
        elif ending in _SOUND or kind in ("audio", "video", "iframe"):
            self.draft.lose(at, f"{path}", "left out: a book holds no sound and no film")
            self.draft.replace(*match.span(), match[1] + caption)
        elif ending in _PICTURES or kind == "image" or not self._file(path):
            self._picture(match, path, caption, over)
        else:
            self._code(match.span(), path, caption, over)

    def _picture(
        self, match: re.Match[str], path: str, caption: str, over: Mapping[str, str]
    ) -> None:
        name = self.pictures.find(self.draft, path, match.start())
        marks = [f"#{self._label(over['id'])}"] if over.get("id") else []
        alternative = over.get("alt") or match[5] or ""
        if name and alternative:
            marks.append('alt="' + alternative.replace('"', "”") + '"')
        if name and re.fullmatch(r"\d+%", over.get("width", "")):
            marks.append(f"width={over['width']}")
        if not name:
            marks.append(".picture-missing")
        attributes = f"{{{' '.join(marks)}}}" if marks else ""
        if name:
            new, reads = f"![{caption}](<../{name}>){attributes}", f"![{caption}](#)"
        else:
            new = f"[{caption}]{attributes}" if caption or over.get("id") else ""
            reads = caption
        self.draft.replace(*match.span(), f"{match[1]}{new}", f"{match[1]}{reads}")

    def _file(self, path: str) -> str:
        """Return where a resource stands in the folder, ``""`` if it does not."""
        base = self.outline.base
        places = (
            joined(base, f"resources/{path}"),
            joined(base, path),
            joined(base, f"code/{path}"),
        )
        return next((one for one in places if self.pictures.folder.has(one)), "")

    def _code(self, span: tuple[int, int], path: str, title: str, over: Mapping[str, str]) -> None:
        """Show a file of code."""
        name = self._file(path)
        text = self.pictures.folder.text(name, self.draft.place(span[0])) if name else None
        if text is None:
            self.draft.lose(span[0], f"code {path}", "the folder has no such file")
            self.draft.replace(*span, title)
            return
        self.draft.included = (*self.draft.included, (name, text))
        ticks = "`" * max(3, 1 + max(map(len, re.findall(r"`+", text)), default=0))
        language = over.get("lang") or over.get("format") or posixpath.splitext(path)[1][1:]
        language = language if re.fullmatch(r"[\w+#-]*", language) else ""
        title = f"{title}\n\n" if title else ""
        block = f"\n{text.rstrip()}\n{ticks}"
        self.draft.replace(*span, f"{title}{ticks}{language}{block}", f"{title}{ticks}{block}")

    def _fence(self, start: int, end: int, info: tuple[int, int], over: Mapping[str, str]) -> None:
        language = self.draft.text[slice(*info)].strip().strip("{}")
        plain = over.get("lang") or over.get("format") or re.split(r"[,\s]", language)[0]
        if plain in _DISPLAY or over.get("type") == "math":
            fence = next(one for one in self.draft.fences if one.start == start)
            tex = self.draft.text[slice(*fence.body)].strip()
            lines = "\n".join(line for line in tex.split("\n") if line.strip())
            caption = over.get("caption") or over.get("title") or ""
            self.draft.replace(start, end, f"$${lines}$$" + (f"\n\n{caption}" if caption else ""))
            return
        plain = plain if re.fullmatch(r"[\w+#.-]*", plain) else ""
        plain = "" if plain.lower() in ("text", "none", "plain") else plain
        if language != plain:
            self.draft.replace(*info, plain)
        title = over.get("caption") or over.get("title") or ""
        id_ = over.get("id", "")
        if title or id_:
            mark = f"#{self._label(id_)} " if id_ else ""
            self.draft.replace(start, start, f"::: {{{mark}.listing}}\n{title}\n\n", f"{title}\n\n")
            self.draft.replace(end, end, "\n:::\n", "\n")

    def _others(self) -> None:
        """Give labels and captions to headings, tables and paragraphs."""
        text = self.draft.text
        starts = [0, *(match.end() for match in re.finditer("\n", text))]
        headings = {starts[heading.line]: heading for heading in find_headings(text)}
        for start, over in self.over.items():
            end = start + len(text[start:].split("\n", 1)[0].rstrip())
            title = over.get("caption") or over.get("title") or ""
            label = f"#{self._label(over['id'])}" if over.get("id") else ""
            if start in headings:
                classes = over.get("class", "")
                mark = " ".join(
                    [*([label] if label else []), *([".part"] if classes == "part" else [])]
                )
                if mark:
                    add_mark(self.draft, end, mark)
            elif text[start : start + 1] == "|" and (title or label):
                new = f": {title} {{{label}}}\n\n" if label else f": {title}\n\n"
                self.draft.replace(start, start, new, f": {title}\n\n")
            elif label and text[start : start + 3] != ":::":
                self.draft.replace(start, start, f"[]{{{label}}}", "")
        for heading in headings.values():
            if match := re.search(r"#([A-Za-z][\w:.-]*)", heading.attributes):
                self.labels.setdefault(match[1], match[1])

    def rewrite_text(self) -> None:
        """Enter the edits of what stands within lines."""
        draft = self.draft

        def image(match: re.Match[str]) -> Replacement | None:
            path = match[2] if match[2] is not None else match[3]
            if match.start() in self.taken:
                return None
            if SCHEME.match(path):
                draft.lose(match.start(), f"picture {path}", "not fetched: its caption stands")
                return match[1], match[1]
            name = self.pictures.find(draft, path, match.start())
            return (f"![{match[1]}](<../{name}>)" if name else match[1]), match[1]

        def span(match: re.Match[str]) -> Replacement:
            found = read_attributes(match[1])
            if "i" in found:
                where = "left out: entries of an index are not kept"
                draft.lose(match.start(), f"index: {found['i']}", where)
            before = draft.text[match.start() - 1]
            if found.get("id") and before == "]":
                return f"{{#{self._label(found['id'])}}}", "{}"
            return ("{}", "{}") if before == "]" else ("", "")

        draft.each(_SPAN, span)
        draft.each(_INLINE, image)
        draft.each(_ENDNOTE, lambda match: (f"[^{match[1]}..]",) * 2)

        def formula(match: re.Match[str]) -> Replacement:
            tex = match[1].strip()
            is_alone = "\n" in match[1]
            lines = "\n".join(line for line in tex.split("\n") if line.strip())
            new = f"$${lines}$$" if is_alone else f"${tex}$"
            return new, new

        draft.each(_FORMULA, formula)
        for match in _TICKED.finditer(draft.text):
            if not any(fence.start <= match.start() < fence.end for fence in draft.fences):
                draft.replace(*match.span(), f"${match[1].strip()}$")
        addresses = sorted(match.span() for match in _ADDRESS.finditer(draft.text))

        def escape(match: re.Match[str]) -> Replacement | None:
            if match[0].startswith("\\") or _within(addresses, match.start()):
                return None
            return f"\\{match[0]}", f"\\{match[0]}"

        draft.each(_MARKS, escape)
        rewrite_markup(draft, self.pictures)


def _within(spans: Sequence[tuple[int, int]], place: int) -> bool:
    from bisect import bisect_right

    at = bisect_right(spans, place, key=lambda span: span[0]) - 1
    return any(start <= place < end for start, end in spans[max(at - 1, 0) : at + 1])
