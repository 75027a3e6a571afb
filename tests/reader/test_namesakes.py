"""Citations rendered in two runs are those of one."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from publish.adapters.pandoc import namesakes
from publish.adapters.pandoc.citations import _run
from publish.citation_styles import find_style

pytestmark = pytest.mark.tools

FAMILIES = ["Wang", "Li", "van Dyk", "Dyk", *(f"Author{number}" for number in range(20))]


def works() -> list[dict[str, Any]]:
    """Return works by namesakes, by one author in one year, by nobody, and by others."""
    made: list[dict[str, Any]] = []
    for number in range(40):
        family = FAMILIES[number % len(FAMILIES)] if number < 30 else f"Single{number}"
        given = ("Fei", "Sheng", "Fei")[number % 3]
        authors = [{"family": family, "given": given}, {"family": "Second", "given": "Second"}]
        authors += [{"family": f"Third{number % 2}", "given": "T."}] * (number % 3)
        work = {
            "id": f"w{number}",
            "type": "article-journal",
            "title": f"Title {number % 37}",
            "issued": {"date-parts": [[2016 + number % 2]]},
            "author": authors,
        }
        if number in (7, 8):
            del work["author"]
        if number == 9:
            work["author"] = [{"literal": "The Wang"}]
        made.append(work)
    return made


def cite(*keys: str, mode: str = "NormalCitation") -> dict[str, Any]:
    citations = [
        {
            "citationId": key,
            "citationPrefix": [],
            "citationSuffix": [],
            "citationMode": {"t": mode},
            "citationNoteNum": 1,
            "citationHash": 0,
        }
        for key in keys
    ]
    return {"t": "Para", "c": [{"t": "Cite", "c": [citations, [{"t": "Str", "c": "?"}]]}]}


def blocks() -> list[dict[str, Any]]:
    singles = [cite(f"w{number}") for number in (*range(40), 35, 35, 3, 3, 36, 3)]
    groups = [cite("w0", "w35"), cite("w35", "w36"), cite("w24", "w0", "w37"), cite("w36")]
    named = [cite("w1", mode="AuthorInText"), cite("w38", mode="AuthorInText")]
    return [*singles, *groups, *named, cite("w2", mode="SuppressAuthor")]


@pytest.fixture(params=["chicago-author-date", "apa", "modern-language-association"])
def style(request: pytest.FixtureRequest) -> str:
    path = find_style(request.param)
    assert path is not None
    return path.read_text(encoding="utf-8")


def test_two_runs_render_what_one_does(
    style: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = partial(_run, tmp_path, works(), "en-US")
    expected = run(blocks(), style)
    monkeypatch.setattr(namesakes, "MANY", 1)
    sent: list[int] = []

    def counted(given: list[Any], with_style: str) -> tuple[list[Any], list[Any]]:
        sent.append(len(given))
        return run(given, with_style)

    found = namesakes.render(blocks(), works(), style, counted)
    assert json.dumps(found) == json.dumps(expected)
    assert len(sent) == (2 if "primary-name" in style else 1)


def test_a_few_works_are_rendered_at_once(style: str) -> None:
    def run(given: list[Any], _style: str) -> tuple[list[Any], list[Any]]:
        return given, []

    assert namesakes.render(blocks(), works(), style, run) == (blocks(), [])
