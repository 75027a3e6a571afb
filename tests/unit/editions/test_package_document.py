"""The whole package document of a book that says everything; `--accept` writes it anew."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

from tests.unit.editions.epub_support import METADATA, Quiet, cover, edition, silent

from publish.adapters.epub_writer import EpubWriter
from publish.config import EditionConfig
from publish.model.metadata import Contributor, Evaluation, Metadata, Series, SubjectCode

EXPECTED = Path(__file__).parent / "package.opf"

EVERYTHING: Metadata = replace(
    METADATA,
    file_as="Sea and the Grid, The",
    contributors=(*METADATA.contributors, Contributor("Cy Three", "ill", "Three, Cy")),
    series=Series("Energy", "2", "0378-5955"),
    identifiers=("doi:10.5555/12345678", "urn:nbn:de:101:1-2026"),
    subject_codes=(
        SubjectCode("BISAC", "HIS054000", "HISTORY / Social"),
        SubjectCode("Thema", "NHD"),
    ),
    source="La mer et le réseau, Paris, 1999",
    version="1.1",
    evaluation=Evaluation(
        "Small Press",
        "2026-01-01",
        ("Global Certified Accessible",),
        "https://example.com/report",
        summary="The maps are described in an appendix.",
    ),
)


def test_the_package_document_is_as_expected(accept: bool) -> None:
    settings = EditionConfig(
        "epub", "epub", isbn="9780000000002", flow="scrolled-doc", spread="none"
    )
    made = edition(metadata=EVERYTHING, edition=settings, cover=cover())
    data = EpubWriter().bind(made, report=silent, progress=Quiet()).data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        text = archive.read("EPUB/content.opf").decode()
    text = re.sub(r"(?<=publish )[0-9][^\"]*", "VERSION", text)
    if accept:
        EXPECTED.write_text(text, "utf-8")
    assert text == EXPECTED.read_text("utf-8")
