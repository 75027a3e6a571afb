from tests.unit.assemble.support import book_of, heading, paragraph, source

from publish.model.blocks import Paragraph
from publish.model.book import Note
from publish.model.inlines import Identifier, NoteCall


def noted(name: str) -> object:
    notes = tuple(Note(Identifier(f"{name}-note-{n}"), (paragraph("n"),)) for n in (1, 2))
    calls = Paragraph(tuple(NoteCall(note.id) for note in notes))
    return source(f"{name}.md", heading(name.title()), calls, notes=notes)


def test_notes_are_numbered_by_chapter_or_through_the_book() -> None:
    sources = (noted("a"), noted("b"))
    by_chapter, _ = book_of(*sources)  # type: ignore[arg-type]
    through, _ = book_of(*sources, note_numbering="book")  # type: ignore[arg-type]
    labels = [
        [note.label for d in book.divisions for note in d.notes] for book in (by_chapter, through)
    ]
    assert labels == [["1", "2", "1", "2"], ["1", "2", "3", "4"]]


def test_the_editor_s_notes_have_letters_of_their_own() -> None:
    kinds = (True, False, True, False)
    notes = tuple(
        Note(Identifier(f"n-{at}"), (paragraph("n"),), is_editors=kind)
        for at, kind in enumerate(kinds)
    )
    calls = Paragraph(tuple(NoteCall(note.id) for note in notes))
    first = source("a.md", heading("A"), calls, notes=notes)
    book, _ = book_of(first)
    assert [note.label for note in book.divisions[0].notes] == ["a", "1", "b", "2"]
    twice = tuple(
        Note(Identifier(f"m-{at}"), note.blocks, is_editors=True) for at, note in enumerate(notes)
    )
    again = source(
        "c.md", heading("C"), Paragraph(tuple(NoteCall(n.id) for n in twice)), notes=twice
    )
    through, _ = book_of(first, again, note_numbering="book")
    assert [note.label for note in through.divisions[1].notes] == ["c", "d", "e", "f"]
    by_chapter, _ = book_of(first, again)
    assert [note.label for note in by_chapter.divisions[1].notes] == ["a", "b", "c", "d"]


def test_sections_are_numbered_under_their_chapter_when_asked() -> None:
    book, _ = book_of(
        source("a.md", heading("A"), heading("B", 2, "b"), heading("C", 3, "c"), paragraph("x")),
        section_numbers=True,
    )
    section = book.divisions[0].blocks[0]
    assert section.number == "1.1"  # type: ignore[union-attr]
    assert section.blocks[0].number == "1.1.1"  # type: ignore[union-attr]


def test_notes_of_a_file_with_two_divisions_go_with_their_calls() -> None:
    notes = tuple(Note(Identifier(f"n-{n}"), (paragraph("n"),)) for n in (1, 2, 3))
    book, _ = book_of(
        source(
            "a.md",
            heading("A"),
            Paragraph((NoteCall(notes[0].id),)),
            heading("B", 1, "b"),
            Paragraph((NoteCall(notes[1].id), NoteCall(notes[2].id))),
            notes=notes,
        )
    )
    assert [[note.label for note in division.notes] for division in book.divisions] == [
        ["1"],
        ["1", "2"],
    ]
