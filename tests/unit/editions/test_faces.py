from dataclasses import replace
from pathlib import PurePosixPath

import pytest
from tests.unit.editions.epub_support import FACE, MONO, TWO, with_body

from publish.editions import Face, Resource
from publish.editions.faces import faces_in_use


def family(face: Face) -> tuple[Face, ...]:
    bold = replace(face, weight="700")
    return (face, bold, replace(face, italic=True), replace(bold, italic=True))


SANS = replace(FACE, family="Sans")
FACES = (*family(FACE), *family(MONO), *family(SANS))


def kept(body: str, css: str = "") -> set[str]:
    sheet = Resource(PurePosixPath("styles/book.css"), "text/css", css.encode())
    return {
        f"{face.family}{' bold' * (face.weight == '700')}{' italic' * face.italic}"
        for face in faces_in_use(FACES, (with_body(body, TWO),), (sheet,))
    }


@pytest.mark.parametrize(
    ("body", "css", "expected"),
    [
        ("<p>plain</p>", "", {"Test"}),
        ("<p><em>slanted</em></p>", "", {"Test", "Test italic"}),
        ("<h1>heavy</h1>", "", {"Test", "Test bold"}),
        ("<h1>light</h1>", "h1, h2 { font-weight: normal }", {"Test"}),
        ("<h1>heavy</h1>", "h1 { font-weight: normal } .x > h1 { font: bold 1em T }", None),
        ("<h1>heavy</h1>", "@media (color) { h1 { font-weight: normal } }", {"Test", "Test bold"}),
        ("<p>plain</p>", ".note { font-weight: bold }", {"Test"}),
        ('<p class="a note">heavy</p>', "p.note::before { font-weight: 700 }", None),
        ('<p style="font-weight: 800">heavy</p>', "", {"Test", "Test bold"}),
        ("<p>heavy</p>", ":is(p, li):not(.x, .y) { font-weight: bold }", {"Test", "Test bold"}),
        ("<p><code>text</code></p>", "", {"Test", "Mono"}),
        ('<p class="k">text</p>', '.k { font-family: "Mono" }', {"Test", "Mono"}),
        (
            '<pre><code>a <span class="kw">if</span></code></pre>',
            "pre .kw { font-weight: bold }",
            {"Test", "Mono", "Mono bold"},
        ),
        (
            "<p><strong>a <em>b</em></strong></p>",
            "",
            {"Test", "Test bold", "Test bold italic"},
        ),
    ],
)
def test_every_face_that_text_may_be_set_in_is_kept_and_no_other(
    body: str, css: str, expected: set[str] | None
) -> None:
    assert kept(body, css) == (expected or {"Test", "Test bold"})


@pytest.mark.parametrize(
    ("body", "css", "expected"),
    [
        ("<h1>heavy</h1>", 'h1 { font-family: "Sans", sans-serif }', {"Test", "Sans bold"}),
        ("<h1>heavy</h1>", 'h1:first-child { font-family: "Sans" }', {"Sans bold", "Test bold"}),
        ("<h1>heavy</h1>", '.x h1 { font: 1em "Sans" }', {"Sans bold", "Test bold"}),
        ("<h1>a <em>b</em></h1>", "h1 { font-family: Sans }", {"Sans bold", "Sans bold italic"}),
        ("<h1>a <code>b</code></h1>", "h1 { font-family: Sans }", {"Sans bold", "Mono bold"}),
        ("<h1><code>b</code></h1>", "code { font-family: inherit }", {"Test bold", "Mono bold"}),
        ('<p style="font-family: Sans">text</p>', "", {"Sans"}),
        ("<p>text</p>", "body { font-family: Sans }", {"Sans"}),
        ("<p>text</p>", "@media (color) { p { font-family: Sans } }", {"Sans"}),
        ("<p>text</p>", "h1 { font-family: Sans }", set()),
    ],
)
def test_only_the_families_that_text_may_be_set_in_are_kept(
    body: str, css: str, expected: set[str]
) -> None:
    assert kept(body, css) == expected | {"Test"}


@pytest.mark.parametrize(
    ("languages", "condition", "is_kept"),
    [
        ({"ar"}, ":lang(ar) em", True),
        ({"ar-EG"}, ":lang(fa, 'AR') em", True),
        ({"ar"}, ':lang("*-Arab") em', True),
        (set(), ":lang(ar) em, :lang(he) em", False),
        (set(), ":lang(ar) em, em.x", True),
        (set(), "em:not(:lang(ar))", True),
        (set(), "@media (color) { :lang(ar) em", False),
    ],
)
def test_a_face_for_a_language_is_kept_where_the_book_has_words_of_it(
    languages: set[str], condition: str, *, is_kept: bool
) -> None:
    css = f"{condition} {{ font-weight: bold }}" + " }" * condition.startswith("@")
    sheet = Resource(PurePosixPath("styles/book.css"), "text/css", css.encode())
    body = '<p>a <em class="x">b</em></p>'
    document = replace(with_body(body, TWO), languages=frozenset(languages))
    faces = faces_in_use(family(FACE), (document,), (sheet,))
    assert (replace(FACE, weight="700", italic=True) in faces) is is_kept


def test_the_authors_own_faces_stay_whatever_the_text() -> None:
    own = replace(FACE, weight="700", license="")
    assert faces_in_use((own,), (TWO,), ()) == (own,)
