"""The texts whose composition is compared: pandoc manuscripts, with notes or without."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml
from benchmarks.books import texts_of

SOME = 6
"""How many chapters are enough for a look."""

LEAST = 2000
"""Words of a chapter long enough to say something."""

_FRONT = ("preface", "introduction")
"""What we set as frontmatter and others as chapters is left out."""

_CALL = re.compile(r"[ \u00a0]?\[\^[^\]]+\]")
_NOTE = re.compile(r"^\[\^[^\]]+\]:")


@dataclass(frozen=True, slots=True)
class Text:
    """What every composer sets: a folder with Markdown files and ``metadata.yaml``."""

    name: str
    folder: Path
    language: str

    @property
    def files(self) -> tuple[Path, ...]:
        """Return the Markdown files in reading order."""
        return texts_of(self.folder)


def take_text(corpus: Path, work: Path, *, whole: bool, notes: bool) -> Text:
    """Return a text of a corpus, copied: some long chapters or all there is."""
    name = f"{corpus.name}{'' if whole else '-some'}{'-notes' if notes else ''}"
    folder = work / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for path, content in _chapters(corpus, whole=whole):
        (folder / path.name).write_text(content if notes else without_notes(content), "utf-8")
    metadata = yaml.safe_load((corpus / "metadata.yaml").read_text("utf-8"))
    kept = {key: metadata[key] for key in ("title", "author", "lang") if key in metadata}
    dumped: str = yaml.safe_dump(kept, allow_unicode=True)
    (folder / "metadata.yaml").write_text(f"---\n{dumped}...\n", "utf-8")
    return Text(name, folder, str(metadata["lang"]))


def has_notes(corpus: Path) -> bool:
    """Return whether any text of a corpus calls a note."""
    return any(_CALL.search(path.read_text("utf-8")) for path in texts_of(corpus))


def _chapters(corpus: Path, *, whole: bool) -> Iterator[tuple[Path, str]]:
    left = None if whole else SOME
    for path in texts_of(corpus):
        if any(name in path.name for name in _FRONT):
            continue
        content = path.read_text("utf-8")
        if left == 0:
            return
        if left is not None:
            if len(content.split()) < LEAST:
                continue
            left -= 1
        yield path, content


def without_notes(content: str) -> str:
    """Return a text without its notes and their calls."""
    kept = []
    in_note = False
    for line in content.splitlines():
        in_note = bool(_NOTE.match(line)) or (in_note and (not line or line.startswith("    ")))
        if not in_note:
            kept.append(_CALL.sub("", line))
    return "\n".join(kept) + "\n"
