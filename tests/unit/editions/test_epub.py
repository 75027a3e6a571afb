from dataclasses import replace
from pathlib import PurePosixPath

import pytest
from tests.unit.editions.epub_support import (
    CONTENTS,
    DOCUMENTS,
    FACE,
    LANDMARKS,
    METADATA,
    MONO,
    NAVIGATION,
    ONE,
    SEA,
    SHEET,
    TWO,
    config,
    cover,
    edition,
    silent,
)

from publish.config import EditionConfig
from publish.content import NavigationPoint
from publish.editions import Resource
from publish.editions.epub import edition_identifier, prepare_epub, used_characters
from publish.model.blocks import Paragraph
from publish.model.book import Book, Division
from publish.model.inlines import Identifier, Image


def hrefs(resources: tuple[Resource, ...]) -> list[str]:
    return [str(resource.href) for resource in resources]


def test_only_pictures_that_a_document_shows_are_in_the_edition() -> None:
    unused = Resource(PurePosixPath("images/unused.png"), "image/png", b"")
    made = edition(pictures={"a": SEA, "b": unused})
    assert "images/sea.svg" in hrefs(made.resources)
    assert "images/unused.png" not in hrefs(made.resources)


def test_a_picture_that_is_not_there_is_our_bug_and_stops() -> None:
    with pytest.raises(LookupError):
        edition(pictures={})


def test_monospaced_faces_are_in_only_with_program_text() -> None:
    both = (FACE, MONO)
    with_code = edition((CONTENTS, ONE), faces=both)
    without = edition((CONTENTS, TWO), faces=both)
    assert "fonts/Mono-Regular.ttf" in hrefs(with_code.resources)
    assert "fonts/Mono-Regular.ttf" not in hrefs(without.resources)


def test_faces_are_named_in_a_stylesheet_before_the_others_and_bring_their_licence() -> None:
    bold = replace(FACE, weight="700", href=PurePosixPath("fonts/Test-Bold.otf"))
    made = edition(faces=(FACE, bold))
    assert hrefs(made.stylesheets) == ["styles/fonts.css", "styles/book.css"]
    assert made.stylesheets[0].data.decode().splitlines()[1] == (
        '@font-face { font-family: "Test"; font-style: normal; font-weight: 700; '
        'src: url("../fonts/Test-Bold.otf"); }'
    )
    assert [(str(x.href), x.media_type) for x in made.resources if "fonts" in x.href.parts] == [
        ("fonts/Test-Regular.ttf", "font/ttf"),
        ("fonts/Test-Bold.otf", "font/otf"),
        ("fonts/Test-OFL-1.1.txt", "text/plain"),
    ]
    assert hrefs(edition(faces=()).stylesheets) == ["styles/book.css"]


def test_the_contents_become_the_navigation_document_at_their_place() -> None:
    made = edition()
    assert [item.href for item in made.documents] == ["contents.xhtml", "one.xhtml", "two.xhtml"]
    contents = made.documents[0]
    assert contents.properties == {"nav"}
    assert contents.body.startswith(CONTENTS.body)
    assert '<nav epub:type="landmarks"' in contents.body
    assert '<a epub:type="toc" href="contents.xhtml#contents">Contents</a>' in contents.body
    assert '<a epub:type="bodymatter" href="one.xhtml">' in contents.body


def test_without_contents_a_navigation_document_outside_the_spine_is_made() -> None:
    made = edition((ONE, TWO))
    nav = made.documents[-1]
    assert (nav.href, nav.linear) == ("nav.xhtml", False)
    assert nav.properties == {"nav"}
    assert "toc" not in {point.type for point in made.landmarks}
    assert '<li><a href="one.xhtml#one">1 One</a><ol><li><a href="one.xhtml#deep">' in nav.body


def test_titles_with_markup_characters_are_escaped_in_landmarks() -> None:
    point = NavigationPoint("Notes & <things>", "two.xhtml", type="endnotes")
    body = edition(landmarks=(*LANDMARKS, point)).documents[0].body
    assert "Notes &amp; &lt;things&gt;" in body


def test_the_cover_stands_first_and_shows_the_drawing_where_there_is_one() -> None:
    made = edition(cover=cover())
    page = made.documents[0]
    assert (page.href, page.epub_type) == ("cover.xhtml", "cover")
    assert page.images == {"images/cover.jpg"}
    assert 'alt="The Sea &amp; the Grid."' in page.body
    assert [point.type for point in made.landmarks] == ["cover", "toc", "bodymatter"]


def test_our_words_are_in_the_books_language() -> None:
    made = edition(metadata=replace(METADATA, language="ru"), cover=cover())
    assert made.documents[0].title == "Обложка"


def test_the_identifier_is_the_isbn_of_the_edition_else_that_of_the_book() -> None:
    assert edition(isbn="978-0-00-000000-2").identifier == "urn:isbn:9780000000002"
    assert edition_identifier(METADATA, EditionConfig("epub", "epub")) == METADATA.identifier


def test_the_first_epub_has_the_plain_name_and_the_next_its_own() -> None:
    print_, first, second = (
        EditionConfig("print", "pdf"),
        EditionConfig("ebook", "epub"),
        EditionConfig("school", "epub"),
    )
    names = [
        prepare_epub(
            Book(METADATA, ()),
            DOCUMENTS,
            config=config(METADATA, print_, first, second),
            edition=one,
            navigation=NAVIGATION,
            landmarks=LANDMARKS,
            stylesheets=(SHEET,),
            faces=(),
            pictures={"a": SEA},
            cover=None,
            report=silent,
        ).filename
        for one in (first, second)
    ]
    assert names == ["sea.epub", "sea-school.epub"]


def test_a_picture_without_words_of_its_author_is_not_called_described() -> None:
    image = Image("manuscript/images/sea.svg", None)
    division = Division(Identifier("one"), "chapter", "bodymatter", blocks=(Paragraph((image,)),))
    made = edition(book=Book(METADATA, (division,)))
    assert ("schema:accessibilityFeature", "alternativeText") not in made.accessibility
    assert ("schema:accessibilityFeature", "alternativeText") in edition().accessibility


def test_characters_are_those_of_all_documents() -> None:
    assert {"с", "л", "U"} <= used_characters(DOCUMENTS)
