"""Front and back matter of an import: where a book's own chapters begin and end."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Final

_FRONT: Final = frozenset(
    {"dedication", "epigraph", "foreword", "preface", "acknowledgments", "introduction", "matter"}
)
_BACK: Final = frozenset(
    {"afterword", "acknowledgments", "appendix", "glossary", "bibliography", "colophon"}
)


def folders_of(kinds: Sequence[str | None], heads: Sequence[bool]) -> list[str]:
    """Return the folder of ``manuscript/`` that each chapter belongs to.

    ``kinds`` are theirs, none for a chapter like others; ``heads`` says which have a heading.
    One chapter at least is the book's body.
    """
    count, front = len(kinds), 0
    while front < count - 1 and (kinds[front] in _FRONT or not heads[front]):
        front += 1
    back = count
    while back > front + 1 and kinds[back - 1] in _BACK:
        back -= 1
    return [
        "frontmatter" if at < front else "backmatter" if at >= back else "chapters"
        for at in range(count)
    ]


def chapter_path(folder: str, number: int, count: int, stem: str) -> PurePosixPath:
    """Return where the ``number``-th of ``count`` chapters goes; paths sort in their order."""
    width = max(2, len(str(count)))
    return PurePosixPath(folder, f"{number:0{width}d}-{stem}.md")
