"""Pandoc's ``metadata.yaml`` said as ``book.toml``."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

from publish.book_toml import guess
from publish.catalogue import BROKEN_YAML
from publish.citation_styles import find_style
from publish.diagnostics import Diagnostic, Report, Span
from publish.publication import is_language_tag
from publish.settings import ROLE_WORDS

# Keys that ask for what every book of ours has, or that speak of another output.
_NEEDLESS: Final = frozenset(
    {"link-citations", "toc", "toc-depth", "toc-title", "lof", "lot", "dir", "documentclass"}
    | {"papersize", "geometry", "fontsize", "mainfont", "linestretch", "reference-section-title"}
    | {"suppress-bibliography", "nocite", "css", "header-includes", "classoption", "colorlinks"}
)
_PEOPLE: Final = ("author", "translator", "editor", "illustrator")
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


@dataclass(frozen=True, slots=True)
class PandocMetadata:
    """The settings that the metadata gives, the files that it names, and what it could not say.

    ``settings`` are keys of ``[book]``; ``remarks`` are sentences for the import report.
    """

    settings: Mapping[str, str | list[str]]
    people: tuple[tuple[str, str], ...] = ()
    series: tuple[str, str] | None = None
    files: tuple[PurePosixPath, ...] = ()
    remarks: tuple[str, ...] = ()


def parse_metadata(text: str, path: PurePosixPath, report: Report) -> Mapping[str, object]:
    """Return the first document of a YAML text; what is wrong with it goes to ``report``."""
    import yaml

    try:
        data = next(iter(yaml.safe_load_all(text)), None)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        span = Span(path, mark.line + 1, mark.column + 1) if mark else Span(path)
        hint = "put values that hold a colon or begin with a sign in quotation marks"
        report(Diagnostic(BROKEN_YAML, f"not YAML: {error.problem or error.context}", span, hint))
        return {}
    except yaml.YAMLError as error:
        report(Diagnostic(BROKEN_YAML, f"not YAML: {str(error).splitlines()[0]}", Span(path)))
        return {}
    if data is None:
        return {}
    if not isinstance(data, Mapping):
        report(
            Diagnostic(BROKEN_YAML, "the file holds no keys", Span(path, 1, 1), "write key: value")
        )
        return {}
    return {str(key): value for key, value in data.items()}


def translate_metadata(data: Mapping[str, object], *, fallback_title: str) -> PandocMetadata:
    """Return what pandoc's metadata says in our own terms."""
    reader = _Reader(dict(data))
    return reader.read(fallback_title)


def write_book_toml(metadata: PandocMetadata) -> str:
    """Return the text of ``book.toml``."""
    lines = ["[book]"]
    for key, value in metadata.settings.items():
        if isinstance(value, str):
            lines.append(f"{key} = {quote(value)}")
        else:
            lines.append(f"{key} = [{', '.join(map(quote, value))}]")
    for name, role in metadata.people:
        lines += ["", "[[book.contributors]]", f"name = {quote(name)}", f"role = {quote(role)}"]
    if metadata.series:
        lines += ["", "[book.series]", f"name = {quote(metadata.series[0])}"]
        if metadata.series[1]:
            lines.append(f"number = {quote(metadata.series[1])}")
    return "\n".join(lines) + "\n"


def quote(text: str) -> str:
    """Return a string of TOML."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


@dataclass(slots=True)
class _Reader:
    """Take keys out of the metadata one by one; what is left at the end is not known."""

    data: dict[str, object]
    settings: dict[str, str | list[str]] = field(default_factory=dict)
    files: list[PurePosixPath] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def read(self, fallback_title: str) -> PandocMetadata:
        """Return everything that is understood."""
        self._titles(fallback_title)
        self._language()
        self._identifier()
        self._date()
        for key in ("publisher", "rights", "description"):
            self._plain(key, key)
        self._plain("copyright", "rights")
        self._plain("abstract", "description")
        self._subjects()
        self._cover()
        self._bibliography()
        # Pandoc numbers nothing unless asked; the titles carry their own numbers.
        self.settings["chapter-numbers"] = "none"
        people = tuple(self._people())
        series = self._series()
        self._leftovers()
        return PandocMetadata(
            self.settings, people, series, tuple(dict.fromkeys(self.files)), tuple(self.remarks)
        )

    def _titles(self, fallback: str) -> None:
        title = self.data.pop("title", None)
        subtitle = _text(self.data.pop("subtitle", None))
        if isinstance(title, list):
            named = {_field(item, "type") or "main": _text(item) for item in title}
            subtitle = subtitle or named.get("subtitle", "")
            title = named.get("main") or next(iter(named.values()), "")
        words = _text(title)
        if not words:
            words = fallback
            self.remarks.append(
                f"The metadata has no title; the folder's name stands for it: {words}."
            )
        self.settings["title"] = words
        if subtitle:
            self.settings["subtitle"] = subtitle

    def _language(self) -> None:
        tag = _text(self.data.pop("lang", None) or self.data.pop("language", None))
        self.data.pop("language", None)
        fixed = tag.replace("_", "-").split(".")[0]
        if not is_language_tag(fixed):
            self.remarks.append(
                f'The language "{tag}" is not a tag of BCP 47; `en` stands for it: correct it.'
                if tag
                else "The metadata has no lang; pandoc then means `en`: correct it if it is not."
            )
            fixed = "en"
        self.settings["language"] = fixed

    def _identifier(self) -> None:
        value = self.data.pop("identifier", None)
        items = value if isinstance(value, list) else [value]
        texts = [text for text in map(_named, items) if text]
        if texts:
            self.settings["identifier"] = texts[0]
        usable = [text for text in texts[1:] if re.match(r"(doi|urn|https?):", text)]
        if usable:
            self.settings["identifiers"] = usable
        self.remarks += [
            f"A further identifier is left out: {text}." for text in texts[1:] if text not in usable
        ]

    def _date(self) -> None:
        text = _text(self.data.pop("date", None))
        if _DATE.fullmatch(text):
            self.settings["date"] = text
        elif text:
            self.remarks.append(f'The date "{text}" is not of the form 2026-05-01; it is left out.')

    def _plain(self, key: str, name: str) -> None:
        text = _text(self.data.pop(key, None))
        if text:
            self.settings.setdefault(name, text)

    def _subjects(self) -> None:
        found: list[str] = []
        for key in ("subject", "subjects", "keywords"):
            value = self.data.pop(key, None)
            if isinstance(value, str):
                found += [word.strip() for word in value.split(",")]
            else:
                found += [_text(item) for item in _listed(value)]
        words = [word for word in dict.fromkeys(found) if word]
        if words:
            self.settings["subjects"] = words

    def _cover(self) -> None:
        self.data.pop("cover-image-alt", None)
        path = _text(self.data.pop("cover-image", None) or self.data.pop("epub-cover-image", None))
        if path:
            self.settings["cover"] = path
            self.files.append(PurePosixPath(path))

    def _bibliography(self) -> None:
        paths = [_text(item) for item in _listed(self.data.pop("bibliography", None))]
        csl = _text(self.data.pop("csl", None) or self.data.pop("citation-style", None))
        if not paths:
            return
        self.settings["bibliography"] = paths if len(paths) > 1 else paths[0]
        self.files += map(PurePosixPath, paths)
        self.settings["csl"] = self._style(csl)

    def _style(self, csl: str) -> str:
        name = csl.rsplit("/", 1)[-1].removesuffix(".csl")
        if not csl:
            return "chicago-author-date"
        if csl.endswith(".csl") and "://" not in csl:
            self.files.append(PurePosixPath(csl))
            return csl
        if find_style(name):
            return name
        self.remarks.append(f'The citation style "{csl}" is not known; chicago-author-date stands.')
        return "chicago-author-date"

    def _people(self) -> Iterable[tuple[str, str]]:
        for role in _PEOPLE:
            for person in _listed(self.data.pop(role, None)):
                yield from self._person(person, role)
        for key, role in (("creator", "author"), ("contributor", "contributor")):
            for person in _listed(self.data.pop(key, None)):
                yield from self._person(person, _field(person, "role") or role)

    def _person(self, person: object, role: str) -> Iterable[tuple[str, str]]:
        name = _field(person, "name") or _text(person)
        if not name:
            return
        known = role in ROLE_WORDS or re.fullmatch(r"[a-z]{3}", role)
        if not known:
            self.remarks.append(f'The role "{role}" of {name} is not known; contributor stands.')
        yield name, role if known else "contributor"

    def _series(self) -> tuple[str, str] | None:
        name = _text(self.data.pop("belongs-to-collection", None) or self.data.pop("series", None))
        number = _text(self.data.pop("group-position", None))
        return (name, number) if name else None

    def _leftovers(self) -> None:
        for key in sorted(self.data):
            if key not in _NEEDLESS:
                near = guess(key, ("title", "author", "lang", "rights", "date", "bibliography"))
                self.remarks.append(
                    f"The key `{key}` is not known; it is left out."
                    + (f" ({near}?)" if near else "")
                )


def _named(value: object) -> str:
    """Return an identifier; a DOI says that it is one."""
    text = _text(value)
    is_bare = _field(value, "scheme").upper() == "DOI" and text.startswith("10.")
    return f"doi:{text}" if is_bare else text


def _listed(value: object) -> list[object]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _field(value: object, key: str) -> str:
    return _text(value.get(key)) if isinstance(value, Mapping) else ""


def _text(value: object) -> str:
    """Return a value as one line of text; a mapping gives its ``text`` or its name."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, Mapping):
        return _text(value.get("text") or value.get("name"))
    if isinstance(value, list):
        return ", ".join(filter(None, map(_text, value)))
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()[:10]
    return " ".join(str(value).split())
