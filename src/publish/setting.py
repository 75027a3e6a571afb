"""What a setting of ``book.toml`` is: where it stands, what it holds, what it means."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Form(enum.Enum):
    """What a value looks like in TOML; the value is what a message calls it."""

    TEXT = "a string"
    NUMBER = "a number or a string"
    FLAG = "true or false"
    DATE = "a date such as 2026-05-01, or a year"
    MOMENT = "a moment such as 2026-05-01T00:00:00Z"
    LIST = "a list of strings"
    TEXT_OR_LIST = "a string or a list of strings"


@dataclass(frozen=True, slots=True)
class Setting:
    """A key: where it stands, what it holds, what it means.

    ``table`` is the header that it stands under, with ``NAME`` or ``CODE`` where the author chooses
    the word. ``default`` and ``example`` are TOML; an empty default means that there is none.
    """

    table: str
    key: str
    form: Form
    meaning: str
    default: str = ""
    example: str = ""
    choices: tuple[str, ...] = ()
    required: bool = False

    @property
    def path(self) -> str:
        """Return the whole name, such as ``book.series.name``."""
        return f"{self.table}.{self.key}"
