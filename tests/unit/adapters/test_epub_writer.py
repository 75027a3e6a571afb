import io
import logging
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from tests.unit.editions.epub_support import (
    DOCUMENTS,
    METADATA,
    ONE,
    SHEET,
    TWO,
    Quiet,
    cover,
    edition,
    silent,
    with_body,
)

from publish.adapters.epub_reader import spine_documents
from publish.adapters.epub_writer import EpubWriter, document_bytes
from publish.artifact import Artifact
from publish.editions import EpubEdition
from publish.errors import ToolFailedError, ValidationError

OPF = "{http://www.idpf.org/2007/opf}"


def bind(made: EpubEdition) -> Artifact:
    return EpubWriter().bind(made, report=silent, progress=Quiet())


def opened(made: EpubEdition) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(bind(made).data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def package(made: EpubEdition) -> etree._Element:
    return etree.fromstring(opened(made)["EPUB/content.opf"])


def properties(made: EpubEdition) -> dict[str, str]:
    items = package(made).iterfind(f"{OPF}manifest/{OPF}item")
    return {str(item.get("href")): str(item.get("properties", "")) for item in items}


def test_the_mimetype_comes_first_and_is_stored() -> None:
    data = bind(edition()).data
    assert data[30:58] == b"mimetypeapplication/epub+zip"


def test_the_archive_tells_nothing_of_clock_and_machine() -> None:
    with zipfile.ZipFile(io.BytesIO(bind(edition()).data)) as archive:
        entries = archive.infolist()
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.create_system for entry in entries} == {3}
    names = [entry.filename for entry in entries]
    assert names[:2] == ["mimetype", "META-INF/container.xml"]
    assert names[2:] == sorted(names[2:])


def test_other_surroundings_give_the_same_bytes() -> None:
    code = (
        "from tests.unit.adapters.test_epub_writer import bind, cover, edition\n"
        "print(bind(edition(cover=cover())).sha256)"
    )
    surroundings = {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **surroundings, "PYTHONPATH": str(root)},
        cwd=root,
        capture_output=True,
        check=True,
        text=True,
    )
    assert done.stdout.strip() == bind(edition(cover=cover())).sha256


def test_content_documents_arrive_byte_for_byte() -> None:
    made = edition()
    written = dict(spine_documents(bind(made).data))
    assert written["one.xhtml"] == document_bytes(ONE, made.stylesheets)
    assert b"<em>un</em><strong>believ</strong><em>able</em>" in written["one.xhtml"]


def test_a_document_has_prolog_language_stylesheets_and_role() -> None:
    document = replace(TWO, title="Sea & Grid")
    text = document_bytes(document, (SHEET,)).decode()
    assert text.startswith('<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html ')
    assert 'lang="en-GB" xml:lang="en-GB"' in text
    assert "<title>Sea &amp; Grid</title>" in text
    assert '<link rel="stylesheet" type="text/css" href="styles/book.css"/>' in text
    assert '<body class="bodymatter" epub:type="bodymatter">' in text


def test_a_document_in_hebrew_runs_from_right_to_left() -> None:
    text = document_bytes(replace(TWO, language="he"), (SHEET,)).decode()
    assert 'lang="he" xml:lang="he" dir="rtl">' in text
    assert "dir=" not in document_bytes(TWO, (SHEET,)).decode()


def test_the_manifest_names_navigation_cover_and_what_documents_hold() -> None:
    found = properties(edition(cover=cover()))
    assert found["contents.xhtml"] == "nav"
    assert found["one.xhtml"] == "mathml"
    assert found["images/cover.jpg"] == "cover-image"
    assert "cover-image" not in " ".join(properties(edition()).values())


def test_the_spine_is_in_order_and_leaves_a_made_navigation_document_out() -> None:
    hrefs = [href for href, _ in spine_documents(bind(edition()).data)]
    assert hrefs == [document.href for document in DOCUMENTS]
    without = bind(edition((ONE, TWO))).data
    assert [href for href, _ in spine_documents(without)] == ["one.xhtml", "two.xhtml"]


def test_the_date_of_change_is_that_of_the_metadata_in_any_zone() -> None:
    modified = package(edition()).findtext(f"{OPF}metadata/{OPF}meta[@property='dcterms:modified']")
    assert modified == METADATA.modified


def test_old_readers_get_a_nested_table_of_contents_and_a_guide() -> None:
    members = opened(edition())
    ncx = members["EPUB/toc.ncx"].decode()
    assert 'xml:lang="en-GB"' in ncx
    assert ncx.count("<navPoint") == 3
    assert '<meta content="2" name="dtb:depth"/>' in ncx
    assert ncx.index("1 One") < ncx.index("Deep") < ncx.index("</navPoint>")
    assert b'<reference type="text" title="Start of the text"' in members["EPUB/content.opf"]


def test_the_package_tells_its_language() -> None:
    assert package(edition()).get("{http://www.w3.org/XML/1998/namespace}lang") == "en-GB"


def test_books_of_right_to_left_scripts_open_on_the_other_side() -> None:
    spine = package(edition(metadata=replace(METADATA, language="he"))).find(f"{OPF}spine")
    assert spine is not None
    assert spine.get("page-progression-direction") == "rtl"


def test_metadata_that_the_engine_drops_stops_the_book(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)
    broken = edition(metadata=replace(METADATA, publisher="a\x00b"))
    with pytest.raises(ToolFailedError, match="publisher"):
        bind(broken)


def test_the_reader_refuses_what_is_no_epub() -> None:
    with pytest.raises(ValidationError):
        spine_documents(b"nothing")


def test_a_body_keeps_its_characters() -> None:
    body = '<section id="two"><p>тест — “é” \u00a0\u202f</p></section>'
    written = dict(spine_documents(bind(edition((ONE, with_body(body)))).data))
    assert body.encode() in written["two.xhtml"]
