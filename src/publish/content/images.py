"""Pictures and formulas: what stands in a line but is not words."""

from __future__ import annotations

import re
from typing import Final

from publish.content.addresses import formula_href, image_href
from publish.content.draft import Draft
from publish.content.xhtml import attribute, class_attribute, class_names, escape_attribute
from publish.model.inlines import Formula, Image

_LENGTH: Final = re.compile(
    r"\+?(\d+\.?\d*|\.\d+)(px|em|rem|ex|ch|pt|pc|in|cm|mm|q|vw|vh|vmin|vmax|%)?", re.IGNORECASE
)
_SHORT: Final = 30
"""Characters of TeX that are hardly ever wider than a screen."""
_ROOT: Final = re.compile(r"<math\b([^>]*)>")
_SET_BY_US: Final = re.compile(r"""\s(?:alttext|display|xmlns)\s*=\s*(?:"[^"]*"|'[^']*')""")
_ANNOTATION: Final = re.compile(r"<annotation\b.*?</annotation>", re.DOTALL)


def write_image(draft: Draft, image: Image) -> None:
    """Write a picture; without alternative text it counts as decoration."""
    renamed = draft.setting.composition.pictures
    href = renamed.get(image.source) or image_href(image.source)
    draft.images.add(href)
    alternative = image.alternative or ""
    if draft.spoken:
        alternative = f"{' '.join(alternative.split())}\n{draft.spoken}"
    draft.write(
        "<img",
        class_attribute(*class_names(image.classes)),
        f' src="{escape_attribute(href)}" alt="{escape_attribute(alternative)}"',
        attribute("aria-details", draft.details),
        attribute("title", image.title),
        attribute("style", _size(image)),
        "/>",
    )
    draft.details = draft.spoken = ""


def write_formula(draft: Draft, formula: Formula) -> None:
    """Write a formula in the form of the edition; displays stand in an element of their own.

    So do formulas that the author says in words: it keeps the TeX that the words stand for. A
    display that is long can be moved on a narrow screen, by keys; a drawing is made smaller.
    """
    is_moved = formula.display and _is_long(draft, formula)
    classes = class_attribute(
        "formula-display" if formula.display else "", "scroller" if is_moved else ""
    )
    tex = attribute("data-tex", formula.tex if formula.words else None)
    if classes or tex:
        key = ' tabindex="0"' if is_moved else ""
        draft.write(f"<span{classes}{key}{tex}>")
    if draft.setting.composition.formulas == "mathml":
        draft.properties.add("mathml")
        draft.write(_mathml(formula))
    else:
        _write_drawing(draft, formula)
    if classes or tex:
        draft.write("</span>")


def _is_long(draft: Draft, formula: Formula) -> bool:
    """Return whether a formula may be wider than a screen: MathML Core breaks no lines."""
    return draft.setting.composition.formulas == "mathml" and len(formula.tex) > _SHORT


def _mathml(formula: Formula) -> str:
    """Return the formula's MathML with its words, or its TeX, for those who cannot show MathML.

    They are in ``alttext`` only: as an annotation, old reading systems print them.
    """
    display = "block" if formula.display else "inline"
    said = escape_attribute(formula.words or formula.tex)

    def root(match: re.Match[str]) -> str:
        return (
            '<math xmlns="http://www.w3.org/1998/Math/MathML"'
            f' alttext="{said}" display="{display}"'
            f"{_SET_BY_US.sub('', match[1])}>"
        )

    return _ROOT.sub(root, _ANNOTATION.sub("", formula.mathml), count=1)


def _write_drawing(draft: Draft, formula: Formula) -> None:
    drawing = draft.setting.composition.drawings[formula.mathml]
    href = formula_href(formula.mathml, ".png" if drawing.png else ".svg")
    draft.images.add(href)
    style = (
        f"width:{_em(drawing.width)};height:{_em(drawing.height)};"
        f"vertical-align:{_em(-drawing.depth)}"
    )
    said = escape_attribute(formula.words or formula.tex)
    draft.write(f'<img class="formula" src="{href}" alt="{said}" style="{style}"/>')


def _size(image: Image) -> str:
    """Return the author's measures as CSS; what is not a length or percentage is left out."""
    given = (("width", image.width), ("height", image.height))
    return ";".join(f"{name}:{length}" for name, value in given if (length := _length(value)))


def _length(value: str | None) -> str:
    match = _LENGTH.fullmatch((value or "").strip())
    return f"{match[1]}{(match[2] or 'px').lower()}" if match else ""


def _em(length: float) -> str:
    # Adding zero turns minus zero into zero.
    return f"{round(length, 4) + 0:g}em"
