from tests.unit.assemble.support import book_of, heading, paragraph, source

from publish.model.blocks import Container
from publish.model.inlines import Identifier


def test_a_part_holds_the_chapters_up_to_the_backmatter() -> None:
    book, said = book_of(
        source("chapters/01-part.md", heading("West", 1, "west", "part")),
        source("chapters/02-kazan.md", heading("Kazan", 1, "kazan"), paragraph("Cold.")),
        source("chapters/03-izhevsk.md", heading("Izhevsk", 1, "izhevsk"), paragraph("Colder.")),
        source("backmatter/colophon.md", heading("Colophon"), paragraph("Set."), role="backmatter"),
    )
    part, colophon = book.divisions
    assert (part.kind, part.number) == ("part", "I")
    assert [(child.id, child.number) for child in part.children] == [
        ("kazan", "1"),
        ("izhevsk", "2"),
    ]
    assert (colophon.kind, colophon.role) == ("colophon", "backmatter")
    assert said == []


def test_generated_pages_stand_where_the_order_names_them() -> None:
    book, _ = book_of(
        source("frontmatter/preface.md", heading("Preface"), paragraph("Why."), role="frontmatter"),
        source("chapters/one.md", heading("One"), paragraph("Text.")),
        order=(
            "title-page",
            "manuscript/frontmatter/preface.md",
            "contents",
            "manuscript/chapters/one.md",
        ),
    )
    assert [division.kind for division in book.divisions] == [
        "title-page",
        "preface",
        "contents",
        "chapter",
    ]


def test_files_with_the_names_of_generated_pages_keep_their_words() -> None:
    book, said = book_of(
        source("frontmatter/title-page.md", heading("Mine"), paragraph("a"), role="frontmatter"),
        source("frontmatter/copyright-page.md", paragraph("b"), role="frontmatter"),
        source("chapters/contents.md", heading("Contents"), paragraph("c")),
        order=(
            *("title-page", "manuscript/frontmatter/title-page.md"),
            *("manuscript/frontmatter/copyright-page.md", "contents"),
            "manuscript/chapters/contents.md",
        ),
    )
    kinds = [(division.kind, bool(division.blocks)) for division in book.divisions]
    assert kinds == [
        ("title-page", True),
        ("copyright-page", True),
        ("contents", False),
        ("chapter", True),
    ]
    assert said == []


def test_every_first_level_heading_of_a_file_opens_a_division() -> None:
    book, _ = book_of(
        source(
            "poems.md",
            heading("One", 1, "one"),
            paragraph("a"),
            heading("Two", 1, "two"),
            paragraph("b"),
        )
    )
    assert [division.id for division in book.divisions] == ["poems", "two"]


def test_sections_nest_and_a_skipped_level_is_reported() -> None:
    book, said = book_of(
        source(
            "a.md",
            heading("A"),
            heading("B", 2, "b"),
            paragraph("x"),
            heading("C", 4, "c"),
            paragraph("y"),
            heading("D", 2, "d"),
            paragraph("z"),
        )
    )
    first, second = book.divisions[0].blocks
    assert (first.level, second.level) == (2, 2)  # type: ignore[union-attr]
    assert first.blocks[1].level == 3  # type: ignore[union-attr]
    assert said == ['M004 the heading "C" skips from level 2 to level 4']


def test_an_unnumbered_chapter_does_not_count() -> None:
    book, _ = book_of(
        source("a.md", heading("A", 1, "", "unnumbered"), paragraph("x")),
        source("b.md", heading("B"), paragraph("x")),
        chapter_numbers="words",
    )
    assert [division.number for division in book.divisions] == ["", "One"]


def test_the_same_label_twice_is_an_error() -> None:
    _, said = book_of(
        source("a.md", heading("A", 1, "here"), paragraph("x"), markdown="# A {#here}"),
        source("b.md", heading("B", 1, "here"), paragraph("x"), markdown="# B {#here}"),
    )
    assert said == ['X002 the label "here" is given twice']


def test_a_label_that_a_heading_only_happens_to_resemble_is_its_block_s() -> None:
    block = Container((paragraph("x"),), id=Identifier("storm"))
    text = "# The Sea {#sea}\n\n## Storm\n\nWords.\n\n::: {#storm}\nx\n:::\n\nCalm {#calm}\n----\n"
    book, said = book_of(
        source(
            "a.md",
            heading("The Sea", 1, "sea"),
            heading("Storm", 2, "storm"),
            paragraph("Words."),
            block,
            heading("Calm", 2, "calm"),
            paragraph("y"),
            markdown=text,
        )
    )
    assert said == []
    (division,) = book.divisions
    storm, calm = division.blocks
    assert (division.id, storm.id, calm.id) == ("sea", "storm", "calm")  # type: ignore[union-attr]
    assert storm.blocks[1].id == "storm-2"  # type: ignore[union-attr]


def test_the_same_heading_in_two_files_is_no_error() -> None:
    book, said = book_of(
        source("a.md", heading("A"), heading("Notes", 2, "notes"), paragraph("x")),
        source("b.md", heading("B"), heading("Notes", 2, "notes"), paragraph("x")),
    )
    ids = [division.blocks[0].id for division in book.divisions]  # type: ignore[union-attr]
    assert ids == ["notes", "notes-2"]
    assert said == []


def test_an_empty_chapter_and_a_chapter_without_heading_are_named() -> None:
    _, said = book_of(source("a.md", heading("A")), source("b.md", paragraph("text")))
    assert said == ['M003 "A" has no text', "M015 the chapter has no heading"]
