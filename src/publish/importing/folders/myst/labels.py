"""What can be referred to in a MyST book: labels, and the words that a reference to each shows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Label:
    """A label as the manuscript writes it; ``words`` are ``""`` where the book has its own."""

    id: str
    words: str = ""


@dataclass(slots=True)
class Labels:
    """The labels of a book, the works of its bibliography, and what its kinds have counted.

    ``slugs`` counts the ids that pandoc makes of headings: a label must not be one of these.
    """

    works: frozenset[str] = frozenset()
    found: dict[str, Label] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)
    slugs: Counter[str] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)

    def enter(self, name: str, words: str = "", slug: str = "") -> str:
        """Enter a label; return the id that the manuscript gives it.

        ``slug`` is what pandoc makes of the heading that it names.
        """
        key = _key(name)
        if key in self.found:
            return ""
        wish = re.sub(r"[^\w:.-]+", "-", name.strip()).strip("-.:") or "label"
        is_own = wish == slug and self.slugs[wish] == 1
        wish = wish if wish[0].isalpha() and (is_own or not self.slugs[wish]) else f"label-{wish}"
        id_, number = wish, 1
        while id_ in self.ids:
            number += 1
            id_ = f"{wish}-{number}"
        self.ids.add(id_)
        self.found[key] = Label(id_, words)
        return id_

    def enter_all(self, names: Iterable[str], words: str = "", slug: str = "") -> str:
        """Enter several labels of one place; return its id, ``""`` for none."""
        id_ = ""
        for name in names:
            if not id_:
                id_ = self.enter(name, words, slug)
            elif _key(name) not in self.found:
                self.found[_key(name)] = Label(id_, words)
        return id_

    def find(self, name: str) -> Label | None:
        """Return what a name refers to."""
        return self.found.get(_key(name))

    def count(self, kind: str) -> int:
        """Return the number of the next thing of a kind."""
        self.counts[kind] += 1
        return self.counts[kind]


def _key(name: str) -> str:
    return " ".join(name.lower().split())


_WORK = re.compile(
    r"^[ \t]*@(?!comment|string|preamble)\w+[ \t]*[{(][ \t]*([^\s,{}()]+)[ \t]*,",
    re.MULTILINE | re.IGNORECASE,
)


def works_of(texts: Iterable[str]) -> frozenset[str]:
    """Return the keys of the works that bibliographies in BibTeX have."""
    return frozenset(key for text in texts for key in _WORK.findall(text))
