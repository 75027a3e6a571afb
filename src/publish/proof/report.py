"""A proof as plain data, for ``report.json``."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from publish.proof.examination import Proof
from publish.proof.figures import Figures
from publish.proof.flaws import Flaw
from publish.proof.sheets import ContactSheet, ShownFlaw


@dataclass(frozen=True, slots=True)
class Heading:
    """What a report is about: the book's title and language, the edition, the PDF's name."""

    title: str
    language: str
    edition: str
    pdf: str


def render_json(
    heading: Heading,
    proof: Proof,
    shown: Sequence[ShownFlaw],
    sheets: Sequence[ContactSheet],
) -> bytes:
    """Return the report as JSON: every figure and every flaw; the same proof, the same bytes."""
    names = {id(each.flaw): each.name for each in shown if each.flaw.areas}
    data = {
        "book": {"title": heading.title, "edition": heading.edition, "pdf": heading.pdf},
        "figures": describe_figures(proof.figures),
        "divisions": [
            {
                "id": division.id,
                "title": division.title,
                "page": division.folio,
                "figures": describe_figures(division.figures),
            }
            for division in proof.divisions
        ],
        "flaws": [describe_flaw(flaw, names.get(id(flaw))) for flaw in proof.flaws],
        "sheets": [f"sheets/{sheet.name}" for sheet in sheets],
    }
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def describe_figures(figures: Figures) -> Mapping[str, Mapping[str, float | None]]:
    """Return figures as plain data: value, what it is a part of, and its share of that."""
    return {
        key: {
            "value": round(figure.value, 4),
            "of": figure.whole,
            "share": None if figure.share is None else round(figure.share, 5),
        }
        for key, figure in figures.items()
    }


def describe_flaw(flaw: Flaw, picture: str | None) -> dict[str, Any]:
    """Return a flaw as plain data; what it lacks is ``None``."""
    return {
        "kind": flaw.kind,
        "page": flaw.page,
        "folio": flaw.folio,
        "division": flaw.division,
        "path": str(flaw.at.path) if flaw.at else None,
        "line": flaw.at.line if flaw.at else None,
        "words": flaw.words,
        "finding": flaw.finding,
        "reason": flaw.reason or None,
        "picture": f"pictures/{picture}" if picture else None,
    }
