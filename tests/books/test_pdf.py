"""Print editions through the real engine."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

import pytest

from publish.adapters.fonts import load_faces
from publish.adapters.typesetter import Typesetter
from publish.artifact import TypesetBook
from publish.content import ContentDocument, NavigationPoint
from publish.diagnostics import Diagnostic
from publish.editions import PageGeometry, PrintEdition, PrintUnit, Resource
from publish.model.book import Kind, Role
from publish.model.metadata import Contributor, Metadata
from publish.ports import Step

pytestmark = pytest.mark.tools

STYLES = Path(__file__).parents[2] / "styles"
WORDS = "The river rose in the night and took the bridge with it. "


class Quiet:
    @contextmanager
    def step(self, name: str, total: int | None = None) -> Iterator[Step]:
        yield self

    def advance(self, amount: int = 1) -> None:
        pass


def chapter(
    name: str,
    body: str,
    *,
    role: Role = "bodymatter",
    kind: Kind = "chapter",
    ids: Sequence[str] = (),
) -> ContentDocument:
    title = f"Of {name}"
    opening = f'<header class="opening"><h1 id="{name}-title">{title}</h1></header>'
    section = (
        f'<section class="{kind}" id="{name}" aria-labelledby="{name}-title">'
        f"{opening}{body}</section>"
    )
    found = frozenset({name, f"{name}-title", *ids})
    return ContentDocument(f"{name}.xhtml", name, kind, role, title, "en-GB", section, ids=found)


def paragraphs(count: int, length: int = 12) -> str:
    return f"<p>{WORDS * length}</p>" * count


def call(identifier: str) -> str:
    return f'<a class="note-call" id="{identifier}-call" href="#{identifier}">1</a>'


def note(identifier: str, times: int) -> str:
    mark = f'<a class="note-mark" href="#{identifier}-call">1.</a>'
    return (
        '<section class="footnotes"><aside class="note" role="doc-footnote" '
        f'id="{identifier}"><p>{mark} {"The river rose again. " * times}</p></aside></section>'
    )


def edition(*documents: ContentDocument, resources: tuple[Resource, ...] = ()) -> PrintEdition:
    sheets = (STYLES / "book.css", STYLES / "print.css", STYLES / "classic" / "classic.css")
    return PrintEdition(
        name="print",
        filename="river.pdf",
        metadata=Metadata(
            "The River",
            "en-GB",
            "urn:x-test:river",
            "2026-03-01T12:00:00Z",
            contributors=(Contributor("A. Author"),),
            subjects=("rivers", "bridges"),
        ),
        identifier="urn:x-test:river",
        geometry=PageGeometry(365.67, 561.26),
        units=tuple(PrintUnit(document, document.role) for document in documents),
        navigation=tuple(
            NavigationPoint(document.title, f"{document.href}#{document.id}")
            for document in documents
        ),
        stylesheets=tuple(
            Resource(PurePosixPath("styles", sheet.name), "text/css", sheet.read_bytes())
            for sheet in sheets
        ),
        resources=resources,
        faces=load_faces(report=lambda diagnostic: pytest.fail(diagnostic.message)),
        verso_head="The River",
    )


def bind(book: PrintEdition) -> tuple[TypesetBook, list[Diagnostic]]:
    told: list[Diagnostic] = []
    return Typesetter().bind(book, report=told.append, progress=Quiet()), told


def page_texts(book: TypesetBook) -> list[str]:
    import pypdfium2

    document = pypdfium2.PdfDocument(book.artifact.data)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return texts


def sample() -> PrintEdition:
    preface = chapter(
        "preface",
        f'<p>See <a href="bridge.xhtml#pier">the pier</a>, p. <span data-page-of="pier"/>.</p>'
        '<p style="text-indent:0">Of bridge<span class="leader"/>'
        '<span class="folio" data-page-of="bridge"/></p>'
        f"{paragraphs(1)}",
        role="frontmatter",
        kind="preface",
    )
    water = chapter(
        "water",
        f'<p>On p. <span data-page-of="bridge"/>, not p. <span data-page-of="preface"/>.</p>'
        f"<ul><li><p>Wood</p><p>and stone</p></li><li>rope</li></ul>{paragraphs(6)}"
        f"<p>{WORDS}{call('n1')}</p>{note('n1', 3)}",
        ids=("n1",),
    )
    rows = "".join(f"<tr><td>{year}</td><td>high</td></tr>" for year in range(1900, 1960))
    bridge = chapter(
        "bridge",
        f'{paragraphs(5)}<p id="pier">The pier.</p><div class="table"><table><thead><tr>'
        f'<th scope="col">Year</th><th scope="col">Water</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
        '<p><img src="images/dot.svg" alt=""/> <img src="images/dot.svg" alt="a dot"/></p>'
        '<p><img class="formula" src="images/dot.svg" alt="x = 1"/></p>',
        ids=("pier",),
    )
    dot = (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
    )
    resource = Resource(PurePosixPath("images/dot.svg"), "image/svg+xml", dot)
    return edition(preface, water, bridge, resources=(resource,))


@pytest.fixture(scope="module")
def bound() -> TypesetBook:
    book, told = bind(sample())
    assert told == []
    return book


def test_the_frontmatter_is_roman_and_the_body_begins_at_one_on_a_recto(
    bound: TypesetBook,
) -> None:
    first = next(page for page in bound.pages if page.division == "water")
    assert bound.pages[0].folio == "i"
    assert first.folio == "1"
    assert first.number % 2 == 1
    assert bound.folios["preface"] == "i"


def test_page_references_say_where_their_targets_stand(bound: TypesetBook) -> None:
    texts = page_texts(bound)
    assert f"the pier, p. {bound.folios['pier']}." in texts[0]
    pier = next(i for i, text in enumerate(texts) if "The pier." in text)
    assert bound.pages[pier].folio == bound.folios["pier"]
    opening = next(text for text in texts if "Of water" in text).lower()
    assert f"on p. {bound.folios['bridge']}, not p. i." in opening


def test_blank_versos_show_nothing(bound: TypesetBook) -> None:
    texts = page_texts(bound)
    blanks = [page for page in bound.pages if page.blank]
    assert blanks
    assert all(page.number % 2 == 0 and not texts[page.number - 1] for page in blanks)


def test_heads_stand_on_both_sides_but_not_on_openings(bound: TypesetBook) -> None:
    texts = page_texts(bound)
    inner = [page for page in bound.pages if page.division == "bridge"][1:3]
    for page in inner:
        head = "Of bridge" if page.number % 2 else "The River"
        assert head in texts[page.number - 1]
    assert "The River" not in texts[0]


def test_repeated_table_heads_are_mapped(bound: TypesetBook) -> None:
    with_rows = [page for page in bound.pages if page.division == "bridge" and page.repeated]
    assert with_rows


def test_the_pdf_is_tagged_labelled_and_says_what_it_is(bound: TypesetBook) -> None:
    import pikepdf

    with pikepdf.open(io.BytesIO(bound.artifact.data)) as pdf:
        assert pdf.docinfo["/Title"] == "The River"
        assert pdf.docinfo["/Author"] == "A. Author"
        assert pdf.docinfo["/ModDate"] == "D:20260301120000Z"
        assert pdf.Root.Lang == "en-GB"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert [str(item.S) for item in list(pdf.Root.PageLabels.Nums)[1::2]] == ["/r", "/D"]
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root] == ["Of preface", "Of water", "Of bridge"]


def test_every_item_of_a_list_holds_a_body_and_decoration_is_no_figure(
    bound: TypesetBook,
) -> None:
    import pikepdf

    with pikepdf.open(io.BytesIO(bound.artifact.data)) as pdf:
        elements = [
            item
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/StructElem"
        ]
        items = [item for item in elements if item.S == "/LI"]
        assert items
        assert {str(kid.S) for item in items for kid in list(item.K)} <= {"/Lbl", "/LBody"}
        figures = [item for item in elements if item.S == "/Figure"]
        assert [str(figure.Alt) for figure in figures] == ["a dot"]
        assert [str(item.Alt) for item in elements if item.S == "/Formula"] == ["x = 1"]
        notes = [item for item in elements if item.S == "/Note"]
        assert len({str(note.ID) for note in notes}) == len(notes) == 1


def test_a_footnote_is_linked_from_its_call_and_back(bound: TypesetBook) -> None:
    import pikepdf

    with pikepdf.open(io.BytesIO(bound.artifact.data)) as pdf:
        links = {
            str(link.Dest): (index, str(link.Contents))
            for index, page in enumerate(pdf.pages)
            for link in page.get("/Annots", [])
        }
        destinations = {str(name) for name in list(pdf.Root.Names.Dests.Names)[::2]}
    assert links["n1"] == (links["n1-call"][0], "1")
    assert links["n1-call"][1] == "1."
    assert links["pier"][1] == "the pier"
    assert {"n1", "n1-call"} <= destinations


def test_nobody_is_read_the_dots_of_a_leader(bound: TypesetBook) -> None:
    import pikepdf

    with pikepdf.open(io.BytesIO(bound.artifact.data)) as pdf:
        drawn, within = 0, ""
        for instruction in pikepdf.parse_content_stream(pdf.pages[0]):
            if str(instruction.operator) in {"BMC", "BDC"}:
                within = str(instruction.operands[0])
            drawn += str(instruction.operator) == "TJ" and within == "/Artifact"
    assert drawn > 10


def test_the_pdf_conforms_to_pdf_ua_1(bound: TypesetBook) -> None:
    judge = pytest.importorskip("page", reason="page-validation is not installed")
    assert judge.is_pdf_compliant_bytes(bound.artifact.data, profile="ua1")


def test_all_fonts_are_ours(bound: TypesetBook) -> None:
    import pikepdf

    with pikepdf.open(io.BytesIO(bound.artifact.data)) as pdf:
        names = {
            str(item.BaseFont)
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"
        }
    assert names
    assert all("Garamond" in name or "Source-Code" in name for name in names)


def test_a_note_longer_than_a_page_is_split_and_begins_where_it_is_called() -> None:
    body = f"<p>{WORDS}{call('n1')}</p>{note('n1', 300)}"
    book, told = bind(edition(chapter("flood", body, ids=("n1",))))
    assert not [item for item in told if item.rule.code in ("P003", "P004")]
    pages = [index for index, page in enumerate(book.pages) if page.notes]
    assert len(pages) > 2
    assert pages[0] == next(index for index, page in enumerate(book.pages) if page.calls)


def test_overfull_lines_and_pictures_are_reported() -> None:
    wide = b'<svg xmlns="http://www.w3.org/2000/svg" width="900" height="90"/>'
    book = edition(
        chapter(
            "flood",
            f"<p>{'W' * 90}</p>"
            '<p><img src="images/wide.svg" alt="w" style="width:900px;max-width:none"/></p>',
        ),
        resources=(Resource(PurePosixPath("images/wide.svg"), "image/svg+xml", wide),),
    )
    _, told = bind(book)
    codes = {item.rule.code for item in told}
    assert {"P001", "P002"} <= codes


def test_what_the_engine_says_is_reported_and_nothing_is_fetched() -> None:
    _, told = bind(
        edition(chapter("flood", '<p><img src="http://127.0.0.1:9/x.png" alt="x"/> 漢</p>'))
    )
    codes = {item.rule.code for item in told}
    assert "weasyprint:image" in codes
    assert "T001" in codes


def test_notes_after_a_chapter_are_headed_by_their_pages() -> None:
    calls = "".join(
        f'<p>{WORDS * 14}<a class="note-call" id="n{i}-call" href="flood.xhtml#n{i}">{i}</a></p>'
        for i in range(1, 30)
    )
    notes = "".join(
        f'<aside class="note" id="n{i}"><p><a class="note-mark" href="flood.xhtml#n{i}-call">{i}.'
        f"</a> {WORDS * 9}</p></aside>"
        for i in range(1, 30)
    )
    after = f'<section class="endnotes"><h2>Notes</h2>{notes}</section>'
    book, told = bind(edition(chapter("flood", calls + after)))
    assert told == []
    heads = [text for text in page_texts(book) if "Notes to pages" in text]
    assert heads


BUILD_TWICE = """
import hashlib, sys
sys.path.insert(0, {tests!r})
import test_pdf
book, _ = test_pdf.bind(test_pdf.sample())
print(hashlib.sha256(book.artifact.data).hexdigest())
"""


@pytest.mark.slow
def test_other_surroundings_give_the_same_bytes(tmp_path: Path) -> None:
    digests = set()
    for zone, language, seed, folder in (
        ("UTC", "C.UTF-8", "0", Path(__file__).parent),
        ("Asia/Tokyo", "C", "4711", tmp_path),
    ):
        done = subprocess.run(
            [sys.executable, "-c", BUILD_TWICE.format(tests=str(Path(__file__).parent))],
            env={
                **os.environ,
                "TZ": zone,
                "LANG": language,
                "LC_ALL": language,
                "PYTHONHASHSEED": seed,
            },
            cwd=folder,
            check=True,
            capture_output=True,
            text=True,
        )
        digests.add(done.stdout.strip())
    assert len(digests) == 1
