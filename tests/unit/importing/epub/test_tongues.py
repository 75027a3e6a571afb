"""Languages of documents, sections, items and cells; readings beside characters."""

from __future__ import annotations

from tests.unit.importing.epub.conftest import Import
from tests.unit.importing.epub.epub_files import METADATA, epub, packed, page, parts


def spoken(body: str, tongue: str) -> str:
    """Return a document in a language."""
    return page(body).replace("<html ", f'<html xml:lang="{tongue}" lang="{tongue}" ')


def test_a_section_in_another_language_keeps_it_with_its_heading(do_import: Import) -> None:
    body = "<section lang='fr'><h1>La mer</h1><p>Elle est calme.</p><p>Elle dort.</p></section>"
    text = do_import(epub(body)).text
    assert '# [La mer]{lang="fr"}' in text
    assert text.count('lang="fr"') == 2
    assert "Elle est calme.\n\nElle dort.\n:::" in text


def test_items_explanations_and_cells_keep_their_language(do_import: Import) -> None:
    body = (
        "<ul><li lang='fr'>la mer</li><li>sea</li></ul><dl><dt lang='de'>See</dt>"
        "<dd lang='fr'>la mer</dd></dl><table><tr><td lang='ru'>море</td><td>sea</td></tr></table>"
    )
    text = do_import(epub(body)).text
    assert text.count('[la mer]{lang="fr"}') == 2
    assert '[See]{lang="de"}' in text
    assert '[море]{lang="ru"}' in text


def test_a_document_in_another_language_is_believed_beside_others(do_import: Import) -> None:
    english = spoken("<h1>The Sea</h1><p>Calm.</p>", "en-GB")
    text = do_import(epub(english, spoken("<h1>La mer</h1><p>Calme.</p>", "fr"))).text
    assert text.count('lang="fr"') == 2
    assert "en-GB" not in text


def test_one_language_in_all_documents_says_nothing(do_import: Import) -> None:
    documents = [spoken(f"<h1>{one}</h1><p>Calm.</p>", "fr") for one in ("Sea", "Wind")]
    assert "lang=" not in do_import(epub(*documents)).text


def test_readings_in_a_sentence_part_no_word(do_import: Import) -> None:
    body = "<p><ruby>智<rt>ち</rt></ruby>に働けば<ruby>角<rp>(</rp><rt>かど</rt></ruby>が立つ。</p>"
    assert '[智]{ruby="ち"}に働けば[角]{ruby="かど"}が立つ。' in do_import(epub(body)).text


def test_readings_of_several_characters_stay_in_their_order(do_import: Import) -> None:
    body = "<p>x<ruby><rb>東</rb> <rb>京</rb><rt>とう</rt><rt>きょう</rt></ruby>y</p>"
    assert '{ruby="とうきょう"}y' in do_import(epub(body)).text


def test_lines_down_the_page_stay_so(do_import: Import) -> None:
    made = parts(
        "<p>山路を登りながら</p>",
        metadata=METADATA.replace(">en<", ">ja-JP<"),
        extra='<item id="css" href="s.css" media-type="text/css"/>',
    )
    made["OPS/s.css"] = b"html { -epub-writing-mode: vertical-rl }"
    assert "writing-mode" not in do_import(packed(made)).files["book.toml"]
    package = made["OPS/book.opf"].decode()
    turned = package.replace("<spine>", '<spine page-progression-direction="rtl">')
    made["OPS/book.opf"] = turned.encode()
    settings = do_import(packed(made)).files["book.toml"]
    assert 'writing-mode = "vertical"' in settings
    assert "[editions.pdf]" not in settings
