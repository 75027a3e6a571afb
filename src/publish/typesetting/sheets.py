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

FOOTNOTE_SLACK = "@page { @footnote { padding-bottom: .01pt } }"
"""Room for rounding under the last note.

WeasyPrint 70 asks ``last_child_bottom > footnote_area_bottom`` of two sums of floats
(``LayoutContext._update_footnote_area``): where the first is the larger by 1e-14, a note that fits
is sent to the next page, and the page is left half empty.
"""


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


def notes_policy_sheet(policy: str) -> str:
    """Return a rule that makes the engine place footnotes by another policy."""
    return f".note {{ footnote-policy: {policy} }}"
