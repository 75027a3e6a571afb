"""What a plain text is understood as: each shape and its counter-example."""

from __future__ import annotations

import pytest
from tests.unit.importing.plain.bringing import PROSE, WRAPPED, bring, markdown, one, said, settings

pytestmark = pytest.mark.tools


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


def test_a_text_that_is_markdown_is_told() -> None:
    imported = bring(f"Old Harbours\n\n# One\n\n{PROSE}\n\n# Two\n\n**{PROSE}**\n")
    assert any("seems to be Markdown" in remark for remark in imported.remarks)
    (file,) = markdown(imported).values()
    assert "\\# One" in file


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
        ("old[^1] as", "[^1]: Older."),
        ("old[^older] as", "[^older]: Older."),
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
