"""Documents made ready: what is no running text is marked, captions stand where a book has them."""

from __future__ import annotations

import re
from typing import Any, Final

from publish.importing.epub.documents import FATE, Document, Text, has_words, is_dropped
from publish.importing.epub.xhtml import classes, is_generated, kinds, tag, words

_SILENT: Final = {
    "script": "scripts",
    "style": "stylesheets",
    "link": "stylesheets",
    "meta": "stylesheets",
    "noscript": "scripts",
    "template": "scripts",
    "audio": "sound and moving pictures",
    "video": "sound and moving pictures",
    "iframe": "embedded pages",
    "object": "embedded objects",
    "embed": "embedded objects",
    "canvas": "embedded objects",
}
_NUMBER: Final = re.compile(r"\d+|[IVXLC]+")
_LISTS: Final = {"page-list", "landmarks", "loi", "lot"}
_LINE_NUMBER: Final = frozenset({"lnum", "linenum", "line-number", "linenumber"})
_STAYS: Final = {"citation", "entry", "note"}


def prepare(text: Text) -> None:
    """Mark what is no running text in all documents, and put captions and feet into their order."""
    for document in text.documents:
        for element in list(document.body.iter()):
            if isinstance(element.tag, str) and element.get(FATE) is None:
                _mark(text, element)
        _order(document)


def find_descriptions(text: Text) -> dict[Any, Any]:
    """Return by figure the section that describes it at length, in a book that we made."""
    found: dict[Any, Any] = {}
    for link in text.links():
        around = link.getparent()
        figure = next((one for one in link.iterancestors() if tag(one) == "figure"), None)
        if figure is None or "description-link" not in classes(around):
            continue
        section = text.element(text.target(link))
        if section is not None and "description" in classes(section):
            found[figure] = section
            text.drop(section, "description")
            text.account.counts["descriptions brought back to their pictures"] += 1
    return found


def _mark(text: Text, element: Any) -> None:
    name, said = tag(element), kinds(element)
    if name == "switch":
        _choose(text, element)
        return
    if name == "object" and _stands_for_itself(text, element):
        return
    if name in _SILENT:
        what = _SILENT[name]
        text.account.counts[f"{what} left out"] += 1
        if words(element) and name not in ("script", "style"):
            text.account.lose(f"{name}: {words(element)}", "nowhere", text.place(element))
        text.drop(element, "silent")
    elif "pagebreak" in said and len(words(element)) < 20:
        text.account.counts["page breaks of another edition left out"] += 1
        text.drop(element, "page break")
    elif name == "span" and words(element).isdecimal() and _LINE_NUMBER & set(classes(element)):
        text.account.counts["numbers of lines left out"] += 1
        text.drop(element, "mark")
    elif name == "rp":
        text.drop(element, "mark")
    elif name == "svg":
        text.drop(element, "picture")
    elif name == "nav" and said & _LISTS and not is_dropped(element):
        text.account.lose(
            f"list of places: {words(element)[:120]}", "nowhere: made anew", text.place(element)
        )
        text.drop(element, "generated")
    elif is_generated(element):
        _mark_generated(text, element)


def _choose(text: Text, switch: Any) -> None:
    """Leave of the alternatives of EPUB 3.0 the one in MathML, else the one for every reader."""
    cases = [one for one in switch if tag(one) in ("case", "default")]
    formula = (one for one in cases if "MathML" in (one.get("required-namespace") or ""))
    plain = next((one for one in cases if tag(one) == "default"), None)
    chosen = next(formula, plain)
    for one in cases:
        if one is not chosen:
            text.account.counts["alternatives for other reading programs left out"] += 1
            text.drop(one, "alternative")


def _stands_for_itself(text: Text, element: Any) -> bool:
    """Return whether an embedded object is a picture, or what is in it is text to read."""
    media = (element.get("type") or "").lower()
    if media.startswith("image/"):
        text.drop(element, "picture")
        return True
    shows = any(tag(one) in ("img", "image", "svg", "math") for one in element.iter())
    return not media.startswith(("audio/", "video/")) and (shows or has_words(element))


def _mark_generated(text: Text, element: Any) -> None:
    own = set(classes(element))
    if "citation" in own:
        text.account.counts["citations kept as words"] += 1
    if own & _STAYS:
        return
    if "reference" in own and tag(element) == "a" and element.get("href"):
        text.account.counts["cross-references made by the book again"] += 1
        text.drop(element, "reference")
        return
    if not is_dropped(element):
        text.account.counts["words made by the book, made anew"] += len(words(element).split())
    text.drop(element, "generated")


def _order(document: Document) -> None:
    for figure in [one for one in document.body.iter() if tag(one) == "figure"]:
        captions = [one for one in figure if tag(one) == "figcaption"]
        for caption in captions:
            tables = (one for one in figure.iter() if tag(one) == "table")
            table = next((one for one in tables if caption not in one.iterancestors()), None)
            if table is not None and not any(tag(one) == "caption" for one in table):
                _move(caption, table, 0)
                caption.tag = "caption"
            else:
                _move(caption, figure, len(figure))
    for table in [one for one in document.body.iter() if tag(one) == "table"]:
        for child in list(table):
            if tag(child) == "caption" and table[0] is not child:
                _move(child, table, 0)
        for child in list(table):
            if tag(child) == "tfoot" and table[-1] is not child:
                _move(child, table, len(table))


def _move(element: Any, parent: Any, place: int) -> None:
    """Move an element; the words after it stay where they are."""
    before, around, tail = element.getprevious(), element.getparent(), element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        around.text = (around.text or "") + tail
    element.tail = None
    around.remove(element)
    if place == 0:
        head, parent.text = parent.text, None
        parent.insert(0, element)
        element.tail = head
    else:
        parent.append(element)


def numbering_of(text: Text) -> str:
    """Return how chapters were numbered by us, for a book that we made."""
    for document in text.documents:
        for one in document.body.iter():
            if "label" in classes(one) and is_generated(one):
                around = next((a for a in one.iterancestors() if tag(a) == "section"), None)
                if around is None or "chapter" not in kinds(around) | set(classes(around)):
                    continue
                label = words(one).rstrip(".")
                if tag(one.getparent()) == "h1" and _NUMBER.fullmatch(label):
                    return "arabic" if label.isdigit() else "roman"
                return "words" if tag(one.getparent()) == "h1" else "none"
    return "none"
