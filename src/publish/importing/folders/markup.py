"""HTML tags in Markdown: those that Markdown has a sign for are said so, the others left out."""

from __future__ import annotations

import html
import re
from typing import Final

from publish.importing.folders.draft import Draft, Replacement
from publish.importing.folders.links import SCHEME
from publish.importing.folders.pictures import Pictures, quoted

_TAG: Final = re.compile(
    r"<(/?)([A-Za-z][A-Za-z0-9]*)((?:\s+[\w:-]+(?:\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s>\"'=<]+))?)*)\s*/?>"
)
_ATTRIBUTE: Final = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))")
_UNREAD: Final = re.compile(r"<(style|script|svg|iframe|object)\b[^<>]*>.*?</\1\s*>", re.S | re.I)
_LINK: Final = re.compile(r"<a\s([^<>]*)>((?:[^<]|<(?!/?a\b))*?)</a\s*>", re.S | re.I)
_RAISED: Final = re.compile(r"<(sup|sub)>([^<>\n^~]+)</\1>", re.I)
_SIGNS: Final = {"em": "*", "i": "*", "strong": "**", "b": "**"}
_BARE: Final = frozenset(
    {"kbd", "samp", "var", "u", "small", "big", "font", "center", "p", "details", "summary", "mark"}
    | {
        "nobr",
        "wbr",
        "tt",
        "cite",
        "dfn",
        "abbr",
        "q",
        "sup",
        "sub",
        "code",
        "ins",
        "del",
        "s",
        "a",
    }
    | {"video", "audio", "source", "embed", "input", "button", "label", "picture", "figure"}
    | {"figcaption", "section", "nav", "header", "footer", "aside", "main", "link", "meta", "time"}
)
_READ: Final = frozenset(
    {"div", "span", "table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th"}
    | {
        "td",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "pre",
        "hr",
        "ruby",
        "rt",
        "rp",
        "rb",
    }
    | {"h1", "h2", "h3", "h4", "h5", "h6", "math", "img", "br"}
)
"""Elements that are left as they are. All others are no HTML: the tool's own programs read them."""
_FILM: Final = frozenset({"video", "audio", "embed", "source"})


def rewrite_markup(draft: Draft, pictures: Pictures) -> None:
    """Enter the edits of a chapter's tags; their words stay."""
    for match in _UNREAD.finditer(draft.text):
        if not draft.is_code(match.start()) and draft.replace(*match.span(), ""):
            draft.lose(match.start(), match[0], f"left out: a book holds no <{match[1].lower()}>")
    draft.each(_RAISED, _raise)
    bare = _tags(draft, pictures)
    for name, places in bare.items():
        told = "its words stand"
        if name in _FILM:
            told = "nothing of it is shown"
        elif name not in _BARE and name not in _SIGNS:
            told = "no HTML; a program of the book's own may read it. What is in it stands"
        times = f", {len(places)} times in this file" if len(places) > 1 else ""
        draft.lose(places[0], f"tag <{name}>{times}", f"left out: {told}")


def _tags(draft: Draft, pictures: Pictures) -> dict[str, list[int]]:
    """Enter the edits of single tags; return where those stand that Markdown has no sign for."""
    for match in _LINK.finditer(draft.text):
        if not draft.is_code(match.start()):
            _link(draft, match)
    bare: dict[str, list[int]] = {}
    for match in _TAG.finditer(draft.text):
        name = match[2].lower()
        if draft.is_code(match.start()):
            continue
        if name == "img":
            _image(draft, match, pictures)
        elif name == "br":
            draft.replace(*match.span(), _break(draft.text, match.start()))
        elif name in _SIGNS and _is_tight(draft.text, match):
            draft.replace(*match.span(), _SIGNS[name])
        elif name not in _READ:
            is_ours = draft.replace(*match.span(), _anchor(match))
            if is_ours and not match[1] and name != "a":
                bare.setdefault(name, []).append(match.start())
    return bare


def _raise(match: re.Match[str]) -> Replacement:
    sign = "^" if match[1].lower() == "sup" else "~"
    new = f"{sign}{match[2].strip().replace(' ', chr(92) + ' ')}{sign}"
    return new, new


def _break(text: str, start: int) -> str:
    """Return the break of a line; a row of a table is a line, and has a space."""
    line = text[text.rfind("\n", 0, start) + 1 : start]
    return " " if line.lstrip().startswith("|") else "\\\n"


def _is_tight(text: str, match: re.Match[str]) -> bool:
    """Return whether a sign in the place of a tag would open or close, as Markdown reads it."""
    beside = text[match.start() - 1 : match.start()] if match[1] else text[match.end() :][:1]
    return bool(beside.strip())


def _attributes(text: str) -> dict[str, str]:
    found = _ATTRIBUTE.findall(text)
    return {key.lower(): html.unescape(one or two or three) for key, one, two, three in found}


def _anchor(match: re.Match[str]) -> str:
    """Return the label of an element that links may lead to."""
    if match[1]:
        return ""
    attributes = _attributes(match[3])
    label = attributes.get("id") or (attributes.get("name", "") if match[2] in "aA" else "")
    return f"[]{{#{label}}}" if re.fullmatch(r"[A-Za-z][\w:.-]*", label) else ""


def _link(draft: Draft, match: re.Match[str]) -> None:
    """Say a link as Markdown does; links within the book are followed later, as all are."""
    address = _attributes(match[1]).get("href", "")
    if not SCHEME.match(address) or re.search(r"[\s<>()]", address) or not match[2].strip():
        return
    draft.replace(match.start(), match.start(2), "[")
    draft.replace(match.end(2), match.end(), f"]({address})", "](#)")


def _image(draft: Draft, match: re.Match[str], pictures: Pictures) -> None:
    attributes = _attributes(match[3])
    path, words = attributes.get("src", ""), attributes.get("alt", "")
    name = ""
    if SCHEME.match(path) or not path:
        draft.lose(match.start(), f"picture {path}", "not fetched: save it in images/ and name it")
    else:
        name = pictures.find(draft, path, match.start())
    if not name:
        draft.replace(*match.span(), "")
        return
    marks = [f'alt="{quoted(words)}"'] if words else []
    if re.fullmatch(r"\d+%", width := attributes.get("width", "")):
        marks.append(f"width={width}")
    shown = f"![](<../{name}>){{{' '.join(marks)}}}" if marks else f"![](<../{name}>)"
    draft.replace(*match.span(), shown, "")
