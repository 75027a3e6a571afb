"""Calls of notes that are more than a sign, and what leads to a note beside its call."""

from __future__ import annotations

from tests.unit.importing.epub.conftest import Import
from tests.unit.importing.epub.epub_files import epub

NOTE = '<aside epub:type="footnote" id="n"><p>Once <em>warrier</em>.</p></aside>'


def test_a_call_on_words_of_the_text_keeps_them(do_import: Import) -> None:
    body = f'<p>Thou <a href="#n" epub:type="annoref">warrior</a> brave.</p>{NOTE}'
    text = do_import(epub(body)).text
    assert "Thou warrior[^1] brave." in text
    assert "[^1]: Once *warrier*." in text


def test_a_call_that_is_a_sign_goes_whatever_sign_it_is(do_import: Import) -> None:
    for sign in ("1", "[12]", "*", "†", "iv", "a", "n. 3", "Note 3", "注１", "<sup>7</sup>"):
        body = f'<p>Brave<a href="#n" epub:type="noteref">{sign}</a>, he said.</p>{NOTE}'
        assert "Brave[^1], he said." in do_import(epub(body)).text


def test_a_call_of_a_word_in_roman_signs_is_a_word(do_import: Import) -> None:
    body = f'<p>The <a href="#n" epub:type="noteref">civil</a> code.</p>{NOTE}'
    assert "The civil[^1] code." in do_import(epub(body)).text


def test_a_note_that_is_a_link_back_as_a_whole_keeps_its_words(do_import: Import) -> None:
    said = "The navigation document is set as the first page of the book, for Kindle alone."
    first = '<h1>A</h1><p>It is so.<sup><a id="r" href="c2.xhtml#n">[3]</a></sup></p>'
    second = (
        f'<ul><li id="n"><a href="c1.xhtml#r">[3] </a><a href="c1.xhtml#r">{said}</a></li></ul>'
    )
    text = do_import(epub(first, second)).text
    assert f"[^1]: {said}" in text
    assert "[3]" not in text.replace("\\", "")


def test_a_second_call_leads_to_the_note(do_import: Import) -> None:
    body = (
        '<p>One<a epub:type="noteref" href="#n">9</a>, two<a epub:type="noteref" href="#n">9</a>.'
        f"</p>{NOTE}"
    )
    text = do_import(epub(body)).text
    assert "One[^1], two[^9^](#n)." in text
    assert "[^1]: []{#n}Once *warrier*." in text
