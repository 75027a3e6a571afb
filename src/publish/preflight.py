"""What a shop would refuse or show badly, told before the file is uploaded.

What can be put right without the author is put right where the edition is made; this tells the
rest. The rules are data: ``publish.shops``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import unquote

from publish.book_toml import PATH
from publish.catalogue import (
    HEAVY_DOCUMENT,
    HEAVY_PICTURE,
    LANGUAGE_NOT_SOLD,
    NO_CONTENTS_FOR_SHOP,
    NO_ISBN_FOR_SHOP,
    TOO_LARGE_FOR_SHOP,
)
from publish.config import Config
from publish.diagnostics import Diagnostic, Report, Severity, Span
from publish.editions import EpubEdition, Resource
from publish.model.book import Book
from publish.pictures import picture_places
from publish.shops import Shop, shop

_MEGABYTE: Final = 1024 * 1024


def report_shop_limits(
    edition: EpubEdition,
    book: Book,
    config: Config,
    pictures: Mapping[str, Resource],
    *,
    report: Report,
) -> None:
    """Report what the edition's shop would not like, where the author can mend it.

    ``pictures`` are as they go into the edition, by source.
    """
    asked = shop(edition.shop)
    for problem in (
        *_language(edition, config, asked),
        *_isbn(edition, config, asked),
        *_contents(edition, config, asked),
        *_pictures(pictures, book, asked),
        *_documents(edition, book, asked),
    ):
        report(problem)


def report_size(data: bytes, edition: EpubEdition, config: Config, *, report: Report) -> None:
    """Report a file that is larger than the edition's shop takes, or than it advises."""
    asked = shop(edition.shop)
    for limit, severity, word in (
        (asked.size, Severity.ERROR, "takes"),
        (asked.advised_size, Severity.WARNING, "advises"),
    ):
        if limit and len(data) > limit:
            message = (
                f'"{edition.filename}" has {_size(len(data))}; {asked.title} {word} {_size(limit)}'
            )
            hint = "supply smaller pictures; photographs take least room as JPEG"
            place = _place(f"editions.{edition.name}", config)
            report(Diagnostic(TOO_LARGE_FOR_SHOP, message, place, hint, severity))
            return


def _language(edition: EpubEdition, config: Config, asked: Shop) -> Iterator[Diagnostic]:
    language = edition.metadata.language
    if asked.languages and language.partition("-")[0].lower() not in asked.languages:
        message = f'{asked.title} is not known to sell books in "{language}"'
        hint = "ask the shop before you upload"
        yield Diagnostic(LANGUAGE_NOT_SOLD, message, _place("book.language", config), hint)


def _isbn(edition: EpubEdition, config: Config, asked: Shop) -> Iterator[Diagnostic]:
    if asked.asks_isbn and not edition.identifier.startswith("urn:isbn:"):
        message = f"the edition has no ISBN, by which {asked.title} knows the file"
        hint = 'add isbn = "978-…", or name the file after its ISBN before you upload it'
        place = _place(f"editions.{edition.name}", config)
        yield Diagnostic(NO_ISBN_FOR_SHOP, message, place, hint)


def _contents(edition: EpubEdition, config: Config, asked: Shop) -> Iterator[Diagnostic]:
    if not asked.contents_first:
        return
    spine = [document for document in edition.documents if document.linear]
    place = next((at for at, one in enumerate(spine) if one.kind == "contents"), None)
    text = next((at for at, one in enumerate(spine) if one.role == "bodymatter"), len(spine))
    if place is None or place > text:
        what = "are missing" if place is None else "stand after the text"
        message = f"the contents {what}; {asked.title} asks for them at the beginning"
        hint = 'put "contents" before the chapters in `order`'
        yield Diagnostic(NO_CONTENTS_FOR_SHOP, message, _place("book.order", config), hint)


def _pictures(pictures: Mapping[str, Resource], book: Book, asked: Shop) -> Iterator[Diagnostic]:
    if not asked.picture_size:
        return
    places = picture_places(book)
    for source, resource in pictures.items():
        size = len(resource.data)
        if size > asked.picture_size:
            message = (
                f'image "{unquote(source)}" has {_size(size)} in the EPUB;'
                f" {asked.title} advises {_size(asked.picture_size)}"
            )
            hint = "supply it as JPEG if it is a photograph"
            yield Diagnostic(HEAVY_PICTURE, message, places.get(source), hint)


def _documents(edition: EpubEdition, book: Book, asked: Shop) -> Iterator[Diagnostic]:
    if not asked.document_size:
        return
    sizes = {str(one.href): len(one.data) for one in edition.resources}
    places = {str(division.id): division.span for division in book.walk()}
    for document in edition.documents:
        size = len(document.body.encode()) + sum(sizes.get(href, 0) for href in document.images)
        if size > asked.document_size:
            message = (
                f'"{document.title}" and its images have {_size(size)};'
                f" {asked.title} advises {_size(asked.document_size)}"
            )
            hint = "supply smaller pictures, or divide the chapter"
            yield Diagnostic(HEAVY_DOCUMENT, message, places.get(document.id), hint)


def _size(count: int) -> str:
    """Return a size as people say it."""
    if count >= _MEGABYTE:
        return f"{count / _MEGABYTE:,.1f} MB".replace(".0 MB", " MB")
    return f"{count / 1024:,.0f} KB"


def _place(key: str, config: Config) -> Span:
    """Return where ``book.toml`` says a thing; the file alone where it does not."""
    row = dict(config.provenance).get(key, "").split(":")
    return Span(PATH, int(row[1]), int(row[2])) if len(row) == 3 else Span(PATH)
