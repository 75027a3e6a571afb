"""What a LibreOffice document holds, and what becomes of it."""

from __future__ import annotations

import io
import zipfile

import pytest
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


def changed(*regions: str) -> str:
    """Return the changes of a document, whose ids are c1, c2 and so on."""
    written = "".join(
        f'<text:changed-region xml:id="c{number}" text:id="c{number}">{one}</text:changed-region>'
        for number, one in enumerate(regions, 1)
    )
    return f"<text:tracked-changes>{written}</text:tracked-changes>"


def taken_out(inside: str) -> str:
    """Return a change that took something out."""
    info = "<office:change-info><dc:creator>Ed</dc:creator></office:change-info>"
    return f"<text:deletion>{info}{inside}</text:deletion>"


PUT_IN = "<text:insertion><office:change-info/></text:insertion>"
OUT = '<text:change text:change-id="c1"/>'
HEAD = '<text:h text:outline-level="1">The storm</text:h>'


def between(number: int, inside: str) -> str:
    """Return what a change put in."""
    return (
        f'<text:change-start text:change-id="c{number}"/>{inside}'
        f'<text:change-end text:change-id="c{number}"/>'
    )


def test_the_contents_and_what_was_deleted_are_left_out(do_import: Import) -> None:
    done = do_import(
        open_bytes(
            changed(taken_out("<text:p>gone</text:p>"))
            + "<text:table-of-content><text:index-body><text:p>The storm 3</text:p>"
            f"</text:index-body></text:table-of-content>{HEAD}<text:p>The wind {OUT}rose.</text:p>"
        ),
        "book.odt",
    )
    assert "The wind rose." in done.text
    assert "storm 3" not in done.text
    assert "the table of contents" in done.unkept


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ("accept", "The wind rose again."),
        ("reject", "The wind fell[^1] again."),
        ("mark", "The wind [fell]{.deletion}[^1][rose]{.insertion} again."),
    ],
)
def test_tracked_changes_are_accepted_refused_or_kept(
    do_import: Import, changes: str, words: str
) -> None:
    note = (
        '<text:note text:note-class="footnote"><text:note-body><text:p>Not far.</text:p>'
        "</text:note-body></text:note>"
    )
    body = (
        changed(taken_out(f"<text:p>fell{note}</text:p>"), PUT_IN)
        + f"{HEAD}<text:p>The wind {OUT}{between(2, 'rose')} again.</text:p>"
    )
    done = do_import(open_bytes(body), "book.odt", changes=changes)
    assert words in done.text
    assert ("Not far." in done.text) == (changes != "accept")
    assert done.imported is not None
    assert ("tracked changes", "2") in done.imported.facts


LIST = "<text:list><text:list-item><text:p>a</text:p></text:list-item></text:list>"


@pytest.mark.parametrize(
    ("deleted", "body", "words"),
    [
        (
            "<text:p/><text:p/>",
            f"<text:p>The wi{OUT}nd rose.</text:p>",
            "The wi\n\nnd rose.",
        ),
        (
            "<text:p>nd.</text:p><text:p>It rained.</text:p><text:p>The r</text:p>",
            f"<text:p>The wi{OUT}ain fell.</text:p>",
            "The wind.\n\nIt rained.\n\nThe rain fell.",
        ),
        (
            '<text:h text:outline-level="2">After it</text:h><text:p/>',
            f"<text:p>{OUT}The wind rose.</text:p>",
            "## After it\n\nThe wind rose.",
        ),
        (
            "<text:p>It rained.</text:p>",
            f"{OUT}<text:p>It blew.</text:p>",
            "It rained.\n\nIt blew.",
        ),
        (LIST, f"<text:p>The wind{OUT} rose.</text:p>", "The wind\n\n- a\n\nrose."),
        (
            "<text:p>nd.</text:p>" + LIST,
            f'<text:p><text:span text:style-name="T1">The wi{OUT} rose</text:span>.</text:p>',
            "*The wi*nd.\n\n- a\n\n*rose*.",
        ),
    ],
)
def test_deleted_paragraphs_come_back_where_they_stood(
    do_import: Import, deleted: str, body: str, words: str
) -> None:
    data = open_bytes(changed(taken_out(deleted)) + HEAD + body)
    assert words in do_import(data, "book.odt", changes="reject").text
    assert do_import(data, "book.odt", changes="mark").imported is not None
    assert do_import(data, "book.odt").imported is not None


@pytest.mark.parametrize(
    "body",
    [
        "<text:p>The wi" + between(1, "ld bird.</text:p><text:p>A wi") + "nd rose.</text:p>",
        f"<text:p>The wind rose.</text:p>{between(1, '<text:p>Away.</text:p>' + LIST)}",
        "<text:p>The wi"
        + between(1, "x</text:p><text:p>y</text:p><text:p>z")
        + "nd rose.</text:p>",
        "<text:p>The wind rose."
        + between(1, "</text:p><text:p>Away.</text:p><text:p>")
        + "</text:p>",
    ],
)
def test_paragraphs_that_were_put_in_are_refused(do_import: Import, body: str) -> None:
    data = open_bytes(changed(PUT_IN) + HEAD + body + "<text:p>It fell.</text:p>")
    text = do_import(data, "book.odt", changes="reject").text
    assert "The wind rose.\n\nIt fell." in text
    assert "{.insertion}" in do_import(data, "book.odt", changes="mark").text
    assert do_import(data, "book.odt").imported is not None


def test_what_was_put_in_and_taken_out_again_was_never_there(do_import: Import) -> None:
    region = PUT_IN + taken_out("<text:p>hard </text:p>")
    body = changed(region) + f"{HEAD}<text:p>The wind {OUT}rose.</text:p>"
    assert "The wind rose." in do_import(open_bytes(body), "book.odt", changes="reject").text


def test_comments_say_what_they_are_about(do_import: Import) -> None:
    comment = (
        '<office:annotation office:name="a1"><dc:creator>Ed</dc:creator><text:p>Which wind?'
        "</text:p><text:p>And why?</text:p></office:annotation>"
    )
    body = (
        f'{HEAD}<text:p>The {comment}wind <office:annotation-end office:name="a1"/>rose.</text:p>'
    )
    done = do_import(open_bytes(body), "book.odt")
    assert "The wind rose." in done.text
    assert "comment of Ed on “wind”: Which wind? And why?" in done.unkept
