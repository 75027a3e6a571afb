"""Who made the book, what it is called, how it is known to the trade."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Contributor:
    """A person or body.

    ``role`` is a MARC relator code such as ``aut``, ``trl``, ``edt``, ``ill``.
    """

    name: str
    role: str = "aut"
    file_as: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """The series that the book belongs to.

    ``number`` is its place there, or ``""``; ``issn`` is ``NNNN-NNNC``, or ``""``.
    """

    name: str
    number: str = ""
    issn: str = ""


@dataclass(frozen=True, slots=True)
class SubjectCode:
    """A subject in a list of the trade: ``authority`` is the list, ``label`` the code in words."""

    authority: str
    code: str
    label: str = ""


Hazard = Literal["flashing", "motion"]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What people say of the book's accessibility: who judged it, and what only they can know.

    ``hazards`` are those of animated pictures, ``None`` where nobody has looked.
    """

    certified_by: str = ""
    date: str = ""
    credentials: tuple[str, ...] = ()
    report: str = ""
    hazards: tuple[Hazard, ...] | None = None
    summary: str = ""
    exemption: str = ""


@dataclass(frozen=True, slots=True)
class Isbn:
    """The ISBN of one edition: its name in book.toml, what a reader calls it, thirteen digits."""

    edition: str
    label: str
    digits: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the title page, the copyright page, the package document and the PDF say.

    ``identifier`` is a URN (derived from title and authors where the author gives none),
    ``identifiers`` are others of the work: URNs, addresses, ``doi:…``; ``source`` is what the book
    was made from; ``version`` that of the file;
    ``modified`` is ISO 8601 in UTC, to the second; ``date`` is the date of publication, a year at
    least, or ``""``.
    """

    title: str
    language: str
    identifier: str
    modified: str
    subtitle: str = ""
    contributors: tuple[Contributor, ...] = ()
    isbns: tuple[Isbn, ...] = ()
    series: Series | None = None
    publisher: str = ""
    place: str = ""
    rights: str = ""
    date: str = ""
    subjects: tuple[str, ...] = ()
    description: str = ""
    file_as: str = ""
    identifiers: tuple[str, ...] = ()
    subject_codes: tuple[SubjectCode, ...] = ()
    source: str = ""
    version: str = ""
    evaluation: Evaluation = Evaluation()

    @property
    def authors(self) -> tuple[str, ...]:
        """Return the names of the authors, in the order given."""
        return tuple(person.name for person in self.contributors if person.role == "aut")

    @property
    def dois(self) -> tuple[str, ...]:
        """Return the DOIs of the work, each from its ``10.`` on."""
        return tuple(name[4:] for name in self.identifiers if name.startswith("doi:"))
