"""Which faces a book's text is set in: what the stylesheets may ask for and the documents hold.

No cascade is resolved: wherever a rule might apply it is taken to apply, so that a face too many
may stay and none is ever missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

import tinycss2

from publish.content import ContentDocument
from publish.editions import Face, Resource
from publish.editions.type_rules import (
    BOLD_FROM,
    INHERIT,
    Families,
    Rule,
    Type,
    asked_type,
    declarations_of,
    qualified_rules,
    reset_elements,
    rules_of,
)

_BOLD_ELEMENTS: Final = frozenset({"b", "h1", "h2", "h3", "h4", "h5", "h6", "strong", "th"})
_ITALIC_ELEMENTS: Final = frozenset({"address", "cite", "dfn", "em", "i", "var"})
_CODE_ELEMENTS: Final = frozenset({"code", "kbd", "pre", "samp", "tt"})
"""What reading systems' own stylesheets set so (HTML, 15.3)."""

_PREFIX: Final = '<body xmlns:epub="http://www.idpf.org/2007/ops">'


@dataclass(slots=True)
class _Reading:
    """The types that the documents use, found element by element.

    Open elements have the least and the most that they may ask for.
    """

    rules: tuple[Rule, ...]
    upright: frozenset[str]
    light: frozenset[str]
    families: Families
    _open: list[tuple[Type, Type]]
    found: set[Type]
    _known: dict[tuple[str, str, str], tuple[Type, Type]] = field(default_factory=dict)

    def enter(self, element: str, attributes: Mapping[str, str]) -> None:
        classes, style = attributes.get("class", ""), attributes.get("style", "")
        key = (element, classes, style if "font" in style else "")
        if key not in self._known:
            self._known[key] = self._types_of(*key)
        certain, possible = self._known[key]
        sure, most = self._open[-1]
        families = (certain.families or most.families) | possible.families
        if INHERIT in families:
            families |= most.families
        sure, most = sure | certain, most | certain | possible
        most = Type(most.bold, most.italic, families)
        self._open.append((sure, most))
        # What a rule may ask for under some condition, it may as well not.
        self.found.update(
            Type(bold, italic, families)
            for bold in {sure.bold, most.bold}
            for italic in {sure.italic, most.italic}
        )

    def leave(self, _element: str) -> None:
        self._open.pop()

    def _types_of(self, element: str, classes: str, style: str) -> tuple[Type, Type]:
        """Return what an element is sure to ask for, and what it may."""
        names = set(classes.split())
        certain = Type(
            element in _BOLD_ELEMENTS - self.light,
            element in _ITALIC_ELEMENTS - self.upright,
            self.families.monospaced if element in _CODE_ELEMENTS else frozenset(),
        ) | asked_type(declarations_of(style), self.families)
        possible = Type()
        for rule in self.rules:
            if rule.element in {"", element} and rule.classes <= names:
                if rule.is_certain:
                    certain |= rule.type
                else:
                    possible |= rule.type
        return certain, possible


def faces_in_use(
    faces: Iterable[Face], documents: Iterable[ContentDocument], stylesheets: Iterable[Resource]
) -> tuple[Face, ...]:
    """Return the faces that some text may be set in; all those of the author's own stay.

    A body that is not well-formed raises ``ExpatError``.
    """
    faces, documents = tuple(faces), tuple(documents)
    spoken = frozenset(_spoken(documents))
    families = Families(
        tuple(face.family.lower() for face in faces),
        frozenset(face.family.lower() for face in faces if face.monospaced),
    )
    # The first family is the text's, wherever no rule names another.
    text = Type(families=frozenset(families.all[:1]))
    css = "\n".join(sheet.data.decode() for sheet in stylesheets)
    rules = tinycss2.parse_stylesheet(css, skip_comments=True)
    plain = (rule for rule in rules if rule.type == "qualified-rule")
    unconditional = tuple(qualified_rules(plain, spoken))
    reading = _Reading(
        rules=tuple(rules_of(rules, families, spoken)),
        upright=reset_elements(unconditional, "font-style"),
        light=reset_elements(unconditional, "font-weight"),
        families=families,
        _open=[(text, text)],
        found={text},
    )
    for document in documents:
        parser = expat.ParserCreate("utf-8")
        parser.StartElementHandler = reading.enter
        parser.EndElementHandler = reading.leave
        parser.Parse(f"{_PREFIX}{document.body}</body>".encode(), True)
    used = {
        (found.bold, found.italic, family) for found in reading.found for family in found.families
    }
    return tuple(face for face in faces if not face.license or _key(face) in used)


def _spoken(documents: Iterable[ContentDocument]) -> Iterator[str]:
    """Yield the primary subtags of all languages in the documents."""
    for document in documents:
        for language in (document.language, *document.languages):
            yield language.split("-")[0].lower()


def _key(face: Face) -> tuple[bool, bool, str]:
    heaviest = int(face.weight.split()[-1])
    return heaviest >= BOLD_FROM, face.italic, face.family.lower()
