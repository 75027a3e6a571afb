"""Law 1 at every seam: take, double or exchange words on the road, and the build names the line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import pytest

SEAMS = ("parse", "compose", "layout", "bind")
"""After which step the fault happens; ``layout`` is seen in the PDF, the others in the EPUB."""

FAULTS: dict[str, tuple[Mapping[str, str], list[tuple[int, str]]]] = {
    "a word removed": ({"brown fox": "fox"}, [(4, "W001")]),
    "a word repeated": ({"brown fox": "brown brown fox"}, [(4, "W002")]),
    "a word changed": ({"brown fox": "brown box"}, [(4, "W003")]),
    "two words swapped": ({"quick": "brown", "brown": "quick"}, [(4, "W003")]),
    "a note removed": ({"The log says otherwise.": ""}, [(13, "W001")]),
    "a note repeated": (
        {"The log says otherwise.": "The log says otherwise. The log says otherwise."},
        [(13, "W002")],
    ),
    "two notes swapped": (
        {
            "The log says otherwise.": "His name was Harding.",
            "His name was Harding.": "The log says otherwise.",
        },
        [(13, "W003")],
    ),
    "a cell removed": ({"tempest": ""}, [(11, "W001")]),
    "a cell repeated": ({"gale": "gale gale"}, [(10, "W002")]),
    "two cells swapped": ({"gale": "tempest", "tempest": "gale"}, [(10, "W003")]),
}


class Workshop(Protocol):
    def told(
        self, seam: str, edits: Mapping[str, str], patch: pytest.MonkeyPatch
    ) -> list[tuple[str, str]]: ...


@pytest.mark.parametrize("seam", SEAMS)
def test_a_faultless_road_says_nothing(
    workshop: Workshop, seam: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert workshop.told(seam, {}, monkeypatch) == []


@pytest.mark.parametrize("seam", SEAMS)
@pytest.mark.parametrize("fault", FAULTS)
def test_it_bites(
    workshop: Workshop, seam: str, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    edits, expected = FAULTS[fault]
    told = workshop.told(seam, edits, monkeypatch)
    assert told == [(f"manuscript/chapters/01-storm.md:{line}", code) for line, code in expected]
