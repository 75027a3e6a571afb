"""Folders and packages of other tools that nobody means well with: a message, and nothing else."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from publish.diagnostics import Ledger
from publish.importing.imported import Imported
from publish.importing.options import ImportOptions
from publish.importing.sources import import_source
from publish.toolchain import make_import_tools

pytestmark = pytest.mark.tools

SECRET = "what nobody may read"
BINDER = (
    "<ScrivenerProject><Binder><BinderItem UUID='D' Type='DraftFolder'><Children>{}</Children>"
    "</BinderItem></Binder></ScrivenerProject>"
)


def run(source: Path) -> tuple[Imported | None, set[str]]:
    ledger = Ledger()
    imported = import_source(source, ImportOptions(), make_import_tools(), ledger.add)
    return imported, {one.rule.code for one in ledger}


def lay(folder: Path, files: dict[str, str | bytes]) -> Path:
    (folder.parent / "secret.md").write_text(SECRET, "utf-8")
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def deep(name: str, depth: int) -> str:
    opens = "\n".join(":" * (depth + 3 - at) + f"{{{name}}}" for at in range(depth))
    closes = "\n".join(":" * (at + 4) for at in range(depth))
    return f"# One\n\n{opens}\nWords.\n{closes}\n"


BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
REFUSED: dict[str, tuple[dict[str, str | bytes], str]] = {
    "aliases in a table of contents": ({"_toc.yml": BOMB, "a.md": "# A\n\nA.\n"}, "U042"),
    "aliases in a project": ({"myst.yml": BOMB + "project: {toc: [{file: x.md}]}\n"}, "U042"),
    "a contents of nothing": ({"Book.txt": "\n\n"}, "M014"),
    "a binder with entities": (
        {"a.scrivx": "<!DOCTYPE x [<!ENTITY a 'b'>]><ScrivenerProject>&a;</ScrivenerProject>"},
        "U001",
    ),
    "a binder that is none": ({"a.scrivx": "<ScrivenerProject/>"}, "U001"),
    "a binder without texts": ({"a.scrivx": BINDER.format("")}, "M014"),
    "an RTF of open groups": (
        {
            "a.scrivx": BINDER.format(
                "<BinderItem UUID='S' Type='Text'><Title>x</Title></BinderItem>"
            ),
            "Files/Data/S/content.rtf": "{\\rtf1 " + "{" * 5000 + "x",
        },
        "U021",
    ),
}


@pytest.mark.parametrize(("files", "code"), REFUSED.values(), ids=REFUSED)
def test_a_folder_is_refused(tmp_path: Path, files: dict[str, str | bytes], code: str) -> None:
    imported, said = run(lay(tmp_path / "in", files))
    assert imported is None
    assert code in said


CLIMBERS: dict[str, dict[str, str | bytes]] = {
    "a table of contents": {
        "_toc.yml": "root: a\nchapters: [{file: ../secret}, {file: /etc/passwd}, {glob: ../*}]\n",
        "a.md": "# A\n\nWords.\n",
    },
    "a project": {
        "myst.yml": "extends: [../secret.md]\n"
        "project: {toc: [{file: a.md}, {file: ../secret.md}]}\n",
        "a.md": "# A\n\nWords.\n",
    },
    "an include": {
        "_toc.yml": "root: a\n",
        "a.md": "# A\n\nWords.\n\n```{include} ../secret.md\n```\n\n```{literalinclude} ../secret.md\n```\n",  # noqa: E501
    },
    "a figure": {
        "_toc.yml": "root: a\n",
        "a.md": "# A\n\nWords.\n\n```{figure} ../../secret.md\nC.\n```\n",
    },
    "a list of chapters": {"Book.txt": "a.md\n../secret.md\n", "a.md": "# A\n\nWords.\n"},
    "a resource": {
        "Book.txt": "a.md\n",
        "a.md": "# A\n\nWords.\n\n![x](../../secret.md)\n\n<<(../secret.md)\n",
    },
    "an item of a binder": {
        "a.scrivx": BINDER.format(
            "<BinderItem UUID='../../../secret.md' Type='Text'><Title>x</Title></BinderItem>"
            "<BinderItem UUID='S' Type='Text'><Title>A</Title></BinderItem>"
        ),
        "Files/Data/S/content.rtf": "{\\rtf1 Words.\\par}",
    },
    "a bundle": {"info.json": "{}", "text.md": "# A\n\nWords. ![x](../secret.md)\n"},
}  # fmt: skip


@pytest.mark.parametrize("files", CLIMBERS.values(), ids=CLIMBERS)
def test_nothing_outside_a_folder_is_read(tmp_path: Path, files: dict[str, str | bytes]) -> None:
    imported, _said = run(lay(tmp_path / "in", files))
    assert imported
    whole = b"\n".join(imported.files.values())
    assert b"Words." in whole
    assert SECRET.encode() not in whole
    assert b"root:" not in whole.replace(b"root: a", b"")


TAKEN: dict[str, str] = {
    "directives in one another": deep("note", 50),
    "more directives than are read": deep("note", 400),
    "fences that nothing closes": "# One\n\n" + "```{note}\n" * 3000,
    "roles without end": "# One\n\n" + "{ref}`a" * 5000,
    "labels": "# One\n\n" + "(a)=\n" * 5000 + "Words.\n",
    "dollars": "# One\n\n" + "$a $$ " * 5000,
    "links": "# One\n\n" + "[a](b) " * 5000,
    "braces": "# One\n\n" + "{" * 5000,
    "a table of many cells": "# One\n\n```{list-table}\n" + "* - a\n  - b\n" * 4000 + "```\n",
    "tags": "# One\n\n" + "<b " * 200,
    "macros in one another": "---\nmath: {'\\a': '\\b\\b', '\\b': '\\a\\a'}\n---\n# One\n\n$\\a$\n",
}


@pytest.mark.parametrize("text", TAKEN.values(), ids=TAKEN)
def test_a_text_in_myst_ends(tmp_path: Path, text: str) -> None:
    imported, said = run(lay(tmp_path / "in", {"_toc.yml": "root: a\n", "a.md": text}))
    assert imported or said


def test_a_notebook_of_a_hundred_megabytes_is_not_read(tmp_path: Path) -> None:
    folder = lay(tmp_path / "in", {"_toc.yml": "root: a\nchapters: [{file: b}]\n"})
    (folder / "a.md").write_text("# A\n\nWords.\n", "utf-8")
    with (folder / "b.ipynb").open("wb") as file:
        file.truncate(100_000_000)
    _imported, said = run(folder)
    assert "U042" in said


def test_a_notebook_that_is_none_is_refused(tmp_path: Path) -> None:
    folder = lay(tmp_path / "in", {"_toc.yml": "root: a\n", "a.ipynb": "[" * 100_000 + " words"})
    imported, said = run(folder)
    assert imported is None
    assert "U020" in said


def packed(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def test_a_packed_bundle_that_swells_is_refused(tmp_path: Path) -> None:
    parts = {"info.json": b"{}", "text.md": b"x " * 40_000_000}
    imported, said = run(packed(tmp_path / "a.textpack", parts))
    assert imported is None
    assert "U042" in said


def test_a_packed_bundle_reaches_nothing_outside_it(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text(SECRET, "utf-8")
    text = b"# One\n\nWords. ![x](../../secret.png) ![y](/etc/passwd)\n"
    parts = {"b/info.json": b"{}", "b/text.md": text, "../../secret.png": b"x", "secret.png": b"y"}
    imported, _said = run(packed(tmp_path / "a.textpack", parts))
    assert imported
    assert not [path for path in imported.files if path.suffix == ".png"]


def test_a_damaged_package_is_refused(tmp_path: Path) -> None:
    whole = packed(tmp_path / "a.textpack", {"info.json": b"{}", "text.md": b"# One\n\nWords.\n"})
    data = whole.read_bytes()
    (tmp_path / "cut.textpack").write_bytes(data[: len(data) // 2])
    imported, said = run(tmp_path / "cut.textpack")
    assert imported is None
    assert said


def test_a_ulysses_archive_is_named(tmp_path: Path) -> None:
    source = packed(tmp_path / "a.ulyz", {"a.ulysses/Content.xml": b"<sheet/>"})
    imported, said = run(source)
    assert imported is None
    assert said == {"U001"}


def test_info_of_any_form_does_no_harm(tmp_path: Path) -> None:
    for info in ("[]", "[" * 100_000, json.dumps({"creatorIdentifier": [1]}), "\x00"):
        files: dict[str, str | bytes] = {"info.json": info, "text.md": "# One\n\nWords.\n"}
        imported, said = run(lay(tmp_path / "in", files))
        assert imported or said
