"""Draw docs/designs.png, the README's contact sheet: our own book in every design.

Run `.venv/bin/python script/designs.py`; the books are built in build/designs.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path
from typing import Final

import pypdfium2
from PIL import Image
from spread import DESK, MARGIN, ROOT, draw_spread

from publish.adapters.process import run
from publish.cli.new import STYLES

OPENING: Final = "The Night Train"
"""The chapter whose opening is shown, with the page before it."""


def build_book(style: str) -> Path:
    """Return the PDF of our book in a design."""
    project = ROOT / "build" / "designs" / style
    shutil.rmtree(project, ignore_errors=True)
    shutil.copytree(ROOT / "manuscript", project / "manuscript")
    settings = project / "manuscript" / "book.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub(r"(?m)^style = .*", f'style = "{style}"', text), encoding="utf-8")
    command = (sys.executable, "-m", "publish", "pdf", "--quiet")
    made = run(command, cwd=project, timeout=600)
    if made.status:
        sys.exit(made.stderr.decode())
    return project / made.stdout.decode().strip()


def find_verso(pdf: Path) -> int:
    """Return the number of the sheet that faces the opening."""
    document = pypdfium2.PdfDocument(pdf)
    texts = [page.get_textpage().get_text_bounded() for page in document]
    # Counted from one, the index of the opening is the number of the sheet before.
    return next(n for n, text in enumerate(texts) if re.match(rf"\d+\s+{OPENING}", text))


def draw_sheet(spreads: list[Image.Image]) -> Image.Image:
    """Return the spreads one under the other on one desk."""
    width, height = spreads[0].size
    step = height - MARGIN
    sheet = Image.new("L", (width, step * len(spreads) + MARGIN), DESK)
    for row, spread in enumerate(spreads):
        sheet.paste(spread, (0, row * step))
    return sheet


if __name__ == "__main__":
    books = [build_book(style) for style in STYLES]
    sheet = draw_sheet([draw_spread(book, find_verso(book)) for book in books])
    sheet.quantize(16).save(ROOT / "docs" / "designs.png", optimize=True)
