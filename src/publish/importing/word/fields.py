"""The fields of a Word document: what each is, and what becomes of the words that it shows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, Literal

Fate = Literal["keep", "drop", "cite", "refer", "link", "count", "index", "skip"]

_GENERATED: Final = {
    "TOC": "the table of contents that the word processor made; the book makes its own",
    "INDEX": "the index that the word processor made, with pages that are no longer true",
    "TOA": "the table of authorities that the word processor made",
}
_SILENT: Final = frozenset({"TC", "RD", "TA", "PRINT", "PRIVATE", "ADVANCE", "SET", "LISTNUM"})
_ARGUMENT: Final = re.compile(r'"([^"]*)"|(\S+)')
_BIBLIOGRAPHY: Final = re.compile(
    r"ADDIN\s+(?:ZOTERO_BIBL|Mendeley\s+Bibliography|EN(?:\.SECTION)?\.REFLIST)|CSL_BIBLIOGRAPHY"
)
_CITATION: Final = re.compile(
    r"ADDIN\s+(?:(?:ZOTERO_ITEM\s+)?CSL_CITATION|EN\.CITE(?![.\w]))|CITATION\s"
)
_DATA: Final = re.compile(r"ADDIN\s+EN\.CITE\.DATA")


@dataclass(slots=True)
class Field:
    """A field under way: its instruction, and where what it shows begins in its paragraph.

    ``data`` is what stands beside the instruction, in Base64.
    """

    code: list[str] = field(default_factory=list)
    data: str = ""
    is_shown: bool = False
    fate: Fate = "keep"
    number: int = 0
    paragraph: int = 0
    start: int = 0

    @property
    def instruction(self) -> str:
        """Return the instruction on one line."""
        return "".join(self.code).strip()

    @property
    def name(self) -> str:
        """Return the first word of the instruction, in capitals."""
        return (self.instruction.split(None, 1) or [""])[0].upper()

    @property
    def arguments(self) -> list[str]:
        """Return the words after the name, switches among them."""
        return [one[0] or one[1] for one in _ARGUMENT.findall(self.instruction)][1:]


def fate_of(one: Field) -> Fate:
    """Return what becomes of a field."""
    instruction = one.instruction
    if _BIBLIOGRAPHY.search(instruction):
        return "drop"
    if _DATA.match(instruction):
        return "skip"
    if _CITATION.match(instruction):
        return "cite"
    fates: dict[str, Fate] = {
        "REF": "refer",
        "HYPERLINK": "link",
        "SEQ": "count",
        "XE": "index",
        **dict.fromkeys(_GENERATED, "drop"),
        **dict.fromkeys(_SILENT, "skip"),
    }
    return fates.get(one.name, "keep")


def what_is_dropped(one: Field) -> str:
    """Return what a field was whose words are not kept."""
    if one.name == "BIBLIOGRAPHY" or _BIBLIOGRAPHY.search(one.instruction):
        return "the bibliography that the reference manager made; the book makes its own"
    return _GENERATED.get(one.name, f"a field {one.name}")


def index_entry(one: Field) -> str:
    """Return the entry of an XE field, its levels parted by ": "."""
    arguments = one.arguments
    entry = arguments[0] if arguments else ""
    return ": ".join(part.strip() for part in entry.split(":") if part.strip())
