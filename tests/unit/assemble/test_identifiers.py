import pytest

from publish.assemble.identifiers import Names, slug, stem_slug, xml_name
from publish.assemble.numbers import english, letter, roman


@pytest.mark.parametrize(
    ("stem", "name"),
    [("03-moscow", "moscow"), ("1917", "text-1917"), ("02_Étude", "etude"), ("глава", "text")],
)
def test_a_file_gives_its_name_without_its_number(stem: str, name: str) -> None:
    assert stem_slug(stem) == name


@pytest.mark.parametrize(("label", "name"), [("fig:a", "fig-a"), ("1x", "id-1x"), ("план", "план")])
def test_labels_become_xml_names(label: str, name: str) -> None:
    assert xml_name(label) == name


def test_a_name_is_given_once() -> None:
    names = Names()
    assert [names.claim("a"), names.claim("a"), names.claim("a")] == ["a", "a-2", "a-3"]


def test_slug_falls_back_for_scripts_without_latin_letters() -> None:
    assert slug("Москва", "chapter") == "chapter"


def test_numbers_as_books_write_them() -> None:
    assert [roman(4), roman(1999), letter(1), letter(28)] == ["iv", "mcmxcix", "A", "AB"]
    assert [english(1), english(21), english(100)] == ["One", "Twenty-one", "100"]
