"""What Scrivener writes into its texts, put in its place: notes, comments, tags of styles."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

Node = dict[str, Any]

_MARK: Final = re.compile(
    r"(\{\\Scrv_fn=|\\end_Scrv_fn\}|\{\\Scrv_annot|\\end_Scrv_annot\}|<!?\$Scr[\w:-]*>)"
)
_TAG: Final = re.compile(r"<!?\$Scr[\w:-]*>")
_HEADING: Final = re.compile(r"<\$Scr_H::([1-6])>")
_COLOUR: Final = re.compile(r"^[ \t\n]*\\color=\{[^{}]*\}[ \t\n]*\\text=")
_NOTE: Final = re.compile(r"\{\\Scrv_fn=(.*?)\\end_Scrv_fn\}", re.DOTALL)
_COMMENT: Final = re.compile(r"\{\\Scrv_annot(.*?)\\end_Scrv_annot\}", re.DOTALL)
_BREAK: Final = re.compile(r"[\s*#~⁂•·—-]*[*#~⁂][\s*#~⁂•·—-]*")


@dataclass(slots=True)
class Marks:
    """The marks of one text; ``notes`` are those that are kept apart, by their ids.

    ``comments`` are the words of what is said of the text and is no part of it, ``called`` the ids
    of the notes that it calls, ``styles`` counts the marks of styles, but for those of headings.
    """

    notes: Mapping[str, list[Node]]
    remarks: Mapping[str, str]
    comments: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    called: list[str] = field(default_factory=list)
    styles: int = 0

    def blocks(self, blocks: list[Any]) -> list[Any]:
        """Return blocks with their marks acted upon."""
        out: list[Any] = []
        for block in blocks:
            kind, content = block.get("t"), block.get("c")
            if kind in ("Para", "Plain"):
                level = _HEADING.search(plain(content))
                inlines = _trimmed(self.inlines(content))
                said = plain(inlines)
                if not inlines:
                    continue
                if said.strip() and _BREAK.fullmatch(said):
                    out.append({"t": "HorizontalRule"})
                elif level:
                    head = [min(int(level[1]) + 1, 6), ["", [], []], inlines]
                    out.append({"t": "Header", "c": head})
                else:
                    out.append({"t": kind, "c": inlines})
            elif kind == "BlockQuote":
                out.append({"t": kind, "c": self.blocks(content)})
            elif kind == "BulletList":
                out.append({"t": kind, "c": [self.blocks(item) for item in content]})
            elif kind == "OrderedList":
                items = [self.blocks(item) for item in content[1]]
                out.append({"t": kind, "c": [content[0], items]})
            elif kind == "Table":
                out.append({"t": kind, "c": self._cells(content)})
            else:
                out.append(block)
        return out

    def _cells(self, value: Any) -> Any:
        if isinstance(value, list):
            if value and all(
                isinstance(one, dict) and one.get("t") in ("Para", "Plain") for one in value
            ):
                return self.blocks(value)
            return [self._cells(one) for one in value]
        return value

    def inlines(self, inlines: list[Any]) -> list[Any]:
        """Return inlines with notes in the place of their marks, and without comments and tags."""
        out: list[Any] = []
        open_: list[tuple[str, list[Any]]] = []
        for node in self._split(inlines):
            mark = node.get("c") if node.get("t") == "Mark" else ""
            here = open_[-1][1] if open_ else out
            if mark in ("{\\Scrv_fn=", "{\\Scrv_annot"):
                open_.append((mark, []))
            elif mark in ("\\end_Scrv_fn}", "\\end_Scrv_annot}"):
                self._closed(mark, open_, out)
            elif mark:
                self.styles += not mark.startswith("<!") and not _HEADING.fullmatch(mark)
            else:
                here.append(self._inner(node))
        while open_:  # never closed: what it would have held stands where it is
            _mark, held = open_.pop(0)
            out += held
        return [one for one in out if one is not None]

    def _closed(self, mark: str, open_: list[tuple[str, list[Any]]], out: list[Any]) -> None:
        if not open_:
            return
        _opened, held = open_.pop()
        here = open_[-1][1] if open_ else out
        kept = [one for one in held if one is not None]
        if mark == "\\end_Scrv_fn}":
            here.append({"t": "Note", "c": [{"t": "Para", "c": _trimmed(kept)}]})
        else:
            said = re.sub(r"^.*?\\text=", "", plain(kept), flags=re.DOTALL)
            self.comments.append(_TAG.sub("", said).strip())

    def _split(self, inlines: list[Any]) -> list[Any]:
        out: list[Any] = []
        for node in inlines:
            if node.get("t") != "Str" or not _MARK.search(node["c"]):
                out.append(node)
                continue
            for piece in _MARK.split(node["c"]):
                if _MARK.fullmatch(piece):
                    out.append({"t": "Mark", "c": piece})
                elif piece:
                    out.append({"t": "Str", "c": piece})
        return out

    def _inner(self, node: Any) -> Any:
        kind, content = node.get("t"), node.get("c")
        if kind in (
            "Emph",
            "Strong",
            "Underline",
            "Strikeout",
            "Superscript",
            "Subscript",
            "SmallCaps",
        ):
            inner = self.inlines(content)
            return {"t": kind, "c": inner} if inner else None
        if kind == "Span":
            return {"t": kind, "c": [content[0], self.inlines(content[1])]}
        if kind == "Note":
            return {"t": kind, "c": self.blocks(content)}
        if kind == "Link":
            return self._link(content)
        return node

    def _link(self, content: list[Any]) -> Any:
        address = str(content[2][0])
        words = self.inlines(content[1])
        if address.startswith("scrivcmt://"):
            id_ = address.removeprefix("scrivcmt://")
            if id_ in self.notes:
                self.called.append(id_)
                note = {"t": "Note", "c": self.blocks(self.notes[id_]) or [{"t": "Para", "c": []}]}
                return {"t": "Span", "c": [["", [], []], [*words, note]]}
            self.comments.append(self.remarks.get(id_, ""))
            return {"t": "Span", "c": [["", [], []], words]}
        if address.startswith(("http://", "https://", "mailto:")):
            return {"t": "Link", "c": [content[0], words, content[2]]}
        self.links.append(address)
        return {"t": "Span", "c": [["", [], []], words]}


def heard_apart(text: str) -> tuple[str, list[str]]:
    """Return what is heard of a text without its marks, and its notes in order."""
    text = _COMMENT.sub("", text)
    notes = [_TAG.sub("", note) for note in _NOTE.findall(text)]
    return _TAG.sub("", _NOTE.sub("", text)), notes


def plain(inlines: list[Any]) -> str:
    """Return the words of inlines."""
    out = []
    for node in inlines:
        kind, content = node.get("t"), node.get("c")
        if kind in ("Str", "Mark"):
            out.append(content)
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            out.append(" ")
        elif kind in ("Link", "Span"):
            out.append(plain(content[1]))
        elif kind in ("Image", "Note"):
            out.append("\ufffc")
        elif isinstance(content, list):
            out.append(plain([one for one in content if isinstance(one, dict)]))
    return "".join(out)


def _trimmed(inlines: list[Any]) -> list[Any]:
    blank = ("Space", "SoftBreak", "LineBreak")
    while inlines and inlines[0].get("t") in blank:
        inlines = inlines[1:]
    while inlines and inlines[-1].get("t") in blank:
        inlines = inlines[:-1]
    return inlines
