"""A print edition to the bytes of a PDF: WeasyPrint, fed with the edition and nothing else.

Neither the network, nor the disk, nor the machine's fonts are within its reach. What it logs
becomes diagnostics.
"""

from __future__ import annotations

import logging
import os
import re
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final

from publish.artifact import TypesetBook
from publish.catalogue import GLYPH_MISSING
from publish.diagnostics import Diagnostic, Report, Severity, foreign
from publish.editions import PrintEdition
from publish.errors import ToolMissingError
from publish.ports import Progress
from publish.typesetting.binding import bind
from publish.typesetting.findings import findings
from publish.typesetting.garbage import long_lived_spared
from publish.typesetting.markup import prepare_units
from publish.typesetting.paragraphs.choosing import rules_of
from publish.typesetting.paragraphs.hyphenation import exceptions_of
from publish.typesetting.remembering import styles_remembered
from publish.typesetting.rounds import settle
from publish.typesetting.sheets import BOOKMARKS, faces_sheet, geometry_sheet
from publish.typesetting.unit import BASE, Engine, set_unit

ENGINE: Final = "70."
"""The versions of WeasyPrint that ``typesetting.engine_seam`` is written for."""

_NO_FONTS: Final = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><cachedir>{cache}</cachedir></fontconfig>
"""

_KINDS: Final = (
    ("image", re.compile("image", re.IGNORECASE)),
    ("anchor", re.compile("anchor")),
    ("font", re.compile("font", re.IGNORECASE)),
    ("css", re.compile("Ignored|Invalid|Expected|Unsupported|Unknown|stylesheet")),
)

_NO_ALTERNATIVE: Final = "has no required alt description"


class Typesetter:
    """WeasyPrint behind the port ``PrintBinder``."""

    def bind(self, edition: PrintEdition, *, report: Report, progress: Progress) -> TypesetBook:
        """Return the PDF and its page map; what the pages suffer from goes to ``report``.

        Raises ``ToolMissingError`` for an engine of another version, ``ToolFailedError`` where
        it cannot lay a division out.
        """
        with _machine_fonts_hidden(), _log_reported(report):
            engine = _start(edition)
            with styles_remembered(), long_lived_spared() as spare:
                units = prepare_units(edition)
                with progress.step("setting pages", len(units)) as step:

                    def advance() -> None:
                        spare()
                        step.advance()

                    setter = partial(set_unit, engine=engine)
                    settlement = settle(units, _front(edition), setter, advance)
                for finding in findings(settlement):
                    report(finding)
                return bind(edition, settlement.units, engine)


def _front(edition: PrintEdition) -> int:
    """Return how many units, from the first, are numbered in roman."""
    roles = [unit.role for unit in edition.units]
    return next((i for i, role in enumerate(roles) if role != "frontmatter"), len(roles))


def _start(edition: PrintEdition) -> Engine:
    with warnings.catch_warnings():
        # WeasyPrint 70 warns on import that there are no fonts: there shall be none but ours.
        warnings.filterwarnings("ignore", message="No fonts configured", category=UserWarning)
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration
    if not weasyprint.VERSION.startswith(ENGINE):
        raise ToolMissingError(
            f"WeasyPrint {weasyprint.VERSION} is installed, {ENGINE}x is needed",
            hint='run `pip install "weasyprint>=70,<71"`',
        )
    bare = Engine((), FontConfiguration(), _fetcher(edition))
    sheets = (
        bare.parse(faces_sheet(edition.faces)),
        *(bare.parse(sheet.data.decode(), href=str(sheet.href)) for sheet in edition.stylesheets),
        bare.parse(geometry_sheet(edition.geometry)),
        bare.parse(BOOKMARKS),
    )
    exceptions = exceptions_of(edition.hyphenation)
    return Engine(sheets, bare.fonts, bare.fetcher, exceptions, rules_of(edition.tolerance))


def _fetcher(edition: PrintEdition) -> Any:
    """Return a fetcher that knows the edition's resources and refuses all else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    files: Mapping[str, tuple[bytes, str]] = {
        **{BASE + str(face.href): (face.data, "font/sfnt") for face in edition.faces},
        **{
            BASE + str(resource.href): (resource.data, resource.media_type)
            for resource in (*edition.stylesheets, *edition.resources)
        },
    }

    class EditionFetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            if url not in files:
                raise ValueError(f'"{url.removeprefix(BASE)}" is not in the edition')
            data, media_type = files[url]
            return URLFetcherResponse(url, data, {"Content-Type": media_type})

    return EditionFetcher(allowed_protocols={"data"})


@contextmanager
def _machine_fonts_hidden() -> Iterator[None]:
    """Let fontconfig read a configuration without fonts, so that only the edition's can be used.

    The environment is the only way to tell it; Pango reads it whenever a font map is made.
    """
    with tempfile.TemporaryDirectory(prefix="publish-fonts-") as folder:
        path = Path(folder, "fonts.conf")
        path.write_text(_NO_FONTS.format(cache=Path(folder, "cache").as_posix()), encoding="utf-8")
        before = os.environ.get("FONTCONFIG_FILE")
        os.environ["FONTCONFIG_FILE"] = str(path)
        try:
            yield
        finally:
            if before is None:
                del os.environ["FONTCONFIG_FILE"]
            else:
                os.environ["FONTCONFIG_FILE"] = before


class _LogReporter(logging.Handler):
    """Turns the engine's log records into diagnostics, each once."""

    def __init__(self, report: Report) -> None:
        super().__init__(logging.WARNING)
        self.report = report
        self.seen: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage().rstrip(".").replace(BASE, "")
        if message in self.seen or _NO_ALTERNATIVE in message:
            return  # a picture without words has been reported as I002
        self.seen.add(message)
        if message.startswith(".notdef"):
            self.report(Diagnostic(GLYPH_MISSING, f"no font has {message.rpartition(': ')[2]}"))
            return
        severity = Severity.ERROR if record.levelno >= logging.ERROR else Severity.WARNING
        kind = next((kind for kind, pattern in _KINDS if pattern.search(message)), "message")
        self.report(Diagnostic(foreign("weasyprint", kind, severity), _lowered(message)))


def _lowered(message: str) -> str:
    return message[:1].lower() + message[1:]


@contextmanager
def _log_reported(report: Report) -> Iterator[None]:
    """Report what the engine and the libraries under it log meanwhile, and print none of it."""
    loggers = [logging.getLogger(name) for name in ("weasyprint", "fontTools")]
    handler = _LogReporter(report)
    before = [(logger.handlers[:], logger.propagate, logger.level) for logger in loggers]
    for logger in loggers:
        logger.handlers[:] = [handler] if logger.name == "weasyprint" else [logging.NullHandler()]
        logger.propagate = False
        logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        for logger, (handlers, propagate, level) in zip(loggers, before, strict=True):
            logger.handlers[:] = handlers
            logger.propagate = propagate
            logger.setLevel(level)
