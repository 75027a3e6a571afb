"""A page of the EPUB is the page of the PDF: the same text from one turn to the next."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.books.paged_support import Made, make
from tests.books.turning_book import write_book
from tests.conftest import ROOT

from publish.config import Numbering, Placement

pytestmark = [
    pytest.mark.tools,
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:path is deprecated"),  # ziamath 0.13 on Python 3.11
]

XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"


VARIANTS: dict[str, tuple[Placement, Numbering, str]] = {
    "notes-by-page": ("foot", "page", "classic"),
    "notes-after-chapters": ("chapter-end", "chapter", "modern"),
    "notes-after-the-book": ("book-end", "chapter", "academic"),
}


@pytest.fixture(scope="module", params=["our-book", *VARIANTS])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Return our own book, and a small one with notes of every kind.

    ``PUBLISH_TEST_BOOK`` names the folder of another book, to be tried in place of ours.
    """
    project = tmp_path_factory.mktemp("book") / "project"
    if request.param in VARIANTS:
        notes, numbering, style = VARIANTS[request.param]
        write_book(project, notes=notes, numbering=numbering, style=style)
        return make(project)
    if other := os.environ.get("PUBLISH_TEST_BOOK"):
        return make(Path(other))
    for folder in ("manuscript", "styles"):
        shutil.copytree(ROOT / folder, project / folder)
    return make(project)


def test_every_page_says_what_its_printed_page_says(made: Made) -> None:
    between, printed = made.texts_between_breaks(), made.printed_texts()
    different = [
        (label, shown, between.get(label))
        for label, shown in zip(made.labels, printed, strict=True)
        if shown != between.get(label)
    ]
    assert different == []
    assert sum(map(bool, printed)) > len(printed) / 2  # or nothing was compared


def test_the_page_list_is_that_of_the_pdf_in_order(made: Made) -> None:
    listed = [link.text for link in page_links(made)]
    assert listed == made.labels
    assert len(set(listed)) == len(listed) == made.print.artifact.pages


def page_links(made: Made) -> list[Any]:
    navigation = made.member(navigation_href(made))
    ops = "{http://www.idpf.org/2007/ops}"
    lists = [nav for nav in navigation.iter(f"{XHTML}nav") if nav.get(f"{ops}type") == "page-list"]
    return list(lists[0].iter(f"{XHTML}a"))


def navigation_href(made: Made) -> str:
    items = made.member("content.opf").iter(f"{OPF}item")
    return next(str(item.get("href")) for item in items if "nav" in (item.get("properties") or ""))
