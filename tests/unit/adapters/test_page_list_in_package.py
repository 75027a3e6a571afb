"""The page list in the package: navigation document, NCX, metadata."""

from __future__ import annotations

import io
import zipfile

from lxml import etree
from tests.unit.editions.epub_support import CONTENTS, ONE, TWO, Quiet, edition, silent, with_body

from publish.adapters.epub_writer import EpubWriter
from publish.content import NavigationPoint
from publish.editions import EpubEdition
from publish.editions.package import package_metadata

NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
BREAK = '<span epub:type="pagebreak" role="doc-pagebreak" id="{0}" aria-label="{1}"></span>'
PAGES = (
    NavigationPoint("ii", "one.xhtml#p-ii"),
    NavigationPoint("1", "two.xhtml#p1"),
    NavigationPoint("2", "two.xhtml#p2"),
)


def paged(source: str = "urn:isbn:9783161484100") -> EpubEdition:
    one = with_body(ONE.body.replace("<h2>", BREAK.format("p-ii", "ii") + "<h2>"), ONE)
    marks = BREAK.format("p1", "1") + "<h1"
    two = with_body(TWO.body.replace("<h1", marks).replace("Two.", f"T{BREAK.format('p2', 2)}wo."))
    return edition((CONTENTS, one, two), pages=PAGES, page_source=source)


def ncx_of(made: EpubEdition) -> etree._Element:
    data = EpubWriter().bind(made, report=silent, progress=Quiet()).data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read("EPUB/toc.ncx"))


def test_old_readers_get_the_pages_with_their_kind_and_number() -> None:
    targets = ncx_of(paged()).findall(f".//{NCX}pageTarget")
    assert [(target.get("type"), target.get("value")) for target in targets] == [
        ("front", "1"),
        ("normal", "1"),
        ("normal", "2"),
    ]
    assert [target.findtext(f".//{NCX}text") for target in targets] == ["ii", "1", "2"]
    sources = [target.find(f"{NCX}content") for target in targets]
    assert [each.get("src") for each in sources if each is not None] == [
        page.href for page in PAGES
    ]


def test_they_are_told_how_many_pages_there_are() -> None:
    said = {meta.get("name"): meta.get("content") for meta in ncx_of(paged()).iter(f"{NCX}meta")}
    assert (said["dtb:totalPageCount"], said["dtb:maxPageNumber"]) == ("3", "2")
    bare = {meta.get("name"): meta.get("content") for meta in ncx_of(edition()).iter(f"{NCX}meta")}
    assert (bare["dtb:totalPageCount"], bare["dtb:maxPageNumber"]) == ("0", "0")


def test_contents_and_pages_stand_in_one_order_of_reading() -> None:
    orders = {
        content.get("src"): int(element.get("playOrder", "0"))
        for element in ncx_of(paged()).iter(f"{NCX}navPoint", f"{NCX}pageTarget")
        if (content := element.find(f"{NCX}content")) is not None
    }
    assert sorted(orders, key=lambda href: orders[href]) == [
        "one.xhtml#one",
        "one.xhtml#deep",
        "one.xhtml#p-ii",
        "two.xhtml#two",
        "two.xhtml#p1",
        "two.xhtml#p2",
    ]
    assert sorted(orders.values()) == list(range(1, 7))


def test_the_navigation_document_lists_the_pages_unseen() -> None:
    contents = next(each for each in paged().documents if "nav" in each.properties)
    assert contents.body.count('<nav epub:type="page-list" role="doc-pagelist"') == 1
    assert '<h2 id="page-list-title">Pages</h2><ol><li><a href="one.xhtml#p-ii">ii</a>' in (
        contents.body
    )
    assert "page-list" not in next(each for each in edition().documents if each.properties).body


def test_the_metadata_names_the_printed_book_and_what_readers_can_do() -> None:
    said = [(each.name, each.value) for each in package_metadata(paged())]
    assert ("source", "urn:isbn:9783161484100") in said
    assert ("source-of", "pagination") in said
    assert ("pageBreakSource", "urn:isbn:9783161484100") in said
    features = {value for name, value in said if name == "schema:accessibilityFeature"}
    assert {"pageNavigation", "pageBreakMarkers"} <= features


def test_a_printed_book_without_an_isbn_is_named_in_words() -> None:
    said = [(each.name, each.value) for each in package_metadata(paged("The Sea, 2026 (pdf)"))]
    assert ("pageBreakSource", "The Sea, 2026 (pdf)") in said
    assert "source" not in {name for name, _ in said}


def test_without_pages_nothing_is_said_of_them() -> None:
    said = package_metadata(edition(page_source="urn:isbn:9783161484100"))
    assert "pageBreakSource" not in {each.name for each in said}
