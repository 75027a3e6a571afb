"""The metadata of a package document as values: what is said of the book, with refinements.

https://www.w3.org/TR/epub-33/#sec-pkg-metadata
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from publish.editions import EpubEdition
from publish.editions.accessibility import CONFORMANCE, summary_language
from publish.model.metadata import Contributor, Evaluation, Metadata, Series

UNIQUE_ID: Final = "book-id"
COVER_IMAGE_ID: Final = "cover-image"
APPLE_VOCABULARY: Final = "http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/"

_CREATORS: Final = ("aut", "cre")
_MAKERS: Final = ("edt", "com", "cmp")
"""Who counts as a creator when nobody is the author: editors and compilers of collections."""


PREFIXES: Final = {
    "ibooks": "http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/"
}
"""Vocabularies that a package document must declare; EPUB 3.3 reserves the others of ours."""

_CONFORMANCE_ID: Final = "conformance"
_CERTIFIER_ID: Final = "certifier"


@dataclass(frozen=True, slots=True)
class Statement:
    """An element of the metadata.

    That is ``dc:NAME``, ``meta`` with a property or an old-style name, or ``link`` with a relation.
    """

    kind: Literal["dc", "meta", "link"]
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
        *_rendering(edition),
        *_accessibility(edition),
        *_old_cover(edition),
        *_old_writing_mode(edition),
    )


def prefixes_of(statements: Sequence[Statement]) -> dict[str, str]:
    """Return the vocabularies that the package document must declare, by prefix."""
    used = {statement.name.partition(":")[0] for statement in statements}
    return {prefix: address for prefix, address in PREFIXES.items() if prefix in used}


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
    said = {own, edition.identifier}
    others = [other for other in edition.metadata.identifiers if other not in said]
    for place, other in enumerate(others, start=1):
        yield _dc("identifier", other, f"identifier-{place}")
        if other.startswith("doi:"):
            # ONIX code list 5, value 06: DOI.
            yield _refine(f"identifier-{place}", "identifier-type", "06", "onix:codelist5")


def _titles(metadata: Metadata) -> Iterator[Statement]:
    yield _dc("title", metadata.title, "title")
    yield _refine("title", "title-type", "main")
    yield _refine("title", "display-seq", "1")
    if metadata.file_as:
        yield _refine("title", "file-as", metadata.file_as)
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
    if metadata.source:
        yield _dc("source", metadata.source)
    for words in metadata.subjects:
        yield _dc("subject", words)
    for place, subject in enumerate(metadata.subject_codes, start=1):
        identifier = f"subject-{place}"
        yield _dc("subject", subject.label or subject.code, identifier)
        yield _refine(identifier, "authority", subject.authority)
        yield _refine(identifier, "term", subject.code)


def _series(series: Series | None) -> Iterator[Statement]:
    if series is None:
        return
    yield _property("belongs-to-collection", series.name, id="series")
    yield _refine("series", "collection-type", "series")
    if re.fullmatch(r"[0-9]+(\.[0-9]+)*", series.number):
        yield _refine("series", "group-position", series.number)
    if series.issn:
        yield _refine("series", "dcterms:identifier", f"urn:issn:{series.issn}")


def _rendering(edition: EpubEdition) -> Iterator[Statement]:
    """Yield wishes for reading systems.

    Apple Books shows fonts that a book brings only where it is told that they are meant.
    """
    if edition.flow:
        yield _property("rendition:flow", edition.flow)
    if edition.spread:
        yield _property("rendition:spread", edition.spread)
    if edition.metadata.version:
        yield _property("ibooks:version", edition.metadata.version)
    if any(resource.media_type.startswith("font/") for resource in edition.resources):
        yield _property("ibooks:specified-fonts", "true")


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
        elif value == CONFORMANCE:
            yield _property(name, value, id=_CONFORMANCE_ID)
            yield from _certifier(edition.metadata.evaluation)
        else:
            yield _property(name, value)


def _certifier(evaluation: Evaluation) -> Iterator[Statement]:
    """Yield who judged the book (EPUB Accessibility 1.1, section 4.3.2)."""
    refines = (("refines", f"#{_CONFORMANCE_ID}"), ("property", "a11y:certifiedBy"))
    attributes = (*refines, ("id", _CERTIFIER_ID))
    yield Statement("meta", "a11y:certifiedBy", evaluation.certified_by, attributes)
    if evaluation.date:
        yield _refine(_CERTIFIER_ID, "dcterms:date", evaluation.date)
    for credential in evaluation.credentials:
        yield _refine(_CERTIFIER_ID, "a11y:certifierCredential", credential)
    if evaluation.report:
        link = (
            ("rel", "a11y:certifierReport"),
            ("refines", f"#{_CERTIFIER_ID}"),
            ("href", evaluation.report),
        )
        yield Statement("link", "a11y:certifierReport", "", link)


def _old_cover(edition: EpubEdition) -> Iterator[Statement]:
    """Yield what EPUB 2 readers and shops look for."""
    if edition.cover is not None:
        yield Statement("meta", "cover", "", (("name", "cover"), ("content", COVER_IMAGE_ID)))


def _old_writing_mode(edition: EpubEdition) -> Iterator[Statement]:
    """Yield what Kindle asks for beside the direction of the spine, where it is not the usual.

    Kindle Publishing Guidelines: ``primary-writing-mode``.
    """
    if edition.turns_to_the_right:
        mode = "vertical-rl" if edition.is_vertical else "horizontal-rl"
        attributes = (("name", "primary-writing-mode"), ("content", mode))
        yield Statement("meta", "primary-writing-mode", "", attributes)
