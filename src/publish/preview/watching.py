"""What was saved: the files of the book, asked for their size and time.

They are asked, not listened to: network folders, containers and synchronised disks send no word of
a change, and a manuscript has few enough files to ask them all.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

FOLDERS: Final = ("manuscript", "styles")
"""The folders of a project whose files make the book."""

Snapshot = dict[str, tuple[int, int]]


@dataclass(slots=True)
class Watch:
    """The files of a project; ``named`` are those that lie outside its two folders.

    ``named`` may be set from another thread; everything else is one thread's.
    """

    project: Path
    named: tuple[Path, ...] = ()
    _known: tuple[Path, ...] = field(default=(), init=False)
    _built: Snapshot = field(default_factory=dict, init=False)
    _seen: Snapshot = field(default_factory=dict, init=False)

    def begin(self) -> None:
        """Take the files as they are now as known."""
        self._known = self.named
        self._built = self._seen = self._look()

    def has_settled(self) -> bool:
        """Return whether something changed and has not changed since the last time asked.

        An editor writes a file in more than one step; who asks twice sees it whole.
        """
        if self.named != self._known:
            self._learn(self.named)
        before, self._seen = self._seen, self._look()
        if self._seen != before or self._seen == self._built:
            return False
        self._built = self._seen
        return True

    def _learn(self, files: tuple[Path, ...]) -> None:
        """Watch these files; as they are now, those that are new count as known."""
        for path in set(files) - set(self._known):
            known = dict(_state(path))
            self._built = {**self._built, **known}
            self._seen = {**self._seen, **known}
        gone = {str(path) for path in set(self._known) - set(files)}
        self._built = {path: state for path, state in self._built.items() if path not in gone}
        self._seen = {path: state for path, state in self._seen.items() if path not in gone}
        self._known = files

    def _look(self) -> Snapshot:
        found: Snapshot = {}
        for folder in FOLDERS:
            _look_into(self.project / folder, found)
        for path in self._known:
            found.update(_state(path))
        return found


def _look_into(folder: Path | str, found: Snapshot) -> None:
    """Enter the files of a folder and those in it; links to folders are not followed."""
    with suppress(OSError), os.scandir(folder) as entries:  # what is gone again is no file
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                _look_into(entry.path, found)
            else:
                with suppress(OSError):
                    state = entry.stat()
                    found[entry.path] = (state.st_mtime_ns, state.st_size)


def _state(path: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    with suppress(OSError):
        state = path.stat()
        yield str(path), (state.st_mtime_ns, state.st_size)
