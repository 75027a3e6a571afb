"""A small book in which pages turn wherever they can: tables, verse, lists, notes, figures."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from publish.config import Numbering, Placement

_TEXT: Final = (
    "The river rose in the night & took the bridge with it; nobody “heard” the water, though the "
    "mill-wheel turned backwards until the morning, and half-drowned cattle stood on the hill. "
)
_PICTURE: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200" viewBox="0 0 300 200">'
    '<rect width="300" height="200" fill="#ccc"/></svg>'
)


def write_book(project: Path, *, notes: Placement, numbering: Numbering, style: str) -> None:
    """Write the book; ``notes`` is where both editions have them, at the foot in print alone."""
    manuscript = project / "manuscript"
    for folder in ("chapters", "images"):
        (manuscript / folder).mkdir(parents=True)
    (manuscript / "images" / "a.svg").write_text(_PICTURE, "utf-8")
    (manuscript / "book.toml").write_text(
        f'[book]\ntitle = "The Turning"\nlanguage = "en-GB"\ndate = "2026"\nstyle = "{style}"\n'
        f'section-numbers = true\nnotes = "{notes}"\nnote-numbering = "{numbering}"\n'
        '[[book.contributors]]\nname = "A. Author"\n[editions.epub]\n[editions.pdf]\npage = "a6"\n',
        "utf-8",
    )
    chapters = (_notes_and_figures(), _everything_else(), _languages())
    for number, text in enumerate(chapters, start=1):
        (manuscript / "chapters" / f"{number:02}.md").write_text(text, "utf-8")


def _notes_and_figures() -> str:
    call = " A call.[^n{0}] *Emphasis that runs on over some words*, and **strong**."
    said = "Long words of a note that goes on and on. "
    rows = "".join(f"| row {n} of a long table | {n * 37} | high water |\n" for n in range(40))
    return "\n\n".join(
        [
            "# The river",
            *(_TEXT * 3 + (call.format(n) if n % 2 else "") for n in range(12)),
            "See [](#fig-a), [](#fig-z), [](#tbl-b) and [](#sec-c).",
            '![Words under a figure.](../images/a.svg){#fig-a alt="a grey box"}',
            _TEXT * 4,
            '![Words under another.](../images/a.svg){#fig-z alt="a box"}',
            _TEXT * 4,
            "## A section {#sec-c}",
            *(_TEXT * 2 for _ in range(4)),
            f"| Name | Number | Words |\n|---|---:|---|\n{rows}\n: A long table {{#tbl-b}}",
            _TEXT,
            *(f"[^n{n}]: Note {n}. {said * (30 if n == 5 else 2)}" for n in range(1, 12, 2)),
        ]
    )


def _everything_else() -> str:
    code = "\n".join(f"value_{n} = compute(value_{n - 1}, {n})  # step" for n in range(1, 50))
    return "\n\n".join(
        [
            "# Verse, lists and formulas",
            "\n".join(f"| line {n} of a song\n|   and after it {n}" for n in range(20)),
            "\n".join(f"{n}. item {n} {_TEXT}" for n in range(1, 12)),
            "\n".join(f"- point {n} with words" for n in range(30)),
            f"A formula, $E = mc^2$, and one on display: $$\\int_0^1 x^2 dx = 1$$ and {_TEXT * 3}",
            f"```python\n{code}\n```",
            f"Term\n:   {_TEXT * 2}\n\nSecond term\n:   {_TEXT * 3}",
            *(f"> {_TEXT * 3}" for _ in range(6)),
            "------",
            *(_TEXT * 3 for _ in range(6)),
            '![](../images/a.svg){alt="a box alone"}',
            _TEXT * 8,
        ]
    )


def _languages() -> str:
    line = "[Широка страна моя родная, много в ней лесов, полей и рек.]{lang=ru} Straße and naïve. "
    return "\n\n".join(["# Шёл дождь", *(line * 6 for _ in range(8))])
