"""The table of settings is whole, and what is made from it is current."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from publish.book_toml import read_toml
from publish.diagnostics import Ledger
from publish.reference import render_rules, render_settings, render_shops
from publish.setting import Setting
from publish.settings import SETTINGS, TABLES, settings_of

DOCS = Path(__file__).parents[3] / "docs"


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.path)
def test_every_example_is_accepted(setting: Setting) -> None:
    header = setting.table.replace("NAME", "pdf").replace("CODE", "I004")
    header = f"[[{header}]]" if header == "book.contributors" else f"[{header}]"
    others = "".join(
        f"{key} = {other.example}\n"
        for key, other in settings_of(setting.table).items()
        if other.required and key != setting.key
    )
    book = '[book]\ntitle = "T"\nlanguage = "en"\n' if setting.table != "book" else ""
    text = f"{book}{header}\n{others}{setting.key} = {setting.example}\n"
    tomllib.loads(text)
    ledger = Ledger()
    read_toml(text, ledger.add)
    assert list(ledger) == []


def test_every_setting_stands_in_a_table_that_is_described() -> None:
    assert {setting.table for setting in SETTINGS} == set(TABLES)


def test_paths_are_unique() -> None:
    paths = [setting.path for setting in SETTINGS]
    assert len(paths) == len(set(paths))


@pytest.mark.parametrize(
    ("name", "rendered"),
    [
        ("book-toml.md", render_settings()),
        ("rules.md", render_rules()),
        ("shops.md", render_shops()),
    ],
)
def test_the_reference_is_current(name: str, rendered: str) -> None:
    stage = {"book-toml.md": "settings", "rules.md": "rules", "shops.md": "shops"}[name]
    command = f"publish inspect {stage} --format markdown > docs/{name}"
    assert (DOCS / name).read_text("utf-8") == rendered, f"run: {command}"
