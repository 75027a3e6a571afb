"""Formulas of MyST as pandoc reads them: macros written out, those with a label numbered."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from publish.importing.folders.myst.labels import Labels
from publish.importing.folders.source_folder import listed

_ENVIRONMENT: Final = re.compile(
    r"\\(begin|end)\{(equation|align|alignat|gather|multline|eqnarray|split|flalign)\*?\}(?:\{\d+\})?"
)
_INNER: Final = {"gather": "gathered", "multline": "gathered", "equation": "", "split": "aligned"}
_COMMAND: Final = re.compile(r"\\(?:[A-Za-z]+|.)")
_NAMES: Final = re.compile(r"\\((?:La|Ka|Xe)?(?:La)?TeX)\b")
_EMPTY_ROW: Final = re.compile(r"\\\\(?:\s*\\\\)+")
"""Rows without anything: ziamath 0.13 draws no formula that has one."""

_KNOWN: Final = {
    "argmin": ("\\operatorname*{arg\\,min}", 0),
    "argmax": ("\\operatorname*{arg\\,max}", 0),
}
"""Commands that KaTeX has, in which MyST sets formulas, and TeX has not."""

_COMMAND_END: Final = re.compile(r"\\[A-Za-z]+\Z")
_MOST_ROUNDS: Final = 6
_LONGEST: Final = 20_000


@dataclass(slots=True)
class Formulas:
    """The macros of a book, and the labels that its formulas get.

    ``told`` has what formulas say beside what the source says, each with an offset.
    """

    labels: Labels
    macros: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    told: list[tuple[int, str]] = field(default_factory=list)

    def display(self, tex: str, names: Sequence[str] = (), at: int = 0) -> str:
        """Return a displayed formula; one with a label has its number at its right."""
        tex = self.plain(tex)
        for label in re.findall(r"\\label\{([^{}]+)\}", tex):
            names = [*names, label]
        tex = re.sub(r"\\label\{[^{}]+\}|\\(?:nonumber|notag)\b", "", tex)
        tex = _ENVIRONMENT.sub(_environment, tex)
        tex = "\n".join(line.strip() for line in tex.split("\n") if line.strip())
        if re.search(r"\\\\|(?<!\\)&", tex) and "\\begin{" not in tex:
            tex = f"\\begin{{aligned}}\n{tex}\n\\end{{aligned}}"
        if not tex:
            return ""
        if not names or self.labels.find(names[0]):
            return f"$${tex}$$"
        number = self.labels.count("formula")
        id_ = self.labels.enter_all(names, f"({number})")
        self.told.append((at, f"({number})"))
        return f"[$${tex}\\qquad({number})$$]{{#{id_}}}"

    def plain(self, tex: str) -> str:
        """Return a formula with the macros of the book written out."""
        tex = _NAMES.sub(r"\\text{\1}", tex)
        for _round in range(_MOST_ROUNDS):
            new = self._expand(tex) if self.macros else tex
            if new == tex or len(new) > _LONGEST + 8 * len(tex):
                break
            tex = new
        if "\\begin{array}{}" in tex:
            tex = tex.replace("\\begin{array}{}", "\\begin{matrix}")
            tex = tex.replace("\\end{array}", "\\end{matrix}")
        return _EMPTY_ROW.sub(r"\\\\", tex)

    def _expand(self, tex: str) -> str:
        out, at = [], 0
        for match in _COMMAND.finditer(tex):
            found = self.macros.get(match[0][1:])
            if found is None or match.start() < at:
                continue
            body, count = found
            if found is _KNOWN.get(match[0][1:]):
                self.told.append((0, "arg min max"))
            end, values = match.end(), []
            for _number in range(count):
                value, end = _argument(tex, end)
                values.append(value)
            said = _filled(body, values)
            glue = " " if said[-1:].isalpha() and tex[end : end + 1].isalpha() else ""
            out += [tex[at : match.start()], said, glue]
            at = end
        return "".join([*out, tex[at:]])


def _filled(body: str, values: Sequence[str]) -> str:
    """Return what a macro says of its values."""

    def value(match: re.Match[str]) -> str:
        number = int(match[1])
        said = values[number - 1] if 0 < number <= len(values) else ""
        glue = " " if said[:1].isalpha() and _COMMAND_END.search(body, 0, match.start()) else ""
        return f"{glue}{said}"

    return re.sub(r"#(\d)", value, body)


def _argument(tex: str, at: int) -> tuple[str, int]:
    """Return the argument that stands at a place, and where it ends."""
    while at < len(tex) and tex[at].isspace():
        at += 1
    if tex[at : at + 1] != "{":
        match = _COMMAND.match(tex, at)
        return (match[0], match.end()) if match else (tex[at : at + 1], at + 1)
    depth = 0
    for end in range(at, min(len(tex), at + _LONGEST)):
        depth += {"{": 1, "}": -1}.get(tex[end], 0)
        if not depth:
            return tex[at + 1 : end], end + 1
    return tex[at + 1 :], len(tex)


def _environment(match: re.Match[str]) -> str:
    inner = _INNER.get(match[2], "aligned")
    return f"\\{match[1]}{{{inner}}}" if inner else ""


def read_macros(value: object) -> dict[str, tuple[str, int]]:
    """Return macros by their names: what each says, and how many values it takes."""
    macros = dict(_KNOWN)
    pairs: Any = value.items() if isinstance(value, Mapping) else ()
    for name, said in list(pairs)[:500]:
        key = str(name).lstrip("\\")
        parts = listed(said.get("macro") if isinstance(said, Mapping) else said)
        body = str(parts[0]) if parts else ""
        taken = str(parts[1]) if len(parts) > 1 else "0"
        count = int(taken) if re.fullmatch(r"\d", taken) else 0
        count = max([count, *map(int, re.findall(r"#(\d)", body))])
        if re.fullmatch(r"[A-Za-z]+|.", key) and len(body) < 1000:
            macros[key] = (body, min(count, 9))
    return macros
