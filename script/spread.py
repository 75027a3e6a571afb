"""Draw docs/spread.png, the README's picture: two facing pages of our own book.

Run `script/book` first, then `.venv/bin/python script/spread.py [VERSO]`; VERSO is the sheet's
number of the left-hand page.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pypdfium2
from PIL import Image

ROOT = Path(__file__).parent.parent
SCALE = 1.5
"""Pixels to the point: enough for the width of a page on the web, small enough for a clone."""
DESK, MARGIN = 236, 24


def draw_spread(pdf: Path, verso: int) -> Image.Image:
    """Return sheets ``verso`` and the one after it side by side on a grey desk."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [document[verso - 1 + n].render(scale=SCALE).to_pil().convert("L") for n in (0, 1)]
    width, height = pages[0].size
    picture = Image.new("L", (2 * width + 1 + 2 * MARGIN, height + 2 * MARGIN), DESK)
    for place, page in enumerate(pages):
        picture.paste(page, (MARGIN + place * (width + 1), MARGIN))
    return picture


if __name__ == "__main__":
    sheet = int(sys.argv[1]) if len(sys.argv) > 1 else 18
    spread = draw_spread(ROOT / "dist" / "russian-federation.pdf", sheet)
    spread.quantize(16).save(ROOT / "docs" / "spread.png", optimize=True)
