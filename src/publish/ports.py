"""What the pipeline asks of the world: protocols, and the values they speak in."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from publish.artifact import Artifact, TypesetBook
from publish.assemble import Parsed
from publish.content import ContentDocument, FormulaDrawing
from publish.diagnostics import Report
from publish.editions import Cover, EpubEdition, Face, PrintEdition
from publish.manuscript import Asset, Manuscript, SourceFile
from publish.model.metadata import Metadata


class Step(Protocol):
    """A long piece of work under way."""

    def advance(self, amount: int = 1) -> None:
        """Say that ``amount`` more units are done."""


class Progress(Protocol):
    """Who is told of long work: a bar on a terminal, plain lines in CI, nobody."""

    def step(self, name: str, total: int | None = None) -> AbstractContextManager[Step]:
        """Open a step; ``name`` says what is done ("setting pages"), ``total`` counts its units."""


class MarkdownReader(Protocol):
    """Text to blocks: citations rendered over the book, code highlighted, formulas as MathML."""

    def parse(self, manuscript: Manuscript, *, report: Report, progress: Progress) -> Parsed:
        """Return every source parsed; what is wrong with them goes to ``report``."""


class EpubBinder(Protocol):
    """An EPUB edition to the bytes of an EPUB."""

    def bind(self, edition: EpubEdition, *, report: Report, progress: Progress) -> Artifact:
        """Return the EPUB; the same edition gives the same bytes."""


class PrintBinder(Protocol):
    """A print edition to the bytes of a PDF."""

    def bind(self, edition: PrintEdition, *, report: Report, progress: Progress) -> TypesetBook:
        """Return the PDF and its page map; what the pages suffer from goes to ``report``."""


class Validator(Protocol):
    """A judge of finished artifacts that is not ours."""

    @property
    def name(self) -> str:
        """Return what the validator is called."""

    def check(self, artifact: Artifact, *, report: Report) -> None:
        """Report every complaint under the validator's own code."""


class FontStore(Protocol):
    """The faces of a design."""

    def load(
        self, families: Sequence[str], *, files: Sequence[Asset], report: Report
    ) -> tuple[Face, ...]:
        """Return the faces of the families and of the author's own files."""

    def subset(self, faces: Sequence[Face], characters: frozenset[str]) -> tuple[Face, ...]:
        """Return the faces with no more glyphs than these characters need."""

    def complete(
        self,
        faces: Sequence[Face],
        documents: Sequence[ContentDocument],
        sources: Sequence[SourceFile],
        *,
        report: Report,
    ) -> tuple[Face, ...]:
        """Return the faces and those of signs that they lack; what no font has is reported."""


class Studio(Protocol):
    """Who draws what the author did not."""

    def cover(
        self,
        asset: Asset | None,
        metadata: Metadata,
        faces: Sequence[Face],
        *,
        alternative: str,
        report: Report,
    ) -> Cover | None:
        """Return the author's cover, or one drawn from the metadata."""

    def formulas(
        self, formulas: Sequence[tuple[str, str, bool]], report: Report, *, pixels: bool = False
    ) -> dict[str, FormulaDrawing]:
        """Return a drawing for each formula (TeX, MathML, display), by its MathML.

        ``pixels`` asks for PNGs, too.
        """
