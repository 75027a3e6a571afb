"""``build-report.json``: what was made, of what, with what, and what was said about it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from publish import __version__
from publish.artifact import Artifact
from publish.config import Config
from publish.diagnostics import Diagnostic

FILENAME: Final = "build-report.json"


def render_report(
    config: Config,
    artifacts: Iterable[Artifact],
    diagnostics: Iterable[Diagnostic],
    *,
    words: int,
    engines: Mapping[str, str],
) -> bytes:
    """Return the report as JSON; the same build gives the same bytes."""
    metadata = config.metadata
    data = {
        "book": {
            "title": metadata.title,
            "language": metadata.language,
            "identifier": metadata.identifier,
            "modified": metadata.modified,
            "words": words,
        },
        "artifacts": [describe_artifact(artifact) for artifact in artifacts],
        "diagnostics": [describe_diagnostic(diagnostic) for diagnostic in diagnostics],
        "engines": {"publish": __version__, **dict(sorted(engines.items()))},
    }
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def describe_artifact(artifact: Artifact) -> dict[str, Any]:
    """Return an artifact as plain data; ``pages`` stands for a PDF only."""
    data: dict[str, Any] = {
        "name": artifact.filename,
        "kind": artifact.filename.rpartition(".")[2],
        "media_type": artifact.media_type,
        "size": len(artifact.data),
        "sha256": artifact.sha256,
    }
    if artifact.pages is not None:
        data["pages"] = artifact.pages
    return data


def describe_diagnostic(diagnostic: Diagnostic) -> dict[str, Any]:
    """Return a diagnostic as plain data; what it lacks is ``None``."""
    span = diagnostic.span
    return {
        "code": diagnostic.rule.code,
        "severity": str(diagnostic.level),
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        "path": str(span.path) if span else None,
        "line": span.line if span else None,
        "column": span.column if span else None,
    }
