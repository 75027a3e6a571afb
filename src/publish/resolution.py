"""Settings resolved: defaults, then ``book.toml``, then the environment, then options."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Literal, cast

from publish.book_toml import PATH, BookToml, guess, read_toml
from publish.catalogue import BAD_VALUE, MISSING_KEY, OUTSIDE_PROJECT, RULES, UNKNOWN_KEY
from publish.config import (
    ChapterNumbers,
    Config,
    EditionConfig,
    Numbering,
    Opening,
    Placement,
    RuleConfig,
    Tolerance,
)
from publish.diagnostics import Diagnostic, Report, Severity
from publish.errors import ConfigError
from publish.model.directions import is_right_to_left, is_written_down
from publish.publication import find_modified, make_metadata, read_isbn, read_slug
from publish.settings import SETTINGS, settings_of
from publish.shops import ShopName
from publish.trim import parse_page

_CSL = "chicago-notes-bibliography"
_DIVIDED_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_FOREIGN_CODE = re.compile(r"[\w-]+:[\w.-]+")
_TRUE, _FALSE = ("1", "true", "yes", "on"), ("", "0", "false", "no", "off")


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line sets over ``book.toml``; ``None`` leaves it as it is."""

    strict: bool | None = None


def resolve(
    project: Path,
    env: Mapping[str, str],
    *,
    report: Report,
    last_change: str = "",
    options: Options | None = None,
) -> Config:
    """Return the settings of the project; what is wrong with them goes to ``report``.

    ``last_change`` is the moment of the last commit that touched the book, in ISO 8601, or ``""``.
    Raises ``ConfigError`` where there is no ``book.toml``.
    """
    toml = read_toml(_read(project), report)
    editions = _editions(toml, report)
    modified, modified_from = find_modified(toml, env, last_change, report)
    strict, strict_from = _strict(env, options or Options(), report)
    cover = toml.text("book", "cover")
    csl = toml.text("book", "csl", default=_CSL)
    if csl.endswith(".csl"):
        csl = str(_inside(toml, "csl", csl, report) or _CSL)
    return Config(
        project=project,
        metadata=make_metadata(toml, editions, modified, report),
        slug=read_slug(toml, report),
        order=toml.texts("book", "order"),
        cover=_inside(toml, "cover", cover, report) if cover else None,
        cover_alternative=toml.text("book", "cover-alt"),
        bibliography=_paths(toml, "bibliography", report),
        csl=csl,
        note_numbering=cast("Numbering", toml.text("book", "note-numbering", default="chapter")),
        chapter_numbers=cast(
            "ChapterNumbers", toml.text("book", "chapter-numbers", default="arabic")
        ),
        section_numbers=toml.flag("book", "section-numbers"),
        is_vertical=_is_vertical(toml, report),
        style=toml.text("book", "style", default="classic"),
        fonts=_paths(toml, "fonts", report),
        hyphenation=tuple(_divided_words(toml, report)),
        tolerance=cast("Tolerance", toml.text("book", "tolerance", default="normal")),
        editions=editions,
        rules=tuple(_rule(toml, code, report) for code in toml.names("rules")),
        strict=strict,
        provenance=(
            *_provenance(toml, modified_from),
            ("strict", strict_from),
        ),
    )


def _read(project: Path) -> str:
    path = project / PATH
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError:
        raise ConfigError(
            f"there is no {PATH} in {project}",
            hint="run publish in a book's folder, name one with -C, or make one: publish new DIR",
        ) from None
    except UnicodeDecodeError as error:
        raise ConfigError(f"{PATH} is not UTF-8", hint="save it as UTF-8") from error
    except OSError as error:
        raise ConfigError(f"cannot read {PATH}: {error.strerror}") from error


def _strict(env: Mapping[str, str], options: Options, report: Report) -> tuple[bool, str]:
    if options.strict is not None:
        return (options.strict, "--strict")
    word = env.get("PUBLISH_STRICT", "").lower()
    if word in _TRUE:
        return (True, "PUBLISH_STRICT")
    if word not in _FALSE:
        report(Diagnostic(BAD_VALUE, f'PUBLISH_STRICT is "{word}" but must be 1 or 0'))
    return (False, "default")


def _provenance(toml: BookToml, modified_from: str) -> tuple[tuple[str, str], ...]:
    rows = []
    for setting in SETTINGS:
        if setting.table != "book":
            continue
        written = ("book", setting.key) in toml.values
        rows.append((setting.path, str(toml.span("book", setting.key)) if written else "default"))
    at = ("book", "accessibility")
    rows.extend(
        (setting.path, str(toml.span(*at, setting.key)))
        for setting in settings_of("book.accessibility").values()
        if (*at, setting.key) in toml.values
    )
    named = dict(rows)
    if modified_from != "book.toml":
        named["book.modified"] = modified_from
    rows = [
        (f"{table}.{name}", str(toml.span(table, name)))
        for table in ("editions", "rules")
        for name in toml.names(table)
    ]
    return (*named.items(), *rows)


def _paths(toml: BookToml, key: str, report: Report) -> tuple[PurePosixPath, ...]:
    inside = (_inside(toml, key, text, report) for text in toml.texts("book", key))
    return tuple(path for path in inside if path is not None)


def _divided_words(toml: BookToml, report: Report) -> Iterator[str]:
    """Yield the words of ``hyphenation``; what is no word goes to ``report``."""
    for text in toml.texts("book", "hyphenation"):
        if _DIVIDED_WORD.fullmatch(text):
            yield text
        else:
            report(
                Diagnostic(
                    BAD_VALUE,
                    f'"hyphenation" holds "{text}", which is not a word of letters and hyphens',
                    toml.span("book", "hyphenation"),
                    hint='write one word with a hyphen at each division: "man-u-script"',
                )
            )


def _inside(toml: BookToml, key: str, text: str, report: Report) -> PurePosixPath | None:
    """Return a path of ``book.toml`` relative to the project, ``None`` where it leads outside."""
    path = inside_project(PATH.parent, text)
    if path is None:
        report(
            Diagnostic(
                OUTSIDE_PROJECT,
                f'{key} "{text}" leads out of the project',
                toml.span("book", key),
                hint="copy the file into manuscript/ and name it relative to book.toml",
            )
        )
    return path


def inside_project(folder: PurePosixPath, text: str) -> PurePosixPath | None:
    """Return ``text``, written relative to ``folder``, relative to the project.

    ``None`` where it leads out of the project. Pure: links on the disk are ``read_manuscript``'s.
    """
    parts: list[str] = []
    joined = folder / text
    if joined.is_absolute():
        return None
    for part in joined.parts:
        if part != "..":
            parts.append(part)
        elif parts:
            parts.pop()
        else:
            return None
    return PurePosixPath(*parts)


def _is_vertical(toml: BookToml, report: Report) -> bool:
    """Return whether lines run down the page; no other scripts than these are written so."""
    if toml.text("book", "writing-mode") != "vertical":
        return False
    language = toml.text("book", "language")
    if is_written_down(language):
        return True
    message = f'"writing-mode" is "vertical" but the language is "{language}"'
    hint = "remove it: only Japanese, Chinese and Korean are set so"
    report(Diagnostic(BAD_VALUE, message, toml.span("book", "writing-mode"), hint))
    return False


def _editions(toml: BookToml, report: Report) -> tuple[EditionConfig, ...]:
    """Return the editions named; without any, those that can be made of such a book."""
    is_for_screens = (
        is_right_to_left(toml.text("book", "language"))
        or toml.text("book", "writing-mode") == "vertical"
    )
    names = toml.names("editions") or (("epub",) if is_for_screens else ("epub", "pdf"))
    editions = tuple(_edition(toml, name, report) for name in names)
    printed = tuple(edition.name for edition in editions if edition.format == "pdf")
    return tuple(_with_page_list(edition, printed, toml, report) for edition in editions)


def _with_page_list(
    edition: EditionConfig, printed: tuple[str, ...], toml: BookToml, report: Report
) -> EditionConfig:
    at = ("editions", edition.name, "page-list")
    name = toml.text(*at)
    if name in printed or (name == "none" and edition.format == "epub"):
        pass
    elif name and edition.format == "epub":
        choices = (*printed, "none")
        known = ", ".join(f'"{choice}"' for choice in choices)
        message = f'"page-list" is "{name}" but must be one of {known}'
        report(Diagnostic(BAD_VALUE, message, toml.span(*at), guess(name, choices)))
    elif name:
        message = '"page-list" says nothing of an edition in print'
        hint = "move it under the EPUB's table"
        report(Diagnostic(BAD_VALUE, message, toml.span(*at), hint))
    if edition.format != "epub" or name == "none":
        return edition
    return replace(edition, page_list=name if name in printed else next(iter(printed), ""))


def _edition(toml: BookToml, name: str, report: Report) -> EditionConfig:
    at = ("editions", name)
    shop = toml.text(*at, "for")
    form = toml.text(*at, "format") or _format_of(name) or ("epub" if shop else "")
    if not form:
        hint = 'add format = "epub" or format = "pdf"'
        message = f'edition "{name}" does not say its format'
        report(Diagnostic(MISSING_KEY, message, toml.span(*at), hint))
    if shop and form == "pdf":
        message = f'edition "{name}" is a PDF, and "for" is for EPUBs'
        report(Diagnostic(BAD_VALUE, message, toml.span(*at, "for"), "delete the line"))
    notes = toml.text(*at, "notes") or toml.text("book", "notes") or "foot"
    if form == "epub" and notes == "foot":
        notes = "chapter-end"
    return EditionConfig(
        name=name,
        format=cast("Literal['epub', 'pdf']", form or "pdf"),
        isbn=read_isbn(toml, name, report),
        notes=cast("Placement", notes),
        page=_page(toml, name, report),
        openings=cast("Opening", toml.text(*at, "openings", default="recto")),
        running_heads=cast(
            "Literal['author', 'title', 'none']",
            toml.text(*at, "running-heads", default="title"),
        ),
        shop=cast("ShopName", shop or "generic"),
        flow=cast(
            "Literal['', 'auto', 'paginated', 'scrolled-doc', 'scrolled-continuous']",
            toml.text(*at, "flow"),
        ),
        spread=cast("Literal['', 'auto', 'none', 'landscape', 'both']", toml.text(*at, "spread")),
    )


def _format_of(name: str) -> str:
    if "epub" in name:
        return "epub"
    return "pdf" if "pdf" in name or "print" in name else ""


def _page(toml: BookToml, name: str, report: Report) -> tuple[float, float]:
    text = toml.text("editions", name, "page", default="a5")
    try:
        return parse_page(text)
    except ValueError as error:
        span = toml.span("editions", name, "page")
        hint = 'write a name such as "a5" or "us-trade", or "148mm x 210mm"'
        report(Diagnostic(BAD_VALUE, f"page: {error}", span, hint))
        return parse_page("a5")


def _rule(toml: BookToml, code: str, report: Report) -> RuleConfig:
    at = ("rules", code)
    if code not in RULES and not _FOREIGN_CODE.fullmatch(code):
        hint = guess(code.upper(), RULES) or "run `publish inspect rules` to see every code"
        report(Diagnostic(UNKNOWN_KEY, f'rule "{code}" is not known', toml.span(*at), hint))
    allow = toml.texts(*at, "allow")
    reason = toml.text(*at, "reason")
    if allow and not reason:
        hint = 'add reason = "…"; whoever reads it in a year will ask'
        message = f'rule "{code}" is allowed without a reason'
        report(Diagnostic(MISSING_KEY, message, toml.span(*at), hint))
    severity = toml.text(*at, "severity")
    return RuleConfig(code, Severity(severity) if severity else None, allow, reason)
