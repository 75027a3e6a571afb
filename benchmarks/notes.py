"""Set a book with notes at many page heights, and ask each build where its notes stand.

    python -m benchmarks.notes FOLDER [--references 0.4]

``FOLDER`` is a pandoc manuscript. A build itself proves that every note is on its pages whole and
once, and fails where one is not; here the heights go from 180 to 204 mm, and with ``--references``
a cross-reference with its folio stands after that share of the paragraphs. The status is the number
of heights at which a note was lost, doubled, or began on another page than its call.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.books import PUBLISH, import_book

WIDTH = 129
HEIGHTS = tuple(round(180 + 24 * step / 11, 1) for step in range(12))

EDITION = """
[editions.pdf]
notes = "foot"
page = "{width}mm x {height}mm"
"""


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.notes", description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--references", type=float, default=0.0)
    parser.add_argument("--heights", type=float, nargs="+", default=HEIGHTS, help="mm")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        project = import_book(options.folder.resolve(), Path(work)).project
        if options.references:
            add_references(project, options.references)
        settings = project / "manuscript" / "book.toml"
        plain = settings.read_text(encoding="utf-8").partition("[editions.")[0]
        plain = re.sub(r"^notes = .*$", "", plain, flags=re.MULTILINE)
        return sum(not _is_sound(project, settings, plain, height) for height in options.heights)


def add_references(project: Path, share: float) -> None:
    """Let a share of the paragraphs end in a reference to the first chapter."""
    files = sorted((project / "manuscript" / "chapters").glob("*.md"))
    counted = taken = 0
    for number, path in enumerate(files):
        blocks = path.read_text(encoding="utf-8").split("\n\n")
        if number == 0:
            blocks[0] = re.sub(r"^# ([^\n{]*)", r"# \1 {#referred}", blocks[0])
        for index, block in enumerate(blocks):
            if re.match(r"[A-Z“‘]", block):
                counted += 1
                if taken < counted * share:
                    taken += 1
                    blocks[index] = f"{block} (See [](#referred).)"
        path.write_text("\n\n".join(blocks), encoding="utf-8")
    print(f"{taken} references in {counted} paragraphs", flush=True)


def _is_sound(project: Path, settings: Path, plain: str, height: float) -> bool:
    settings.write_text(plain + EDITION.format(width=WIDTH, height=height), encoding="utf-8")
    command = (*PUBLISH, "-C", str(project), "--format", "json", "pdf")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = done.stdout + done.stderr
    displaced = re.search(r"(\d+) of (\d+) notes stand on another page", said)
    sound = done.returncode == 0 and not displaced
    what = displaced[0] if displaced else "every note begins on the page of its call"
    print(f"{height} mm: status {done.returncode}, {what if sound or displaced else said[-300:]}")
    print(json.dumps({"height": height, "sound": sound}), flush=True)
    return sound


if __name__ == "__main__":
    sys.exit(main())
