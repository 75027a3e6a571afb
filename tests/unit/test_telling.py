"""Words that tell nothing, and words in letters that nobody announced."""

from __future__ import annotations

import pytest

from publish.model.scripts import foreign_words, scripts_of
from publish.model.telling import announcement, is_no_description, is_vague


@pytest.mark.parametrize(
    "alternative",
    [
        "IMG_1234.JPG",
        "images/map of the coast.svg",
        "Figure 3",
        "picture",
        "Рис. 2",
        "…",
        "P1010123",
    ],
)
def test_a_file_a_number_or_a_placeholder_describes_nothing(alternative: str) -> None:
    assert is_no_description(alternative)


@pytest.mark.parametrize(
    "alternative",
    ["", "A cat.", "1917", "The figure 8", "A picture of Dorian Gray", "P", "Map", "猫"],
)
def test_what_may_describe_is_left_to_people(alternative: str) -> None:
    assert not is_no_description(alternative)


@pytest.mark.parametrize(
    ("alternative", "words"),
    [
        ("An image of a cat", "An image of"),
        ("Photo montrant un chat", "Photo montrant"),
        ("Ein Bild von der Katze", "Ein Bild von"),
        ("Изображение кошки", "Изображение"),
        ("Imagery of the sea", ""),
        ("A photograph of Chekhov", ""),
        ("Bilder einer Ausstellung", ""),
    ],
)
def test_a_picture_need_not_say_that_it_is_one(alternative: str, words: str) -> None:
    assert announcement(alternative) == words


@pytest.mark.parametrize(
    ("words", "language", "vague"),
    [
        ("Click here", "en", True),
        ("here.", "ru", True),
        ("ici", "fr-CA", True),
        ("ici", "en", False),
        ("the harbour of Bergen", "en", False),
        ("hier", "fr", False),
    ],
)
def test_links_are_judged_in_their_language(words: str, language: str, vague: bool) -> None:
    assert is_vague(words, language) is vague


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("they call it буря, always", "en", [("буря", "ru")]),
        ("the words їжак і кіт", "en", [("їжак і кіт", "uk")]),
        ("ἄνθρωπος", "de", [("ἄνθρωπος", "grc")]),
        ("道 is the way", "en", [("道", "zh")]),
        ("カタカナ", "en", [("カタカナ", "ja")]),
        ("a circle of 2π, ΔT and β-carotene", "en", []),
        ("буря и шторм", "ru", []),
        ("сигнал SOS и iPhone", "ru", []),
        ("он читал The Wind in the Willows", "ru", [("The Wind in the Willows", None)]),
        ("слово", "und", []),
        ("слово", "русский", []),
        ("reč и реч", "sr", []),
        ("漢字 カナ ABC", "ja", []),
    ],
)
def test_words_in_other_letters_are_found(
    text: str, language: str, found: list[tuple[str, str | None]]
) -> None:
    assert [(each.words, each.language) for each in foreign_words(text, language)] == found


def test_a_tag_may_name_its_script() -> None:
    assert scripts_of("ru-Latn") == {"Latin"}
    assert scripts_of("az-Cyrl") == {"Cyrillic"}
    assert scripts_of("pt-BR") == {"Latin"}
