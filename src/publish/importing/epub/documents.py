"""The documents of the spine as one text: places by path and id, and what was decided of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, Final

from publish.diagnostics import Span
from publish.importing.epub.package_document import resolve
from publish.importing.epub.xhtml import body_of, tag, words
from publish.importing.imported import Decision, Outcome, Unkept, excerpt

FATE: Final = "publish-fate"
"""The attribute that says of an element that its words are no running text of the book."""

_NAMES: Final = ("id", "name", "{http://www.w3.org/XML/1998/namespace}id")


@dataclass(slots=True)
class Account:
    """What was decided, and what is not in the book; places are lines of the source's documents."""

    decisions: list[Decision] = field(default_factory=list)
    unkept: list[Unkept] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    apart: dict[str, str] = field(default_factory=dict)

    def decide(
        self, kind: str, what: str, evidence: str, place: Span | None, outcome: Outcome = "done"
    ) -> None:
        """Enter a decision."""
        self.decisions.append(Decision(kind, excerpt(what), evidence, place, outcome))

    def lose(self, what: str, where: str, place: Span | None = None) -> None:
        """Enter that something is not in the book, and where it is."""
        self.unkept.append(Unkept(excerpt(what, 400), where, place))


@dataclass(slots=True)
class Document:
    """A document of the spine."""

    path: str
    root: Any
    kind: str = ""

    @property
    def body(self) -> Any:
        """Return its body."""
        return body_of(self.root)


@dataclass(slots=True)
class Text:
    """All documents in reading order, with every place that has a name."""

    documents: list[Document]
    account: Account
    places: dict[tuple[str, str], Any] = field(default_factory=dict)
    homes: dict[Any, str] = field(default_factory=dict)

    def index(self) -> None:
        """Enter the names of places; the first of several has it."""
        for document in self.documents:
            self.homes[document.root] = document.path
            self.places.setdefault((document.path, ""), document.body)
            for element in document.root.iter():
                for name in _NAMES:
                    value = element.get(name)
                    if value and (name != "name" or tag(element) == "a"):
                        self.places.setdefault((document.path, value), element)

    def path_of(self, element: Any) -> str:
        """Return the document that an element stands in."""
        return self.homes.get(element.getroottree().getroot(), "")

    def place(self, element: Any) -> Span:
        """Return where an element stands in the source."""
        return Span(PurePosixPath(self.path_of(element) or "book"), element.sourceline or None)

    def target(self, link: Any) -> tuple[str, str] | None:
        """Return where a link leads inside the book, ``None`` where it leads out of it."""
        address = (link.get("href") or "").strip()
        if not address or ":" in address.split("/")[0].split("#")[0]:
            return None
        return resolve(self.path_of(link), address)

    def element(self, where: tuple[str, str] | None) -> Any:
        """Return the element that a place names, if there is one."""
        return self.places.get(where) if where else None

    def drop(self, element: Any, fate: str) -> None:
        """Let an element and its words be no part of the running text."""
        element.set(FATE, fate)

    def links(self) -> Iterator[Any]:
        """Yield the links of all documents in reading order."""
        for document in self.documents:
            for element in document.body.iter():
                if tag(element) == "a" and element.get("href"):
                    yield element


def is_dropped(element: Any) -> bool:
    """Return whether an element, or one around it, is no running text."""
    return element.get(FATE) is not None or any(
        one.get(FATE) is not None for one in element.iterancestors()
    )


def has_words(element: Any) -> bool:
    """Return whether anything in an element is running text."""
    if element.get(FATE) is not None:
        return False
    if (element.text or "").strip():
        return True
    return any(has_words(one) or (one.tail or "").strip() for one in element)


def set_apart(text: Text, document: Document, why: str) -> None:
    """Keep the words of a whole document outside the book, in a file of their own."""
    lines = [line for one in document.body.itertext() if (line := " ".join(one.split()))]
    name = f"{PurePosixPath(document.path).stem}.txt"
    while name in text.account.apart:
        name = f"_{name}"
    if lines:
        text.account.apart[name] = "\n".join(lines) + "\n"
    where = f"set-apart/{name}" if lines else "nowhere"
    text.account.lose(f"{document.path}: {why}. {words(document.body)[:200]}", where)
    text.drop(document.body, "apart")
