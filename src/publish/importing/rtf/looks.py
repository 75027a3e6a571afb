"""How letters and paragraphs look, as control words say it, and the same in Word's XML."""

from __future__ import annotations

import locale
from dataclasses import dataclass, fields
from typing import Any, Final
from xml.sax.saxutils import quoteattr

MOST_TABLES: Final = 8
"""Tables that may stand in one another; what stands deeper is set in the last of them."""

_NO_LANGUAGE: Final = frozenset({0, 1024, 255})


@dataclass(slots=True)
class Letters:
    """How letters look; ``size`` is in half points, ``language`` a number of Windows'."""

    font: int = 0
    bold: bool = False
    italic: bool = False
    caps: bool = False
    small_caps: bool = False
    hidden: bool = False
    size: int = 24
    language: int = 0
    underlined: bool = False
    struck: bool = False
    raised: str = ""
    style: int = 0
    inserted: bool = False
    deleted: bool = False

    def copy(self) -> Letters:
        """Return the same for a group in this one."""
        return Letters(
            self.font, self.bold, self.italic, self.caps, self.small_caps, self.hidden, self.size,
            self.language, self.underlined, self.struck, self.raised, self.style, self.inserted,
            self.deleted,
        )  # fmt: skip

    @property
    def key(self) -> tuple[Any, ...]:
        """Return everything that is said."""
        return (
            self.font, self.bold, self.italic, self.caps, self.small_caps, self.hidden, self.size,
            self.language, self.underlined, self.struck, self.raised, self.style,
        )  # fmt: skip


@dataclass(slots=True)
class Layout:
    """How a paragraph stands; indents are in twentieths of a point.

    ``depth`` is how many tables it stands in. ``list_id`` is the number of its list, negative for
    the lists of old versions, 0 without one.
    """

    style: int = 0
    alignment: str = ""
    left: int = 0
    right: int = 0
    list_id: int = 0
    level: int = 0
    outline: int = -1
    starts_page: bool = False
    depth: int = 0

    def copy(self) -> Layout:
        """Return the same for a group in this one."""
        return Layout(
            self.style, self.alignment, self.left, self.right, self.list_id, self.level,
            self.outline, self.starts_page, self.depth,
        )  # fmt: skip


@dataclass(slots=True)
class Style:
    """A style of the document."""

    name: str
    letters: Letters
    layout: Layout
    base: int = 0


_ALIGNMENTS: Final = {"ql": "left", "qr": "right", "qc": "center", "qj": "both"}
_RAISED: Final = {"super": "superscript", "sub": "subscript", "nosupersub": ""}
_SWITCHES: Final = {
    "b": "bold",
    "i": "italic",
    "caps": "caps",
    "scaps": "small_caps",
    "v": "hidden",
    "strike": "struck",
    "striked": "struck",
    "revised": "inserted",
    "mvt": "inserted",
    "deleted": "deleted",
    "mvf": "deleted",
}
_UNDERLINES: Final = frozenset(
    {"ul", "uld", "uldash", "uldashd", "uldashdd", "uldb", "ulhwave", "ulldash", "ulth", "ulthd"}
    | {"ulthdash", "ulthdashd", "ulthdashdd", "ulthldash", "ululdbwave", "ulw", "ulwave"}
)


def set_letters(letters: Letters, word: str, number: int | None) -> bool:
    """Enter what a control word says of letters; return whether it says anything."""
    if word in _SWITCHES:
        setattr(letters, _SWITCHES[word], number != 0)
    elif word in _UNDERLINES:
        letters.underlined = number != 0
    elif word == "ulnone":
        letters.underlined = False
    elif word in _RAISED:
        letters.raised = "" if number == 0 else _RAISED[word]
    elif word in ("up", "dn"):
        letters.raised = ("superscript" if word == "up" else "subscript") if number != 0 else ""
    elif word == "f":
        letters.font = number or 0
    elif word == "fs":
        letters.size = number if number and 0 < number < 10_000 else 24
    elif word == "lang":
        letters.language = 0 if number in _NO_LANGUAGE else number or 0
    elif word == "cs":
        letters.style = number or 0
    else:
        return False
    return True


def set_layout(layout: Layout, word: str, number: int | None) -> bool:
    """Enter what a control word says of a paragraph; return whether it says anything."""
    if word in _ALIGNMENTS:
        layout.alignment = _ALIGNMENTS[word]
    elif word == "s":
        layout.style = number or 0
    elif word in ("li", "lin"):
        layout.left = number or 0
    elif word in ("ri", "rin"):
        layout.right = number or 0
    elif word == "ls":
        layout.list_id = max(number or 0, 0)
    elif word == "ilvl":
        layout.level = min(max(number or 0, 0), 8)
    elif word == "outlinelevel":
        layout.outline = number if number is not None else -1
    elif word == "pagebb":
        layout.starts_page = number != 0
    elif word == "intbl":
        layout.depth = max(layout.depth, 1)
    elif word == "itap":
        layout.depth = min(max(number or 0, 0), MOST_TABLES)
    else:
        return False
    return True


_TOGGLES: Final = (
    ("bold", "b"),
    ("italic", "i"),
    ("caps", "caps"),
    ("small_caps", "smallCaps"),
    ("hidden", "vanish"),
)


def language_tag(number: int) -> str:
    """Return a language by its number, ``""`` where it has none."""
    return locale.windows_locale.get(number, "").replace("_", "-")


def run_properties(letters: Letters, base: Letters, font: str) -> str:
    """Return in Word's XML what sets letters apart from those of their style."""
    said = []
    if letters.font != base.font and font:
        said.append(f"<w:rFonts w:ascii={quoteattr(font)}/>")
    for name, word in _TOGGLES:
        own = getattr(letters, name)
        if own != getattr(base, name):
            said.append(f"<w:{word}/>" if own else f'<w:{word} w:val="0"/>')
    if letters.underlined and not base.underlined:
        said.append('<w:u w:val="single"/>')
    if letters.struck and not base.struck:
        said.append("<w:strike/>")
    if letters.raised and letters.raised != base.raised:
        said.append(f'<w:vertAlign w:val="{letters.raised}"/>')
    if letters.size != base.size:
        said.append(f'<w:sz w:val="{letters.size}"/>')
    tag = language_tag(letters.language) if letters.language != base.language else ""
    if tag:
        said.append(f'<w:lang w:val="{tag}"/>')
    return "".join(said)


def style_properties(letters: Letters, font: str) -> str:
    """Return in Word's XML all that a style of paragraphs says of letters.

    A style of RTF says everything: what it does not say, it does not inherit.
    """
    toggles = "".join(
        f'<w:{word} w:val="{int(getattr(letters, name))}"/>' for name, word in _TOGGLES
    )
    tag = language_tag(letters.language)
    language = f'<w:lang w:val="{tag}"/>' if tag else ""
    fonts = f"<w:rFonts w:ascii={quoteattr(font)}/>" if font else ""
    return f'{fonts}{toggles}<w:sz w:val="{letters.size}"/>{language}'


def layout_properties(layout: Layout) -> str:
    """Return in Word's XML how a paragraph stands."""
    said = f'<w:jc w:val="{layout.alignment}"/>' if layout.alignment else ""
    said += f'<w:ind w:left="{layout.left}" w:right="{layout.right}"/>'
    if layout.list_id:
        level, number = f'<w:ilvl w:val="{layout.level}"/>', f'<w:numId w:val="{layout.list_id}"/>'
        said += f"<w:numPr>{level}{number}</w:numPr>"
    if 0 <= layout.outline < 9:
        said += f'<w:outlineLvl w:val="{layout.outline}"/>'
    if layout.starts_page:
        said += "<w:pageBreakBefore/>"
    return said


def overlaid(base: Letters, style: Letters, plain: Letters) -> Letters:
    """Return letters as a style of characters makes them, which says only what is not plain."""
    made = base.copy()
    for one in fields(Letters):
        own = getattr(style, one.name)
        if own != getattr(plain, one.name):
            setattr(made, one.name, own)
    return made
