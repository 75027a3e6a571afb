"""A page of the EPUB is the page of the PDF: the same text from one turn to the next."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.books.paged_support import Made, make
from tests.conftest import ROOT

pytestmark = [
    pytest.mark.tools,
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:path is deprecated"),  # ziamath 0.13 on Python 3.11
]

NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Return our own book; ``PUBLISH_TEST_BOOK`` names the folder of another."""
    if other := os.environ.get("PUBLISH_TEST_BOOK"):
        return make(Path(other))
    project = tmp_path_factory.mktemp("our-book")
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
