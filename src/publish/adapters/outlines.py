"""Text as outlines: shaped by HarfBuzz, so that kerning, ligatures and small capitals are right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from publish.editions import Face
from publish.editions.cover import Cut

_FEATURES: Final[dict[Cut, dict[str, bool]]] = {
    "roman": {"kern": True, "liga": True},
    "italic": {"kern": True, "liga": True},
    "small-caps": {"kern": True, "liga": False, "smcp": True, "c2sc": False},
}


@dataclass(frozen=True, slots=True)
class Glyph:
    """An outline in font units, and where it stands."""

    path: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line of glyphs in font units; ``upem`` of them are an em."""

    glyphs: tuple[Glyph, ...]
    width: float
    upem: int


@dataclass(frozen=True, slots=True)
class Outliner:
    """The fonts of each cut, the design's own first, the others as stand-ins."""

    fonts: dict[Cut, tuple[Any, ...]]

    @classmethod
    def of(cls, faces: Sequence[Face]) -> Outliner:
        """Return the fonts of the faces; the first regular ones set what they have glyphs for."""
        import uharfbuzz as hb

        def fonts(*, italic: bool) -> tuple[Any, ...]:
            chosen = sorted(faces, key=lambda face: face.weight != "400" or face.italic != italic)
            return tuple(hb.Font(hb.Face(hb.Blob(face.data))) for face in chosen)

        roman = fonts(italic=False)
        return cls({"roman": roman, "italic": fonts(italic=True), "small-caps": roman})

    def _font(self, text: str, cut: Cut) -> Any:
        """Return the first font that has most of the characters."""
        return min(
            self.fonts[cut],
            key=lambda font: sum(font.get_nominal_glyph(ord(x)) is None for x in text),
        )

    def first_known(self, characters: str) -> str:
        """Return the first of the characters that the text's own font has, else the last."""
        font = self.fonts["roman"][0]
        return next((x for x in characters if font.get_nominal_glyph(ord(x))), characters[-1])

    def _shape(self, text: str, cut: Cut) -> tuple[Any, Any]:
        import uharfbuzz as hb

        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        font = self._font(text, cut)
        hb.shape(font, buffer, _FEATURES[cut])
        return font, buffer

    def measure(self, text: str, cut: Cut) -> float:
        """Return the width in em."""
        font, buffer = self._shape(text, cut)
        return float(sum(place.x_advance for place in buffer.glyph_positions) / font.face.upem)

    def set(self, text: str, cut: Cut, tracking: float = 0.0) -> SetLine:
        """Return the text as placed glyphs, without room after the last."""
        from fontTools.pens.svgPathPen import SVGPathPen

        font, buffer = self._shape(text, cut)
        placed: list[Glyph] = []
        x = 0.0
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            pen = SVGPathPen(None, ntos=lambda number: str(round(number)))
            font.draw_glyph_with_pen(info.codepoint, pen)
            glyph = Glyph(pen.getCommands(), round(x + place.x_offset), place.y_offset)
            placed.append(glyph)
            x += place.x_advance + tracking * font.face.upem
        return SetLine(tuple(placed), x - tracking * font.face.upem, font.face.upem)
