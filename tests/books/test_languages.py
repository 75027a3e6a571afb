"""A small book in each language: every word arrives, and no line breaks where it must not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
from tests.conftest import run_publish

from publish.adapters.epub_reader import spine_documents

pytestmark = [pytest.mark.tools, pytest.mark.slow]


@dataclass(frozen=True, slots=True)
class Language:
    """Sentences, what must stand in the EPUB, and how no line of the page may begin or end."""

    tag: str
    text: str
    shown: str
    begins: str = r"(?!)"
    ends: str = r"(?!)"


LANGUAGES = [
    Language(
        "en-GB",
        "Mr. Harrow read p. 41 aloud to J. B. Locke, as for 12 km, and said: \"Not 'now'.\" ",
        "“Not ‘now’.”",
        ends=r"\b(Mr\.|p\.|J\.|B\.|12)",
    ),
    Language(
        "fr",
        "Quoi ! dit M. Lenoir à Mme Petit ; le 14 juillet, à la p. 12, tu lirais « tout cela » ? ",
        "«\u202ftout cela\u202f»\u202f?",
        begins=r"[!?;:»]",
        ends=r"(«|\bM\.|\bMme|\bp\.)",
    ),
    Language(
        "de",
        'Am 3. Mai las Dr. Falk auf S. 12, z. B. abends, das "alte Buch" und ging 5 km durch. ',
        "„alte Buch“",
        begins=r"(B\.|km)",
        ends=r"\b(Dr\.|S\.|z\.)",
    ),
    Language(
        "es",
        'El Sr. Gil leyó la pág. 3 del t. II: "¿Quién vive?" Y nadie habló en 10 km de camino. ',
        "«¿Quién vive?»",
        begins=r"km",
        ends=r"(Sr\.|pág\.|\bt\.|¿)",
    ),
    Language(
        "it",
        'Il sig. Bruni lesse a p. 7 del vol. II che "tutto passa" e camminò 10 km nella nebbia. ',
        "«tutto passa»",
        begins=r"km",
        ends=r"(sig\.|\bp\.|vol\.)",
    ),
    Language(
        "ru",
        'А. Н. Ветров жил в селе — и к нему, в 1917 г., шли; "что же, — сказал он, — стр. 7". ',
        "«что\u00a0же,\u00a0— сказал он,\u00a0— стр.\u00a07»",
        begins=r"(—|же\b|г\.)",
        ends=r"(?:^|\s)([АНакив]|[АН]\.|стр\.)",
    ),
    Language(
        "pl",
        'Pan i ona szli z domu w pole, a na s. 12 stało: "nic o nas", więc o nim i o tobie. ',
        "„nic o\u00a0nas”",
        ends=r"(?:^|\s)([aiouwz]|s\.)",
    ),
    Language(
        "cs",
        'Šel k domu s matkou a v 19. století, na s. 5, stálo: "nic u nás", tedy i o tobě v zimě. ',
        "„nic u\u00a0nás“",
        ends=r"(?:^|\s)([ksvzouai]|s\.|19\.)",
    ),
    Language(
        "el",
        'Ο κ. Νίκος διάβασε στη σ. 5: "τι είναι αυτό;" και περπάτησε 10 km μέσα στη βροχή· μόνος. ',
        "«τι είναι αυτό;»",
        begins=r"km",
        ends=r"(?:^|\s)(κ\.|σ\.)",
    ),
]


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.tag)
def test_a_book_is_set_by_its_language(language: Language, tmp_path: Path) -> None:
    build(tmp_path, language.tag, f"# 1\n\n{language.text * 9}\n")
    data = next(tmp_path.glob("dist/*.epub")).read_bytes()
    assert any(language.shown in content.decode() for _, content in spine_documents(data))
    lines = page_lines(next(tmp_path.glob("dist/*.pdf")))
    assert len(lines) > 9
    assert not [line for line in lines if re.match(language.begins, line)]
    assert not [line for line in lines if re.search(rf"{language.ends}$", line)]


def test_an_epub_from_right_to_left_is_made_where_print_is_refused(tmp_path: Path) -> None:
    text = "# פרק\n\nשלום (רב) לכם, *חברים*, מן Cervantes 1547.\n"
    write(tmp_path, "he", text)
    with pytest.raises(pytest.fail.Exception, match=r"\[P006\]"):
        run_publish("build", cwd=tmp_path)
    assert not list(tmp_path.glob("dist/*"))
    run_publish("epub", cwd=tmp_path)
    documents = dict(spine_documents(next(tmp_path.glob("dist/*.epub")).read_bytes()))
    assert all(b'dir="rtl"' in content for content in documents.values())


def write(folder: Path, tag: str, text: str) -> None:
    manuscript = folder / "manuscript"
    manuscript.mkdir()
    manuscript.joinpath("book.toml").write_text(
        f'[book]\ntitle = "1"\nlanguage = "{tag}"\nmodified = 2020-01-01T00:00:00Z\n'
        '[[book.contributors]]\nname = "A. B."\n[editions.epub]\n[editions.pdf]\n',
        encoding="utf-8",
    )
    manuscript.joinpath("01.md").write_text(text, encoding="utf-8")


def build(folder: Path, tag: str, text: str) -> None:
    write(folder, tag, text)
    run_publish("build", cwd=folder)


def page_lines(path: Path) -> list[str]:
    """Return the lines of the last page: the only one of the text."""
    with pypdfium2.PdfDocument(path) as document:
        text = document[len(document) - 1].get_textpage().get_text_range()
    return [line.strip() for line in text.splitlines() if line.strip()]
