"""The pages about the program say what is so."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
from click.testing import CliRunner

from publish.catalogue import RULES
from publish.cli import COMMANDS, main
from publish.model.book import Kind

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
SOURCE = ROOT / "src" / "publish"


def modules() -> set[str]:
    return {
        path.stem
        for path in SOURCE.iterdir()
        if (path.suffix == ".py" and not path.stem.startswith("__"))
        or (path.is_dir() and (path / "__init__.py").exists())
    }


def test_the_architecture_names_every_module_and_no_other() -> None:
    table = "\n".join(line.split("|")[1] for line in ARCHITECTURE.splitlines() if "| `" in line)
    named = {name.partition(".")[0] for name in re.findall(r"`([\w.]+)`", table)}
    assert named == modules()


def test_the_readme_names_every_command() -> None:
    table = re.findall(r"^\| `publish (\w+)", README, re.MULTILINE)
    named = {*table, *re.findall(r"`publish (\w+)`", README)}
    assert named >= set(COMMANDS)
    assert set(table) <= set(COMMANDS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help_with_an_example(name: str) -> None:
    shown = CliRunner().invoke(main, [name, "--help"])
    assert shown.exit_code == 0
    assert f"publish {name}" in shown.output


def test_the_readme_is_short_and_its_links_lead_somewhere() -> None:
    assert len(README.splitlines()) < 150
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_the_manuscript_page_names_every_kind_an_author_can_write() -> None:
    page = (ROOT / "docs" / "manuscript.md").read_text(encoding="utf-8")
    missing = {kind for kind in get_args(Kind) if f"`{kind}`" not in page}
    assert missing == set()


def test_the_rules_page_names_every_code() -> None:
    page = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert {code for code in RULES if code not in page} == set()


def test_no_source_file_is_longer_than_four_hundred_lines() -> None:
    files = [*SOURCE.rglob("*.py"), *(ROOT / "tests").rglob("*.py")]
    long = {
        path.relative_to(ROOT).as_posix(): lines
        for path in files
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}
