"""Designs and their stylesheets: ours, the author's over them, and what each edition gets."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any, Final, Literal, get_args

from publish.catalogue import OUTSIDE_PROJECT, READERS_CHOICE
from publish.content import Lead
from publish.content.css_logical import Flow
from publish.content.flat_css import flatten_all
from publish.content.readers_choices import Forced, forced
from publish.content.safe_css import Breach, confine
from publish.diagnostics import Diagnostic, Report, Span
from publish.errors import ConfigError

DEFAULT_DESIGN: Final = "classic"
AUTHORS_FOLDER: Final = PurePosixPath("styles")
CUSTOM: Final = "custom.css"
"""The author's own additions to whatever design is chosen; last in the cascade."""

_MANIFEST: Final = "design.toml"
_VERTICAL: Final = "vertical.css"
_SHEETS: Final = ("book.css", "epub.css", _VERTICAL, "print.css")
_ACROSS: Final = Flow()
_FONTS: Final[Mapping[str, str]] = MappingProxyType(
    {"text": "EB Garamond", "code": "Source Code Pro"}
)
_USES: Final = ("text", "code", "heads")
_KEYS: Final = ("name", "summary", "lead", "fonts")


@dataclass(frozen=True, slots=True)
class Stylesheet:
    """A stylesheet under the name that it has in ``styles/``; ``is_ours`` where we ship it."""

    name: str
    text: str = field(repr=False)
    is_ours: bool = False


@dataclass(frozen=True, slots=True)
class Design:
    """A design as chosen: what it is, its families as fontpkg names them, its sheets as written.

    ``families`` are keyed by use: ``text``, ``code``, and ``heads`` where those have a family of
    their own. ``lead`` is how a chapter's first words are marked. ``breaches`` say what in the
    author's sheets would reach out of the book: no edition gets it.
    """

    name: str
    title: str
    summary: str
    families: Mapping[str, str]
    stylesheets: tuple[Stylesheet, ...]
    lead: Lead = "plain"
    breaches: tuple[tuple[str, Breach], ...] = ()


def shipped_folder() -> Traversable:
    """Return the folder of our own styles: inside an installed package, else the repository's."""
    installed = files("publish") / "_styles"
    return installed if installed.is_dir() else Path(__file__).parents[3] / "styles"


def design_names() -> tuple[str, ...]:
    """Return the names of the designs that ship with us, sorted."""
    return tuple(
        sorted(
            folder.name
            for folder in shipped_folder().iterdir()
            if folder.is_dir() and (folder / _MANIFEST).is_file()
        )
    )


def read_design(name: str, overrides: Mapping[str, str] = MappingProxyType({})) -> Design:
    """Return a design: ours, the author's, or ours with files of the author's in their place.

    ``overrides`` are the texts of the author's ``styles/`` by their path in it: a design is
    ``NAME/design.toml`` and ``NAME/*.css``; ``book.css``, ``epub.css``, ``vertical.css`` and
    ``print.css`` replace ours; ``custom.css`` comes last. Raises ``ConfigError`` for a design that
    nobody has, and for a ``design.toml`` that cannot be used.
    """
    authors = {path.split("/")[0] for path in overrides if path.count("/") == 1}
    known = sorted({*design_names(), *authors})
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1)
        hint = f'did you mean "{near[0]}"?' if near else f"choose one of: {', '.join(known)}"
        raise ConfigError(f'there is no design "{name}"', hint=hint)
    texts = {**_shipped_texts(name), **overrides}
    own = sorted(path for path in texts if path.startswith(f"{name}/") and path.endswith(".css"))
    order = [path for path in (*_SHEETS, *own, CUSTOM) if path in texts]
    confined = {path: confine(texts[path]) for path in order}
    manifest = _manifest(name, texts.get(f"{name}/{_MANIFEST}", ""))
    return Design(
        name=name,
        title=manifest.get("name", name),
        summary=manifest.get("summary", ""),
        families=MappingProxyType({**_FONTS, **manifest.get("fonts", {})}),
        lead=manifest.get("lead", "plain"),
        stylesheets=tuple(
            Stylesheet(path, confined[path][0], path not in overrides) for path in order
        ),
        breaches=tuple((path, breach) for path in order for breach in confined[path][1]),
    )


def check_design(design: Design, *, report: Report) -> None:
    """Report what the author's stylesheets fetch from outside the book, or take from the reader."""
    for path, breach in design.breaches:
        report(
            Diagnostic(
                OUTSIDE_PROJECT,
                f'"{breach.what}" is not part of the book and is left out',
                Span(AUTHORS_FOLDER / path, breach.line, breach.column),
                breach.hint,
            )
        )
    for sheet in design.stylesheets:
        if not sheet.is_ours and sheet.name != "print.css":
            for found in forced(sheet.text):
                report(_taken(AUTHORS_FOLDER / sheet.name, found))


def _taken(path: PurePosixPath, found: Forced) -> Diagnostic:
    return Diagnostic(
        READERS_CHOICE,
        f'"{found.declaration}" of "{found.selector}" takes the {found.choice} of the text from'
        " the reader",
        Span(path, found.line, found.column),
        "leave it out, or put it into `@media print`",
    )


def stylesheets_for(
    design: Design,
    edition: Literal["epub", "print"],
    flow: Flow = _ACROSS,
    *,
    families: Sequence[str] = (),
) -> tuple[Stylesheet, ...]:
    """Return the stylesheets of an edition in the order of the cascade.

    What elements are, what the platform needs, the design, the author's own. In an EPUB they are
    one, flattened for a book of this ``flow``, for a custom property may be set in one sheet and
    used in another. ``families`` are the author's own, for scripts that the design's lack.
    """
    others = ("print.css",) if edition == "epub" else ("epub.css", _VERTICAL)
    sheets = tuple(sheet for sheet in design.stylesheets if sheet.name not in others)
    if edition == "print":
        return sheets
    texts = [
        (sheet.text, sheet.is_ours and sheet.name != _VERTICAL)
        for sheet in sheets
        if flow.is_vertical or sheet.name != _VERTICAL
    ]
    return (Stylesheet("book.css", flatten_all(texts, flow, families=families)),)


def _shipped_texts(name: str) -> dict[str, str]:
    folder = shipped_folder()
    texts = {
        entry.name: entry.read_text(encoding="utf-8")
        for entry in folder.iterdir()
        if entry.name.endswith(".css")
    }
    own = folder / name
    if name in design_names():
        texts |= {
            f"{name}/{entry.name}": entry.read_text(encoding="utf-8")
            for entry in own.iterdir()
            if entry.name == _MANIFEST or entry.name.endswith(".css")
        }
    return texts


def _manifest(name: str, text: str) -> dict[str, Any]:
    """Return what a ``design.toml`` says, every value known to be of its kind."""
    where = f"{AUTHORS_FOLDER}/{name}/{_MANIFEST}"
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(
            f"{where} cannot be read: {error}", hint="correct the line named"
        ) from error
    fonts = values.get("fonts", {})
    is_table = isinstance(fonts, dict)
    entries = [value for key, value in values.items() if key != "fonts"]
    entries += fonts.values() if is_table else ()
    if not is_table or not all(isinstance(entry, str) for entry in entries):
        raise ConfigError(
            f"{where} has a value that is not text",
            hint='write name = "…", summary = "…" and, under [fonts], text = "…" and code = "…"',
        )
    unknown = sorted(set(fonts) - set(_USES)) + sorted(set(values) - set(_KEYS))
    if unknown:
        raise ConfigError(
            f'{where} has the unknown key "{unknown[0]}"',
            hint="the keys are name, summary, lead, and under [fonts] text, code and heads",
        )
    if values.get("lead", "plain") not in get_args(Lead):
        raise ConfigError(
            f'{where} has the unknown lead "{values["lead"]}"',
            hint=f"choose one of: {', '.join(get_args(Lead))}",
        )
    return values
