"""The book's metadata from its settings: people, identifiers, dates, the name of its files."""

from __future__ import annotations

import datetime
import re
import uuid
from collections.abc import Mapping
from typing import Final

from anyascii import anyascii

from publish.book_toml import BookToml, guess
from publish.catalogue import BAD_IDENTIFIER, BAD_LANGUAGE, BAD_VALUE, NO_DATE
from publish.config import EditionConfig
from publish.diagnostics import Diagnostic, Report, Span
from publish.model.metadata import Contributor, Isbn, Metadata, Series
from publish.settings import ROLE_WORDS
from publish.trade_metadata import (
    read_evaluation,
    read_identifiers,
    read_issn,
    read_subject_codes,
    read_version,
)

EPOCH: Final = "1980-01-01T00:00:00Z"
"""The date of a book that tells none: the first that a ZIP archive can hold."""

_LANGUAGE = re.compile(
    r"[a-z]{2,3}(?:-[a-z]{3}){0,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-[a-wyz\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?",
    re.IGNORECASE,
)
_LANGUAGES: Final = {
    "deutsch": "de",
    "english": "en",
    "español": "es",
    "french": "fr",
    "français": "fr",
    "german": "de",
    "russian": "ru",
    "spanish": "es",
    "русский": "ru",
}
"""What authors write for a tag."""
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_URI = re.compile(r"[A-Za-z][A-Za-z\d+.-]*:\S+")
_ISBN_LIKE = re.compile(r"(?:urn:isbn:|isbn[:\s]*)?((?:97[89][- ]?)[\d -]+[\dxX])", re.IGNORECASE)
_SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_OUR_BOOKS = uuid.uuid5(uuid.NAMESPACE_URL, "urn:publish:book")


def is_language_tag(tag: str) -> bool:
    """Return whether a tag has the form of BCP 47."""
    return _LANGUAGE.fullmatch(tag) is not None


def make_slug(title: str) -> str:
    """Return a file name for a title: ASCII letters, digits and hyphens, at most 60."""
    words = re.findall(r"[a-z0-9]+", anyascii(title).lower().replace("'", ""))
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word
        if len(longer) > 60:
            break
        slug = longer
    return slug or "book"


def check_isbn(text: str) -> str | None:
    """Return the thirteen digits of an ISBN whose check digit is right, else ``None``."""
    digits = re.sub(r"(?i)^(urn:)?isbn[:\s]*|[- ]", "", text)
    if not re.fullmatch(r"97[89]\d{10}", digits):
        return None
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return digits if total % 10 == 0 else None


def read_isbn(toml: BookToml, name: str, report: Report) -> str:
    """Return the ISBN of an edition as thirteen digits, ``""`` where there is none that holds."""
    text = toml.text("editions", name, "isbn")
    if not text:
        return ""
    digits = check_isbn(text)
    if digits is None:
        report(_bad_isbn(text, toml.span("editions", name, "isbn")))
    return digits or ""


def make_metadata(
    toml: BookToml, editions: tuple[EditionConfig, ...], modified: str, report: Report
) -> Metadata:
    """Return the metadata of the book; what cannot be used goes to ``report``."""
    people = (
        _contributor(toml, index, report) for index in range(toml.count("book", "contributors"))
    )
    contributors = tuple(person for person in people if person.name)
    title = toml.text("book", "title", default="Untitled")
    language = _language(toml, report)
    series = toml.text("book", "series", "name")
    isbns = (Isbn(one.name, _label(one), one.isbn) for one in editions if one.isbn)
    return Metadata(
        title=title,
        language=language,
        identifier=_identifier(toml, contributors, report),
        modified=modified,
        subtitle=toml.text("book", "subtitle"),
        contributors=contributors,
        isbns=tuple(isbns),
        series=Series(series, toml.text("book", "series", "number"), read_issn(toml, report))
        if series
        else None,
        publisher=toml.text("book", "publisher"),
        place=toml.text("book", "place"),
        rights=toml.text("book", "rights"),
        date=_date(toml, report),
        subjects=toml.texts("book", "subjects"),
        description=toml.text("book", "description"),
        file_as=toml.text("book", "file-as"),
        identifiers=read_identifiers(toml, report),
        subject_codes=read_subject_codes(toml, report),
        source=toml.text("book", "source"),
        version=read_version(toml, report),
        evaluation=read_evaluation(toml, report),
    )


def read_slug(toml: BookToml, report: Report) -> str:
    """Return the name of the book's files, from ``slug`` or the title."""
    slug = toml.text("book", "slug")
    if slug and not _SLUG.fullmatch(slug):
        report(
            Diagnostic(
                BAD_VALUE,
                f'slug "{slug}" cannot be the name of a file',
                toml.span("book", "slug"),
                hint=f'write "{make_slug(slug)}"',
            )
        )
        slug = ""
    return slug or make_slug(toml.text("book", "title"))


def find_modified(
    toml: BookToml, env: Mapping[str, str], last_change: str, report: Report
) -> tuple[str, str]:
    """Return when the book was modified, in UTC to the second, and who says so.

    ``last_change`` is the moment of the last commit in ISO 8601, or ``""``.
    """
    epoch = env.get("SOURCE_DATE_EPOCH", "")
    if epoch:
        if epoch.isdigit() and int(epoch) < 253402300800:
            moment = datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
            return (_stamp(moment), "SOURCE_DATE_EPOCH")
        message = f'SOURCE_DATE_EPOCH is "{epoch}" but must be whole seconds'
        hint = "unset it, or give the seconds since 1970, such as 1780000000"
        report(Diagnostic(BAD_VALUE, message, hint=hint))
    written = toml.text("book", "modified")
    if written:
        moment_written = _moment(written)
        if moment_written:
            return (moment_written, "book.toml")
        report(
            Diagnostic(
                BAD_VALUE,
                f'modified is "{written}" but must be a moment',
                toml.span("book", "modified"),
                hint="write modified = 2026-05-01T00:00:00Z",
            )
        )
    if last_change and (moment_changed := _moment(last_change)):
        return (moment_changed, "last commit")
    date = toml.text("book", "date")
    if _DATE.fullmatch(date):
        return (_first_moment(date), "book.date")
    if toml.values and ("book", "date") not in toml.places.found:
        message = "the book has no date; it is dated 1980"
        report(Diagnostic(NO_DATE, message, toml.span("book"), 'add date = "2026"'))
    return (EPOCH, "default")


def _first_moment(date: str) -> str:
    year, month, day = (*date.split("-"), "01", "01")[:3]
    return f"{year}-{month}-{day}T00:00:00Z"


def _moment(text: str) -> str | None:
    if _DATE.fullmatch(text):
        return _first_moment(text)
    try:
        moment = datetime.datetime.fromisoformat(text)
    except ValueError:
        return None
    return _stamp(moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC))


def _stamp(moment: datetime.datetime) -> str:
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _label(edition: EditionConfig) -> str:
    return edition.name.upper() if edition.name in ("epub", "pdf") else edition.name


def _language(toml: BookToml, report: Report) -> str:
    tag = toml.text("book", "language", default="und")
    if is_language_tag(tag):
        return tag
    span = toml.span("book", "language")
    fixed = tag.replace("_", "-").split(".")[0]
    fixed = _LANGUAGES.get(fixed.lower(), fixed)
    known = is_language_tag(fixed)
    hint = f'write "{fixed}"' if known else 'write "en", "en-GB" or "ru", as BCP 47 does'
    report(Diagnostic(BAD_LANGUAGE, f'language "{tag}" is not a language tag', span, hint))
    return fixed if known else "und"


def _date(toml: BookToml, report: Report) -> str:
    date = toml.text("book", "date")
    if not date or _DATE.fullmatch(date):
        return date
    span = toml.span("book", "date")
    hint = 'write date = "2026" or date = "2026-05-01"'
    report(Diagnostic(BAD_VALUE, f'date "{date}" is not a date', span, hint))
    return ""


def _contributor(toml: BookToml, index: int, report: Report) -> Contributor:
    at: tuple[str | int, ...] = ("book", "contributors", index)
    word = toml.text(*at, "role", default="aut")
    role = ROLE_WORDS.get(word.lower().replace(" ", "-"), word)
    if not re.fullmatch(r"[a-z]{3}", role):
        hint = guess(word.lower(), ROLE_WORDS) or "write a word such as translator, or a MARC code"
        report(Diagnostic(BAD_VALUE, f'role "{word}" is not known', toml.span(*at, "role"), hint))
        role = "ctb"
    return Contributor(toml.text(*at, "name"), role, toml.text(*at, "file-as"))


def _identifier(toml: BookToml, people: tuple[Contributor, ...], report: Report) -> str:
    text = toml.text("book", "identifier")
    span = toml.span("book", "identifier")
    if not text:
        authors = [person.name for person in people if person.role == "aut"]
        seed = "\n".join((toml.text("book", "title"), *authors, toml.text("book", "language")))
        return uuid.uuid5(_OUR_BOOKS, seed).urn
    if _ISBN_LIKE.fullmatch(text):
        digits = check_isbn(text)
        if digits is None:
            report(_bad_isbn(text, span))
        return f"urn:isbn:{digits}"
    if _URI.fullmatch(text):
        return text
    try:
        return uuid.UUID(text).urn
    except ValueError:
        hint = "write a URN, an https address, a UUID or an ISBN-13"
        report(Diagnostic(BAD_IDENTIFIER, f'identifier "{text}" is not a URI', span, hint))
        return uuid.uuid5(_OUR_BOOKS, text).urn


def _bad_isbn(text: str, span: Span) -> Diagnostic:
    return Diagnostic(
        BAD_IDENTIFIER,
        f'"{text}" is not a valid ISBN-13',
        span,
        hint="check the thirteen digits; the last one is computed from the others",
    )
