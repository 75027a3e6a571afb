"""The map of lines says what is drawn: pdfium reads the finished PDF, and finds the same lines."""

from __future__ import annotations

import itertools
import os
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from publish.artifact import SetPage, TypesetBook
from publish.cli._progress import SilentProgress
from publish.diagnostics import Ledger
from publish.page_map import SetLine
from publish.pipeline import build
from publish.proof.line_flaws import is_measured
from publish.resolution import resolve
from publish.toolchain import make_tools

ROOT = Path(__file__).parents[2]

pytestmark = [pytest.mark.tools, pytest.mark.slow]


@dataclass(frozen=True)
class Letter:
    """A character as drawn; points from the page's upper left corner."""

    text: str
    x: float
    y: float
    right: float


@pytest.fixture(scope="module")
def book() -> TypesetBook:
    ledger = Ledger()
    config = resolve(ROOT, os.environ, report=ledger.add)
    edition = next(edition for edition in config.editions if edition.format == "pdf")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # as the command line does: ziamath's own
        made = build(
            config, make_tools(), editions=[edition], ledger=ledger, progress=SilentProgress()
        )
    return made.typeset[0]


@pytest.fixture(scope="module")
def letters(book: TypesetBook) -> list[list[Letter]]:
    import pypdfium2

    document = pypdfium2.PdfDocument(book.artifact.data)
    found = [list(letters_of(document[index])) for index in range(len(document))]
    document.close()
    return found


def letters_of(page: Any) -> Iterator[Letter]:
    from ctypes import byref, c_double

    from pypdfium2 import raw

    text, height = page.get_textpage(), page.get_height()
    x, y, box = c_double(), c_double(), raw.FS_RECTF()
    for index in range(text.count_chars()):
        if raw.FPDFText_IsGenerated(text.raw, index) == 1:
            continue
        raw.FPDFText_GetCharOrigin(text.raw, index, byref(x), byref(y))
        raw.FPDFText_GetLooseCharBox(text.raw, index, byref(box))
        character = chr(raw.FPDFText_GetUnicode(text.raw, index))
        yield Letter(character, x.value, height - y.value, box.right)
    text.close()


def drawn(line: SetLine, letters: list[Letter]) -> list[Letter]:
    """Return what is drawn on the line's baseline, between its edges."""
    found = [
        letter
        for letter in letters
        if abs(letter.y - line.baseline) < 0.3 and line.left - 1 < letter.x < line.right + 1
    ]
    return sorted(found, key=lambda letter: letter.x)


def plain_lines(book: TypesetBook) -> Iterator[tuple[SetPage, SetLine]]:
    for page in book.pages:
        for line in page.lines:
            if line.kind in {"text", "note"} and line.text.isascii():
                yield page, line


def test_every_line_stands_where_the_map_says(
    book: TypesetBook, letters: list[list[Letter]]
) -> None:
    over = []
    for page, line in plain_lines(book):
        found = drawn(line, letters[page.number - 1])
        visible = [letter for letter in found if letter.text.strip()]
        assert visible[0].text == line.text[0], line
        assert visible[0].x == pytest.approx(line.left, abs=0.5), line
        if line.text[-1].isalpha():  # calls of notes and hyphens stand elsewhere
            over.append(abs(visible[-1].right - line.right))
    assert len(over) > 200
    assert median(over) < 0.1
    # A call of a note may end the line, and pdfium knows nothing of contextual forms.
    assert sum(each > 0.7 for each in over) < len(over) / 20


def test_word_spaces_are_as_wide_as_the_map_says(
    book: TypesetBook, letters: list[list[Letter]]
) -> None:
    measured, natural = [], []
    for page, line in plain_lines(book):
        if line.kind == "text" and line.size == 11:
            gap = space_of(drawn(line, letters[page.number - 1]))
            if gap is None:
                continue
            if is_measured(line):
                measured.append((line, gap))
            elif line.is_last and not line.is_justified:
                natural.append(gap)
    assert len(measured) > 100
    one = median(natural)
    wrong = [(line.text, line.space, gap / one) for line, gap in measured
             if gap / one != pytest.approx(line.space, abs=0.04)]  # fmt: skip
    assert len(wrong) < len(measured) / 50, wrong


def space_of(letters: list[Letter]) -> float | None:
    gaps = []
    visible = [letter for letter in letters if letter.text.strip()]
    spaces = [letter.x for letter in letters if letter.text == " "]
    for before, after in itertools.pairwise(visible):
        if before.text.isalpha() and any(before.x < x < after.x for x in spaces):
            gaps.append(after.x - before.right)
    return median(gaps) if len(gaps) > 2 else None


def test_lines_of_a_paragraph_are_one_paragraph_over_page_ends(book: TypesetBook) -> None:
    seen: dict[int, list[tuple[int, SetLine]]] = {}
    for page in book.pages:
        for line in page.lines:
            seen.setdefault(line.paragraph, []).append((page.number, line))
    assert any(len({number for number, _ in lines}) > 1 for lines in seen.values())
    for lines in seen.values():
        assert [line.is_first for _, line in lines] == [True] + [False] * (len(lines) - 1)
        assert [line.is_last for _, line in lines] == [False] * (len(lines) - 1) + [True]


def test_every_line_of_the_author_names_the_line_it_was_written_on(book: TypesetBook) -> None:
    for page in book.pages:
        for line in page.lines:
            if line.kind in {"text", "note", "heading", "caption", "table", "verse"}:
                if page.division in {"bibliography", "notes"} or line.at is None:
                    continue
                written = (ROOT / line.at.path).read_text("utf-8").splitlines()
                assert 0 < (line.at.line or 0) <= len(written)


def test_hardly_a_line_of_the_chapters_is_without_its_place(book: TypesetBook) -> None:
    lines = [line for page in book.pages for line in page.lines if line.kind in {"text", "note"}]
    without = [line.text for line in lines if line.at is None]
    assert len(without) < len(lines) / 50, without


def test_each_note_is_called_once_and_stands_somewhere(book: TypesetBook) -> None:
    calls = [call for page in book.pages for call in page.calls]
    stand = {line.note for page in book.pages for line in page.lines if line.note}
    assert len(calls) == len(set(calls)) > 20
    assert set(calls) == stand


def test_a_tight_line_says_what_it_would_be_without_its_last_word(book: TypesetBook) -> None:
    lines = [line for page in book.pages for line in page.lines if line.reason]
    assert lines
    for line in lines:
        if line.space < 1:
            word = line.text.rpartition(" ")[2].strip(".,:;!?‘’“”")
            assert line.reason.startswith(f"without “{word}” its spaces would be "), line
            assert float(line.reason.split()[-3]) > 1, line
