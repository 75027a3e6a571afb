"""Pictures and shapes under way, and the same in Word's XML."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final
from xml.sax.saxutils import quoteattr

_NO_HEX: Final = re.compile(rb"[^0-9A-Fa-f]+")
_EMU: Final = 635
"""English metric units in a twentieth of a point."""

_ENDINGS: Final = {
    "pngblip": ".png",
    "jpegblip": ".jpg",
    "emfblip": ".emf",
    "wmetafile": ".wmf",
    "dibitmap": ".bmp",
    "wbitmap": ".bmp",
    "macpict": ".pict",
}


@dataclass(slots=True)
class Drawing:
    """A picture, or a shape with pictures or words in it."""

    ending: str = ".bin"
    width: int = 0
    scale: int = 100
    hex: list[bytes] = field(default_factory=list)
    data: list[bytes] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)
    name: str = ""
    pictures: list[Drawing] = field(default_factory=list)
    has_words: bool = False

    def set(self, word: str, number: int | None) -> None:
        """Enter what a control word says of a picture."""
        if word in _ENDINGS:
            self.ending = _ENDINGS[word]
        elif word == "picwgoal":
            self.width = max(number or 0, 0)
        elif word == "picscalex":
            self.scale = number if number and 0 < number < 1000 else 100

    def content(self) -> bytes:
        """Return the file of a picture."""
        digits = _NO_HEX.sub(b"", b"".join(self.hex))
        written = bytes.fromhex(digits[: len(digits) & ~1].decode("ascii"))
        return b"".join([*self.data, written])

    @property
    def alternative(self) -> str:
        """Return what is said of what it shows."""
        return " ".join(self.said.get("wzDescription", "").split())

    @property
    def is_rule(self) -> bool:
        """Return whether it is a ruled line across the page."""
        return any(self.said.get(name) == "1" for name in ("fHorizRule", "fStandardHR"))


def write_picture(relation: str, alternative: str, drawing: Drawing) -> str:
    """Return a picture in Word's XML; ``relation`` leads to its file, or is ``""``."""
    wide = drawing.width * drawing.scale // 100 * _EMU
    extent = f'<wp:extent cx="{wide}" cy="0"/>' if wide else ""
    blip = f'<a:blip r:embed="{relation}"/>' if relation else ""
    described = f"<wp:docPr descr={quoteattr(alternative)}/>"
    return f"<w:drawing>{extent}{described}{blip}</w:drawing>"


def write_rule() -> str:
    """Return a ruled line in Word's XML."""
    return '<w:pict><v:rect o:hr="t"/></w:pict>'


def write_box(blocks: str) -> str:
    """Return a box with words in Word's XML."""
    inside = f"<w:txbxContent>{blocks}</w:txbxContent>"
    return f"<w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict>"
