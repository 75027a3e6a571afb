"""Word and LibreOffice documents that nobody means well with: a message, in bounds."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from tests.unit.importing.word.conftest import Import
from tests.unit.importing.word.test_open_document import HEAD, changed, open_bytes, taken_out
from tests.unit.importing.word.word_files import SPACES, paragraph, part, word_bytes

LAUGHS = (
    '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
TEXT = paragraph("The wind rose.")


def zipped(**parts: bytes | str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return packed.getvalue()


def document(inside: str, head: str = "") -> bytes:
    body = f"<w:body>{inside}</w:body>"
    return zipped(word__document_xml=f"{head}<w:document {SPACES}>{body}</w:document>")


CASES = {
    "a bomb": (zipped(word__document_xml=b" " * 100_000_000), "U021"),
    "100 MB of paragraphs": (document(TEXT * 900_000), "U021"),
    "laughing entities": (document(f"{TEXT}&c;", LAUGHS), "U020"),
    "a file of the machine": (
        document("&f;", '<!DOCTYPE d [<!ENTITY f SYSTEM "file:///etc/passwd">]>'),
        "U020",
    ),
    "nested 10,000 deep": (
        document("<w:sdt><w:sdtContent>" * 5000 + TEXT + "</w:sdtContent></w:sdt>" * 5000),
        "U021",
    ),
    "an old document": (b"\xd0\xcf\x11\xe0" + bytes(600), "U020"),
    "no text": (zipped(word__document_xml=part("document", "")), "U020"),
    "not XML": (zipped(word__document_xml=b"hello"), "U020"),
    "cut off": (word_bytes(TEXT)[:-40], "U001"),
    "no LibreOffice text": (zipped(content_xml=b"<x/>"), "U020"),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_no_document_is_refused(do_import: Import, case: str) -> None:
    data, code = CASES[case]
    done = do_import(data)
    assert done.imported is None
    assert [one.split(" ")[0] for one in done.codes] == [code]


def test_tables_in_tables_to_the_bounds_are_read(do_import: Import) -> None:
    depth = 60
    nested = "<w:tbl><w:tr><w:tc>" * depth + TEXT + f"</w:tc></w:tr></w:tbl>{TEXT}" * depth
    done = do_import(document(nested))
    assert done.imported is not None, done.codes
    assert done.text.count("The wind rose.") == depth + 1


def test_a_picture_is_read_from_the_archive_alone(
    do_import: Import, png: bytes, tmp_path: Path
) -> None:
    (tmp_path / "secret.png").write_bytes(png)
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="x/image" Target="../../../secret.png"/>'
        '<Relationship Id="r2" Type="x/image" TargetMode="External" '
        'Target="http://example.org/spy.png"/></Relationships>'
    )
    drawings = "".join(
        f'<w:r><w:drawing><a:blip r:embed="{one}"/></w:drawing></w:r>' for one in ("r1", "r2")
    )
    parts = {"word___rels__document_xml.rels": relations}
    done = do_import(word_bytes(TEXT + paragraph(drawings), **parts))
    assert done.imported is not None
    assert not [path for path in done.imported.files if path.suffix == ".png"]
    assert "http://example.org/spy.png" in done.unkept


def test_names_in_an_archive_lead_nowhere(do_import: Import, tmp_path: Path) -> None:
    names: dict[str, str | bytes] = {"..__..__evil_xml": "x", "word__media__..__p_png": b"x"}
    data = word_bytes(TEXT, **names)
    done = do_import(data)
    assert done.imported is not None
    assert [path.name for path in tmp_path.iterdir()] == ["book.docx"]


def test_what_was_deleted_comes_back_once_however_often_it_is_named(do_import: Import) -> None:
    mark = '<text:change text:change-id="c1"/>'
    deleted = "<text:p>The wind rose.</text:p>" * 2000
    body = changed(taken_out(deleted)) + f"{HEAD}<text:p>{f'x {mark}' * 2000}</text:p>"
    done = do_import(open_bytes(body), "book.odt", changes="reject")
    assert done.text.count("The wind rose.") == 2000
