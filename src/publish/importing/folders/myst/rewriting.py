"""A book in MyST put into our terms, chapter by chapter: blocks first, then what refers to them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from publish.importing.folders.draft import Draft, Replacement
from publish.importing.folders.links import (
    SCHEME,
    Anchors,
    Lead,
    add_mark,
    follow_definitions,
    slug,
)
from publish.importing.folders.markup import rewrite_markup
from publish.importing.folders.myst.blocks import Blocks
from publish.importing.folders.myst.drafting import MystDraft
from publish.importing.folders.myst.formulas import Formulas, read_macros
from publish.importing.folders.myst.labels import Labels, works_of
from publish.importing.folders.myst.roles import ROLE, Roles, refer
from publish.importing.folders.outline import Outline
from publish.importing.folders.pictures import Pictures
from publish.importing.folders.source_folder import listed, mapping
from publish.importing.headings import find_headings

_TARGET: Final = re.compile(r"^[ \t>]*\(([^()\n]{1,200})\)=[ \t]*$", re.MULTILINE)
_NEXT: Final = re.compile(r"(?:[ \t>]*\n)*([ \t>]*)")
_REMARK: Final = re.compile(r"^[ \t]{0,3}%[^\n]*(?:\n[ \t]{0,3}%[^\n]*)*", re.MULTILINE)
_BREAK: Final = re.compile(r"^\+\+\+[^\n]*$", re.MULTILINE)
_DISPLAY: Final = re.compile(
    r"(?<![\\$])\$\$((?:(?!\$\$).)+?)\$\$(?:[ \t]*\(([^()\n]{1,100})\)[ \t]*$)?",
    re.DOTALL | re.MULTILINE,
)
_FORMULA: Final = re.compile(
    r"(?<![\\$\w])\$(?!\$)((?:[^$\\\n]|\\[^\n]|\n(?!\s*\n))+?)\$(?!\$|\d)", re.DOTALL
)
_ENVIRONMENT: Final = re.compile(
    r"^[ \t]*\\begin\{((?:equation|align|gather|alignat|multline|eqnarray|flalign)\*?)\}.*?"
    r"\\end\{\1\}[ \t]*$",
    re.DOTALL | re.MULTILINE,
)
_SUBSTITUTION: Final = re.compile(r"\{\{\s*([\w.-]+)[^{}\n]*\}\}")
_IMAGE: Final = re.compile(
    r"!\[((?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]\(\s*(?:<([^>\n]*)>|([^)\s]+))(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\)"
    r"(\{[^}\n]*\})?"
)
_LINK: Final = re.compile(
    r"(?<![!\\])\[((?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]\(\s*(?:<([^>\n]*)>|([^)\s]*))(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\)"
)
_POINTED: Final = re.compile(
    r"<((?:project|path|inv|myst|xref|wiki|doi|ror|rrid|github):[^<>\s]*)>"
)
_MENTION: Final = re.compile(r"(?<![\w\\/@.`])-?@([A-Za-z0-9_](?:[\w:.#$%&+?~/-]*\w)?)")
_NAMED_IMAGE: Final = re.compile(r"!\[([^\[\]]*)\]\[([^\[\]]*)\]")
_DEFINED: Final = re.compile(r"^ {0,3}\[(?!\^)([^\]\n]+)\]:[ \t]*<?([^\s>]+)>?", re.MULTILINE)
_BARE: Final = re.compile(
    r"(?<![\w<(\[\"'=/:`])https?://[^\s<>()\[\]\"`]*[^\s<>()\[\]\"`.,;:!?'*_]"
)
_CALL: Final = re.compile(r"\[\^([^\]\s]+)\](:)?")
_ESCAPED: Final = re.compile(r"(?<=\w)\^|(?<![~\\])~(?!~)")
_ADDRESS: Final = re.compile(r"\]\([^)\n]*\)|<[^>\s]+>|^\[[^\]]+\]:.*$|https?://\S+", re.MULTILINE)


def rewrite_myst(
    drafts: Sequence[Draft],
    names: Mapping[str, Mapping[str, str]],
    outline: Outline,
    pictures: Pictures,
) -> None:
    """Enter every edit of a book in MyST.

    ``names`` has, for each source file, the new names of all as links from it say them.
    """
    works = works_of(
        pictures.folder.text(str(path)) or ""
        for path in listed(outline.metadata.get("bibliography"))
        if pictures.folder.has(str(path))
    )
    labels = Labels(works)
    macros = read_macros(outline.extras.get("macros"))
    formulas = Formulas(labels, macros)
    chapters = [draft for draft in drafts if isinstance(draft, MystDraft)]
    is_sphinx = outline.tool == "Jupyter Book"
    for draft in chapters:
        labels.slugs.update(slug(heading.title) for heading in find_headings(draft.text))
    for draft in chapters:
        formulas.macros = {**macros, **read_macros(draft.head.get("math"))}
        _plain_lines(draft)
        blocks = Blocks(draft, labels, pictures, formulas, is_sphinx)
        _targets(draft, labels, blocks.targets, formulas)
        blocks.rewrite()
        _formulas(draft, formulas)
        _tell_numbers(draft, formulas)
    anchors = Anchors(drafts, {label.id: label.id for label in labels.found.values()})
    values = mapping(outline.extras.get("substitutions"))
    for draft in chapters:
        leader = Lead(draft, anchors, names.get(draft.entry.path, {}))
        own = {**values, **mapping(draft.head.get("substitutions"))}
        _Text(draft, labels, formulas, pictures, leader, own).rewrite()


def _tell_numbers(draft: MystDraft, formulas: Formulas) -> None:
    for at, said in formulas.told:
        draft.decide("formula", at, said, "its number, or its command, as the tool would print it")
    formulas.told.clear()


def _plain_lines(draft: MystDraft) -> None:
    """Keep remarks as remarks, and drop what parts cells."""
    for match in _REMARK.finditer(draft.text):
        if not draft.is_code(match.start()):
            words = re.sub(r"^[ \t]*%", "", match[0], flags=re.MULTILINE).replace("--", "- -")
            draft.claim(*match.span(), f"<!--{words} -->\n", "\n")
    for match in _BREAK.finditer(draft.text):
        if not draft.is_code(match.start()):
            draft.claim(*match.span(), "")


def _targets(
    draft: MystDraft, labels: Labels, targets: dict[int, list[str]], formulas: Formulas
) -> None:
    """Give each label to what stands after it."""
    starts = {one.start for one in draft.directives}
    headings = _heading_lines(draft)
    over: list[str] = []
    for match in _TARGET.finditer(draft.text):
        if draft.is_code(match.start()):
            continue
        over.append(match[1])
        after = _NEXT.match(draft.text, match.end() + 1)
        place = after.start(1) if after else len(draft.text)
        line = draft.text[place : draft.text.find("\n", place) % (len(draft.text) + 1)]
        draft.claim(match.start(), match.end(), "")
        if _TARGET.match(line):
            continue
        names, over = over, []
        content = place + (len(after[1]) if after else 0)
        if place in headings:
            _label_heading(draft, headings[place], names, labels)
        elif place in starts:
            targets[place] = names
        elif draft.text.startswith("$$", content) and (
            display := _DISPLAY.match(draft.text, content)
        ):
            names += [display[2]] if display[2] else []
            draft.claim(*display.span(), formulas.display(display[1], names, display.start()))
        else:
            id_ = labels.enter_all(names, names[-1])
            bullet = re.compile(r"(?:[-*+]|\d+[.)])[ \t]+").match(draft.text, content)
            content = bullet.end() if bullet else content
            if draft.text[content : content + 1] not in ("", "|", "`", ":", "#", "<", "$", "!"):
                draft.replace(content, content, f"[]{{#{id_}}}", "")
            elif id_:
                draft.replace(match.start(), match.start(), f"[]{{#{id_}}}", "")


def _heading_lines(draft: Draft) -> dict[int, tuple[int, str, str]]:
    starts = [0, *(match.end() for match in re.finditer("\n", draft.text))]
    found = {}
    for heading in find_headings(draft.text):
        start = starts[heading.line]
        end = start + len(draft.text[start:].split("\n", 1)[0].rstrip())
        found[start] = (end, heading.attributes, heading.title)
    return found


def _label_heading(
    draft: Draft, heading: tuple[int, str, str], names: list[str], labels: Labels
) -> None:
    id_ = labels.enter_all(names, slug=slug(heading[2]))
    if id_:
        add_mark(draft, heading[0], f"#{id_}")


def _formulas(draft: MystDraft, formulas: Formulas) -> None:
    for match in _ENVIRONMENT.finditer(draft.without_code()):
        if not draft.is_code(match.start()):
            draft.claim(*match.span(), formulas.display(match[0], (), match.start()))
    for match in _DISPLAY.finditer(draft.without_code()):
        if not draft.is_code(match.start()):
            names = [match[2]] if match[2] else []
            new = formulas.display(match[1], names, match.start())
            is_alone = "\n" in match[0] or names
            draft.claim(*match.span(), new if is_alone else f"$${formulas.plain(match[1])}$$")
    for match in _FORMULA.finditer(draft.without_code()):
        if not draft.is_code(match.start()) and match[1].strip():
            tex = formulas.plain(match[1].strip())
            word = re.fullmatch(r"\\text\{(\w+)\}", tex)  # pandoc makes plain words of these
            draft.claim(*match.span(), word[1] if word else f"${tex}$")


@dataclass(slots=True)
class _Text:
    """The running text of a chapter: roles, pictures, links and marks."""

    draft: MystDraft
    labels: Labels
    formulas: Formulas
    pictures: Pictures
    leader: Lead
    values: Mapping[str, Any]

    def rewrite(self) -> None:
        roles = Roles(self.draft, self.labels, self.formulas, self._lead)
        self._each(_SUBSTITUTION, self._substitution)
        self._each(ROLE, roles.turn)
        self._each(_IMAGE, self._image)
        self._definitions()
        self._each(_LINK, self._link)
        self._each(_BARE, lambda match: (f"<{match[0]}>", f"<{match[0]}>"))
        self._each(_POINTED, self._pointed)
        follow_definitions(self.draft, self.leader)
        self._each(_MENTION, self._mention)
        self._calls()
        rewrite_markup(self.draft, self.pictures)
        addresses = [match.span() for match in _ADDRESS.finditer(self.draft.text)]
        starts = sorted(addresses)

        def escape(match: re.Match[str]) -> Replacement | None:
            if any(a <= match.start() < b for a, b in _near(starts, match.start())):
                return None
            return f"\\{match[0]}", f"\\{match[0]}"

        self._each(_ESCAPED, escape)

    def _each(self, pattern: re.Pattern[str], turn: Any) -> None:
        for match in pattern.finditer(self.draft.text):
            if self.draft.is_code(match.start()):
                continue
            edit = turn(match)
            if edit is not None:
                self.draft.claim(*match.span(), *edit)

    def _lead(self, path: str) -> str | None:
        """Return where a label, a path or both lead."""
        plain = path.removeprefix("project:").removeprefix("path:")
        bare = plain.removeprefix("#")
        if (found := self.labels.find(bare)) is not None:
            return f"#{found.id}"
        return self.leader.to(plain)

    def _substitution(self, match: re.Match[str]) -> Replacement | None:
        value = self.values.get(match[1])
        if value is None or isinstance(value, (dict, list)):
            self.draft.lose(match.start(), match[0], "stands as typed: nothing says its value")
            return f"`{match[0]}`", f"`{match[0]}`"
        text = str(value).strip()
        self.draft.decide("substitution", match.start(), match[0], f"its value: {text}")
        return text, text

    def _image(self, match: re.Match[str]) -> Replacement:
        path = match[2] if match[2] is not None else match[3]
        width = re.search(r"\bwidth=\"?(\d+%)", match[4] or "")
        return self._picture(match.start(), path, match[1], width[1] if width else "")

    def _picture(self, at: int, path: str, alternative: str, width: str) -> Replacement:
        words = re.sub(r"[*_`\\]|!?\[|\]\([^)]*\)|\]", "", alternative).replace('"', "”").strip()
        if SCHEME.match(path):
            where = "not fetched: save it in images/ and name it; its alternative text stands"
            self.draft.lose(at, f"picture {path}", where)
            return f"[{words}]{{.picture-missing}}" if words else "", words
        name = self.pictures.find(self.draft, path, at)
        if not name:
            return f"[{words}]{{.picture-missing}}" if words else "", words
        marks = [f'alt="{words}"'] if words else []
        marks += [f"width={width}"] if width else []
        attributes = f"{{{' '.join(marks)}}}" if marks else ""
        return f"![](<../{name}>){attributes}", "![](#)"

    def _link(self, match: re.Match[str]) -> Replacement | None:
        path = match[2] if match[2] is not None else match[3]
        words = match[1]
        if re.match(r"(?:https?|mailto):", path) and words:
            self.draft.code.add(match.end(1), match.end())
            return None
        bare = path.removeprefix("project:").removeprefix("#")
        found = self.labels.find(bare)
        if found is not None and (not words or re.search(r"%s|\{n", words)):
            said = refer(found, words)
            return said, said
        if found is None and SCHEME.match(path) and not path.startswith(("project:", "path:")):
            return self._elsewhere(match.start(), path, words)
        target = (
            f"#{found.id}" if found else self.leader.to(re.sub(r"^(?:project|path):", "", path))
        )
        if target is None:
            where = "its words stand without it: it leads to nothing in the book"
            self.draft.lose(match.start(), f"link {path}", where)
            if not words:
                return f"`{path}`", f"`{path}`"
            self.draft.claim(match.start(), match.start(1), "")
            self.draft.claim(match.end(1), match.end(), "")
            return None
        if not words or re.search(r"%s|\{n", words):
            return f"[]({target})", ""
        self.draft.claim(match.end(1), match.end(), f"]({target})", "](#)")
        return None

    def _elsewhere(self, at: int, path: str, words: str) -> Replacement:
        kind, _, name = path.partition(":")
        if kind in ("http", "https", "mailto"):
            return f"<{path}>", f"<{path}>"
        if kind == "doi" or "doi.org/10." in path:
            new = f"[{words or f'doi:{name}'}](https://doi.org/{name})"
            return new, new
        said = words or (name.replace("_", " ") if kind == "wiki" else f"`{path}`")
        self.draft.lose(at, f"link {path}", "its words stand without it: it leads to another book")
        return said, said

    def _pointed(self, match: re.Match[str]) -> Replacement:
        path = match[1]
        if path.startswith(("project:", "path:")) and (target := self._lead(path)):
            return f"[]({target})", ""
        return self._elsewhere(match.start(), path, "")

    def _mention(self, match: re.Match[str]) -> Replacement | None:
        name = match[1]
        if name in self.labels.works:
            return None
        if (found := self.labels.find(name)) is not None:
            said = refer(found, "")
            return said, said
        if "@" in match[0] and not name.startswith("http"):
            new = match[0].replace("@", "\\@")
            return new, new
        return None

    def _definitions(self) -> None:
        """Show the pictures whose addresses stand apart from them."""
        found = {match[1].lower(): match[2] for match in _DEFINED.finditer(self.draft.text)}

        def image(match: re.Match[str]) -> Replacement | None:
            path = found.get((match[2] or match[1]).lower())
            return None if path is None else self._picture(match.start(), path, match[1], "")

        self._each(_NAMED_IMAGE, image)

    def _calls(self) -> None:
        """Let calls of notes that the file does not have stand as typed."""
        calls = [
            one for one in _CALL.finditer(self.draft.text) if not self.draft.is_code(one.start())
        ]
        known = {one[1] for one in calls if one[2]}
        for one in calls:
            if one[1] not in known:
                where = "stands as typed: the file has no such note"
                self.draft.lose(one.start(), one[0], where)
                new = f"`[^{one[1]}]`"
                start, end = one.span(0) if not one[2] else (one.start(), one.end(1) + 1)
                self.draft.edits[:] = [
                    edit for edit in self.draft.edits if not start <= edit[0] <= edit[1] <= end
                ]
                self.draft.claim(start, end, new)


def _near(spans: list[tuple[int, int]], place: int) -> list[tuple[int, int]]:
    from bisect import bisect_right

    at = bisect_right(spans, (place, len(spans) * 10**9))
    return spans[max(at - 2, 0) : at]
