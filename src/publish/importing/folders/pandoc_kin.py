"""The Markdown of Quarto and bookdown: pandoc's, with references, callouts and shortcodes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from publish.importing.folders.draft import Draft, Replacement

_CALLOUT: Final = re.compile(
    r"^([ \t>]*:{3,}[ \t]*)(\{[^}\n]*\.callout-(\w+)[^}\n]*\}|callout-(\w+))[ \t]*$", re.M
)
_TITLE: Final = re.compile(r"\btitle\s*=\s*\"([^\"\n]*)\"")
_DISPLAY: Final = re.compile(r"\$\$((?:(?!\$\$).)+?)\$\$[ \t]*\{#(eq-[\w.-]+)[^}\n]*\}", re.DOTALL)
_SHORTCODE: Final = re.compile(r"\{\{<\s*(/?\w[\w-]*)([^\n]*?)>\}\}")
_REFERENCE: Final = re.compile(
    r"(?<![\w\\@/])-?@((?:fig|tbl|sec|eq|lst|thm|lem|cor|prp|cnj|def|exm|exr|nte|tip|wrn|imp|cau)-[\w-]+(?:\.[\w-]+)*)"
)
_BRACED: Final = re.compile(
    r"\[[^\[\]\n]*?(?<![\w\\])-?@(?:fig|tbl|sec|eq|lst|thm|nte|tip)-[^\[\]\n]*\](?![({])"
)
_BOOKDOWN: Final = re.compile(
    r"(?:\b(Figures?|Figs?\.|Tables?|Tabs?\.|Chapters?|Sections?|Equations?|Eq\.|Appendix|Parts?)"
    r"([ ~]|\u00a0))?\(?\\@ref\(([\w:.-]+)\)\)?"
)
_NAMED: Final = re.compile(r"(?<!!\[)\(\\#((?:fig|tab|eq|thm|lem):[\w.-]+)\)[ \t]*")
_CAPTION: Final = re.compile(
    r"^((?:Table)?:[ \t]+)\(\\#(tab:[\w.-]+)\)[ \t]*([^\n]*(?:\n(?!\s*\n)[^\n]+)*)", re.M
)
_TEXTS: Final = re.compile(r"^\(ref:([^)\s]+)\)[ \t]+([^\n]*)\n?", re.MULTILINE)
_TEXT: Final = re.compile(r"\(ref:([^)\s]+)\)")
_CODE_VALUE: Final = re.compile(r"(?<!`)`r [^`\n]+`(?!`)")


@dataclass(slots=True)
class ReferenceTexts:
    """Bookdown's ``(ref:…)`` texts of all chapters, by their names, and which of them were used."""

    texts: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def gather(self, draft: Draft) -> None:
        """Take the texts of a chapter."""
        for match in _TEXTS.finditer(draft.text):
            if not draft.is_code(match.start()):
                self.texts[match[1]] = match[2].strip()

    def put_into(self, text: str) -> str:
        """Return words with the texts in the places of their names; an unknown name stays."""

        def put(match: re.Match[str]) -> str:
            self.used.add(match[1])
            return self.texts.get(match[1], match[0])

        return _TEXT.sub(put, text)

    def rewrite(self, draft: Draft) -> None:
        """Enter the edits of a chapter: texts go from where they are given to where they belong."""
        given = {match.start() for match in _TEXTS.finditer(draft.text)}

        def put(match: re.Match[str]) -> Replacement | None:
            if match.start() in given:
                return None
            text = self.put_into(match[0])
            return text, text

        draft.each(_TEXTS, lambda match: ("", ""))
        draft.each(_TEXT, put)

    def tell_unused(self, draft: Draft) -> None:
        """Tell the texts of a chapter that nothing asked for."""
        for match in _TEXTS.finditer(draft.text):
            if not draft.is_code(match.start()) and match[1] not in self.used:
                draft.lose(match.start(), match[0], "left out: no caption asks for this text")


def rewrite_quarto(draft: Draft) -> None:
    """Enter the edits of Quarto's own blocks."""
    _callouts(draft)

    def equation(match: re.Match[str]) -> Replacement:
        formula = f"$${match[1].strip()}$$"
        return f"[{formula}]{{#{match[2]}}}", formula

    def shortcode(match: re.Match[str]) -> Replacement | None:
        if draft.text[match.start() - 1 : match.start()] == "{":
            return None
        draft.lose(
            match.start(), match[0], "left out: a shortcode that the web or an extension fills"
        )
        return "", ""

    draft.each(_DISPLAY, equation)
    draft.each(_SHORTCODE, shortcode)
    _values(draft)


def _values(draft: Draft) -> None:
    for match in _CODE_VALUE.finditer(draft.text):
        if not any(one.start <= match.start() < one.end for one in draft.fences):
            draft.lose(match.start(), match[0], "stands as code in the text: write its value there")


def _callouts(draft: Draft) -> None:
    for match in _CALLOUT.finditer(draft.text):
        if draft.is_code(match.start()):
            continue
        kind = match[3] or match[4]
        inner = match[2] if match[2].startswith("{") else ""
        label = re.search(r"#[\w:.-]+", _TITLE.sub("", inner))
        title = _TITLE.search(inner)
        mark = f"{label[0]} " if label else ""
        new = f"{match[1].rstrip()} {{{mark}.callout .callout-{kind}}}"
        reads = f"{match[1].rstrip()} {{.callout}}"
        indent = re.match(r"[ \t>]*", match[1])
        if title:
            words = f"\n{indent[0] if indent else ''}"
            new += f"{words}**{title[1]}**\n"
            reads += f"{words}{title[1]}\n"
        draft.replace(*match.span(), new, reads)
        draft.decide(
            "callout",
            match.start(),
            title[1] if title else kind,
            f"a block of class callout-{kind}",
        )
        heading = re.compile(
            r"\s*\n([ \t>]*)#{1,6}[ \t]+([^\n{]+?)[ \t]*(\{[^}\n]*\})?(?=\n)"
        ).match(draft.text, match.end())
        if heading and not title:
            start = heading.start(1) + len(heading[1])
            draft.replace(
                start,
                heading.end(),
                f"**{heading[2]}**\n{heading[1]}",
                f"{heading[2]}\n{heading[1]}",
            )


def resolve_quarto(draft: Draft, labels: Mapping[str, str]) -> None:
    """Let references to labels that the book lacks stand as words; the others are ours already."""

    def braced(match: re.Match[str]) -> Replacement | None:
        found = list(_REFERENCE.finditer(match[0]))
        if not found or any(one[1] not in labels for one in found):
            return None
        # Pandoc would make a citation of the brackets: the words within stand as they are.
        inner = match[0][1:-1].replace("-@", "@")
        parts = re.split(r"@([\w-]+(?:\.[\w-]+)*)", inner)
        new = "".join(f"[](#{part})" if at % 2 else part for at, part in enumerate(parts))
        return new, "".join("" if at % 2 else part for at, part in enumerate(parts))

    def single(match: re.Match[str]) -> Replacement | None:
        if match[1] in labels:
            return f"[](#{match[1]})", ""
        draft.lose(match.start(), match[0], "stands as typed: nothing in the book has this label")
        escaped = match[0].replace("@", "\\@")
        return escaped, escaped

    draft.each(_BRACED, braced)
    draft.each(_REFERENCE, single)


def rewrite_bookdown(draft: Draft) -> None:
    """Enter the edits of bookdown's labels, parts and appendices; its references come later."""
    _callouts(draft)

    def caption(match: re.Match[str]) -> Replacement:
        return f": {match[3]} {{#{match[2]}}}", f": {match[3]}"

    draft.each(_CAPTION, caption)
    draft.each(_NAMED, lambda match: (f"[]{{#{match[1]}}}", ""))
    _values(draft)


def resolve_bookdown(draft: Draft, labels: Mapping[str, str]) -> None:
    r"""Turn ``\@ref(…)`` into our references; the word before it comes from the book's language."""

    def turn(match: re.Match[str]) -> Replacement:
        label = labels.get(match[3])
        opens, closes = "(" in match[0].split("\\@ref")[0], match[0].endswith("))")
        before = (match[1] or "") + (match[2] or "")
        if label is None:
            draft.lose(
                match.start(), match[0], "stands as a name: nothing in the book has this label"
            )
            words = f"{before}{'(' if opens else ''}{match[3]}{')' if closes else ''}"
            return words, words
        if before and not opens:
            evidence = "the number comes with its word, as the book's language has it"
            draft.decide("reference", match.start(), match[0], evidence)
            return f"[](#{label}){')' if closes else ''}", ""
        return f"{before}{'(' if opens else ''}[](#{label}){')' if closes else ''}", before

    draft.each(_BOOKDOWN, turn)
