"""One folder for every code: ``in/`` is a project, ``expected.txt`` what ``publish check`` says.

Where ``in/`` is no project but holds a ``source``, that is imported: a text, a page, the parts of a
Word document in a folder, with ``styles.toml`` if it is there, or a folder of another tool.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from publish.catalogue import RULES
from publish.cli import main

Faults = Mapping[str, Callable[[pytest.MonkeyPatch], None]]

HERE = Path(__file__).parent
FOLDERS = sorted(path.parent.name for path in HERE.glob("*/in"))

_DIAGNOSTIC = re.compile(r"(?:\S+: )?(?:error|warning|note): .* \[(?P<code>\S+)\]")
_STORY = re.compile(
    r"  hint: .+|.+ …|no problems|\d+ problems? \(.+\)|error: .+ (?:written|dist/|read)"
)
"""What else may stand on stderr: hints, progress, how many problems, why it ended."""


def said_of(project: Path) -> list[str]:
    """Return the diagnostics of ``publish check``, or of an import; hints and progress left out."""
    command = ["-C", str(project), "check"]
    folder = project / "source"
    source = folder if folder.is_dir() else next(project.glob("source.*"), None)
    if source is not None:
        if source.is_dir() and source is not folder:
            packed = shutil.make_archive(str(project / "packed"), "zip", source)
            source = Path(packed).rename(project.parent / source.name)
        command = ["import", str(source), "--to", str(project / "new")]
        if (project / "styles.toml").is_file():
            command += ["--styles", str(project / "styles.toml")]
    result = CliRunner().invoke(main, command, catch_exceptions=False)
    assert folder.is_dir() or not (project / "new").exists()
    assert folder.is_dir() or result.stdout == ""
    lines = result.stderr.splitlines()
    said = [line for line in lines if _DIAGNOSTIC.fullmatch(line)]
    story = [line for line in lines if not (folder.is_dir() and line.startswith("note: "))]
    strange = [line for line in story if line not in said and not _STORY.fullmatch(line)]
    assert strange == []
    return said


def codes_of(lines: list[str]) -> set[str]:
    return {found["code"] for line in lines if (found := _DIAGNOSTIC.fullmatch(line))}


def test_every_code_has_a_folder_and_every_folder_a_code() -> None:
    assert sorted(RULES) == FOLDERS


def test_every_fault_belongs_to_a_code(faults: Faults) -> None:
    assert set(faults) <= set(RULES)


@pytest.mark.parametrize("code", FOLDERS)
def test_rule(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, faults: Faults, accept: bool
) -> None:
    project = tmp_path / "book"
    shutil.copytree(HERE / code / "in", project)
    if code in faults:
        faults[code](monkeypatch)
    said = said_of(project)
    assert codes_of(said) & set(RULES) == {code}
    text = "".join(f"{line}\n" for line in said)
    expected = HERE / code / "expected.txt"
    if accept:
        expected.write_text(text, encoding="utf-8")
    assert text == expected.read_text(encoding="utf-8")
