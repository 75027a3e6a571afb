"""Small books for Hypothesis, as Markdown: every construct, several scripts, no mistakes."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import settings
from hypothesis import strategies as st

# The same examples on every desk: a law that fails here fails everywhere.
settings.register_profile("laws", derandomize=True, deadline=None, print_blob=False)
settings.load_profile("laws")

SCRIPTS = (
    "abcdefghijklmnopqrstuvwxyzéßœàñ",
    "абвгдежзийклмнопрстуфхцчшщэюя",
    "αβγδεζηθικλμνξοπρστυφχψω",
)


@st.composite
def word(draw: st.DrawFn) -> str:
    text = draw(st.text(draw(st.sampled_from(SCRIPTS)), min_size=1, max_size=9))
    return text.capitalize() if draw(st.integers(0, 9)) == 0 else text


WORDS = st.lists(word(), min_size=1, max_size=8)


@dataclass(slots=True)
class Chapter:
    """A file of Markdown under construction; notes are defined at its end."""

    blocks: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def call(self, text: str) -> str:
        self.notes.append(text)
        return f"[^n{len(self.notes)}]"

    @property
    def text(self) -> str:
        notes = [f"[^n{number}]: {text}" for number, text in enumerate(self.notes, 1)]
        return "\n\n".join([*self.blocks, *notes]) + "\n"


@st.composite
def inline(draw: st.DrawFn, chapter: Chapter, *, notes: bool = True) -> str:
    first, second, third = draw(word()), draw(word()), draw(word())
    forms = [
        f"{first}*{second}*{third}",
        f"**{first} {second}**",
        f"{first}^{second}^",
        f"{first}~{second}~ {third}",
        f"`{first} {second}`",
        f"[{first} {second}]{{.smallcaps}}",
        f"[{first}]{{lang=ru}}",
        f"[{first}](https://example.org/{second})",
        f'"{first} {second}"',
        f"{first}'{second}",
        f"{first}--{second} ... {third}",
        f"{first}\\\n{second}",
        f"~~{first}~~ {second}",
        "$e = mc^2$",
    ]
    if notes:
        forms += [
            f"{first}{chapter.call(second + ' *' + third + '*')}",
            f"{first}^[{second}] {third}",
            f"{first}^[{second}^[{third}]]",
        ]
    return draw(st.sampled_from(forms)) if not notes else _chosen(draw, forms, chapter)


def _chosen(draw: st.DrawFn, forms: list[str], chapter: Chapter) -> str:
    """Return one of the forms; a note that is not called is not defined."""
    form = draw(st.sampled_from(forms))
    if "[^n" not in form:
        chapter.notes.pop()
    return form


@st.composite
def prose(draw: st.DrawFn, chapter: Chapter, *, notes: bool = True) -> str:
    parts: list[str] = []
    for _ in range(draw(st.integers(1, 4))):
        parts += draw(WORDS)
        if draw(st.booleans()):
            parts.append(draw(inline(chapter, notes=notes)))
    return " ".join(parts)


@st.composite
def block(draw: st.DrawFn, chapter: Chapter) -> str:
    kind = draw(st.integers(0, 9))
    line = prose(chapter)
    match kind:
        case 0 | 1 | 2:
            return draw(line) + "!"
        case 3:
            return f"> {draw(line)}\n>\n> {draw(line)}"
        case 4:
            return f"- {draw(line)}\n- {draw(line)}\n    - {draw(line)}"
        case 5:
            return f"3. {draw(line)}\n4. {draw(line)}"
        case 6:
            short = [" ".join(draw(WORDS)) for _ in range(3)]
            return f"| {short[0]}\n|   {short[1]}\n|\n| {short[2]}"
        case 7:
            cells = [draw(prose(chapter, notes=False)).replace("\\\n", " ") for _ in range(4)]
            caption = " ".join(draw(WORDS))
            return (
                f"| {cells[0]} | {cells[1]} |\n|---|---:|\n| {cells[2]} | {cells[3]} |"
                f"\n\n: {caption}"
            )
        case 8:
            return f"{' '.join(draw(WORDS))}\n\n:   {draw(line)}"
        case _:
            return f"::: letter\n{draw(line)}\n:::"


@st.composite
def chapters(draw: st.DrawFn) -> tuple[str, ...]:
    """Return the texts of one to three chapters."""
    texts = []
    for _ in range(draw(st.integers(1, 3))):
        chapter = Chapter([f"# {' '.join(draw(WORDS))}"])
        for _ in range(draw(st.integers(1, 5))):
            chapter.blocks.append(draw(block(chapter)))
        if draw(st.booleans()):
            chapter.blocks += [f"## {' '.join(draw(WORDS))}", draw(prose(chapter))]
        texts.append(chapter.text)
    return tuple(texts)


@pytest.fixture(scope="session")
def books() -> st.SearchStrategy[tuple[str, ...]]:
    """Return the strategy: the chapters of a small book."""
    return chapters()
