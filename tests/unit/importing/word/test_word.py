"""What an author's Word document holds, and what becomes of it."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath

import pytest
from tests.unit.importing.word.conftest import Import
from tests.unit.importing.word.word_files import field, paragraph, part, run

STORM = paragraph("The wind rose in the night and the boats were drawn up on the sand.")
HEAD = paragraph("The storm", style="Heading1")
WOOD = {
    "id": 7,
    "type": "book",
    "title": "The wind",
    "author": [{"family": "Wood", "given": "T."}],
    "issued": {"date-parts": [["2018"]]},
}


def zotero(**item: object) -> str:
    """Return the code of a citation of Zotero's."""
    cited = {"id": 7, "uris": ["http://zotero.org/users/1/items/AB"], "itemData": WOOD, **item}
    return f"ADDIN ZOTERO_ITEM CSL_CITATION {json.dumps({'citationItems': [cited]})}"


def test_chapters_are_files_and_the_title_page_is_metadata(word: Import) -> None:
    done = word(
        paragraph("The Sea", style="Title"),
        paragraph("Preface", style="Heading1"),
        STORM,
        HEAD,
        STORM,
        paragraph("After it", style="Heading2"),
        STORM,
    )
    assert done.imported is not None
    names = [str(path) for path in done.imported.files if path.suffix == ".md"]
    assert names == ["manuscript/frontmatter/01-preface.md", "manuscript/chapters/02-the-storm.md"]
    assert 'title = "The Sea"' in done.settings
    assert "# The storm\n" in done.text
    assert "## After it\n" in done.text


def test_styles_of_publishers_mean_what_they_say(word: Import) -> None:
    done = word(
        HEAD,
        paragraph("All at sea.", style="Epigraph"),
        paragraph("Anon", style="EpigraphSource"),
        paragraph("He said nothing.", style="Quote"),
        paragraph("Nothing at all.", style="Quote"),
        STORM,
        paragraph("Black evening", style="Verse"),
        paragraph("White snow", style="Verse"),
    )
    assert "::: epigraph\nAll at sea.\n\n— Anon\n:::" in done.text
    assert "> He said nothing.\n>\n> Nothing at all." in done.text
    assert "| Black evening\n| White snow" in done.text


def test_the_author_may_say_what_a_style_means(word: Import, tmp_path: Path) -> None:
    table = tmp_path / "styles.toml"
    table.write_text('[paragraph]\nquote = ["House Extract"]\n')
    body = (HEAD, paragraph("He said nothing.", style="House"))
    assert "> He said" not in word(*body).text
    assert "> He said" in word(*body, styles=table).text


@pytest.mark.parametrize(
    "table", ["[paragraph", "[pages]\n", '[paragraph]\nbox = ["x"]\n', "[paragraph]\nquote = 1\n"]
)
def test_a_wrong_table_of_styles_is_told(word: Import, tmp_path: Path, table: str) -> None:
    path = tmp_path / "styles.toml"
    path.write_text(table)
    done = word(HEAD, STORM, styles=path)
    assert done.imported is None
    assert done.codes[0].startswith("U022 ")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ("accept", "The wind rose again."),
        ("reject", "The wind fell again."),
        ("mark", "The wind [fell]{.deletion}[rose]{.insertion} again."),
    ],
)
def test_tracked_changes_are_accepted_refused_or_kept(
    word: Import, changes: str, words: str
) -> None:
    deleted = '<w:del w:id="1"><w:r><w:delText>fell</w:delText></w:r></w:del>'
    done = word(
        HEAD,
        paragraph("The wind ", deleted, f'<w:ins w:id="2">{run("rose")}</w:ins>', " again."),
        changes=changes,
    )
    assert words in done.text


def test_marked_changes_keep_the_spaces_between_words(word: Import) -> None:
    gone = '<w:r><w:rPr><w:i/></w:rPr><w:delText xml:space="preserve">rose </w:delText></w:r>'
    gone += '<w:r><w:delText xml:space="preserve">again </w:delText></w:r>'
    deleted = f'<w:del w:id="1">{gone}</w:del>'
    slant = run("The ", "<w:i/>")
    done = word(HEAD, paragraph(slant, deleted, run("fell.", "<w:i/>")), changes="mark")
    assert "*The [rose]{.deletion}* [again]{.deletion} *fell.*" in done.text


def test_a_deleted_end_of_a_paragraph_joins_two(word: Import) -> None:
    mark = '<w:rPr><w:del w:id="3"/></w:rPr>'
    body = (HEAD, paragraph("The wi", properties=mark), paragraph("nd rose."), STORM)
    assert "The wind rose.\n" in word(*body).text
    assert "The wi\n\nnd rose." in word(*body, changes="reject").text


def test_comments_go_into_the_report_and_not_into_the_text(word: Import) -> None:
    comments = part(
        "comments",
        f'<w:comment w:id="0" w:author="Ed">{paragraph("Which wind?")}</w:comment>',
    )
    done = word(
        HEAD,
        paragraph(
            "The ",
            '<w:commentRangeStart w:id="0"/>',
            "wind",
            '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
            " rose.",
        ),
        parts={"word__comments_xml": comments},
    )
    assert "The wind rose." in done.text
    assert "comment of Ed on “wind”: Which wind?" in done.unkept
    assert done.imported is not None
    assert done.imported.unkept[0].place is not None
    assert done.imported.unkept[0].place.line == 2


def note(number: int, *paragraphs: str) -> str:
    """Return a footnote."""
    return f'<w:footnote w:id="{number}">{"".join(paragraphs)}</w:footnote>'


def test_footnotes_and_endnotes_are_kept_with_all_their_paragraphs(word: Import) -> None:
    feet = part("footnotes", note(2, paragraph(" At the foot."), paragraph("And more.")))
    ends = part("endnotes", f'<w:endnote w:id="2">{paragraph("At the end.")}</w:endnote>')
    done = word(
        HEAD,
        paragraph(
            "One",
            '<w:r><w:footnoteReference w:id="2"/></w:r>',
            " two",
            '<w:r><w:endnoteReference w:id="2"/></w:r>',
            ".",
        ),
        parts={"word__footnotes_xml": feet, "word__endnotes_xml": ends},
    )
    assert "One[^1] two[^2]." in done.text
    assert "[^1]: At the foot.\n\n    And more.\n" in done.text
    assert "[^2]: At the end." in done.text
    assert done.imported is not None
    assert any("1 footnotes and 1 endnotes" in one for one in done.imported.remarks)


def test_a_note_of_a_note_does_not_go_round(word: Import) -> None:
    call = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    feet = part("footnotes", note(2, paragraph("Round.", call)))
    done = word(HEAD, paragraph("One", call), parts={"word__footnotes_xml": feet})
    assert "[^1]: Round." in done.text


def test_citations_of_zotero_become_keys_with_their_works(word: Import) -> None:
    done = word(
        HEAD,
        paragraph("It blew ", field(zotero(locator="3-4", prefix="see"), "(Wood 2018, 3–4)"), "."),
        paragraph(field("ADDIN ZOTERO_BIBL {} CSL_BIBLIOGRAPHY", "Wood, T. The wind. 2018.")),
    )
    assert "It blew [see @wood2018, pp. 3-4]." in done.text
    assert "2018, 3" not in done.text
    assert "Wood, T." not in done.text
    assert 'bibliography = "references.json"' in done.settings
    assert done.imported is not None
    works = json.loads(done.imported.files[PurePosixPath("manuscript/references.json")])
    assert [work["id"] for work in works] == ["wood2018"]


def test_a_note_that_only_cites_is_a_citation(word: Import) -> None:
    feet = part("footnotes", note(2, paragraph(field(zotero(), "Wood, The wind."), ".")))
    done = word(
        HEAD,
        paragraph("It blew.", '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        parts={"word__footnotes_xml": feet},
    )
    assert "It blew.[@wood2018]" in done.text
    assert "[^1]" not in done.text
    assert 'csl = "chicago-notes"' in done.settings


def test_numbers_of_figures_and_references_to_them_are_the_books(word: Import, png: bytes) -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId5" Type="x/image" Target="media/p.png"/></Relationships>'
    )
    drawing = (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="P" descr="A boat on sand"/>'
        '<a:graphic><a:blip r:embed="rId5"/></a:graphic></wp:inline></w:drawing></w:r>'
    )
    done = word(
        HEAD,
        paragraph("See ", field("REF _Ref1 \\h", "Figure 1"), "."),
        paragraph(drawing),
        paragraph(
            '<w:bookmarkStart w:id="1" w:name="_Ref1"/>',
            "Figure ",
            field("SEQ Figure \\* ARABIC", "1"),
            '<w:bookmarkEnd w:id="1"/>',
            ". A boat.",
            style="Caption",
        ),
        parts={"word___rels__document.xml.rels": relations, "word__media__p_png": png},
    )
    assert "See [](#fig:1)." in done.text
    assert '![A boat.](../images/p.png){#fig:1 alt="A boat on sand"}' in done.text
    assert done.imported is not None
    assert done.imported.files[PurePosixPath("manuscript/images/p.png")] == png


def test_entries_of_an_index_are_kept_beside_the_book(word: Import) -> None:
    done = word(HEAD, paragraph("The wind", field('XE "Wind:north"', ""), " rose."))
    assert "The wind rose." in done.text
    assert done.imported is not None
    entries = done.imported.files[PurePosixPath("set-apart/index-entries.txt")]
    assert entries == b"2\tWind: north\n"


def test_what_word_made_itself_is_left_out_and_told(word: Import) -> None:
    done = word(
        paragraph(field('TOC \\o "1-3"', "The storm 3")),
        HEAD,
        paragraph("Seen", run(" secret", "<w:vanish/>"), "."),
        parts={"word__header1_xml": part("hdr", paragraph("THE SEA"))},
    )
    assert "The storm 3" not in done.text
    assert "Seen." in done.text
    for what in ("the table of contents", "hidden text: secret", "a head of pages: THE SEA"):
        assert what in done.unkept


def test_typed_headings_and_lists_are_seen_with_the_evidence(word: Import) -> None:
    bold = "<w:b/>"
    done = word(
        paragraph(run("Chapter One", bold)),
        STORM,
        paragraph("•\tfirst"),
        paragraph("•\tsecond"),
        STORM,
        paragraph(run("Chapter Two", bold)),
        STORM,
        paragraph("1.\tone"),
        paragraph("2.\ttwo"),
    )
    assert "# Chapter One\n" in done.text
    assert "- first\n- second" in done.text
    assert "1.  one\n2.  two" in done.text
    assert done.told("heading") == ["Chapter One", "Chapter Two"]
    assert len(done.told("list")) == 2


def test_bold_lines_among_real_headings_are_only_proposed(word: Import) -> None:
    done = word(HEAD, STORM, paragraph(run("A sign", "<w:b/>")), STORM)
    assert "**A sign**" in done.text
    assert done.imported is not None
    assert [one.outcome for one in done.imported.decisions if one.kind == "heading"] == ["proposed"]


def test_merged_cells_formulas_and_foreign_words_survive(word: Import) -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"

    formula = (
        "<m:oMath><m:r><m:t>x</m:t></m:r><m:r><m:t>=</m:t></m:r><m:r><m:t>y</m:t></m:r></m:oMath>"
    )
    done = word(
        HEAD,
        "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>"
        f"<w:tr>{cell('wide', '<w:gridSpan w:val=' + chr(34) + '2' + chr(34) + '/>')}</w:tr>"
        f"<w:tr>{cell('a')}{cell('b')}</w:tr></w:tbl>",
        paragraph("So ", formula, " and ", run("слово", '<w:lang w:val="ru-RU"/>'), "."),
        STORM * 3,
    )
    assert "| wide " in done.text
    assert "| a " in done.text
    assert 'So $x = y$ and [слово]{lang="ru-RU"}.' in done.text


def test_words_of_a_text_box_stand_once_after_their_paragraph(word: Import) -> None:
    box = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"<w:txbxContent>{paragraph('In the box.')}</w:txbxContent></wps:txbx></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{paragraph('In the box.')}"
        "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    done = word(HEAD, paragraph("Before", box, " and after."), STORM)
    assert done.text.count("In the box.") == 1
    assert "Before and after.\n\nIn the box." in done.text
