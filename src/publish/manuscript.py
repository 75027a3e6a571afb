"""What the author wrote and where: the only reader of the author's disk."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from publish.config import Config
from publish.model.book import Role


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A Markdown file as written: UTF-8, LF, NFC.

    ``path`` is relative to the project. ``role`` comes from its folder or its place in ``order``.
    """

    path: PurePosixPath
    text: str = field(repr=False)
    role: Role


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that the book shows: an image; ``path`` is relative to the project."""

    path: PurePosixPath
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Manuscript:
    """Everything the author gave, in reading order.

    ``order`` names sources by path and generated pages by kind (``title-page``, ``contents`` …), in
    the order of the finished book; ``bibliography`` holds the files' paths and texts; ``style`` is
    the CSL style as text, ``None`` when nothing is to be cited.
    """

    root: Path
    config: Config
    sources: tuple[SourceFile, ...]
    order: tuple[str, ...]
    bibliography: tuple[SourceFile, ...] = ()
    style: str | None = field(default=None, repr=False)
