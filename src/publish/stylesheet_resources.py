"""Stylesheets as the resources of an edition."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from publish.content.stylesheets import Stylesheet
from publish.editions import Resource


def as_resources(stylesheets: Iterable[Stylesheet]) -> tuple[Resource, ...]:
    """Return stylesheets as resources under ``styles/``."""
    return tuple(
        Resource(PurePosixPath("styles", sheet.name), "text/css", sheet.text.encode())
        for sheet in stylesheets
    )
