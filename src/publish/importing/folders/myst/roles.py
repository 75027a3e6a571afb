"""Roles of MyST, ``{name}`text` ``, said as marks of ours."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from publish.importing.folders.draft import Replacement
from publish.importing.folders.myst.drafting import MystDraft
from publish.importing.folders.myst.formulas import Formulas
from publish.importing.folders.myst.labels import Label, Labels

ROLE: Final = re.compile(
    r"(?<![\\`$])\{([A-Za-z][\w:+.-]*)([^{}`\n]*)\}(`+)(?!`)((?:(?!\3)(?:[^\n]|\n(?!\s*\n)))+?)(?<!`)\3(?!`)"
)
_TITLED: Final = re.compile(r"(.*?)\s*<([^<>]+)>\s*\Z", re.DOTALL)
_NUMBER: Final = re.compile(
    r"(?:\b(?:Fig(?:ures?|s?\.)?|Tab(?:les?|\.)?|Sec(?:tions?|\.)?|Chap(?:ters?|\.)?|"
    r"Eq(?:uations?|s?\.)?|Part|Code|Listing)[\s~]+)?(?:%s|\{number\})",
    re.IGNORECASE,
)
_WORK: Final = re.compile(r"(?:\{([^{}]*)\})?([^\s,;{}]+)(?:\{([^{}]*)\})?\Z")
_CODE: Final = frozenset(
    [
        "kbd",
        "code",
        "file",
        "samp",
        "command",
        "program",
        "option",
        "envvar",
        "literal",
        "verbatim",
        "regexp",
    ]
)
_PLAIN: Final = frozenset(["button", "dfn", "name", "index", "span", "div", "h", "cd", "ocf"])
_NOTHING: Final = ("fas", "fab", "far", "fa", "octicon", "material", "icon")


@dataclass(frozen=True, slots=True)
class Roles:
    """What the roles of a chapter are said as; ``lead`` finds the new place of a path."""

    draft: MystDraft
    labels: Labels
    formulas: Formulas
    lead: Callable[[str], str | None]

    def turn(self, match: re.Match[str]) -> Replacement | None:
        """Return the edit of one role."""
        name, text = match[1].lower(), " ".join(match[4].split())
        at = match.start()
        if name.startswith(("cite", "footcite")):
            return self._cite(name, text, at)
        kind = name.split(":")[-1]
        if name in ("ref", "numref", "eq", "hyperref") or (
            kind in ("ref", "numref") and ":" in name
        ):
            return self._reference(name, text, at)
        simple = {
            "sub": ("~", "~"),
            "subscript": ("~", "~"),
            "sup": ("^", "^"),
            "superscript": ("^", "^"),
            "u": ("[", "]{.underline}"),
            "underline": ("[", "]{.underline}"),
            "del": ("~~", "~~"),
            "strike": ("~~", "~~"),
            "s": ("~~", "~~"),
            "sc": ("[", "]{.smallcaps}"),
            "smallcaps": ("[", "]{.smallcaps}"),
            "guilabel": ("**", "**"),
            "menuselection": ("**", "**"),
            "strong": ("**", "**"),
            "emphasis": ("*", "*"),
            "footnote": ("^[", "]"),
        }
        if name in simple:
            before, after = simple[name]
            inner = text.replace(" ", "\\ ") if before in ("~", "^") else text
            return f"{before}{inner}{after}", None  # type: ignore[return-value]
        if name == "math":
            tex = self.formulas.plain(text.strip("$ "))
            return _same(f"${tex}$")
        return self._other(name, text, match, at)

    def _other(self, name: str, text: str, match: re.Match[str], at: int) -> Replacement | None:
        titled = _TITLED.match(text)
        words = titled[1].strip() if titled else text
        if name in ("doc", "download"):
            return self._document(name, words if titled and words else "", titled, text, at)
        if name == "term":
            found = self.labels.find(f"term-{titled[2] if titled else text}")
            return _same(f"[{words}](#{found.id})" if found else words)
        if name == "abbr":
            return _same(text)
        if name in _CODE or (":" in name and name.startswith(("py:", "c:", "cpp:", "js:", "rst:"))):
            ticks = match[3]
            return _same(f"{ticks}{text}{ticks}")
        if name.startswith(_NOTHING):
            self.draft.lose(at, f"{name} {text}", "left out: an icon of the web")
            return "", ""
        if name.startswith(("glue", "eval", "embed")):
            self.draft.lose(at, match[0], "stands as code in the text: write its value there")
            return _same(f"`{text}`")
        if name.startswith("raw"):
            self.draft.lose(at, match[0], "left out: it is for another output")
            return "", ""
        if name in _PLAIN or name.startswith("bdg"):
            return _same(words or text)
        self.draft.lose(at, f"role {name}", "its words stand without it")
        return _same(words or text)

    def _document(
        self, name: str, words: str, titled: re.Match[str] | None, text: str, at: int
    ) -> Replacement:
        path = titled[2] if titled else text
        target = self.lead(path)
        if target is None:
            where = "its words stand without it: it leads to nothing in the book"
            self.draft.lose(at, f"link {path}", where)
            return _same(words or f"`{posixpath.basename(path)}`")
        return f"[{words}]({target})", words

    def _reference(self, name: str, text: str, at: int) -> Replacement:
        titled = _TITLED.match(text)
        label = (titled[2] if titled else text).lstrip("!")
        words = titled[1].strip() if titled else ""
        found = self.labels.find(label)
        if found is None and (target := self.lead(f"#{label}")):
            found = Label(target.removeprefix("#"))
        if found is None:
            where = "stands as words: nothing in the book has this label"
            self.draft.lose(at, f"{name} {label}", where)
            return _same(words or f"`{label}`")
        return _same(refer(found, words))

    def _cite(self, name: str, text: str, at: int) -> Replacement:
        kind = name.rpartition(":")[2] if ":" in name else ""
        keys, marks = [], []
        for part in text.split(",") if "{" not in text else [text]:
            match = _WORK.match(part.strip())
            if match is None:
                self.draft.lose(at, f"{name} {part}", "stands as typed: it names no work")
                return _same(f"`{text}`")
            before = f"{match[1].strip()} " if match[1] else ""
            after = f", {match[3].strip()}" if match[3] else ""
            keys.append(match[2])
            sign = "-@" if kind in ("year", "yearpar") else "@"
            marks.append(f"{before}{sign}{match[2]}{after}")
        missing = [key for key in keys if key not in self.labels.works]
        if missing and self.labels.works is not None:
            where = "stands as typed: the bibliography has no such work"
            self.draft.lose(at, f"{name} {', '.join(missing)}", where)
            return _same(f"`{text}`")
        if kind in ("t", "ts", "ct", "cts", "author", "authors"):
            return _same(", ".join(marks))
        return _same(f"[{'; '.join(marks)}]")


def refer(found: Label, words: str) -> str:
    """Return a reference: with the author's words, with the tool's, or as the book says it."""
    if "%s" in words or "{number}" in words:
        number = f"[{found.words}](#{found.id})"
        said = _NUMBER.sub(lambda _match: number, words)
        return said.replace("{name}", number if "[" not in said else "")
    if "{name}" in words:
        return words.replace("{name}", f"[{found.words}](#{found.id})")
    return f"[{words or found.words}](#{found.id})"


def _same(text: str) -> Replacement:
    return text, text
