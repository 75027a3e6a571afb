"""Citations as word processors and reference managers leave them in documents."""

from __future__ import annotations

import base64
import json
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from tests.unit.importing.word.conftest import Import, Outcome
from tests.unit.importing.word.test_open_document import open_bytes
from tests.unit.importing.word.test_word import WOOD, zotero
from tests.unit.importing.word.word_files import field, paragraph, run, word_bytes

HEAD = paragraph("The storm", style="Heading1")
SOURCES = """<?xml version="1.0"?>
<b:Sources SelectedStyle="\\APASixthEditionOfficeOnline.xsl"
 xmlns:b="http://schemas.openxmlformats.org/officeDocument/2006/bibliography">
<b:Source><b:Tag>Woo18</b:Tag><b:SourceType>Book</b:SourceType><b:Author><b:Author><b:NameList>
<b:Person><b:Last>Wood</b:Last><b:First>Tony</b:First></b:Person></b:NameList></b:Author></b:Author>
<b:Title>The wind</b:Title><b:Year>2018</b:Year><b:City>London</b:City>
<b:Publisher>Verso</b:Publisher></b:Source>
<b:Source><b:Tag>Met20</b:Tag><b:SourceType>InternetSite</b:SourceType><b:Author><b:Author>
<b:Corporate>Met Office</b:Corporate></b:Author></b:Author><b:Title>Gales</b:Title>
<b:Year>2020</b:Year><b:Month>May</b:Month><b:URL>http://example.org/</b:URL></b:Source></b:Sources>
"""
RECORD = (
    "<record><rec-number>{n}</rec-number><ref-type name='{kind}'>17</ref-type><contributors>"
    "<authors><author><style face='normal'>{author}</style></author></authors></contributors>"
    "<titles><title>{title}</title><secondary-title>Sea Journal</secondary-title></titles>"
    "<pages>1-9</pages><dates><year>2018</year></dates></record>"
)


def works_of(done: Outcome) -> list[dict[str, Any]]:
    assert done.imported is not None, done.codes
    data = done.imported.files[PurePosixPath("manuscript/references.json")]
    found: list[dict[str, Any]] = json.loads(data)
    return found


def test_citations_of_word_are_citations_with_word_s_own_list(do_import: Import) -> None:
    listed = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Bibliographies"/></w:docPartObj>'
        f"</w:sdtPr><w:sdtContent>{paragraph('Works cited')}"
        f"{paragraph(field('BIBLIOGRAPHY', 'Wood, T. (2018).'))}</w:sdtContent></w:sdt>"
    )
    body = (
        HEAD
        + paragraph(
            "It blew ",
            field(r'CITATION Woo18 \l 1033 \f "see " \p 12-13 \m Met20 \n', "(see Wood, 2018)"),
            ".",
        )
        + listed
    )
    done = do_import(word_bytes(body, customXml__item1_xml=SOURCES))
    assert "It blew [see @Woo18, pp. 12-13; -@Met20]." in done.text
    assert "Works cited" not in done.text
    wood, office = works_of(done)
    assert wood == {
        "type": "book", "title": "The wind", "publisher": "Verso", "publisher-place": "London",
        "issued": {"date-parts": [[2018]]}, "author": [{"family": "Wood", "given": "Tony"}],
        "id": "Woo18",
    }  # fmt: skip
    assert office["author"] == [{"literal": "Met Office"}]
    assert office["issued"] == {"date-parts": [[2020, 5]]}
    assert 'csl = "apa"' in done.settings


def test_a_citation_without_its_work_keeps_its_words(word: Import) -> None:
    done = word(HEAD, paragraph("It blew ", field("CITATION Woo18", "(Wood 2018)"), "."))
    assert "It blew (Wood 2018)." in done.text
    assert "the work Woo18" in done.unkept


def endnote(*cites: str) -> str:
    return f"<EndNote>{''.join(cites)}</EndNote>"


JOURNAL = RECORD.format(n=7, kind="Journal Article", author="Wood, Tony", title="The wind")
OFFICE = RECORD.format(n=8, kind="Report", author="Met Office,", title="Gales")


def test_citations_of_endnote_are_citations(word: Import) -> None:
    first = endnote(
        f"<Cite><Author>Wood</Author><RecNum>7</RecNum><Pages>3</Pages>{JOURNAL}</Cite>",
        f"<Cite ExcludeAuth='1'><RecNum>8</RecNum><Prefix>cf. </Prefix>{OFFICE}</Cite>",
    )
    again = endnote("<Cite AuthorYear='1'><RecNum>7</RecNum></Cite>")
    data = base64.b64encode(again.encode() + b"\0").decode()
    nested = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        "<w:r><w:instrText> ADDIN EN.CITE </w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="begin"><w:fldData>{data}</w:fldData></w:fldChar></w:r>'
        "<w:r><w:instrText> ADDIN EN.CITE.DATA </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("Wood (2018)")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    done = word(
        HEAD,
        paragraph("It blew ", field(f"ADDIN EN.CITE {first}", "[1, 2]"), "."),
        paragraph(nested, " says so."),
        paragraph(field("ADDIN EN.REFLIST", "1. Wood, T. The wind.")),
    )
    assert "It blew [@wood2018, p. 3; cf. -@metoffice2018]." in done.text
    assert "@wood2018 says so." in done.text
    assert "1. Wood" not in done.text
    wood, office = works_of(done)
    assert wood["container-title"] == "Sea Journal"
    assert wood["author"] == [{"family": "Wood", "given": "Tony"}]
    assert (office["type"], office["author"]) == ("report", [{"literal": "Met Office"}])


@pytest.mark.parametrize(
    "code",
    [
        "ADDIN EN.CITE ",
        "ADDIN EN.CITE <EndNote><Cite><record><title>open",
        "ADDIN EN.CITE <EndNote><Cite><RecNum>9</RecNum></Cite></EndNote>",
        'ADDIN EN.CITE <!DOCTYPE x [<!ENTITY a "b">]><EndNote><Cite>&a;</Cite></EndNote>',
    ],
)
def test_broken_citations_of_endnote_keep_their_words(word: Import, code: str) -> None:
    done = word(HEAD, paragraph("It blew ", field(code, "(Wood 2018)"), "."))
    assert "It blew (Wood 2018)." in done.text
    assert "a citation of EndNote's without its work" in done.unkept


def test_mendeley_s_fields_and_content_controls_are_citations(word: Import) -> None:
    item = {"citationItems": [{"id": "x", "itemData": WOOD, "locator": "4"}]}
    tag = base64.b64encode(json.dumps(item).encode()).decode()
    control = (
        f'<w:sdt><w:sdtPr><w:tag w:val="MENDELEY_CITATION_v3_{tag}"/></w:sdtPr>'
        f"<w:sdtContent>{run('(Wood)')}</w:sdtContent></w:sdt>"
    )
    done = word(
        HEAD,
        paragraph("It blew ", control, "."),
        paragraph("It fell ", field(f"ADDIN CSL_CITATION {json.dumps(item)}", "(Wood)"), "."),
    )
    assert "It blew [@wood2018, p. 4]." in done.text
    assert "It fell [@wood2018, p. 4]." in done.text
    assert len(works_of(done)) == 1


def test_works_that_the_author_s_bibliography_lacks_stand_beside_it(
    word: Import, tmp_path: Path
) -> None:
    works = tmp_path / "works.bib"
    works.write_text("@book{other, title={The sea}, author={Sailor, A}, year={2000}}\n")
    done = word(HEAD, paragraph("It blew ", field(zotero(), "(Wood)"), "."), bibliography=works)
    assert 'bibliography = ["references.json", "works.bib"]' in done.settings
    assert done.imported is not None
    cited = done.imported.files[PurePosixPath("manuscript/references.json")]
    assert [work["id"] for work in json.loads(cited)] == ["wood2018"]


def marked(name: str, words: str) -> str:
    name = name.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    return (
        f'<text:reference-mark-start text:name="{name}"/>{words}'
        f'<text:reference-mark-end text:name="{name}"/>'
    )


OPEN_HEAD = '<text:h text:outline-level="1">The storm</text:h>'


def test_citations_of_zotero_in_libreoffice_are_citations(do_import: Import) -> None:
    name = zotero(locator="12").removeprefix("ADDIN ") + " RNDjURflxg9F1"
    listed = (
        '<text:section text:name="ZOTERO_BIBL {} CSL_BIBLIOGRAPHY RNDabc">'
        "<text:p>Wood, T. 2018.</text:p></text:section>"
    )
    body = f"{OPEN_HEAD}<text:p>It blew {marked(name, '(Wood 2018, 12)')}.</text:p>{listed}"
    done = do_import(open_bytes(body), "book.odt")
    assert "It blew [@wood2018, p. 12]." in done.text
    assert "Wood, T." not in done.text
    assert works_of(done)[0]["title"] == "The wind"
    assert "bibliography that the reference manager made" in done.unkept


def test_fields_of_word_that_libreoffice_keeps_are_citations(do_import: Import) -> None:
    code = zotero().replace('"', "&quot;")
    body = (
        f'{OPEN_HEAD}<text:p>It blew <field:fieldmark-start text:name="" '
        'field:type="vnd.oasis.opendocument.field.UNHANDLED"><field:param '
        f'field:name="vnd.oasis.opendocument.field.code" field:value="{code}"/>'
        "</field:fieldmark-start>(Wood)<field:fieldmark-end/>.</text:p>"
    )
    assert "It blew [@wood2018]." in do_import(open_bytes(body), "book.odt").text


def test_a_bibliography_of_word_that_libreoffice_keeps_is_left_out(do_import: Import) -> None:
    start = (
        '<field:fieldmark-start text:name="" field:type="x"><field:param '
        'field:name="vnd.oasis.opendocument.field.code" field:value="ADDIN ZOTERO_BIBL {}"/>'
        "</field:fieldmark-start>"
    )
    listed = f"<text:p>{start}Wood, T.</text:p><text:p>Met.<field:fieldmark-end/></text:p>"
    body = f"{OPEN_HEAD}<text:p>It blew.</text:p>{listed}<text:p>It fell.</text:p>"
    done = do_import(open_bytes(body), "book.odt")
    assert "It blew.\n\nIt fell." in done.text
    assert "the bibliography that the reference manager made" in done.unkept
    broken = do_import(open_bytes(body.replace("<field:fieldmark-end/>", "")), "book.odt")
    assert "Wood, T." in broken.text


def test_citations_of_jabref_need_the_author_s_bibliography(
    do_import: Import, tmp_path: Path
) -> None:
    body = (
        f"{OPEN_HEAD}<text:p>It blew {marked('JR_cite1_1_wood,met', '(Wood; Met)')}, as "
        f"{marked('JR_cite_2_wood', 'Wood (2018)')} says.</text:p>"
    )
    plain = do_import(open_bytes(body), "book.odt")
    assert "It blew (Wood; Met), as Wood (2018) says." in plain.text
    assert plain.imported is not None
    assert "--bibliography" in "".join(one.where for one in plain.imported.unkept)
    works = tmp_path / "works.bib"
    works.write_text(
        "@book{wood, title={The wind}, author={Wood, T}, year={2018}}\n"
        "@book{met, title={Gales}, author={Met}, year={2020}}\n"
    )
    done = do_import(open_bytes(body), "book.odt", bibliography=works)
    assert "It blew [@wood; @met], as @wood says." in done.text


def test_entries_of_libreoffice_s_bibliography_are_citations(do_import: Import) -> None:
    entry = (
        '<text:bibliography-mark text:bibliography-type="book" text:identifier="Wood18" '
        'text:author="Wood, Tony; Met, Office" text:title="The wind" text:year="2018" '
        'text:publisher="Verso">[Wood18]</text:bibliography-mark>'
    )
    done = do_import(open_bytes(f"{OPEN_HEAD}<text:p>It blew {entry}.</text:p>"), "book.odt")
    assert "It blew [@Wood18]." in done.text
    work = works_of(done)[0]
    assert work["author"] == [
        {"family": "Wood", "given": "Tony"},
        {"family": "Met", "given": "Office"},
    ]
    assert (work["title"], work["issued"]) == ("The wind", {"date-parts": [[2018]]})
