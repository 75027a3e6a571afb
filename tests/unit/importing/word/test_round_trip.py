"""Our own book through a Word document, a LibreOffice document and a page that pandoc writes."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path, PurePosixPath

import pypandoc
import pytest
from tests.unit.importing.word.conftest import Import

from publish.conservation import words
from publish.toolchain import make_import_tools

pytestmark = [pytest.mark.tools, pytest.mark.slow]

BOOK = Path(__file__).parents[4] / "manuscript"
CITATION = re.compile(r" ?-?\[[^\[\]]*@\w+[^\[\]]*\]|(?<!\S)@\w+[^\S\n]*(?:\[[^\]]*\])?")


def texts_of_the_book() -> list[str]:
    """Return the chapters in their order, without citations and empty references."""
    paths = [
        *(BOOK / "frontmatter" / name for name in ("preface.md", "introduction.md")),
        *sorted((BOOK / "chapters").glob("*.md")),
        *sorted((BOOK / "backmatter").glob("*.md")),
    ]
    texts = [re.sub(r"\[\]\(#[^)]*\)", "", path.read_text("utf-8")) for path in paths]
    return [CITATION.sub("", re.sub(r"(?s):::+ ?description.*?\n:::+", "", one)) for one in texts]


@pytest.mark.parametrize("ending", ["docx", "odt", "html"])
def test_the_book_comes_back_word_for_word(do_import: Import, tmp_path: Path, ending: str) -> None:
    texts = texts_of_the_book()
    for number, text in enumerate(texts):
        near = text.replace("(../images/", "(images/")
        (tmp_path / f"{number:02d}.md").write_text(near, "utf-8")
    shutil.copytree(BOOK / "images", tmp_path / "images")
    names = [path.name for path in sorted(tmp_path.glob("*.md"))]
    target = tmp_path / f"made.{ending}"
    command = [
        pypandoc.get_pandoc_path(),
        *names,
        "--file-scope",
        "-s",
        "--mathml",
        "-Mtitle=Dolls",
    ]
    subprocess.run([*command, "-o", target.name], cwd=tmp_path, check=True, capture_output=True)
    done = do_import(target.read_bytes(), f"book.{ending}")
    assert done.imported is not None, done.codes
    tools = make_import_tools()
    files = sorted(path for path in done.imported.files if path.suffix == ".md")
    order = ["frontmatter", "chapters", "backmatter"]
    files.sort(key=lambda path: order.index(path.parts[1]))
    imported = [done.imported.files[path].decode() for path in files]
    before = [one for one in tools.read_back(texts) if one]
    after = [one for one in tools.read_back(imported) if one]
    assert words("\n".join(one.body for one in after)) == words(
        "\n".join(one.body for one in before)
    )
    notes = [words(note) for one in before for note in one.notes]
    assert [words(note) for one in after for note in one.notes] == notes
    assert len([path for path in done.imported.files if path.suffix == ".svg"]) == 3
    whole = "\n".join(imported)
    for sign in ("\n# ", "\n## ", "![", "$$"):
        assert f"\n{whole}".count(sign) == "\n".join(["", *texts]).count(sign), sign
    assert PurePosixPath("manuscript/book.toml") in done.imported.files
