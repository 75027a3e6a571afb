"""One text that is a book: a TextBundle of Ulysses, or Markdown with the head of MultiMarkdown."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from tests.unit.importing.folders.support import bring, lay, lost, png, texts

from publish.importing.source_kinds import recognise

ULYSSES = json.dumps({"version": 2, "creatorIdentifier": "com.ulyssesapp.mac"})
WINDS = """\
# The Winds

## Preface

A word before.

## Morning

It blew.[^1] See [Evening][].

![The harbour](assets/a.png)

## Evening

It ended.[^2]

[^1]: From the west.

[^2]: So they said.
"""


def bundle(folder: Path, text: str = WINDS, info: str = ULYSSES) -> Path:
    return lay(folder, {"info.json": info, "text.md": text, "assets/a.png": png()})


def test_a_bundle_has_its_chapters_with_their_own_notes(tmp_path: Path) -> None:
    source = bundle(tmp_path / "Winds.textbundle")
    assert recognise(source) == "a TextBundle"
    imported, said = bring(source)
    found = texts(imported)
    assert said == []
    assert found["frontmatter/01-preface.md"] == "# Preface\n\nA word before.\n"
    assert found["chapters/02-text.md"].endswith("\n\n[^1]: From the west.\n")
    assert "![The harbour](<../assets/a.png>)" in found["chapters/02-text.md"]
    assert "See [Evening](#evening)." in found["chapters/02-text.md"]
    assert found["chapters/03-text.md"].startswith("# Evening {#evening}\n\nIt ended.[^2]")
    assert found["chapters/03-text.md"].endswith("[^2]: So they said.\n")
    assert 'title = "The Winds"' in found["book.toml"]


def test_a_packed_bundle_gives_the_same(tmp_path: Path) -> None:
    source = bundle(tmp_path / "Winds.textbundle")
    with zipfile.ZipFile(tmp_path / "Winds.textpack", "w") as archive:
        for path in sorted(source.rglob("*")):
            archive.write(path, path.relative_to(tmp_path).as_posix())
    packed, _said = bring(tmp_path / "Winds.textpack")
    laid, _said = bring(source)
    assert packed.files == laid.files


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("It ++check++ blew.", "It <!-- check --> blew."),
        ("It ||never|| blew.", "It  blew."),
        ("It ::really:: blew.", "It really blew."),
        ("%% mind this", "<!-- mind this -->"),
        ("{A phrase}(rework)", "A phrase"),
        ("A note (fn) gone.", "A note  gone."),
        ("Mail me @home.", "Mail me \\@home."),
        ("{++new++} {--old--} {>>why<<} {==this==}", "new   this"),
        ("\\\\(x\\\\) is", "$x$ is"),
    ],
)
def test_the_marks_of_ulysses_are_acted_upon(tmp_path: Path, source: str, target: str) -> None:
    imported, _said = bring(bundle(tmp_path, f"# One\n\n{source}\n"))
    assert texts(imported)["chapters/01-text.md"].removeprefix("# One").strip() == target


def test_marks_of_another_program_are_words(tmp_path: Path) -> None:
    info = json.dumps({"version": 2, "creatorIdentifier": "net.shinyfrog.bear"})
    imported, _said = bring(bundle(tmp_path, "# One\n\nA || b || c ++d++.\n", info))
    assert "A || b || c ++d++." in texts(imported)["chapters/01-text.md"]


def test_what_goes_is_told_and_kept_apart(tmp_path: Path) -> None:
    imported, _said = bring(bundle(tmp_path, "# One\n\nIt ||never|| blew ++check++.\n"))
    assert lost(imported) == ["text.md:3:4: never", "text.md:3:19: ++check++"]
    apart = next(data for path, data in imported.files.items() if path.name == "left-out.txt")
    assert b"never" in apart


def test_a_text_with_a_head_is_a_book(tmp_path: Path) -> None:
    head = "Title: The Winds\nAuthor: Ada Lund and Bo Ek\nBase Header Level: 1\nLanguage: en\n\n"
    text = "# One\n\nFirst.[^a]\n\n# Two\n\nSecond.\n\n[^a]: A note\n    of two lines.\n"
    source = lay(tmp_path, {"draft.md": head + text}) / "draft.md"
    imported, said = bring(source)
    found = texts(imported)
    assert said == []
    assert found["chapters/01-draft.md"] == (
        "# One\n\nFirst.[^a]\n\n\n[^a]: A note\n    of two lines.\n"
    )
    assert found["chapters/02-draft.md"] == "# Two\n\nSecond.\n"
    assert found["book.toml"].count('role = "author"') == 2
    assert 'title = "The Winds"' in found["book.toml"]
