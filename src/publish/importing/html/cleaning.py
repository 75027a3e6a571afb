"""A page without what is no text: what goes is told, and its words are counted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from publish.importing.documents.account import Account

_SILENT: Final = ("script", "style", "template", "link", "meta", "object", "embed", "iframe", "svg")
_MACHINES: Final = ("form", "button", "select", "textarea", "input", "audio", "video", "canvas")
_EDITS: Final = frozenset({"mw-editsection", "mw-jump-link", "noprint", "navbox", "breadcrumb"})
_ROLES: Final = frozenset({"navigation", "doc-toc", "search", "banner", "toolbar", "menu"})


@dataclass(slots=True)
class Cleaning:
    """What was taken from pages: ``removed`` are its words, in no order."""

    account: Account
    removed: list[str] = field(default_factory=list)
    _counts: dict[str, int] = field(default_factory=dict)

    def take(self, element: Any, what: str, *, is_told: bool = True) -> None:
        """Remove an element, and enter its words as removed."""
        words = " ".join(_heard(element))
        if words.strip():
            self.removed.append(words)
            if is_told:
                where = "nowhere: the book makes its own" if "navigation" in what else "nowhere"
                said = f"{what}: {' '.join(words.split())}"
                self.account.set_apart(said, where, element.sourceline or 0)
        elif is_told:
            self._counts[what] = self._counts.get(what, 0) + 1
        drop(element)

    def clean(self, root: Any) -> None:
        """Take from a page what is no text."""
        for element in list(root.iter(*_SILENT)):
            name = {"script": "scripts", "style": "styles"}.get(element.tag, "objects")
            if element.tag == "script" and "math/tex" in str(element.get("type", "")):
                continue
            if element.tag not in ("link", "meta"):
                self._counts[name] = self._counts.get(name, 0) + 1
            drop(element)
        for element in list(root.iter(*_MACHINES)):
            if _stands_in(element, root):
                self.take(element, f"a {element.tag} of the page")
        for element in list(root.iter()):
            if isinstance(element.tag, str) and _is_aid(element) and _stands_in(element, root):
                self.take(element, "navigation of the page")
        for name, count in sorted(self._counts.items()):
            self.account.counts[f"{name} left out"] += count
        self._counts.clear()


def _stands_in(element: Any, root: Any) -> bool:
    """Return whether an element has not been taken away with another."""
    return element is not root and any(one is root for one in element.iterancestors())


def _is_aid(element: Any) -> bool:
    classes = set(str(element.get("class", "")).lower().split())
    kind = str(element.get("role", "")).lower()
    is_contents = element.get("id") in ("toc", "TOC") or "toc" in classes
    return element.tag == "nav" or kind in _ROLES or bool(classes & _EDITS) or is_contents


def _heard(element: Any) -> list[str]:
    """Return the words of an element that a browser shows."""
    skipped = ("script", "style", "template", "textarea", "iframe", "svg", "math", "object")
    if element.tag in skipped:
        return []
    pieces = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str):
            pieces += _heard(child)
        pieces.append(child.tail or "")
    return pieces


def drop(element: Any) -> None:
    """Remove an element; what follows it stays."""
    parent = element.getparent()
    if parent is None:
        return
    tail = element.tail or ""
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def put_text(element: Any, text: str) -> None:
    """Put text in the place of an element."""
    element.tail = text + (element.tail or "")
    drop(element)
