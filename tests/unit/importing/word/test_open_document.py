"""What a LibreOffice document holds, and what becomes of it."""

from __future__ import annotations

import io
import zipfile

from tests.unit.importing.word.conftest import Import

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = (
    f'xmlns:office="{_NS}office:1.0" xmlns:text="{_NS}text:1.0" xmlns:style="{_NS}style:1.0" '
    f'xmlns:fo="{_NS}xsl-fo-compatible:1.0" xmlns:table="{_NS}table:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:field="urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0"'
)
STYLES = (
    '<style:style style:name="T1" style:family="text">'
    '<style:text-properties fo:font-style="italic"/></style:style>'
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Quotations"/>'
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" '
    'style:num-format="1"/></text:list-style>'
)


def open_bytes(body: str) -> bytes:
    """Return a LibreOffice document."""
    packed = io.BytesIO()
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{STYLES}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
    return packed.getvalue()


def test_what_an_author_of_libreoffice_has_is_kept(do_import: Import) -> None:
    done = do_import(
        open_bytes(
            '<text:h text:outline-level="1">The storm</text:h>'
            '<text:p>The <text:span text:style-name="T1">wind</text:span> rose<text:note '
            'text:note-class="footnote"><text:note-citation>1</text:note-citation>'
            "<text:note-body><text:p>From the east.</text:p></text:note-body></text:note>.<text:s "
            'text:c="2"/>It fell<office:annotation><dc:creator>Ed</dc:creator><text:p>Did it?'
            "</text:p></office:annotation>.</text:p>"
            '<text:p text:style-name="P1">He said nothing.</text:p>'
            '<text:list text:style-name="L1"><text:list-item><text:p>one</text:p></text:list-item>'
            "<text:list-item><text:p>two</text:p></text:list-item></text:list>"
            '<table:table><table:table-row><table:table-cell table:number-columns-spanned="2">'
            "<text:p>wide</text:p></table:table-cell><table:covered-table-cell/>"
            "</table:table-row><table:table-row><table:table-cell><text:p>a</text:p>"
            "</table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell>"
            "</table:table-row></table:table>"
        ),
        "book.odt",
    )
    assert "# The storm\n\nThe *wind* rose[^1]. It fell." in done.text
    assert "> He said nothing." in done.text
    assert "1.  one\n2.  two" in done.text
    assert "| wide " in done.text
    assert "[^1]: From the east." in done.text
    assert "comment of Ed: Did it?" in done.unkept


def test_deleted_text_and_the_contents_are_left_out(do_import: Import) -> None:
    done = do_import(
        open_bytes(
            '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion>'
            "<text:p>gone</text:p></text:deletion></text:changed-region></text:tracked-changes>"
            "<text:table-of-content><text:index-body><text:p>The storm 3</text:p>"
            "</text:index-body></text:table-of-content>"
            '<text:h text:outline-level="1">The storm</text:h>'
            '<text:p>The wind <text:change text:change-id="c1"/>rose.</text:p>'
        ),
        "book.odt",
        changes="reject",
    )
    assert "gone" not in done.text
    assert "storm 3" not in done.text
    assert "The wind rose." in done.text
    assert "the table of contents" in done.unkept
    assert done.imported is not None
    assert any("tracked changes are accepted" in one for one in done.imported.remarks)
