"""Font files of the families that come with the program, as they are."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=8)
def installed_font(family: str) -> bytes | None:
    """Return the upright font file of a family, ``None`` where it is not installed."""
    import fontpkg

    try:
        files = fontpkg.family(family).files
    except fontpkg.FamilyNotInstalled:
        return None
    upright = sorted(file.path for file in files if file.style == "normal")
    return upright[0].read_bytes() if upright else None
