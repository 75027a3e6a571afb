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
_PSEUDO: Final = re.compile(r"::?[\w-]+")
_COMBINATOR: Final = re.compile(r"[\s>+~]+")
_NAME: Final = re.compile(r"([.#]?)((?:[\w-]|[^\x00-\x7f])+)")


@dataclass(frozen=True, slots=True)
class _Type:
    """What text is set in; of a rule, what it asks for."""

    bold: bool = False
    italic: bool = False
    monospaced: bool = False

    def __or__(self, other: _Type) -> _Type:
        return _Type(
            self.bold or other.bold,
            self.italic or other.italic,
            self.monospaced or other.monospaced,
        )


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule by the last part of its selector; ``element`` is ``""`` where that names none."""

    element: str
    classes: frozenset[str]
    type: _Type


@dataclass(slots=True)
class _Reading:
    """The types that the documents use, found element by element."""

    rules: tuple[_Rule, ...]
    upright: frozenset[str]
    light: frozenset[str]
    monospaced: frozenset[str]
    found: set[_Type] = field(default_factory=lambda: {_Type()})
    _open: list[_Type] = field(default_factory=lambda: [_Type()])
    _known: dict[tuple[str, str, str], _Type] = field(default_factory=dict)

    def enter(self, element: str, attributes: Mapping[str, str]) -> None:
        classes, style = attributes.get("class", ""), attributes.get("style", "")
        key = (element, classes, style if "font" in style else "")
        if key not in self._known:
            self._known[key] = self._type_of(*key)
        self._open.append(self._open[-1] | self._known[key])
        self.found.add(self._open[-1])

    def leave(self, _element: str) -> None:
        self._open.pop()

    def _type_of(self, element: str, classes: str, style: str) -> _Type:
        names = set(classes.split())
        asked = _Type(
            element in _BOLD_ELEMENTS - self.light,
            element in _ITALIC_ELEMENTS - self.upright,
            element in _CODE_ELEMENTS,
        )
        for rule in self.rules:
            if rule.element in {"", element} and rule.classes <= names:
                asked |= rule.type
        return asked | _asked(_declarations(style), self.monospaced)


def faces_in_use(
    faces: Iterable[Face], documents: Iterable[ContentDocument], stylesheets: Iterable[Resource]
) -> tuple[Face, ...]:
    """Return the faces that some text may be set in; all those of the author's own stay.

    A body that is not well-formed raises ``ExpatError``.
    """
    faces = tuple(faces)
    monospaced = frozenset({face.family.lower() for face in faces if face.monospaced})
    css = "\n".join(sheet.data.decode() for sheet in stylesheets)
    rules = tinycss2.parse_stylesheet(css, skip_comments=True)
    unconditional = tuple(_qualified(rule for rule in rules if rule.type == "qualified-rule"))
    reading = _Reading(
        rules=tuple(_rules(_qualified(rules), monospaced)),
        upright=_reset(unconditional, "font-style"),
        light=_reset(unconditional, "font-weight"),
        monospaced=monospaced,
    )
    for document in documents:
        parser = expat.ParserCreate("utf-8")
        parser.StartElementHandler = reading.enter
        parser.EndElementHandler = reading.leave
        parser.Parse(f"{_PREFIX}{document.body}</body>".encode(), True)
    return tuple(face for face in faces if not face.license or _type(face) in reading.found)


def _type(face: Face) -> _Type:
    heaviest = int(face.weight.split()[-1])
    return _Type(heaviest >= _BOLD_FROM, face.italic, face.monospaced)


def _qualified(rules: Iterable[Any]) -> Iterator[tuple[list[str], list[Any]]]:
    """Yield the selectors and the declarations of every rule, those under a condition too."""
    for rule in rules:
        if rule.type == "qualified-rule":
            prelude = tinycss2.serialize(rule.prelude)
            while _ARGUMENTS.search(prelude):
                prelude = _ARGUMENTS.sub("", prelude)
            yield prelude.split(","), _declarations(rule.content)
        elif rule.type == "at-rule" and rule.content and rule.lower_at_keyword == "media":
            yield from _qualified(tinycss2.parse_rule_list(rule.content, skip_comments=True))


def _declarations(content: Any) -> list[Any]:
    parsed = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    return [entry for entry in parsed if entry.type == "declaration"]


def _rules(
    qualified: Iterable[tuple[list[str], list[Any]]], monospaced: frozenset[str]
) -> Iterator[_Rule]:
    for selectors, declarations in qualified:
        asked = _asked(declarations, monospaced)
        if asked == _Type():
            continue
        for selector in selectors:
            last = _COMBINATOR.split(_PSEUDO.sub("", selector).strip())[-1]
            names = _NAME.findall(last)
            classes = frozenset(name for mark, name in names if mark == ".")
            element = next((name.lower() for mark, name in names if not mark), "")
            yield _Rule(element, classes, asked)


def _asked(declarations: Iterable[Any], monospaced: frozenset[str]) -> _Type:
    asked = _Type()
    for declaration in declarations:
        name = declaration.lower_name
        if name not in {"font", "font-family", "font-style", "font-weight"}:
            continue
        words = {token.lower_value for token in declaration.value if token.type == "ident"}
        families = tinycss2.serialize(declaration.value).lower()
        asked |= _Type(
            bold=bool(words & {"bold", "bolder"}) or _is_heavy(declaration.value),
            italic=bool(words & {"italic", "oblique"}),
            monospaced="monospace" in words or any(family in families for family in monospaced),
        )
    return asked


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
