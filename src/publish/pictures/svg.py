"""SVG images judged: well-formed, without scripts, reaching nothing outside themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from xml.parsers import expat

_ADDRESS: Final = re.compile(r"""url\(\s*["']?(?!#|data:)|@import""", re.IGNORECASE)
_LEADING: Final = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:\?xml|!--|!DOCTYPE svg|svg|[a-z]+:svg)")


def is_svg(data: bytes) -> bool:
    """Return whether the bytes begin as an XML file does, which no raster format can."""
    return _LEADING.match(data) is not None


@dataclass(frozen=True, slots=True)
class SvgProblem:
    """Why an SVG image is refused: it is broken, or it holds what runs or reaches outside."""

    text: str
    broken: bool = False


def svg_problem(data: bytes) -> SvgProblem | None:
    """Return what is wrong with an SVG image, if anything."""
    judge = _SvgJudge()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = judge.open
    parser.CharacterDataHandler = judge.text
    parser.EntityDeclHandler = judge.entity
    parser.ProcessingInstructionHandler = judge.instruction
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        return SvgProblem(f"is not well-formed ({error})", broken=True)
    return judge.problems[0] if judge.problems else None


class _SvgJudge:
    """Looks through the elements of an SVG image; ``problems`` are in order of appearance."""

    def __init__(self) -> None:
        self.problems: list[SvgProblem] = []
        self._is_first = True

    def _refuse(self, text: str, *, broken: bool = False) -> None:
        self.problems.append(SvgProblem(text, broken))

    def open(self, name: str, attributes: Mapping[str, str]) -> None:
        namespace, _, local = name.rpartition(" ")
        if self._is_first:
            self._is_first = False
            if local != "svg" or namespace != "http://www.w3.org/2000/svg":
                self._refuse("is not an SVG document", broken=True)
        if local in {"script", "foreignObject", "handler", "listener"}:
            self._refuse(f'holds a "{local}" element')
        for qualified, value in attributes.items():
            self._attribute(qualified.rpartition(" ")[2], value.strip())

    def _attribute(self, name: str, value: str) -> None:
        if name.lower().startswith("on"):
            self._refuse(f'runs a script ("{name}")')
        elif _ADDRESS.search(value) or (
            name in {"href", "src", "base"} and value and not value.startswith(("#", "data:"))
        ):
            self._refuse(f'reaches outside ("{value[:60]}")')

    def text(self, data: str) -> None:
        if _ADDRESS.search(data):
            self._refuse(f'reaches outside ("{data.strip()[:60]}")')

    def entity(self, name: str, *_: object) -> None:
        self._refuse(f'declares the entity "{name}"')

    def instruction(self, target: str, data: str) -> None:
        if target == "xml-stylesheet":
            self._refuse(f'reaches outside ("{data[:60]}")')
