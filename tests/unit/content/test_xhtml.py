from __future__ import annotations

import pytest

from publish.content.xhtml import (
    class_names,
    escape_attribute,
    escape_text,
    language_attributes,
)


def test_text_keeps_quotation_marks_and_attributes_do_not() -> None:
    assert escape_text('a < b & "c" > d') == 'a &lt; b &amp; "c" &gt; d'
    assert escape_attribute('a < "b"') == "a &lt; &quot;b&quot;"


def test_line_ends_survive_in_attributes() -> None:
    assert escape_attribute("a\n\tb") == "a&#10;&#9;b"


@pytest.mark.parametrize(
    ("language", "enclosing", "attributes"),
    [
        ("en", "en", ""),
        ("ru", "en", ' lang="ru" xml:lang="ru"'),
        ("he", "en", ' lang="he" xml:lang="he" dir="rtl"'),
        ("ar", "he", ' lang="ar" xml:lang="ar"'),
        ("en", "he", ' lang="en" xml:lang="en" dir="ltr"'),
    ],
)
def test_a_language_is_marked_where_it_changes(
    language: str, enclosing: str, attributes: str
) -> None:
    assert language_attributes(language, enclosing) == attributes


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ("letter", "letter"),
        ("epigraph", "epigraph"),
        ("note", "author-note"),
        ("note-call", "author-note-call"),
        ("chapter", "author-chapter"),
        ('a "b"', "a-b"),
        ("…", None),
    ],
)
def test_an_authors_class_is_never_one_of_ours(given: str, named: str | None) -> None:
    assert class_names((given,)) == ((named,) if named else ())
