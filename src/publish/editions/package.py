"""The metadata of a package document as values: what is said of the book, with refinements.

https://www.w3.org/TR/epub-33/#sec-pkg-metadata
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from publish.editions import EpubEdition
from publish.editions.accessibility import summary_language
from publish.model.metadata import Contributor, Metadata, Series

UNIQUE_ID: Final = "book-id"
COVER_IMAGE_ID: Final = "cover-image"

_CREATORS: Final = ("aut", "cre")
_MAKERS: Final = ("edt", "com", "cmp")
"""Who counts as a creator when nobody is the author: editors and compilers of collections."""


@dataclass(frozen=True, slots=True)
class Statement:
    """An element of the metadata: ``dc:NAME``, or ``meta`` with a property or an old-style name."""

    kind: Literal["dc", "meta"]
    name: str
    value: str
    attributes: tuple[tuple[str, str], ...] = ()


def package_metadata(edition: EpubEdition) -> tuple[Statement, ...]:
    """Return every statement of the package document but the date of its last change."""
    metadata = edition.metadata
    return (
        *_identifiers(edition),
        *_titles(metadata),
        _dc("language", metadata.language),
        *_people(metadata.contributors),
        *_facts(metadata),
        *_series(metadata.series),
        *_page_source(edition),
        *_accessibility(edition),
        *_old_cover(edition),
    )


def _dc(name: str, value: str, identifier: str = "") -> Statement:
    return Statement("dc", name, value, (("id", identifier),) if identifier else ())


def _refine(identifier: str, name: str, value: str, scheme: str = "") -> Statement:
    attributes = [("refines", f"#{identifier}"), ("property", name)]
    if scheme:
        attributes.append(("scheme", scheme))
    return Statement("meta", name, value, tuple(attributes))


def _property(name: str, value: str, **attributes: str) -> Statement:
    return Statement("meta", name, value, (("property", name), *attributes.items()))


def _identifiers(edition: EpubEdition) -> Iterator[Statement]:
    yield _dc("identifier", edition.identifier, UNIQUE_ID)
    if edition.identifier.startswith("urn:isbn:"):
        # ONIX code list 5, value 15: ISBN-13.
        yield _refine(UNIQUE_ID, "identifier-type", "15", "onix:codelist5")
    own = edition.metadata.identifier
    if own and own != edition.identifier:
        yield _dc("identifier", own, "work-id")


def _titles(metadata: Metadata) -> Iterator[Statement]:
    yield _dc("title", metadata.title, "title")
    yield _refine("title", "title-type", "main")
    yield _refine("title", "display-seq", "1")
    if metadata.subtitle:
        yield _dc("title", metadata.subtitle, "subtitle")
        yield _refine("subtitle", "title-type", "subtitle")
        yield _refine("subtitle", "display-seq", "2")


def _people(people: Sequence[Contributor]) -> Iterator[Statement]:
    creators = _CREATORS if any(person.role in _CREATORS for person in people) else _MAKERS
    for place, person in enumerate(people, start=1):
        identifier = f"person-{place}"
        element = "creator" if person.role in creators else "contributor"
        yield _dc(element, person.name, identifier)
        yield _refine(identifier, "role", person.role, "marc:relators")
        if person.file_as:
            yield _refine(identifier, "file-as", person.file_as)


def _facts(metadata: Metadata) -> Iterator[Statement]:
    if metadata.publisher:
        yield _dc("publisher", metadata.publisher)
    if metadata.date:
        yield _dc("date", metadata.date)
    if metadata.rights:
        yield _dc("rights", metadata.rights)
    if metadata.description:
        yield _dc("description", metadata.description)
    for subject in metadata.subjects:
        yield _dc("subject", subject)


def _series(series: Series | None) -> Iterator[Statement]:
    if series is None:
        return
    yield _property("belongs-to-collection", series.name, id="series")
    yield _refine("series", "collection-type", "series")
    if re.fullmatch(r"[0-9]+(\.[0-9]+)*", series.number):
        yield _refine("series", "group-position", series.number)


def _page_source(edition: EpubEdition) -> Iterator[Statement]:
    """Yield which printed book the page list is of, in the way of EPUB 3.3 and in the newer one.

    https://www.w3.org/community/reports/publishingcg/CG-FINAL-page-source-id-20230314/
    """
    source = edition.page_source
    if not source:
        return
    if source.startswith("urn:"):
        yield _dc("source", source, "page-source")
        yield _refine("page-source", "source-of", "pagination")
    yield _property("pageBreakSource", source)


def _accessibility(edition: EpubEdition) -> Iterator[Statement]:
    language = summary_language(edition.metadata.language)
    for name, value in edition.accessibility:
        if name == "schema:accessibilitySummary":
            tag = "{http://www.w3.org/XML/1998/namespace}lang"
            yield _property(name, value, **{tag: language})
        else:
            yield _property(name, value)


def _old_cover(edition: EpubEdition) -> Iterator[Statement]:
    """Yield what EPUB 2 readers and shops look for."""
    if edition.cover is not None:
        yield Statement("meta", "cover", "", (("name", "cover"), ("content", COVER_IMAGE_ID)))
