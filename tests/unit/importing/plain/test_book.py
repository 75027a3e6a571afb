"""What a plain text says of its book: who, when, in which language, and what is not of it."""

from __future__ import annotations

import pytest
from tests.unit.importing.plain.bringing import PROSE, WRAPPED, bring, markdown, one, settings

pytestmark = pytest.mark.tools


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


def test_who_and_when_stand_in_the_opening() -> None:
    head = "Old Harbours\nA Tale of Rope\n\nby Ann Other and Ben More\n\n1999\n\n\n"
    toml = settings(bring(f"{head}{WRAPPED}\n{WRAPPED}"))
    assert 'title = "Old Harbours"\nsubtitle = "A Tale of Rope"\n' in toml
    assert 'date = "1999"' in toml
    assert 'name = "Ann Other"' in toml
    assert 'name = "Ben More"' in toml


def test_a_name_over_the_title_is_known_by_capitals_or_initials() -> None:
    for head in ("Ann Other\n\nOLD HARBOURS\n\n", "A. B. Other\n\nOLD HARBOURS of Yore\n\n"):
        toml = settings(bring(f"{head}\n{WRAPPED}\n{WRAPPED}"))
        assert 'title = "OLD HARBOURS' in toml
        assert 'Other"\nrole = "author"' in toml


def test_a_section_under_the_title_is_no_author() -> None:
    file = one(f"Old Harbours\n\nEarly Years\n\n{PROSE}\n\n{PROSE}\n")
    assert "\n\n## Early Years\n\n" in file
    imported = bring(f"Old Harbours\n\nAnn Other\n\n{PROSE}\n\n{PROSE}\n")
    assert 'name = "Ann Other"' in settings(imported)


def test_labels_say_what_lines_are() -> None:
    text = f"Title: Old Harbours\nAuthor: Ann Other\nDate: May 3, 2001\n\n{WRAPPED}\n{WRAPPED}"
    toml = settings(bring(text))
    assert 'title = "Old Harbours"' in toml
    assert 'name = "Ann Other"' in toml
    assert 'date = "2001"' in toml


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
