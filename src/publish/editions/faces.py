"""Which faces a book's text is set in: what the stylesheets may ask for and the documents hold.

No cascade is resolved: wherever a rule might apply it is taken to apply, so that a face too many
may stay and none is ever missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from xml.parsers import expat

import tinycss2

from publish.content import ContentDocument
from publish.editions import Face, Resource

_BOLD_ELEMENTS: Final = frozenset({"b", "h1", "h2", "h3", "h4", "h5", "h6", "strong", "th"})
_ITALIC_ELEMENTS: Final = frozenset({"address", "cite", "dfn", "em", "i", "var"})
_CODE_ELEMENTS: Final = frozenset({"code", "kbd", "pre", "samp", "tt"})
"""What reading systems' own stylesheets set so (HTML, 15.3)."""

_BOLD_FROM: Final = 600
"""The lightest weight that asks for a bold face (CSS Fonts 4, 5.2)."""

_PREFIX: Final = '<body xmlns:epub="http://www.idpf.org/2007/ops">'
_ARGUMENTS: Final = re.compile(r"\([^()]*\)|\[[^\]]*\]")
_CERTAIN: Final = re.compile(r"[\w-]*(\.[\w-]+)*")
"""A selector of one element and classes alone."""
_PSEUDO: Final = re.compile(r"::?[\w-]+")
_COMBINATOR: Final = re.compile(r"[\s>+~]+")
_NAME: Final = re.compile(r"([.#]?)((?:[\w-]|[^\x00-\x7f])+)")


_INHERIT: Final = "inherit"
"""Stands in a set of families for those of the element around."""


@dataclass(frozen=True, slots=True)
class _Families:
    """The families that there are, in lower case."""

    all: tuple[str, ...]
    monospaced: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Type:
    """What text may be set in; of a rule, what it asks for: no families where it names none."""

    bold: bool = False
    italic: bool = False
    families: frozenset[str] = frozenset()

    def __or__(self, other: _Type) -> _Type:
        return _Type(
            self.bold or other.bold,
            self.italic or other.italic,
            self.families | other.families,
        )


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule by the last part of its selector; ``element`` is ``""`` where that names none.

    ``is_certain`` where the selector has no other part: the rule applies to all that it names.
    """

    element: str
    classes: frozenset[str]
    is_certain: bool
    type: _Type


@dataclass(slots=True)
class _Reading:
    """The types that the documents use, found element by element.

    Open elements have the least and the most that they may ask for.
    """

    rules: tuple[_Rule, ...]
    upright: frozenset[str]
    light: frozenset[str]
    families: _Families
    _open: list[tuple[_Type, _Type]]
    found: set[_Type]
    _known: dict[tuple[str, str, str], tuple[_Type, _Type]] = field(default_factory=dict)

    def enter(self, element: str, attributes: Mapping[str, str]) -> None:
        classes, style = attributes.get("class", ""), attributes.get("style", "")
        key = (element, classes, style if "font" in style else "")
        if key not in self._known:
            self._known[key] = self._types_of(*key)
        certain, possible = self._known[key]
        sure, most = self._open[-1]
        families = (certain.families or most.families) | possible.families
        if _INHERIT in families:
            families |= most.families
        sure, most = sure | certain, most | certain | possible
        most = _Type(most.bold, most.italic, families)
        self._open.append((sure, most))
        # What a rule may ask for under some condition, it may as well not.
        self.found.update(
            _Type(bold, italic, families)
            for bold in {sure.bold, most.bold}
            for italic in {sure.italic, most.italic}
        )

    def leave(self, _element: str) -> None:
        self._open.pop()

    def _types_of(self, element: str, classes: str, style: str) -> tuple[_Type, _Type]:
        """Return what an element is sure to ask for, and what it may."""
        names = set(classes.split())
        certain = _Type(
            element in _BOLD_ELEMENTS - self.light,
            element in _ITALIC_ELEMENTS - self.upright,
            self.families.monospaced if element in _CODE_ELEMENTS else frozenset(),
        ) | _asked(_declarations(style), self.families)
        possible = _Type()
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
    faces = tuple(faces)
    families = _Families(
        tuple(face.family.lower() for face in faces),
        frozenset(face.family.lower() for face in faces if face.monospaced),
    )
    # The first family is the text's, wherever no rule names another.
    text = _Type(families=frozenset(families.all[:1]))
    css = "\n".join(sheet.data.decode() for sheet in stylesheets)
    rules = tinycss2.parse_stylesheet(css, skip_comments=True)
    unconditional = tuple(_qualified(rule for rule in rules if rule.type == "qualified-rule"))
    reading = _Reading(
        rules=tuple(_rules(rules, families)),
        upright=_reset(unconditional, "font-style"),
        light=_reset(unconditional, "font-weight"),
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


def _key(face: Face) -> tuple[bool, bool, str]:
    heaviest = int(face.weight.split()[-1])
    return heaviest >= _BOLD_FROM, face.italic, face.family.lower()


def _qualified(rules: Iterable[Any]) -> Iterator[tuple[list[str], list[Any]]]:
    """Yield the selectors and the declarations of every rule, those under a condition too."""
    for rule in rules:
        if rule.type == "qualified-rule":
            prelude = tinycss2.serialize(rule.prelude)
            while _ARGUMENTS.search(prelude):
                # What is left of a condition is a pseudo-class: the rule is not certain.
                prelude = _ARGUMENTS.sub(":is", prelude)
            yield prelude.split(","), _declarations(rule.content)
        elif rule.type == "at-rule" and rule.content and rule.lower_at_keyword == "media":
            yield from _qualified(tinycss2.parse_rule_list(rule.content, skip_comments=True))


def _declarations(content: Any) -> list[Any]:
    parsed = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    return [entry for entry in parsed if entry.type == "declaration"]


def _rules(rules: Iterable[Any], families: _Families) -> Iterator[_Rule]:
    for rule in rules:
        is_conditional = rule.type != "qualified-rule"
        for selectors, declarations in _qualified((rule,)):
            asked = _asked(declarations, families)
            if asked == _Type():
                continue
            for selector in selectors:
                last = _COMBINATOR.split(_PSEUDO.sub("", selector).strip())[-1]
                names = _NAME.findall(last)
                classes = frozenset(name for mark, name in names if mark == ".")
                element = next((name.lower() for mark, name in names if not mark), "")
                is_certain = not is_conditional and bool(_CERTAIN.fullmatch(selector.strip()))
                yield _Rule(element, classes, is_certain, asked)


def _asked(declarations: Iterable[Any], families: _Families) -> _Type:
    asked = _Type()
    for declaration in declarations:
        name = declaration.lower_name
        if name not in {"font", "font-family", "font-style", "font-weight"}:
            continue
        words = {token.lower_value for token in declaration.value if token.type == "ident"}
        asked |= _Type(
            bold=bool(words & {"bold", "bolder"}) or _is_heavy(declaration.value),
            italic=bool(words & {"italic", "oblique"}),
            families=_named(name, declaration.value, words, families),
        )
    return asked


def _named(name: str, value: Any, words: set[str], families: _Families) -> frozenset[str]:
    """Return the families that a declaration names, those of a generic name included."""
    if name not in {"font", "font-family"}:
        return frozenset()
    text = tinycss2.serialize(value).lower()
    named = {family for family in families.all if family in text}
    if "monospace" in words:
        named |= families.monospaced
    return frozenset(named | (words & {_INHERIT}))


def _is_heavy(tokens: Iterable[Any]) -> bool:
    return any(token.type == "number" and token.value >= _BOLD_FROM for token in tokens)


def _reset(qualified: Iterable[tuple[list[str], list[Any]]], name: str) -> frozenset[str]:
    """Return the elements that a rule of their own makes upright, or light, wherever they are."""
    found: set[str] = set()
    for selectors, declarations in qualified:
        values = [
            tinycss2.serialize(declaration.value).strip().lower()
            for declaration in declarations
            if declaration.lower_name == name
        ]
        if values and values[-1] in {"normal", "inherit", "400"}:
            found.update(selector.strip() for selector in selectors)
    return frozenset(found)
