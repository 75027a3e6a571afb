"""Odd and wrong projects: each ends in a message with a place, never in a bug of ours."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from publish.cli import main

Check = Callable[..., tuple[int, list[str]]]

HEAD = '[book]\ntitle = "The Sea"\nlanguage = "en-GB"\ndate = "2026"\n'
CITING = "# The storm\n\nThe wind rose [@wood].\n"
BIBTEX = "@book{wood, title = {The wind}, author = {Wood, T}, year = {2018}}\n"


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Return a function: settings and files to the status and the problems that were told."""

    def function(settings: str = "", **files: str | bytes) -> tuple[int, list[str]]:
        written = {"chapters/01-storm.md": "# The storm\n\nThe wind rose.\n", **files}
        written["book.toml"] = f"{HEAD}{settings}\n[editions.epub]\n"
        for name, content in written.items():
            path = tmp_path / "manuscript" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        ran = CliRunner().invoke(main, ["-C", str(tmp_path), "check"])
        assert "a bug of ours" not in ran.stderr
        told = re.findall(r"^(?:manuscript/)?(.*) \[\w+\]$", ran.stderr, re.MULTILINE)
        return ran.exit_code, told

    return function


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("works.json", '{"id": "wood"}', ": error: {} it must be a list of works, in [ ]"),
        ("works.json", '["wood"]', ": error: {} item 1 of the list must be a work, in {{ }}"),
        ("works.json", '[{"title": "The wind"}]', ': error: {} work 1 of the list has no "id"'),
        ("works.json", "[{\n 'id': 1}]", ":2:2: error: {} expecting property name enclosed in"),
        ("works.bib", "", ": error: {} it holds no works"),
        ("works.bib", "hello\n", ": error: {} it holds no works"),
        ("works.bib", "@book{wood, title = {x\n", ":1: error: {} unexpected end of input"),
    ],
)
def test_a_bibliography_that_cannot_be_read_brings_no_other_errors(
    check: Check, name: str, text: str, reason: str
) -> None:
    files = {"chapters/01-storm.md": CITING, name: text}
    status, told = check(f'bibliography = "{name}"', **files)
    assert (status, len(told)) == (4, 1)
    assert told[0].startswith(name + reason.format(f'bibliography "{name}" cannot be read:'))


@pytest.mark.parametrize(
    ("style", "reason"),
    [
        ("", "it is empty"),
        ("hello", "start tag expected, '<' not found"),
        ("<html/>", '"html" is not the beginning of a CSL style'),
    ],
)
def test_a_broken_citation_style_is_told_in_its_file(check: Check, style: str, reason: str) -> None:
    files = {"chapters/01-storm.md": CITING, "works.bib": BIBTEX, "own.csl": style}
    status, told = check('bibliography = "works.bib"\ncsl = "own.csl"', **files)
    message = f'own.csl:1: error: citation style "own.csl" cannot be used: {reason}'
    assert (status, told) == (4, [message])


@pytest.mark.parametrize(
    ("settings", "place"),
    [
        ('subtitle = "a\\u0000b"', ':5:1: error: "subtitle" holds the control character "U+0000"'),
        ('subjects = ["x", 2]', ':5:1: error: "subjects" must be a list of strings, but item 2'),
        ('style = "banana"', ':5:1: error: there is no design "banana"'),
        ('csl = "chicagoo"', ':5:8: error: citation style "chicagoo" is not known'),
        ('csl = "../../own.csl"', ':5:1: error: csl "../../own.csl" leads out of the project'),
        ('cover = "chapters"', ':5:10: error: cover "manuscript/chapters" is a folder'),
    ],
)
def test_a_setting_that_cannot_be_used_is_told_once(
    check: Check, settings: str, place: str
) -> None:
    _, told = check(settings)
    assert len(told) == 1
    assert told[0].startswith(f"book.toml{place}")


def test_a_name_may_be_composed_otherwise_on_the_disk(check: Check) -> None:
    name = unicodedata.normalize("NFD", "chapters/02-café.md")
    settings = 'order = ["chapters/01-storm.md", "chapters/02-café.md"]'
    assert check(settings, **{name: "# The café\n\nWe drank.\n"}) == (0, [])


def test_links_are_told_where_they_are_written(check: Check) -> None:
    text = "# The storm\n\nSee [#gone](#gone), [nothing]() and [](02-wreck.md#gone).\n"
    files = {"chapters/01-storm.md": text, "chapters/02-wreck.md": "# The wreck\n\nWe struck.\n"}
    place = "chapters/01-storm.md:3:"
    assert check(**files) == (
        4,
        [
            f'{place}13: error: "#gone" is not a label of this book',
            f'{place}31: error: the link "nothing" has no address',
            f'{place}40: error: "02-wreck.md" has no label "#gone"',
        ],
    )
