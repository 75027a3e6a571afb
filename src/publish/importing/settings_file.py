"""``book.toml`` of an imported book: complete, and commented for who has never seen one."""

from __future__ import annotations

from dataclasses import dataclass

from publish.importing.pandoc_metadata import quote

_COMMENT = 36
"""The column at which comments begin, as in a new book."""


@dataclass(frozen=True, slots=True)
class BookSettings:
    """What an importer knows of a book; what is empty is left for the author to write.

    ``people`` are names with their roles, ``series`` a name and a number or ``""``. ``csl`` is only
    written with a ``bibliography``, a path relative to ``manuscript/``.
    """

    title: str
    language: str
    subtitle: str = ""
    date: str = ""
    people: tuple[tuple[str, str], ...] = ()
    series: tuple[str, str] | None = None
    bibliography: str = ""
    csl: str = "chicago-notes"
    language_remark: str = "quotation marks, spaces and hyphenation follow it"


def write_settings(settings: BookSettings) -> str:
    """Return the text of ``book.toml``."""
    lines = [
        "# The settings of your book. docs/book-toml.md of publish, or `publish inspect settings`,",
        "# lists every key. What the source did not say waits behind a #.",
        "",
        "[book]",
        f"title = {quote(settings.title)}",
        _setting("subtitle", settings.subtitle, "A subtitle"),
        _line(f"language = {quote(settings.language)}", settings.language_remark),
        _setting("date", settings.date, "2026", "when the book is published"),
        '# rights = "© Your Name. All rights reserved."',
        '# description = "A paragraph for the shop window."',
    ]
    if settings.bibliography:
        lines += [
            _line(
                f"bibliography = {quote(settings.bibliography)}", "the works that the text cites"
            ),
            _line(f"csl = {quote(settings.csl)}", 'or "chicago-author-date", "apa", "mla"'),
        ]
    lines += [
        _line('chapter-numbers = "none"', 'or "arabic", "roman", "words"'),
        _line("section-numbers = false", "1.1, 1.2"),
        _line('style = "classic"', 'the design; or "modern", "academic"'),
        "",
        *_people(settings.people),
    ]
    if settings.series:
        name, number = settings.series
        lines += ["[book.series]", f"name = {quote(name)}"]
        lines += [f"number = {quote(number)}" if number else "# number = 1", ""]
    lines += [
        "# What is made. Without these tables an EPUB and a PDF are made all the same.",
        "",
        "[editions.epub]",
        _line('# isbn = "978-3-16-148410-0"', "each edition has its own"),
        "",
        "[editions.pdf]",
        _line('page = "a5"', 'or "us-trade", "demy", "148mm x 210mm"'),
        _line('notes = "foot"', 'or "chapter-end", "book-end"'),
    ]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _people(people: tuple[tuple[str, str], ...]) -> list[str]:
    if not people:
        return [
            "# [[book.contributors]]",
            '# name = "Your Name"',
            _line('# role = "author"', 'or "editor", "translator", "illustrator"'),
            "",
        ]
    lines = []
    for name, role in people:
        remark = 'or "editor", "translator", "illustrator"'
        lines += [
            "[[book.contributors]]",
            f"name = {quote(name)}",
            _line(f"role = {quote(role)}", remark),
            "",
        ]
    return lines


def _setting(key: str, value: str, example: str, remark: str = "") -> str:
    line = f"{key} = {quote(value)}" if value else f"# {key} = {quote(example)}"
    return _line(line, remark) if remark else line


def _line(setting: str, remark: str) -> str:
    return f"{setting.ljust(_COMMENT - 1)} # {remark}"
