"""Formulas in MathML said in TeX: by what the source says, else by pandoc's reader of HTML."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final
from xml.sax.saxutils import quoteattr

from publish.importing.documents.tree import Node, attributes, node
from publish.importing.epub.documents import FATE, Text, is_dropped
from publish.importing.epub.written_sums import tex_of_sum
from publish.importing.epub.xhtml import classes, tag, words

_TEX: Final = re.compile(r"\\[A-Za-z]+|[\^_{}]")
_ANNOTATIONS: Final = ("application/x-tex", "tex", "latex", "application/x-latex", "text/x-tex")

ReadDocument = Callable[[bytes, str], list[Any] | None]


def read_formulas(text: Text, read_document: ReadDocument) -> dict[Any, Node]:
    """Return the formulas by their elements; those that cannot be said stay words, and are told."""
    found: dict[Any, Node] = {}
    open_ones: list[Any] = []
    for document in text.documents:
        for element in document.body.iter():
            if tag(element) != "math" or is_dropped(element):
                continue
            tex = _said(element) or tex_of_sum(element)
            if tex:
                found[element] = _formula(element, tex)
                text.account.counts["formulas whose TeX the source says"] += 1
            else:
                open_ones.append(element)
    for element, tex in zip(open_ones, _converted(open_ones, read_document), strict=True):
        if tex:
            found[element] = _formula(element, tex)
            text.account.counts["formulas said in TeX anew"] += 1
        else:
            text.account.decide(
                "formula",
                words(element),
                "it has no TeX: its signs are kept as words",
                text.place(element),
                "left",
            )
    for element in found:
        element.set(FATE, "math")
    return found


def _said(element: Any) -> str:
    for one in element.iter():
        if tag(one) == "annotation" and (one.get("encoding") or "").lower() in _ANNOTATIONS:
            return _clean("".join(one.itertext()))
    around = element.getparent()
    if around is not None and around.get("data-tex"):
        return _clean(around.get("data-tex"))
    alttext = element.get("alttext") or ""
    ours = around is not None and "formula-display" in classes(around)
    if ours or _TEX.search(alttext) or (alttext and alttext == words(element).replace(" ", "")):
        return _clean(alttext)
    return ""


def _clean(tex: str) -> str:
    line = " ".join(tex.split())
    line = re.sub(r"^\\displaystyle\s*", "", line.strip("$ "))
    return re.sub(r"^\{\s*\\displaystyle\s+(.*)\}$", r"\1", line).strip()


def _formula(element: Any, tex: str) -> Node:
    around = element.getparent()
    is_display = element.get("display") == "block" or (
        around is not None and "formula-display" in classes(around)
    )
    made = node("Math", [node("DisplayMath" if is_display else "InlineMath"), tex])
    alttext = element.get("alttext") or ""
    if around is not None and around.get("data-tex") and alttext:
        return node("Span", [attributes(alt=alttext), [made]])
    return made


def _converted(elements: list[Any], read_document: ReadDocument) -> list[str]:
    if not elements:
        return []
    body = "\n".join(f"<p>{_markup(one)}</p>" for one in elements)
    blocks = read_document(f"<html><body>{body}</body></html>".encode(), "html") or []
    if len(blocks) != len(elements):
        return [""] * len(elements)
    found = []
    for block in blocks:
        inner = block["c"] if block["t"] in ("Para", "Plain") else []
        math = [one["c"][1] for one in inner if one["t"] == "Math"]
        found.append(_clean(math[0]) if len(math) == 1 and len(inner) == 1 else "")
    return found


def _markup(element: Any) -> str:
    """Return MathML without prefixes, for a reader that knows HTML alone."""
    name = tag(element)
    if name in ("annotation", "annotation-xml"):
        return ""
    own = "".join(
        f" {key}={quoteattr(value)}"
        for key, value in element.attrib.items()
        if "}" not in key
        and key in ("display", "mathvariant", "stretchy", "open", "close", "separators", "accent")
    )
    if name == "math":
        own = ' xmlns="http://www.w3.org/1998/Math/MathML"' + own
    inner = _escaped(element.text)
    for one in element:
        inner += (_markup(one) if isinstance(one.tag, str) else "") + _escaped(one.tail)
    return f"<{name}{own}>{inner}</{name}>"


def _escaped(words: str | None) -> str:
    return (words or "").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
