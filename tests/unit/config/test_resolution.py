"""Settings resolved: what holds, what is said of what does not, who goes before whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath

import pytest

from publish.config import Config
from publish.diagnostics import Ledger, Severity
from publish.errors import ConfigError
from publish.publication import check_isbn, is_language_tag, make_slug
from publish.resolution import Options, inside_project, resolve

HEAD = '[book]\ntitle = "The Sea"\nlanguage = "en-GB"\n'

Settle = Callable[..., tuple[Config, list[tuple[str, str, str | None]]]]


@pytest.fixture
def settle(tmp_path: Path) -> Settle:
    """Return a function: text of book.toml to config and (place, code, hint) of each problem."""

    def function(
        text: str, env: Mapping[str, str] | None = None, **options: object
    ) -> tuple[Config, list[tuple[str, str, str | None]]]:
        (tmp_path / "manuscript").mkdir(exist_ok=True)
        (tmp_path / "manuscript/book.toml").write_text(text, "utf-8")
        ledger = Ledger()
        config = resolve(tmp_path, env or {}, report=ledger.add, **options)  # type: ignore[arg-type]
        said = [
            (str(one.span).removeprefix("manuscript/book.toml"), one.rule.code, one.hint)
            for one in ledger
            if one.rule.code != "M020"  # these small books have no date
        ]
        return config, said

    return function


def test_two_keys_are_enough(settle: Settle) -> None:
    config, said = settle(HEAD)
    assert said == []
    assert [(one.name, one.format, one.notes) for one in config.editions] == [
        ("epub", "epub", "chapter-end"),
        ("pdf", "pdf", "foot"),
    ]
    assert config.slug == "the-sea"
    assert config.metadata.identifier.startswith("urn:uuid:")
    assert config.metadata.modified == "1980-01-01T00:00:00Z"


def test_words_are_divided_as_the_author_says(settle: Settle) -> None:
    config, said = settle(HEAD + 'hyphenation = ["man-u-script", "Elizabeth", "two words", "-x"]\n')
    assert config.hyphenation == ("man-u-script", "Elizabeth")
    assert [code for _, code, _ in said] == ["M007", "M007"]
    assert said[0][0].startswith(":4")


def test_without_book_toml_there_is_nothing_to_do(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="there is no"):
        resolve(tmp_path, {}, report=Ledger().add)


@pytest.mark.parametrize(
    ("text", "place", "code", "hint"),
    [
        (HEAD + 'subtitel = "x"\n', ":4:1", "M005", 'write "subtitle"'),
        (HEAD + "[boook]\nx = 1\n", ":4:1", "M005", 'write "book"'),
        ('title = "x"\n' + HEAD, ":1:1", "M005", 'move "title" under [book]'),
        (HEAD + "[[book.contributors]]\nname = 'A'\nrol = 'x'\n", ":6:1", "M005", 'write "role"'),
        (HEAD + "[rules.X9]\nseverity = 'note'\n", ":4:1", "M005", None),
        (HEAD + 'csl = "x\n', ":4:9", "M006", None),
        (HEAD + "subjects = 'x'\n", ":4:1", "M007", None),
        (HEAD + "section-numbers = 'x'\n", ":4:1", "M007", None),
        (HEAD + "notes = 'foots'\n", ":4:1", "M007", 'write "foot"'),
        (HEAD + "date = 'May'\n", ":4:1", "M007", None),
        (HEAD + "modified = 'May'\n", ":4:1", "M007", None),
        (HEAD + "slug = 'a/b'\n", ":4:1", "M007", 'write "a-b"'),
        (HEAD + "contributors = 'x'\n", ":4:1", "M007", None),
        (HEAD + "[[book.contributors]]\nname='A'\nrole='tranlator'\n", ":6:1", "M007", None),
        (HEAD + "[editions.pdf]\npage = 'a55'\n", ":5:1", "M007", None),
        (HEAD + "[editions.paper]\nisbn = ''\n", ":4:1", "M008", None),
        (HEAD + "[rules.I004]\nallow = ['x']\n", ":4:1", "M008", None),
        ('[book]\ntitle = "x"\n', ":1:1", "M008", 'add language = "en-GB"'),
        (HEAD + "cover = '../../x.png'\n", ":4:1", "M012", None),
        (HEAD + "bibliography = '/etc/x.bib'\n", ":4:1", "M012", None),
        ('[book]\ntitle = "x"\nlanguage = "en_GB"\n', ":3:1", "M013", None),
        (HEAD + "identifier = '978-3-16-148410-1'\n", ":4:1", "M016", None),
        (HEAD + "identifier = 'my book'\n", ":4:1", "M016", None),
        (HEAD + "[editions.epub]\nisbn = '978-3-16-148410-1'\n", ":5:1", "M016", None),
    ],
)
def test_each_mistake_is_said_at_its_place(
    settle: Settle, text: str, place: str, code: str, hint: str | None
) -> None:
    _, said = settle(text)
    assert [(where, rule) for where, rule, _ in said] == [(place, code)]
    if hint:
        assert said[0][2] == hint


def test_all_mistakes_are_said_at_once(settle: Settle) -> None:
    _, said = settle('[book]\nlanguage = "en"\nnotes = "x"\nwhat = 1\n')
    assert [code for _, code, _ in said] == ["M008", "M007", "M005"]


def test_a_foot_is_a_chapter_end_in_an_epub(settle: Settle) -> None:
    config, _ = settle(HEAD + 'notes = "foot"\n')
    assert [edition.notes for edition in config.editions] == ["chapter-end", "foot"]
    config, _ = settle(HEAD + 'notes = "book-end"\n[editions.epub]\n[editions.pdf]\nnotes="foot"\n')
    assert [edition.notes for edition in config.editions] == ["book-end", "foot"]


@pytest.mark.parametrize(
    ("editions", "expected"),
    [
        ("", {"epub": "pdf", "pdf": ""}),
        ("[editions.epub]\n", {"epub": ""}),
        ("[editions.pdf]\n[editions.epub]\npage-list = 'none'\n", {"pdf": "", "epub": ""}),
        (
            "[editions.epub]\npage-list = 'print-b'\n[editions.print-a]\n[editions.print-b]\n",
            {"epub": "print-b", "print-a": "", "print-b": ""},
        ),
    ],
)
def test_an_epub_lists_the_pages_of_the_first_print_edition_or_of_the_one_named(
    settle: Settle, editions: str, expected: dict[str, str]
) -> None:
    config, said = settle(HEAD + editions)
    assert said == []
    assert {edition.name: edition.page_list for edition in config.editions} == expected


def test_roles_may_be_words(settle: Settle) -> None:
    config, said = settle(HEAD + '[[book.contributors]]\nname = "A"\nrole = "translator"\n')
    assert said == []
    assert config.metadata.contributors[0].role == "trl"


def test_an_isbn_is_known_by_its_digits(settle: Settle) -> None:
    config, _ = settle(HEAD + '[editions.epub]\nisbn = "978-3-16-148410-0"\n')
    assert config.metadata.isbns[0].digits == "9783161484100"
    config, _ = settle(HEAD + 'identifier = "ISBN 978-3-16-148410-0"\n')
    assert config.metadata.identifier == "urn:isbn:9783161484100"


def test_the_identifier_is_derived_and_stable(settle: Settle) -> None:
    first, _ = settle(HEAD)
    again, _ = settle(HEAD + 'subtitle = "x"\n')
    other, _ = settle(HEAD.replace("Sea", "Land"))
    assert first.metadata.identifier == again.metadata.identifier != other.metadata.identifier


@pytest.mark.parametrize(
    ("extra", "env", "last", "expected"),
    [
        ("modified = 2026-05-01T02:00:00+02:00\n", {"SOURCE_DATE_EPOCH": "0"}, "", "1970"),
        ("modified = 2026-05-01T02:00:00+02:00\n", {}, "2025-01-01", "2026-05-01T00:00:00Z"),
        ("modified = 2026-05-01\n", {}, "", "2026-05-01T00:00:00Z"),
        ("date = 2024\n", {}, "2025-01-01T01:00:00+01:00", "2025-01-01T00:00:00Z"),
        ("date = 2024\n", {}, "", "2024-01-01T00:00:00Z"),
        ('date = "2024-05"\n', {}, "", "2024-05-01T00:00:00Z"),
    ],
)
def test_who_dates_the_book(
    settle: Settle, extra: str, env: dict[str, str], last: str, expected: str
) -> None:
    config, said = settle(HEAD + extra, env, last_change=last)
    assert said == []
    assert config.metadata.modified.startswith(expected)


def test_a_broken_epoch_is_said(settle: Settle) -> None:
    _, said = settle(HEAD, {"SOURCE_DATE_EPOCH": "now"})
    assert [code for _, code, _ in said] == ["M007"]


def test_options_go_before_the_environment(settle: Settle) -> None:
    config, _ = settle(HEAD, {"PUBLISH_STRICT": "1"})
    assert config.strict and dict(config.provenance)["strict"] == "PUBLISH_STRICT"
    config, _ = settle(HEAD, {"PUBLISH_STRICT": "1"}, options=Options(strict=False))
    assert not config.strict and dict(config.provenance)["strict"] == "--strict"


def test_every_value_remembers_where_it_comes_from(settle: Settle) -> None:
    config, _ = settle(HEAD)
    provenance = dict(config.provenance)
    assert provenance["book.title"] == "manuscript/book.toml:2:1"
    assert provenance["book.csl"] == "default"


def test_rules_set_severities_and_allowances(settle: Settle) -> None:
    config, said = settle(
        HEAD + '[rules.I004]\nseverity = "error"\n[rules."epubcheck:RSC-005"]\n'
        'allow = ["*"]\nreason = "known"\n'
    )
    assert said == []
    assert config.rules[0].severity is Severity.ERROR
    assert config.rules[1].allow == ("*",)


def test_keys_inside_long_strings_are_no_keys(settle: Settle) -> None:
    text = HEAD + 'description = """\nnotes = "x"\n"""\nnotes = "no"\n'
    _, said = settle(text)
    assert [(place, code) for place, code, _ in said] == [(":7:1", "M007")]


@pytest.mark.parametrize(
    ("path", "inside"),
    [
        ("a.png", "manuscript/a.png"),
        ("../styles/a.css", "styles/a.css"),
        ("../../a", None),
        ("/a", None),
    ],
)
def test_paths_stay_inside_the_project(path: str, inside: str | None) -> None:
    expected = PurePosixPath(inside) if inside else None
    assert inside_project(PurePosixPath("manuscript"), path) == expected


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Герой нашего времени", "geroy-nashego-vremeni"),
        ("L'Étranger", "letranger"),
        ("Straße & Œuvre", "strasse-oeuvre"),
        ("…", "book"),
        ("A " * 60, "-".join("a" * 30)),
    ],
)
def test_a_slug_is_ascii(title: str, slug: str) -> None:
    assert make_slug(title) == slug


@pytest.mark.parametrize("tag", ["en", "en-GB", "zh-Hant", "ru-RU", "sl-rozaj", "de-1996", "und"])
def test_language_tags(tag: str) -> None:
    assert is_language_tag(tag)


@pytest.mark.parametrize("tag", ["", "e", "en_GB", "english language", "ru-RU.UTF-8"])
def test_what_is_no_language_tag(tag: str) -> None:
    assert not is_language_tag(tag)


def test_check_digits() -> None:
    assert check_isbn("978-0-306-40615-7") == "9780306406157"
    assert check_isbn("978-0-306-40615-8") is None
    assert check_isbn("0-306-40615-2") is None


def test_lines_run_down_the_page_in_languages_written_so(settle: Settle) -> None:
    down = 'writing-mode = "vertical"\n'
    config, said = settle(HEAD.replace("en-GB", "ja") + down)
    assert config.is_vertical
    assert said == []
    config, said = settle(HEAD + down)
    assert not config.is_vertical
    assert [(place, code) for place, code, _ in said] == [(":4:1", "M007")]


@pytest.mark.parametrize(
    ("language", "more"), [("ar", ""), ("he", ""), ("ja", 'writing-mode = "vertical"\n')]
)
def test_a_book_that_print_cannot_set_is_for_screens_unless_it_asks(
    settle: Settle, language: str, more: str
) -> None:
    head = HEAD.replace("en-GB", language) + more
    config, _ = settle(head)
    assert [edition.format for edition in config.editions] == ["epub"]
    config, _ = settle(head + "[editions.epub]\n[editions.pdf]\n")
    assert [edition.format for edition in config.editions] == ["epub", "pdf"]
