"""Stylesheets as the resources of an edition."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from publish.config import Config
from publish.content import ContentDocument
from publish.content.css_logical import Flow
from publish.content.stylesheets import Design, Stylesheet, stylesheets_for
from publish.editions import Face, Resource
from publish.model.directions import direction_of


def as_resources(stylesheets: Iterable[Stylesheet]) -> tuple[Resource, ...]:
    """Return stylesheets as resources under ``styles/``."""
    return tuple(
        Resource(PurePosixPath("styles", sheet.name), "text/css", sheet.text.encode())
        for sheet in stylesheets
    )


def epub_stylesheets(
    design: Design,
    config: Config,
    documents: Iterable[ContentDocument],
    faces: Iterable[Face],
) -> tuple[Resource, ...]:
    """Return the stylesheets of an EPUB of these documents.

    Faces that are not the design's are the author's: the design falls back on them.
    """
    flow = Flow(
        direction_of(config.metadata.language),
        config.is_vertical,
        is_mixed=any(' dir="' in document.body for document in documents),
    )
    own = dict.fromkeys(
        face.family for face in faces if face.family not in design.families.values()
    )
    return as_resources(stylesheets_for(design, "epub", flow, families=tuple(own)))
