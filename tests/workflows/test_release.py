"""The steps of release.yml, run as they stand, with a `gh` that writes down what it is given."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent.parent
TAG = "v0.1.0"

GH = """\
import hashlib, json, os, sys
from pathlib import Path

def digest(argument):
    path = Path(argument)
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None

record = {
    "arguments": sys.argv[1:],
    "digests": {argument: digest(argument) for argument in sys.argv[1:] if digest(argument)},
    "notes": Path(sys.argv[sys.argv.index("--notes-file") + 1]).read_text("utf-8"),
    "repository": os.environ["GH_REPO"],
}
Path(os.environ["GH_RECORD"]).write_text(json.dumps(record), "utf-8")
"""


@dataclass(frozen=True)
class Attached:
    """What `gh` was called with."""

    arguments: list[str]
    digests: dict[str, str]
    notes: str
    repository: str
    bundle: Path

    @property
    def files(self) -> dict[str, str]:
        """Return the digests of the files that the release would carry, by name."""
        folder = "dist/release/"
        return {
            name.removeprefix(folder): value
            for name, value in self.digests.items()
            if name.startswith(folder)
        }


def copy_repository(target: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)


def write_program(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def furnish_venv(project: Path) -> None:
    """Give the copy a `.venv` that is this Python with the copy's source, already set up."""
    python = f'PYTHONPATH="{project}/src" exec "{sys.executable}"'
    write_program(project / ".venv/bin/python", f'#!/bin/sh\n{python} "$@"\n')
    write_program(project / ".venv/bin/publish", f'#!/bin/sh\n{python} -m publish "$@"\n')
    recipe = subprocess.run(
        ["sh", "-euc", ". script/surroundings.sh; recipe", "script/setup"],
        cwd=project,
        capture_output=True,
        check=True,
    )
    (project / ".venv/recipe").write_bytes(recipe.stdout)


def expand(value: str) -> str:
    known = {"${{ github.token }}": "no-token", "${{ github.repository }}": "press/book"}
    return known[value] if value.startswith("${{") else value


@pytest.fixture(scope="module")
def attached(tmp_path_factory: pytest.TempPathFactory, java: Path) -> Attached:
    """Run every step; upload and download keep the layout, so one folder stands for both jobs."""
    scratch = tmp_path_factory.mktemp("release")
    project = scratch / "project"
    copy_repository(project)
    furnish_venv(project)
    write_program(scratch / "bin/gh", f"#!{sys.executable}\n{GH}")
    surroundings = {
        **os.environ,
        "PATH": f"{scratch / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "GITHUB_REF_NAME": TAG,
        "GH_RECORD": str(scratch / "record.json"),
    }
    workflow = yaml.safe_load((project / ".github/workflows/release.yml").read_text("utf-8"))
    for job in workflow["jobs"].values():
        for step in job["steps"]:
            if "run" in step:
                ran = subprocess.run(
                    ["bash", "-e", "-c", step["run"]],
                    cwd=project,
                    env={
                        **surroundings,
                        **{name: expand(value) for name, value in step.get("env", {}).items()},
                    },
                    capture_output=True,
                    text=True,
                    encoding="utf-8",
                    check=False,
                )
                assert ran.returncode == 0, f"{step['name']}\n{ran.stdout}{ran.stderr}"
    record = json.loads((scratch / "record.json").read_text("utf-8"))
    return Attached(**record, bundle=project / "dist/release")


pytestmark = [
    pytest.mark.slow,
    pytest.mark.tools,
    pytest.mark.usefixtures("java"),
]


@pytest.fixture(scope="module")
def java(need_tool: Callable[[str], Path]) -> Path:
    return need_tool("java")


def test_the_release_is_made_once_and_named_by_the_tag(attached: Attached) -> None:
    assert attached.arguments[:5] == ["release", "create", TAG, "--verify-tag", "--title"]
    assert attached.repository == "press/book"


def test_it_carries_both_books_the_report_and_their_sums(attached: Attached) -> None:
    books = {name for name in attached.files if name.endswith((".epub", ".pdf"))}
    assert {Path(name).suffix for name in books} == {".epub", ".pdf"}
    assert set(attached.files) == books | {"build-report.json", "SHA256SUMS"}


def test_the_text_is_what_the_changelog_says(attached: Attached) -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert attached.notes.strip()
    assert attached.notes.strip() in changelog
    assert "## [" not in attached.notes


def test_the_sums_are_those_of_every_other_file(attached: Attached) -> None:
    lines = (attached.bundle / "SHA256SUMS").read_text("utf-8").splitlines()
    sums = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    assert sums == {n: d for n, d in attached.files.items() if n != "SHA256SUMS"}
    assert lines == sorted(lines, key=lambda line: line.split("  ", 1)[1])


def test_the_report_names_the_books_that_are_attached(attached: Attached) -> None:
    text = (attached.bundle / "build-report.json").read_text("utf-8")
    json.loads(text)
    for name, digest in attached.files.items():
        if name.endswith((".epub", ".pdf")):
            assert name in text
            assert digest in text


def test_what_is_attached_are_books(attached: Attached) -> None:
    for path in attached.bundle.glob("*.epub"):
        with zipfile.ZipFile(path) as archive:
            assert archive.namelist()[0] == "mimetype"
            assert archive.testzip() is None
    for path in attached.bundle.glob("*.pdf"):
        data = path.read_bytes()
        assert data.startswith(b"%PDF-")
        assert hashlib.sha256(data).hexdigest() in (attached.bundle / "SHA256SUMS").read_text(
            "utf-8"
        )
