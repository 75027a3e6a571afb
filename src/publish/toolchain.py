"""The composition root: which engine stands behind which port, and what the surroundings say."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Sequence
from pathlib import Path
from shutil import which
from typing import Any

from publish.adapters.inventory import engine_versions, take_inventory
from publish.adapters.process import run
from publish.content import ContentDocument, FormulaDrawing
from publish.diagnostics import Report
from publish.editions import Cover, Face
from publish.errors import ToolError
from publish.importing.options import ImportTools, ReadBack
from publish.manuscript import Asset, SourceFile
from publish.model.metadata import Metadata
from publish.pipeline import Tools
from publish.ports import Progress
from publish.proof.sheets import ContactSheet, ShownFlaw

__all__ = ["describe_surroundings", "engine_versions", "find_last_change", "take_inventory"]


class _Fonts:
    """fontTools, HarfBuzz and the families that are installed as packages."""

    def load(
        self, families: Sequence[str], *, files: Sequence[Asset], report: Report
    ) -> tuple[Face, ...]:
        from publish.adapters.fonts import load_faces

        return load_faces(families, files=files, report=report)

    def subset(self, faces: Sequence[Face], characters: frozenset[str]) -> tuple[Face, ...]:
        from publish.adapters.fonts import subset_faces

        return subset_faces(faces, characters)

    def complete(
        self,
        faces: Sequence[Face],
        documents: Sequence[ContentDocument],
        sources: Sequence[SourceFile],
        *,
        report: Report,
    ) -> tuple[Face, ...]:
        from publish.adapters.fonts import check_glyphs, lacking
        from publish.adapters.sign_fonts import sign_faces

        whole = (*faces, *sign_faces(lacking(faces, documents)))
        check_glyphs(whole, documents, sources, report=report)
        return whole


class _Studio:
    """Pillow, resvg and ziamath."""

    def cover(
        self,
        asset: Asset | None,
        metadata: Metadata,
        faces: Sequence[Face],
        *,
        alternative: str,
        report: Report,
    ) -> Cover | None:
        from publish.adapters.cover import draw_cover, read_cover
        from publish.editions.cover import cover_alternative

        if asset is None:
            return draw_cover(metadata, faces, alternative=alternative)
        return read_cover(
            asset, alternative=alternative or cover_alternative(metadata), report=report
        )

    def formulas(
        self, formulas: Sequence[tuple[str, str, bool]], report: Report, *, pixels: bool = False
    ) -> dict[str, FormulaDrawing]:
        if not formulas:
            return {}
        from publish.adapters.formulas import draw_formulas, with_pixels

        drawings = draw_formulas(formulas, report)
        return with_pixels(drawings) if pixels else drawings


def make_tools(*, validate: bool = False) -> Tools:
    """Return the engines behind their ports; ``validate`` adds EPUBCheck."""
    from publish.adapters.epub_reader import spine_documents
    from publish.adapters.epub_writer import EpubWriter
    from publish.adapters.page_reader import read_pages
    from publish.adapters.pandoc import PandocReader
    from publish.adapters.typesetter import Typesetter
    from publish.adapters.validators import EpubCheck

    return Tools(
        reader=PandocReader(),
        epub_binder=EpubWriter(),
        print_binder=Typesetter(),
        fonts=_Fonts(),
        studio=_Studio(),
        read_spine=spine_documents,
        read_pages=read_pages,
        validators=(EpubCheck(),) if validate else (),
        typesetter=_typesetter,
    )


def _typesetter() -> str:
    """Return what tells this typesetter from others: the engines' versions, and our own code."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    versions = "".join(f"{name} {found}\n" for name, found in engine_versions().items())
    return f"{versions}publish {digest.hexdigest()}"


def make_import_tools() -> ImportTools:
    """Return what an import asks of engines."""
    from publish.adapters.pandoc.citations import read_entries
    from publish.adapters.pandoc.foreign import read_document, write_markdown
    from publish.adapters.pandoc.program import read_records, read_texts

    def read_back(texts: Sequence[str]) -> list[ReadBack | None]:
        return [
            None if record is None else ReadBack(record["body"], tuple(record["notes"]))
            for record in read_records(texts)
        ]

    def read_trees(texts: Sequence[str]) -> list[list[Any] | None]:
        return [reading.blocks for reading in read_texts(texts)]

    return ImportTools(
        read_back, read_entries, read_document, write_markdown, read_trees, _without_font
    )


def _without_font(text: str) -> tuple[str, ...]:
    """Return the characters that neither the default design's fonts have nor those of signs."""
    from publish.adapters.fonts import load_faces, missing_glyphs
    from publish.adapters.sign_fonts import sign_faces

    if text.isascii():
        return ()
    missing = missing_glyphs(load_faces(report=lambda found: None), text)
    return missing_glyphs(sign_faces(missing), missing)


def find_last_change(project: Path) -> str:
    """Return when the last commit touched the manuscript or its styles, in ISO 8601, or ``""``."""
    if not which("git"):
        return ""
    try:
        done = run(
            ("git", "log", "-1", "--format=%cI", "--", "manuscript", "styles"),
            cwd=project,
            timeout=60,
        )
    except ToolError:
        return ""
    return done.stdout.decode("ascii", "replace").strip() if done.status == 0 else ""


def draw_proof(
    data: bytes,
    shown: Sequence[ShownFlaw],
    sheets: Sequence[ContactSheet],
    progress: Progress,
) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return the pictures of flaws and the contact sheets of a PDF, PNGs by their names."""
    from publish.adapters.proof_pictures import draw_flaws, draw_sheets

    with progress.step("drawing spreads", sum(len(sheet.spreads) for sheet in sheets)) as step:
        spreads = dict(draw_sheets(data, sheets, step.advance))
    return dict(draw_flaws(data, shown)), spreads


def describe_surroundings() -> str:
    """Return system, Python and engines as text, for a report of a bug."""
    engines = "".join(f"{name} {version}\n" for name, version in engine_versions().items())
    return f"{platform.platform()}\nPython {platform.python_version()}\n{engines}"
