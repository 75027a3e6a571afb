"""Pages remembered: what makes them others, and what is not taken from a file."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest

from publish.config import Config, EditionConfig, RuleConfig
from publish.editions import Resource
from publish.manuscript import Manuscript, SourceFile
from publish.model.metadata import Metadata
from publish.page_list import Pagination, PrintedPage
from publish.page_list.remembering import Remembered, from_json, pagination_key, to_json

PRINT = EditionConfig("print", "pdf", page=(400.0, 600.0))
METADATA = Metadata("The Sea", "en-GB", "urn:x", "2026-01-01T00:00:00Z")
CONFIG = Config(Path("/home/ann/sea"), METADATA, "sea", editions=(PRINT,))
SOURCE = SourceFile(PurePosixPath("manuscript/chapters/01.md"), "# Storm\n", "bodymatter")
FILES = (Resource(PurePosixPath("styles/book.css"), "text/css", b"p { margin: 0 }"),)


def key(
    config: Config = CONFIG,
    source: SourceFile = SOURCE,
    edition: EditionConfig = PRINT,
    files: tuple[Resource, ...] = FILES,
    engines: str = "weasyprint 70",
) -> str:
    manuscript = Manuscript(config.project, config, (source,), ("contents",))
    return pagination_key(manuscript, edition, files, engines)


@pytest.mark.parametrize(
    "other",
    [
        key(replace(CONFIG, hyphenation=("man-u-script",))),
        key(replace(CONFIG, metadata=replace(METADATA, title="The Lake"))),
        key(source=replace(SOURCE, text="# Calm\n")),
        key(source=replace(SOURCE, role="backmatter")),
        key(edition=replace(PRINT, page=(300.0, 600.0))),
        key(files=(replace(FILES[0], data=b"p { margin: 1em }"),)),
        key(engines="weasyprint 71"),
    ],
)
def test_whatever_shows_on_a_page_makes_other_pages(other: str) -> None:
    assert other != key()


@pytest.mark.parametrize(
    "other",
    [
        key(replace(CONFIG, project=Path("/elsewhere"))),
        key(replace(CONFIG, metadata=replace(METADATA, modified="2027-01-01T00:00:00Z"))),
        key(replace(CONFIG, strict=True, rules=(RuleConfig("P001"),))),
        key(replace(CONFIG, editions=(PRINT, EditionConfig("epub", "epub")))),
    ],
)
def test_whatever_shows_on_no_page_does_not(other: str) -> None:
    assert other == key()


def test_pages_come_back_as_they_were() -> None:
    pages = (PrintedPage("xii", "one", "“é\ufffc"), PrintedPage("1", "two", "", "a"))
    kept = {"print": Remembered("k", Pagination(pages, "foot", frozenset({"fig-map"})))}
    assert from_json(to_json(kept)) == kept
    assert to_json(from_json(to_json(kept))) == to_json(kept)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"[]",
        b'{"form": 0, "editions": {}}',
        b'{"form": 1, "editions": []}',
        b'{"form": 1, "editions": {"print": 7}}',
        b'{"form": 1, "editions": {"print": {"key": "k", "notes": "foot", "pages": []}}}',
    ],
)
def test_what_is_of_another_form_is_as_good_as_nothing(data: bytes) -> None:
    assert from_json(data) == {}


@pytest.mark.parametrize("name", ['1"><script>', "-1", "", "12a"])
def test_a_strangers_file_puts_no_markup_into_the_book(name: str) -> None:
    kept = {"print": Remembered("k", Pagination((PrintedPage("1", "one", "a"),), "foot"))}
    content = json.loads(to_json(kept))
    content["editions"]["print"]["pages"][0][0] = name
    assert from_json(json.dumps(content).encode()) == {}
