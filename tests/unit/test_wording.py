"""Every language says everything."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import get_args

import pytest

from publish.model.book import Kind
from publish.wording import wording

TABLES = tomllib.loads(files("publish").joinpath("wording.toml").read_text("utf-8"))


def shape(table: dict[str, object]) -> dict[str, object]:
    return {
        key: sorted(value) if isinstance(value, dict) else str(value).count("{}")
        for key, value in table.items()
    }


@pytest.mark.parametrize("language", TABLES)
def test_a_language_has_every_word_and_place(language: str) -> None:
    assert shape(TABLES[language]) == shape(TABLES["en"])
    assert set(wording(language).kinds) == set(get_args(Kind))


def test_tags_with_regions_are_understood() -> None:
    assert wording("fr-CA").kinds["chapter"] == "Chapitre"
    assert wording("DE").page == "S."


def test_a_language_that_we_do_not_speak_is_answered_in_english() -> None:
    assert wording("fi") == wording("en")


def test_labels() -> None:
    words = wording("en")
    assert words.label("part", "I") == "Part I"
    assert words.label("appendix", "A") == "Appendix A"
    assert words.label("chapter", "3") == "3"
    assert words.label("part", "") == ""


def test_references_do_not_break_before_the_number() -> None:
    assert wording("ru").reference("chapter", "3") == "глава\u00a03"


@pytest.mark.parametrize(
    ("people", "listed"),
    [((), ""), (("A",), "A"), (("A", "B"), "A und B"), (("A", "B", "C"), "A, B und C")],
)
def test_names_are_listed_as_in_a_sentence(people: tuple[str, ...], listed: str) -> None:
    assert wording("de").names(people) == listed
