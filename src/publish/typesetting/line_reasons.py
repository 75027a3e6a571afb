"""Why a line is loose or tight: what it would be with a word more, or a word less."""

from __future__ import annotations

from publish.page_map import SetLine
from publish.proof.terms import LOOSE, TIGHT
from publish.typesetting.laid_out import POINTS
from publish.typesetting.line_box import LineBoxReader

_SIGNS = ".,:;!?…()[]“”‘’„‚«»‹›\u00a0\u202f"
"""What a word is quoted without."""

_NO_ROOM = 0.3
"""A space that would be narrower than this times natural is none."""


def reason_of(line: SetLine, read: LineBoxReader, following: LineBoxReader | None) -> str:
    """Return the reason as a clause, ``""`` for a line that needs none or where none is known.

    A divided line has more ways to end than can be told in a clause.
    """
    if not line.is_justified or following is None or line.text.endswith(("-", "\u2010")):
        return ""
    if line.space > LOOSE:
        word, width = following.first_word()
        return _with(word.strip(_SIGNS), _space(line, read, width, 1))
    if line.space < TIGHT:
        word, width = read.last_word()
        space = _space(line, read, -width, -1)
        said = word.strip(_SIGNS)
        return f"without “{said}” its spaces would be {space:.2f} times natural" if said else ""
    return ""


def _with(word: str, space: float) -> str:
    if not word:
        return ""
    if space < _NO_ROOM:
        return f"there is no room for “{word}”"
    return f"with “{word}” its spaces would be {space:.2f} times natural"


def _space(line: SetLine, read: LineBoxReader, width: float, words: int) -> float:
    """Return how wide the spaces would be if so many words more took that width."""
    room = line.measure[1] / POINTS - read.left
    letters = read.right - read.left - read.space_width
    count = max(1, len(read.gaps) + words)
    natural = read.space_width / sum(read.gaps)
    return max(0.0, (room - letters - width) / count / natural)
