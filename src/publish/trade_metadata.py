"""What the trade asks of a book, from its settings: identifiers, subject codes, accessibility."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, cast

from publish.book_toml import BookToml, guess
from publish.catalogue import BAD_IDENTIFIER, BAD_VALUE
from publish.diagnostics import Diagnostic, Report
from publish.model.metadata import Evaluation, Hazard, SubjectCode
from publish.trade_settings import AUTHORITIES, HAZARDS

_DOI: Final = re.compile(
    r"(?:doi:\s*|urn:doi:|https?://(?:dx\.)?doi\.org/)?(10\.\d{4,9}/\S+)", re.I
)
"""https://www.doi.org/doi-handbook/HTML/encoding-rules-for-urls.html, and what authors write."""

_URI: Final = re.compile(r"(?:urn:[a-z\d][a-z\d-]+:|[a-z][a-z\d+.-]*:)\S+", re.IGNORECASE)
_SUBJECT: Final = re.compile(r"([A-Za-z]+)\s*:\s*(\S+)(?:\s+(\S.*))?")
_CODES: Final = {
    "BISAC": re.compile(r"[A-Z]{3}\d{6}"),
    "Thema": re.compile(r"[A-Z1-6][A-Z0-9-]*"),
}
"""The form of a code, for the lists that shops ask for."""

_DATE: Final = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_VERSION: Final = re.compile(r"\d{1,4}(?:\.\d{1,2}){0,2}")
"""Apple's form: at most four digits, a full stop, two digits, another, two digits."""


def read_identifiers(toml: BookToml, report: Report) -> tuple[str, ...]:
    """Return what else names the work, a DOI as ``doi:10.…``, anything else as it is written."""
    return tuple(dict.fromkeys(_identifiers(toml, report)))


def _identifiers(toml: BookToml, report: Report) -> Iterator[str]:
    for text in toml.texts("book", "identifiers"):
        if match := _DOI.fullmatch(text):
            yield f"doi:{match[1]}"
        elif _URI.fullmatch(text):
            yield text
        else:
            message = f'identifier "{text}" is neither a DOI nor a URI'
            hint = "write doi:10.…, a URN or an https address; an ISBN belongs to an edition"
            span = toml.span("book", "identifiers")
            report(Diagnostic(BAD_IDENTIFIER, message, span, hint))


def check_issn(text: str) -> str | None:
    """Return an ISSN as ``NNNN-NNNC`` where its check digit is right, else ``None``."""
    signs = re.sub(r"(?i)^(urn:)?issn[:\s]*|[- ]", "", text).upper()
    if not re.fullmatch(r"\d{7}[\dX]", signs):
        return None
    total = sum(int(sign) * weight for sign, weight in zip(signs[:7], range(8, 1, -1), strict=True))
    check = -total % 11
    return f"{signs[:4]}-{signs[4:]}" if signs[7] == "0123456789X"[check] else None


def read_issn(toml: BookToml, report: Report) -> str:
    """Return the ISSN of the series, ``""`` where there is none that holds."""
    text = toml.text("book", "series", "issn")
    issn = check_issn(text)
    if text and issn is None:
        hint = "check the eight signs; the last one is computed from the others"
        span = toml.span("book", "series", "issn")
        report(Diagnostic(BAD_IDENTIFIER, f'"{text}" is not a valid ISSN', span, hint))
    return issn or ""


def read_subject_codes(toml: BookToml, report: Report) -> tuple[SubjectCode, ...]:
    """Return the subjects that have codes; one of no known list goes to ``report``."""
    return tuple(dict.fromkeys(_subject_codes(toml, report)))


def _subject_codes(toml: BookToml, report: Report) -> Iterator[SubjectCode]:
    known = {name.lower(): name for name in AUTHORITIES}
    for text in toml.texts("book", "subject-codes"):
        match = _SUBJECT.fullmatch(text)
        authority = known.get(match[1].lower()) if match else None
        if match is None or authority is None:
            message = f'subject "{text}" names no list of subjects'
            near = guess(match[1], AUTHORITIES) if match else None
            hint = near or 'write the list, a colon and the code: "Thema:NHD"'
        elif authority in _CODES and not _CODES[authority].fullmatch(match[2]):
            message = f'"{match[2]}" is not a code of {authority}'
            hint = 'write "BISAC:HIS032000" or "Thema:NHD", words after a space'
        else:
            yield SubjectCode(authority, match[2], match[3] or "")
            continue
        report(Diagnostic(BAD_VALUE, message, toml.span("book", "subject-codes"), hint))


def read_version(toml: BookToml, report: Report) -> str:
    """Return the version of the EPUB, ``""`` where there is none that Apple Books can read."""
    text = toml.text("book", "version")
    if not text or _VERSION.fullmatch(text):
        return text
    message, span = f'version "{text}" is not a version', toml.span("book", "version")
    report(Diagnostic(BAD_VALUE, message, span, hint='write version = "1.1"'))
    return ""


def read_evaluation(toml: BookToml, report: Report) -> Evaluation:
    """Return what ``[book.accessibility]`` says; what cannot be used goes to ``report``."""
    at = ("book", "accessibility")
    return Evaluation(
        certified_by=toml.text(*at, "certified-by"),
        date=_matching(toml, "date", _DATE, 'write date = "2026-05-01"', report),
        credentials=toml.texts(*at, "credential"),
        report=_matching(
            toml, "report", re.compile(r"https?://\S+"), "write an https address", report
        ),
        hazards=_hazards(toml, report),
        summary=toml.text(*at, "summary"),
        exemption=toml.text(*at, "exemption"),
    )


def _matching(toml: BookToml, key: str, form: re.Pattern[str], hint: str, report: Report) -> str:
    text = toml.text("book", "accessibility", key)
    if not text or form.fullmatch(text):
        return text
    span = toml.span("book", "accessibility", key)
    report(Diagnostic(BAD_VALUE, f'{key} "{text}" cannot be used', span, hint))
    return ""


def _hazards(toml: BookToml, report: Report) -> tuple[Hazard, ...] | None:
    """Return the hazards that were found, ``None`` where nothing is said of them."""
    path = ("book", "accessibility", "hazards")
    if path not in toml.values:
        return None
    found = []
    for text in toml.texts(*path):
        if text in HAZARDS:
            found.append(cast("Hazard", text))
        else:
            hint = guess(text, HAZARDS) or 'write "flashing", "motion" or nothing: []'
            message = f'hazard "{text}" is not known'
            report(Diagnostic(BAD_VALUE, message, toml.span(*path), hint))
    return tuple(dict.fromkeys(found))
