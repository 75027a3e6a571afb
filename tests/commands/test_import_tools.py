"""A small whole book of each writing tool, imported and built: the words of the source arrive."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.unit.importing.folders.support import lay, png
from tests.unit.importing.folders.test_scrivener import FILES as SCRIVENER

from publish.cli import main

pytestmark = [pytest.mark.tools, pytest.mark.slow]

PICTURE = png(1300, 700)
JUPYTER: dict[str, str | bytes] = {
    "_config.yml": "title: Winds\nauthor: Ada Lund\nbibtex_bibfiles: [works.bib]\n",
    "_toc.yml": "format: jb-book\nroot: intro\nparts:\n- caption: Seas\n  chapters:\n"
    "  - file: waves\n  - file: foam\n",
    "works.bib": "@book{wood2018, title = {The Wind}, author = {Wood, T.}, year = {2018}}\n",
    "intro.md": "# Before the wind\n\nHello, reader.\n",
    "waves.md": "(waves)=\n# Waves\n\n```{warning}\nThey come back.\n```\n\n"
    "```{figure} a.png\n:name: fig-a\n:alt: grey water\n\nThe harbour.\n```\n\n"
    "By {numref}`fig-a` and {cite}`wood2018`, and {eq}`e`.\n\n$$x = y$$ (e)\n",
    "foam.ipynb": json.dumps(
        {
            "cells": [
                {"cell_type": "markdown", "source": "# Foam\n\nSee {ref}`waves`."},
                {
                    "cell_type": "code",
                    "source": "print(1)",
                    "outputs": [{"output_type": "stream", "text": "one\n"}],
                },
                {"cell_type": "markdown", "source": "It ends here."},
            ],
            "metadata": {},
        }
    ),
    "a.png": PICTURE,
}
MYST: dict[str, str | bytes] = {
    "myst.yml": "project:\n  title: Winds\n  authors: [Ada Lund]\n  toc:\n  - file: intro.md\n"
    "  - file: waves.md\n  - file: foam.ipynb\n",
    **{name: text for name, text in JUPYTER.items() if name[0] != "_"},
}
LEANPUB: dict[str, str | bytes] = {
    "manuscript/Book.txt": "preface.md\none.md\ntwo.md\n",
    "manuscript/preface.md": "{frontmatter}\n\n# Preface\n\nHello.\n",
    "manuscript/one.md": "{mainmatter}\n\n-# Seas\n\n# Waves {#waves}\n\nW> They come back.\n\n"
    '{width: 60%, alt: "grey water"}\n![The harbour](a.png)\n\nA note[^a].\n\n[^a]: In full.\n',
    "manuscript/two.md": '# Foam\n\nSee [waves](#waves).\n\n{lang="ruby"}\n    puts 1\n\n'
    "It ends here.\n",
    "manuscript/resources/a.png": PICTURE,
}
BUNDLE: dict[str, str | bytes] = {
    "info.json": '{"version": 2, "creatorIdentifier": "com.ulyssesapp.mac"}',
    "text.md": "# Winds\n\n## Waves\n\nThey ||never|| come back.[^1]\n\n"
    "![The harbour](assets/a.png)\n\n## Foam\n\nWhite.\n\n[^1]: In full.\n",
    "assets/a.png": PICTURE,
}  # fmt: skip
BOOKS = {
    "a Jupyter Book": (JUPYTER, ["They come back.", "The harbour.", "Foam", "one"]),
    "a MyST project": (MYST, ["They come back.", "The harbour.", "Foam", "one"]),
    "a book of Leanpub": (LEANPUB, ["They come back.", "The harbour", "In full.", "puts"]),
    "a TextBundle": (BUNDLE, ["come back.", "The harbour", "In full.", "White."]),
    "a Scrivener project": (SCRIVENER, ["left", "Linked", "The inn.", "Water."]),
}


@pytest.mark.parametrize(("files", "words"), BOOKS.values(), ids=BOOKS)
def test_a_book_of_another_tool_builds_at_once(
    tmp_path: Path, files: dict[str, str | bytes], words: list[str]
) -> None:
    lay(tmp_path / "source", files)
    for arguments in (
        ("import", tmp_path / "source", "--to", tmp_path / "book"),
        ("build", "-C", tmp_path / "book", "--check", "--quiet"),
    ):
        ran = CliRunner().invoke(
            main, list(map(str, arguments)), env={"SOURCE_DATE_EPOCH": "1780000000"}
        )
        assert ran.exit_code == 0, ran.stderr
    (epub,) = (tmp_path / "book" / "dist").glob("*.epub")
    assert len(list((tmp_path / "book" / "dist").glob("*.pdf"))) == 1
    with zipfile.ZipFile(epub) as archive:
        names = [name for name in archive.namelist() if name.endswith(".xhtml")]
        pages = [re.sub(r"<[^>]+>", "", archive.read(name).decode()) for name in names]
    assert [word for word in words if not any(word in page for page in pages)] == []
