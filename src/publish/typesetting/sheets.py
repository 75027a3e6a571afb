"""The small stylesheets that no design can know: the trim, the faces, the bookmarks."""

from __future__ import annotations

from collections.abc import Sequence

from publish.editions import Face, PageGeometry

BOOKMARKS = "h1, h2, h3, h4, h5, h6 { bookmark-level: none }\n" + "\n".join(
    f'[data-bookmark-level="{level}"] '
    f"{{ bookmark-level: {level}; bookmark-label: attr(data-bookmark) }}"
    for level in range(1, 7)
)
"""Bookmarks are the book's own contents, not whatever headings the engine finds."""


def geometry_sheet(geometry: PageGeometry) -> str:
    """Return the trim as the two lengths that ``print.css`` asks for, and as ``@page size``."""
    width, height = f"{geometry.width:.3f}pt", f"{geometry.height:.3f}pt"
    return (
        f":root {{ --page-width: {width}; --page-height: {height} }}\n"
        f"@page {{ size: {width} {height} }}"
    )


def faces_sheet(faces: Sequence[Face]) -> str:
    """Return an ``@font-face`` rule for each face.

    A range of weights is left out: WeasyPrint 70 reads single weights only, and fontconfig finds
    the range of a variable font by itself.
    """
    rules = []
    for face in faces:
        weight = "" if " " in face.weight else f" font-weight: {face.weight};"
        style = "italic" if face.italic else "normal"
        rules.append(
            f'@font-face {{ font-family: "{face.family}"; font-style: {style};{weight} '
            f'src: url("{face.href}") }}'
        )
    return "\n".join(rules)
