"""What a shop would refuse is told with the place where the author can mend it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

import pytest
from tests.unit.editions.epub_support import CONTENTS, METADATA, ONE, TWO, config, edition

from publish import preflight
from publish.config import Config, EditionConfig
from publish.diagnostics import Diagnostic, Severity, Span
from publish.editions import EpubEdition, Resource
from publish.model.blocks import Paragraph
from publish.model.book import Book, Division
from publish.model.inlines import Identifier, Image
from publish.preflight import report_shop_limits, report_size
from publish.shops import ShopName, shop

PLACE = Span(PurePosixPath("manuscript/one.md"), 7)
MEGABYTE = 1024 * 1024
BOOK = Book(
    METADATA,
    (
        Division(
            Identifier("one"),
            "chapter",
            "bodymatter",
            blocks=(Paragraph((Image("a.png", "x"),), span=PLACE),),
            span=Span(PurePosixPath("manuscript/one.md"), 1),
        ),
    ),
)


def made(name: ShopName, **changes: object) -> tuple[EpubEdition, Config]:
    settings = replace(config(), provenance=(("book.order", "manuscript/book.toml:4:1"),))
    return replace(edition(), shop=name, **changes), settings  # type: ignore[arg-type]


def told(
    edition: EpubEdition, settings: Config, pictures: dict[str, Resource] | None = None
) -> list[Diagnostic]:
    said: list[Diagnostic] = []
    report_shop_limits(edition, BOOK, settings, pictures or {}, report=said.append)
    return said


def codes(said: list[Diagnostic]) -> list[str]:
    return [one.rule.code for one in said]


@pytest.mark.parametrize("name", ["generic", "kindle", "apple"])
def test_a_plain_book_is_taken(name: ShopName) -> None:
    assert told(*made(name)) == []


def test_kobo_asks_for_an_isbn_and_takes_a_book_that_has_one() -> None:
    assert codes(told(*made("kobo"))) == ["S004"]
    assert told(*made("kobo", identifier="urn:isbn:9783161484100")) == []


def test_contents_that_stand_last_or_nowhere_are_told_at_the_order() -> None:
    spine = tuple(one for one in made("kindle")[0].documents if one.kind != "contents")
    for documents in (spine, (*spine, CONTENTS)):
        (said,) = told(*made("kindle", documents=documents))
        assert (said.rule.code, str(said.span)) == ("S005", "manuscript/book.toml:4:1")
    assert told(*made("apple", documents=spine)) == []


@pytest.mark.parametrize(("language", "found"), [("ru", ["S006"]), ("cy-GB", []), ("fr", [])])
def test_a_language_that_is_not_sold_is_told(language: str, found: list[str]) -> None:
    metadata = replace(METADATA, language=language)
    assert codes(told(*made("kindle", metadata=metadata))) == found
    assert codes(told(*made("apple", metadata=metadata))) == []


def test_a_heavy_picture_is_told_where_it_is_shown() -> None:
    heavy = Resource(PurePosixPath("images/a.png"), "image/png", bytes(6 * MEGABYTE))
    isbn = {"identifier": "urn:isbn:9783161484100"}
    (said,) = told(*made("kobo", **isbn), {"a.png": heavy})
    assert (said.rule.code, said.span) == ("S002", PLACE)
    assert "6 MB" in said.message
    assert told(*made("apple"), {"a.png": heavy}) == []


def test_a_heavy_chapter_is_told_at_its_beginning() -> None:
    pictures = tuple(
        Resource(PurePosixPath(f"images/{name}.png"), "image/png", bytes(4 * MEGABYTE))
        for name in "abc"
    )
    images = frozenset(str(one.href) for one in pictures)
    changes = {
        "identifier": "urn:isbn:9783161484100",
        "documents": (CONTENTS, replace(ONE, images=images), TWO),
        "resources": pictures,
    }
    (said,) = told(*made("kobo", **changes))
    assert (said.rule.code, str(said.span)) == ("S003", "manuscript/one.md:1")


@pytest.mark.parametrize(
    ("name", "size", "level"),
    [
        ("kindle", 3000, Severity.ERROR),
        ("kindle", 2000, None),
        ("apple", 3000, Severity.ERROR),
        ("apple", 1500, Severity.WARNING),
        ("kobo", 1500, Severity.WARNING),
        ("generic", 3000, None),
    ],
)
def test_a_file_too_large_is_refused_or_advised_against(
    name: ShopName, size: int, level: Severity | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = shop(name)
    scale = 2000 / (asked.size or 2 * (asked.advised_size or 1))
    small = replace(
        asked, size=round(asked.size * scale), advised_size=round(asked.advised_size * scale)
    )
    monkeypatch.setattr(preflight, "shop", lambda _: small if name != "generic" else asked)
    said: list[Diagnostic] = []
    report_size(bytes(size), *made(name), report=said.append)
    assert [(one.rule.code, one.level) for one in said] == ([("S001", level)] if level else [])


def test_kindle_has_no_page_for_the_cover_but_the_cover() -> None:
    from tests.unit.editions.epub_support import cover

    settings = EditionConfig("kindle", "epub", shop="kindle")
    found = edition(edition=settings, config=config(METADATA, settings), cover=cover())
    assert all(document.id != "cover" for document in found.documents)
    assert all(point.type != "cover" for point in found.landmarks)
    assert found.cover is not None
