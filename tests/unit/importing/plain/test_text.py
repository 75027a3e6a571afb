"""What a plain text is understood as: each shape and its counter-example."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from publish.diagnostics import Ledger
from publish.importing.imported import Imported
from publish.importing.options import ImportOptions, ImportTools
from publish.importing.plain import import_text
from publish.toolchain import make_import_tools

pytestmark = pytest.mark.tools
TOOLS: ImportTools = make_import_tools()

PROSE = (
    "The harbour was as old as the town, and the town was older than anybody could say, "
    "though many had tried to say it."
)
WRAPPED = (
    "The harbour was as old as the town, and the town was older than anybody\n"
    "could say, though many had tried to say it and a few had written it down\n"
    "in books that nobody read.\n"
)


def bring(text: str | bytes, **options: object) -> Imported:
    """Import a text that nothing is wrong with."""
    data = text if isinstance(text, bytes) else text.encode()
    ledger = Ledger()
    chosen = ImportOptions(**options)  # type: ignore[arg-type]
    imported = import_text(data, "text.txt", chosen, TOOLS, ledger.add)
    assert [entry.message for entry in ledger] == []
    assert imported is not None
    return imported


def markdown(imported: Imported) -> dict[str, str]:
    """Return the Markdown files by their paths in ``manuscript/``."""
    return {
        str(path.relative_to("manuscript")): data.decode()
        for path, data in imported.files.items()
        if path.suffix == ".md"
    }


def one(text: str | bytes, **options: object) -> str:
    """Return the only file that a text gives."""
    (file,) = markdown(bring(text, **options)).values()
    return file


def said(imported: Imported, kind: str) -> list[tuple[str, str, str]]:
    """Return place, words and outcome of the decisions of a kind."""
    return [
        (f"{d.place.line}:{d.place.column}" if d.place else "", d.what, d.outcome)
        for d in imported.decisions
        if d.kind == kind
    ]


def settings(imported: Imported) -> str:
    return imported.files[PurePosixPath("manuscript/book.toml")].decode()


def test_title_section_breaks_and_series() -> None:
    text = (
        f"Old Harbours\n\n{PROSE}\n\n{PROSE}\n\n\n{PROSE}\n\n{PROSE}\n\nRope and Weather\n\n{PROSE}"
        f"\n\n{PROSE}\n\n\nThis is one of the Little Seas series of essays\n"
    )
    imported = bring(text)
    files = markdown(imported)
    assert list(files) == ["chapters/01-old-harbours.md", "backmatter/99-colophon.md"]
    chapter = files["chapters/01-old-harbours.md"]
    assert chapter.startswith("# Old Harbours\n\nThe harbour")
    assert chapter.count("\n* * *\n") == 1
    assert "\n## Rope and Weather\n" in chapter
    assert files["backmatter/99-colophon.md"] == "This is one of the Little Seas series of essays\n"
    assert '[book.series]\nname = "Little Seas"\n' in settings(imported)
    assert said(imported, "heading") == [("12:1", "Rope and Weather", "done")]


def test_chapters_and_their_titles_are_files() -> None:
    text = f"A TALE\n\nby Ann Other\n\n\nPreface\n\n{WRAPPED}\n\nCHAPTER I.\n\nThe Harbour\n\n"
    text += f"{WRAPPED}\n{WRAPPED}\n\nCHAPTER II.\n\n{WRAPPED}"
    imported = bring(text)
    assert list(markdown(imported)) == [
        "frontmatter/01-preface.md",
        "chapters/02-chapter-i-the-harbour.md",
        "chapters/03-chapter-ii.md",
    ]
    assert (
        "# CHAPTER I. The Harbour\n" in markdown(imported)["chapters/02-chapter-i-the-harbour.md"]
    )
    assert 'title = "A TALE"' in settings(imported)
    assert 'name = "Ann Other"\nrole = "author"' in settings(imported)


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    file = one(f"A Tale\n\n{WRAPPED}\n{WRAPPED}")
    assert file.count("\n\n") == 2
    assert "than anybody could say" in file


def test_a_word_with_a_hyphen_at_a_line_s_end_stays_one() -> None:
    text = WRAPPED.replace("than anybody\ncould", "than any-\nbody could")
    assert "any-body could" in one(f"A Tale\n\n{text}\n{WRAPPED}")


def test_paragraphs_known_by_their_indents() -> None:
    text = "".join(f"   {WRAPPED}" for _ in range(6))
    assert one(f"A Tale\n\n{text}").count("\n\n") == 6


def test_a_date_or_a_sentence_is_no_heading() -> None:
    for line in ("Moscow, May 2020", "It rained.", "“Yes”", "and so on"):
        assert "## " not in one(f"T\n\n{PROSE}\n\n{line}\n\n{PROSE}\n\n{PROSE}"), line


@pytest.mark.parametrize("sign", ["* * *", "***", "⁂", "---", "#", "~~~", "*"])
def test_signs_alone_are_a_break(sign: str) -> None:
    assert f"\n\n* * *\n\n{PROSE}" in one(f"T\n\n{PROSE}\n\n{sign}\n\n{PROSE}\n")


def test_verse_keeps_its_lines_and_indents() -> None:
    verse = "  O wind,\n    O sail,\n  O everlasting tale\n\n  Of rope\n    and hope\n"
    file = one(f"T\n\n{WRAPPED}\n{verse}\n{WRAPPED}\n{WRAPPED}")
    assert "| O wind,\n|   O sail,\n| O everlasting tale\n|\n| Of rope\n|   and hope\n" in file


def test_two_long_lines_of_verse_in_a_quotation_are_verse() -> None:
    verse = "    The sea that was so calm and was so wide,\n    Is what it was to those who died.\n"
    file = one(f"T\n\n{WRAPPED}\n{verse}\n{WRAPPED}\n{WRAPPED}")
    assert "| The sea that was so calm and was so wide,\n| Is what" in file


def test_an_indented_paragraph_is_an_extract() -> None:
    extract = "".join(f"    {line[:60]}\n" for line in WRAPPED.splitlines())
    assert "\n\n> The harbour was as old" in one(f"T\n\n{WRAPPED}\n{extract}\n{WRAPPED}\n{WRAPPED}")


def test_lists_of_numbers_and_bullets() -> None:
    file = one(f"T\n\n{PROSE}\n\n3. One\n4. Two\n\n- a\n- b\n\n{PROSE}\n\n{PROSE}\n")
    assert "\n\n3. One\n4. Two\n\n- a\n- b\n\n" in file


def test_lists_with_blank_lines_between_their_items() -> None:
    file = one(f"T\n\n{PROSE}\n\n1. One.\n\n2. Two.\n\n* a\n\n* b\n\n{PROSE}\n\n{PROSE}\n")
    assert "\n\n1. One.\n\n2. Two.\n\n- a\n\n- b\n\n" in file


def test_speeches_that_begin_with_a_hyphen_are_no_list() -> None:
    file = one(f"T\n\n{PROSE}\n\n- Who is it?\n\n- It is I.\n\n{PROSE}\n", tidy=True)
    assert "\n\n– Who is it?\n\n– It is I.\n\n" in file


def test_a_number_that_opens_a_paragraph_is_no_list() -> None:
    assert "\n\n1917\\. It was a year" in one(f"T\n\n{PROSE}\n\n1917. It was a year of storms.\n")


@pytest.mark.parametrize(
    ("call", "definition"),
    [
        ("old[1] as", "[1] Older."),
        ("old [1] as", "[1]: Older."),
        ("old(1) as", "(1) Older."),
        ("old* as", "* Older."),
        ("old† as", "† Older."),
        ("old¹ as", "¹ Older."),
        ("old[1] as", "[Footnote 1: Older.]"),
    ],
)
def test_typed_notes_become_notes(call: str, definition: str) -> None:
    text = PROSE.replace("old as", call)
    file = one(f"T\n\n{text}\n\n{PROSE}\n\n{definition}\n")
    assert "was as old[^1] as the town" in file
    assert file.endswith("\n\n[^1]: Older.\n")


def test_notes_under_a_heading_of_their_own() -> None:
    text = PROSE.replace("old as", "old[2] as").replace("town,", "town,[1]")
    imported = bring(f"T\n\n{text}\n\n{PROSE}\n\nNOTES\n\n1. One.\n\n2. Two.\n")
    (file,) = markdown(imported).values()
    assert "NOTES" not in file
    assert file.endswith("\n\n[^1]: Two.\n\n[^2]: One.\n")
    assert one(f"T\n\n{text}\n\n{PROSE}\n\nNOTES\n\n1. One.\n2. Two.\n") == file


def test_notes_that_begin_anew_in_each_chapter() -> None:
    called = WRAPPED.replace("books", "books[1]")
    text = f"Chapter 1\n\n{called}\n[1] One.\n\nChapter 2\n\n{called}\n[1] Two.\n"
    one_file, other = markdown(bring(text)).values()
    assert "[^1]: One." in one_file
    assert "[^2]: Two." in other


def test_what_is_called_and_not_explained_is_left_and_told() -> None:
    imported = bring(f"T\n\n{PROSE.replace('town,', 'town[7],')}\n\n[9] Nothing calls this.\n")
    (file,) = markdown(imported).values()
    assert "town\\[7\\]," in file
    assert "\\[9\\] Nothing" in file
    assert [place for place, _, outcome in said(imported, "note") if outcome == "left"] == [
        "3:35",
        "5:1",
    ]


def test_emphasis_as_it_is_typed() -> None:
    file = one(
        f"T\n\n{PROSE}\n\nThe _Matilda_ was *very* late, =very= late, snake_case, 3 * 4 * 5.\n"
    )
    assert "The *Matilda* was **very** late, **very** late, snake\\_case, 3 \\* 4 \\* 5." in file


@pytest.mark.parametrize(
    ("typed", "set_as"),
    [
        ('"Yes," he said, "no."', "“Yes,” he said, “no.”"),
        ("don't 'tis the '90s rock'n'roll", "don’t ’tis the ’90s rock’n’roll"),
        ("\"He said 'no' to it.\"", "“He said ‘no’ to it.”"),
        ("the dogs' tails", "the dogs’ tails"),
        ("6' 2\" tall", "6\\' 2\\\" tall"),
        ('an "open one', 'an \\"open one'),
        ("very late--and in 1914--18", "very late—and in 1914–18"),
        ("Mr. ---- came", "Mr. —— came"),
    ],
)
def test_quotation_marks_and_dashes_where_they_are_certain(typed: str, set_as: str) -> None:
    assert f"\n\n{set_as}." in one(f"T\n\n{PROSE}\n\n{typed}.\n\n{PROSE}\n", language="en")


def test_quotation_marks_follow_the_language() -> None:
    assert "„Ja“, sagte er." in one(f'T\n\n{PROSE}\n\n"Ja", sagte er.\n', language="de")


def test_lost_italics_are_proposed_and_set_on_request() -> None:
    text = f"T\n\n{PROSE}\n\nHe took\xa0The Sea News\xa0every morning at 5\xa0km from the sea.\n"
    imported = bring(text)
    (file,) = markdown(imported).values()
    assert "He took The Sea News every morning at 5\xa0km" in file
    assert said(imported, "lost italics") == [("5:9", "The Sea News", "proposed")]
    assert "took *The Sea News* every" in one(text, lost_italics="likely")


def test_tidy_changes_and_tells_each() -> None:
    text = (
        f"T\n\n{WRAPPED}\nBefore anybody else had come there, the  ﬁrst of the houses of the har-\n"
        "bour - as old as it was - stood empty; ``but'' they tried and tried, un\u00ad\n"
        "til they could not any more.\n"
    )
    plain = one(text)
    assert "the  ﬁrst of the houses of the har-bour - as" in plain
    imported = bring(text, tidy=True)
    (file,) = markdown(imported).values()
    assert "the first of the houses of the harbour – as old as it was – stood empty" in file
    assert "“but” they tried and tried, until they" in file
    kinds = {d.kind for d in imported.decisions if d.kind.startswith("tidied")}
    assert kinds == {
        "tidied: space",
        "tidied: ligature",
        "tidied: divided word",
        "tidied: dash",
        "tidied: quotation marks",
    }


def test_numbers_of_scanned_pages_go_only_on_request() -> None:
    page = WRAPPED.replace("read.", "")
    text = "A Tale\n\n" + "".join(f"{page}\n{n}\n\nread.\n\n{WRAPPED}\n" for n in (7, 8, 9))
    imported = bring(text, tidy=True)
    (file,) = markdown(imported).values()
    assert "in books that nobody read.\n\nThe harbour" in file
    assert [item.what for item in imported.unkept] == [
        'page number "7"',
        'page number "8"',
        'page number "9"',
    ]


def test_project_gutenberg_stands_apart() -> None:
    text = (
        "The Project Gutenberg eBook of Old Harbours\n\nTitle: Old Harbours\nAuthor: Ann Other\n"
        "Language: English\n\n*** START OF THE PROJECT GUTENBERG EBOOK OLD HARBOURS ***\n\n"
        "OLD HARBOURS\n\nby Ann Other\n\nCONTENTS\n\nCHAPTER I\nCHAPTER II\n\n"
        f"CHAPTER I\n\n{WRAPPED}\nCHAPTER II\n\n{WRAPPED}\n"
        "*** END OF THE PROJECT GUTENBERG EBOOK OLD HARBOURS ***\n\nThe licence.\n"
    )
    imported = bring(text)
    assert sorted(markdown(imported)) == ["chapters/01-chapter-i.md", "chapters/02-chapter-ii.md"]
    apart = {
        path.name: data.decode()
        for path, data in imported.files.items()
        if "set-apart" in path.parts
    }
    assert list(apart) == [
        "project-gutenberg-header.txt",
        "project-gutenberg-licence.txt",
        "contents.txt",
    ]
    assert "The licence." in apart["project-gutenberg-licence.txt"]
    assert 'title = "Old Harbours"' in settings(imported)


@pytest.mark.parametrize(
    ("codec", "name", "sample"),
    [
        ("utf-8-sig", "UTF-8", "Über"),
        ("utf-16", "UTF-16 LE", "Über"),
        ("utf-16-le", "UTF-16 LE", "Über"),
        ("utf-16-be", "UTF-16 BE", "море и корабль"),
        ("cp1252", "Windows-1252", "“Über” der Küste – schön"),
        ("cp1251", "Windows-1251", "Море было тихим, и никто не говорил другого."),
        ("koi8-r", "KOI8-R", "Море было тихим, и никто не говорил другого."),
        ("mac-roman", "Mac Roman", "L’été à la mer, où les bateaux étaient là."),
    ],
)
def test_encodings_are_told_by_evidence(codec: str, name: str, sample: str) -> None:
    imported = bring(f"T\n\n{PROSE}\n\n{sample}\n".encode(codec))
    assert dict(imported.facts)["encoding"].startswith(f"{name}: ")
    (file,) = markdown(imported).values()
    assert sample.rsplit(maxsplit=1)[-1].strip(".") in file


def test_an_encoding_that_is_named_is_taken() -> None:
    text = f"T\n\n{PROSE}\n\nж\n".encode("koi8-r")
    assert "\nж\n" in one(text, encoding="koi8-r")


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("the organised colour of the harbour and the honour of its neighbour in it", "en-GB"),
        ("the organized color of the harbor and the honor of its neighbor in it", "en-US"),
        ("der alte Hafen und die Stadt sind nicht von hier, das ist mit dem Schiff so", "de"),
        ("Река была тихой, и он не знал, что это так и как она текла", "ru"),
    ],
)
def test_the_language_is_guessed(text: str, tag: str) -> None:
    assert f'language = "{tag}"' in settings(bring(f"{text}.\n\n{text}.\n"))
