"""``book.toml`` of an EPUB: what its package says, in our keys."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import Final

from publish.importing.epub.package_document import Metadata
from publish.importing.pandoc_metadata import quote
from publish.settings import ROLE_WORDS

_URI: Final = re.compile(r"(?:doi:|urn:|https?://)\S+", re.IGNORECASE)
_ROLES: Final = {code: word for word, code in ROLE_WORDS.items()}


def write_settings(
    data: Metadata, title: str, language: str, cover: str, numbers: str, remark: str
) -> str:
    """Return the text of ``book.toml``; ``cover`` is relative to ``manuscript/`` or empty."""
    identifiers = [one for one in data.identifiers if _URI.fullmatch(one)]
    work = next((one for one in identifiers if one.lower().startswith("urn:uuid:")), "")
    identifiers = [one for one in identifiers if one != work]
    down = data.runs_down and language.partition("-")[0].lower() in ("ja", "zh", "ko")
    lines = [
        "# The settings of your book, as its EPUB says them. docs/book-toml.md of publish,",
        "# or `publish inspect settings`, lists every key.",
        "",
        "[book]",
        f"title = {quote(title)}",
        *_given("subtitle", data.title("subtitle")),
        f"language = {quote(language)}{remark}",
        *_given("writing-mode", "vertical" if down else ""),
        *_given("file-as", data.file_as),
        *_given("identifier", work),
        *_given("date", _date(data.date)),
        *_given("publisher", data.publisher),
        *_given("rights", data.rights),
        *_given("description", re.sub(r"<[^>]*>", "", data.description).strip()),
        *_listed("subjects", data.subjects),
        *_listed("identifiers", identifiers),
        *_given("source", data.source),
        *_given("cover", cover),
        f"chapter-numbers = {quote(numbers)}",
        "",
    ]
    for name, role, file_as in data.people:
        lines += ["[[book.contributors]]", f"name = {quote(name)}"]
        lines += [f"role = {quote(_ROLES.get(role, role))}", *_given("file-as", file_as), ""]
    if data.series:
        name, number = data.series
        lines += ["[book.series]", f"name = {quote(name)}", *_given("number", number), ""]
    lines += ["[editions.epub]", *_given("isbn", data.isbn)]
    lines += [] if down else ["", "[editions.pdf]", 'page = "a5"']
    return "\n".join(lines) + "\n"


def _given(key: str, value: str) -> list[str]:
    return [f"{key} = {quote(value)}"] if value else []


def _listed(key: str, values: Sequence[str]) -> list[str]:
    return [f"{key} = [{', '.join(quote(one) for one in values)}]"] if values else []


def _date(said: str) -> str:
    """Return a date as book.toml takes it: a day or a year."""
    try:
        return datetime.date.fromisoformat(said[:10]).isoformat()
    except ValueError:
        match = re.match(r"\d{4}(?!\d)", said)
        return match[0] if match else ""
