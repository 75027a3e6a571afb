"""What the rules of cleaning ask of a passage and of an account, whatever the source is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from publish.importing.imported import Outcome


class Passage(Protocol):
    """Words in which rules enter edits; nothing that is no prose stands in ``text``."""

    text: str

    @property
    def line_ends(self) -> Sequence[int]:
        """Return where lines of the source begin in ``text``, the first left out."""

    def offset(self, index: int) -> int:
        """Return where a character of the text stands in the source."""

    def is_free(self, start: int, end: int) -> bool:
        """Return whether these characters can be replaced as one."""

    def replace(self, start: int, end: int, markdown: str, /) -> None:
        """Enter that these characters become others."""


class Tells(Protocol):
    """Where every change is entered; offsets count in the source."""

    def decide(
        self, kind: str, what: str, evidence: str, at: int, outcome: Outcome = "done"
    ) -> None:
        """Enter a decision about the words at an offset."""

    def change(self, start: int, end: int, text: str) -> None:
        """Enter that a stretch of the source has other letters now."""


def around(passage: Passage, start: int, end: int) -> str:
    """Return the words around a change, cut at spaces, for an account."""
    text = passage.text
    first = max(0, start - 24)
    last = min(len(text), end + 24)
    before, after = text[first:start], text[end:last]
    if first and " " in before:
        before = "… " + before.split(" ", 1)[1]
    if last < len(text) and " " in after:
        after = after.rsplit(" ", 1)[0] + " …"
    return f"{before}{text[start:end]}{after}".replace("\ufffc", "…")
