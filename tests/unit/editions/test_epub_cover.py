from dataclasses import replace

import pytest
from tests.unit.editions.epub_support import METADATA

from publish.editions.cover import (
    HEIGHT,
    MEASURE,
    PALETTES,
    TILE,
    WIDTH,
    Cut,
    balance,
    cover_alternative,
    design_cover,
)
from publish.model.metadata import Contributor, Metadata

GIBBON = "The History of the Decline and Fall of the Roman Empire"


def measure(text: str, cut: Cut) -> float:
    del cut
    return len(text) * 0.42


def titled(title: str, *authors: str, subtitle: str = "") -> Metadata:
    people = tuple(Contributor(name) for name in authors)
    return replace(METADATA, title=title, subtitle=subtitle, contributors=people)


def lines_of(metadata: Metadata, cut: Cut = "roman") -> list[str]:
    return [line.text for line in design_cover(metadata, measure).lines if line.cut == cut]


def test_a_long_title_breaks_by_sense_and_no_line_ends_on_a_preposition() -> None:
    lines = lines_of(titled(GIBBON, "Edward Gibbon"))
    assert " ".join(lines) == GIBBON
    assert not any(line.endswith((" of", " the", " and")) for line in lines)


@pytest.mark.parametrize("title", ["Emma", GIBBON, "Donaudampfschifffahrtsgesellschaft", "A " * 40])
def test_whatever_the_title_everything_stays_inside_the_label(title: str) -> None:
    design = design_cover(titled(title.strip(), "Ann Author", subtitle="S " * 30), measure)
    left, top, width, height = design.label
    assert left * 2 + width == WIDTH
    assert top > 0
    assert top + height <= HEIGHT
    for line in design.lines:
        assert measure(line.text, line.cut) * line.size <= MEASURE + 1
        assert top < line.baseline < top + height


def test_dashes_stay_with_the_word_before() -> None:
    assert not any(line.startswith("–") for line in lines_of(titled("The Sea – Its Long History")))


def test_names_are_never_broken_and_many_are_shortened() -> None:
    names = ("Ann Author", "Bo Two", "Cy Three", "Di Four", "Ed Five")
    shown = " ".join(lines_of(titled("T", *names), "small-caps"))
    assert shown == "Ann\u00a0Author Bo\u00a0Two Cy\u00a0Three …"


def test_names_in_scripts_without_small_capitals_are_set_in_capitals() -> None:
    lines = lines_of(titled("Герой", "Михаил Лермонтов"), "small-caps")
    assert "".join(lines).replace("\u00a0", " ") == "МИХАИЛ ЛЕРМОНТОВ"


def test_without_an_author_there_is_no_ornament() -> None:
    assert design_cover(titled("Beowulf"), measure).ornament is None


def test_the_same_title_keeps_its_colours() -> None:
    first = design_cover(titled("Emma", "Jane Austen"), measure)
    second = design_cover(titled("Emma", "J. Austen", subtitle="A Novel"), measure)
    assert first.palette is second.palette


def test_the_tile_fits_the_cover_both_ways() -> None:
    assert (WIDTH % TILE[0], HEIGHT % TILE[1]) == (0, 0)


@pytest.mark.parametrize("palette", PALETTES)
def test_ink_and_accent_are_legible_on_the_label(palette: object) -> None:
    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    def contrast(one: str, other: str) -> float:
        dark, light = sorted((luminance(one), luminance(other)))
        return (light + 0.05) / (dark + 0.05)

    label, ink, accent = (getattr(palette, name) for name in ("label", "ink", "accent"))
    assert contrast(label, ink) > 12
    assert contrast(label, accent) > 4.5


def test_balance_gives_as_many_lines_as_asked() -> None:
    words = ["one", "two", "three", "four"]
    ends, _ = balance(words, [1.0, 1.0, 1.0, 1.0], 0.2, 2)
    assert ends == (2, 4)


def test_the_alternative_says_what_the_cover_says() -> None:
    assert cover_alternative(METADATA) == "The Sea & the Grid. A History of Power. Ann Author."
