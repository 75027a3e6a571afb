"""Pages made from the metadata: half-title, title page, copyright page; and the bibliography."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from publish.content.addresses import web_address
from publish.content.divisions import section
from publish.content.draft import Draft
from publish.content.inlines import write_inlines
from publish.content.xhtml import GENERATED, attribute, escape_text
from publish.model.metadata import Metadata

BACK_ARROW = "↑"
"""The book faces have it; ↩ is missing from most and becomes a picture on some devices."""


def write_half_title(draft: Draft, metadata: Metadata) -> None:
    """Write the half-title: the title alone."""
    with section(draft):
        _write_line(draft, "book-title", metadata.title)


def write_title_page(draft: Draft, metadata: Metadata) -> None:
    """Write the title page in the order of the trade; of the date, the year."""
    with section(draft):
        for author in metadata.authors:
            _write_line(draft, "author", author)
        _write_line(draft, "book-title", metadata.title, element="h1")
        _write_line(draft, "book-subtitle", metadata.subtitle, role="doc-subtitle")
        _write_contributors(draft, metadata)
        if metadata.series:
            series = (metadata.series.name, metadata.series.number)
            _write_line(draft, "series", ", ".join(filter(None, series)))
        _write_line(draft, "publisher", metadata.publisher)
        _write_line(draft, "place", metadata.place)
        _write_line(draft, "date", _year(metadata.date))


def write_copyright_page(draft: Draft, metadata: Metadata) -> None:
    """Write what book.toml says of rights, publisher, publication and numbers; claim nothing else.

    A DOI is shown as an address, as https://www.crossref.org/display-guidelines/ asks.
    """
    with section(draft):
        for line in metadata.rights.splitlines():
            _write_line(draft, "rights", line.strip())
        publisher = (metadata.publisher, metadata.place)
        _write_line(draft, "publisher", ", ".join(filter(None, publisher)))
        if metadata.date:
            published = draft.setting.wording.published.format(_year(metadata.date))
            _write_line(draft, "edition", published)
        for isbn in metadata.isbns:
            label = f" ({isbn.label})" if isbn.label else ""
            _write_line(draft, "isbn", f"ISBN {isbn.digits}{label}")
        if metadata.series and metadata.series.issn:
            _write_line(draft, "issn", f"ISSN {metadata.series.issn}")
        for doi in metadata.dois:
            address = f"https://doi.org/{doi}"
            draft.write(f'<p class="doi"{GENERATED}><a class="uri"')
            draft.write(
                f"{attribute('href', web_address(address))}>{escape_text(address)}</a></p>\n"
            )


def write_entries(draft: Draft, citations: Mapping[str, Sequence[str]]) -> None:
    """Write the works cited, in reading systems with links back to every citation of a work."""
    if not draft.division.entries:
        return
    draft.write('<ul class="entries">\n')
    for entry in draft.division.entries:
        draft.write(f'<li class="entry"{draft.identify(entry.id)}{GENERATED}>')
        write_inlines(draft, entry.children)
        if not draft.setting.is_print:
            _write_backlinks(draft, citations.get(entry.key, ()))
        draft.write("</li>\n")
    draft.write("</ul>\n")


def _write_backlinks(draft: Draft, citations: Sequence[str]) -> None:
    for number, identifier in enumerate(citations, 1):
        name = attribute("aria-label", draft.setting.wording.back_to_citation.format(number))
        draft.write(' <a class="back" epub:type="backlink" role="doc-backlink"')
        draft.link(identifier)
        draft.write(f"{name}>{BACK_ARROW}</a>")


def _write_contributors(draft: Draft, metadata: Metadata) -> None:
    """Write who else made the book, a line a role, in the order of book.toml."""
    for role in dict.fromkeys(person.role for person in metadata.contributors):
        words = draft.setting.wording.roles.get(role)
        if words is None:
            continue
        people = tuple(person.name for person in metadata.contributors if person.role == role)
        names = escape_text(draft.setting.wording.names(people))
        draft.write(f'<p class="contributor"{GENERATED}>')
        draft.write(f'<span class="role">{escape_text(words)}</span> {names}</p>\n')


def _write_line(
    draft: Draft, name: str, text: str, *, element: str = "p", role: str | None = None
) -> None:
    if text:
        attributes = f'class="{name}"{attribute("role", role)}{GENERATED}'
        draft.write(f"<{element} {attributes}>{escape_text(text)}</{element}>\n")


def _year(date: str) -> str:
    """Return the year of an ISO 8601 date; any other date as it is."""
    year = date[:4]
    return year if year.isdigit() and date[4:5] in ("", "-") else date
