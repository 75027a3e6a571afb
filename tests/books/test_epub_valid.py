"""The whole of our EPUBs before EPUBCheck: no error, no warning."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.unit.editions.epub_support import DOCUMENTS, METADATA, ONE, TWO, Quiet, edition, silent
from tests.unit.editions.test_package_document import EVERYTHING

from publish.adapters.cover import draw_cover
from publish.adapters.epub_writer import EpubWriter
from publish.adapters.fonts import load_faces, subset_faces
from publish.adapters.validators import EpubCheck
from publish.artifact import Artifact
from publish.diagnostics import Diagnostic
from publish.editions.epub import used_characters

pytestmark = [pytest.mark.tools, pytest.mark.slow]


def judged(artifact: Artifact) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    EpubCheck().check(artifact, report=found.append)
    return found


def test_a_rich_book_with_fonts_and_a_drawn_cover_is_valid(
    need_tool: Callable[[str], Path],
) -> None:
    need_tool("java")
    faces = load_faces(report=silent)
    made = edition(
        isbn="978-0-00-000000-2",
        metadata=EVERYTHING,
        faces=subset_faces(faces, used_characters(DOCUMENTS)),
        cover=draw_cover(METADATA, faces),
    )
    assert judged(EpubWriter().bind(made, report=silent, progress=Quiet())) == []


def test_a_bare_book_without_contents_and_cover_is_valid(need_tool: Callable[[str], Path]) -> None:
    need_tool("java")
    bare = replace(METADATA, subtitle="", contributors=(), series=None, subjects=(), date="2026")
    made = edition((ONE, TWO), metadata=bare, faces=())
    assert judged(EpubWriter().bind(made, report=silent, progress=Quiet())) == []


def test_a_broken_book_is_told_with_file_and_line(need_tool: Callable[[str], Path]) -> None:
    need_tool("java")
    broken = replace(TWO, body='<section id="two"><p><p>nested</p></p></section>')
    artifact = EpubWriter().bind(edition((ONE, broken)), report=silent, progress=Quiet())
    found = judged(artifact)
    assert any(
        entry.rule.code == "epubcheck:RSC-005" and str(entry.span).startswith("sea.epub/EPUB/two")
        for entry in found
    )
