import json
import sys
from pathlib import Path

import pytest

from publish.adapters.validators import EpubCheck
from publish.artifact import Artifact
from publish.diagnostics import Diagnostic, Severity
from publish.errors import ToolFailedError, ToolMissingError

BOOK = Artifact("sea.epub", "application/epub+zip", b"bytes")


def stand_in(folder: Path, body: str) -> str:
    """Return a program that stands in for Java."""
    program = folder / "java"
    program.write_text(f"#!{sys.executable}\n{body}\n", encoding="utf-8")
    program.chmod(0o755)
    return str(program)


def said(java: str) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    EpubCheck(java=java).check(BOOK, report=found.append)
    return found


def test_every_place_of_a_message_is_told_under_its_own_code(tmp_path: Path) -> None:
    places = [{"path": "EPUB/one.xhtml", "line": 3, "column": 9}, {"path": None, "line": -1}]
    message = {
        "ID": "RSC-005",
        "severity": "ERROR",
        "message": "Error while parsing\n file.",
        "locations": places,
    }
    quiet = {"ID": "ACC-008", "severity": "USAGE", "message": "NCX is old.", "locations": []}
    report = json.dumps({"messages": [message, quiet]})
    first, second, third = said(stand_in(tmp_path, f"print({report!r}); raise SystemExit(1)"))
    assert first.rule.code == "epubcheck:RSC-005"
    assert first.message == "error while parsing file"
    assert str(first.span) == "sea.epub/EPUB/one.xhtml:3:9"
    assert (str(second.span), second.level) == ("sea.epub", Severity.ERROR)
    assert (third.level, third.message) == (Severity.NOTE, "NCX is old")


def test_no_report_is_a_failure_whatever_the_status(tmp_path: Path) -> None:
    with pytest.raises(ToolFailedError, match="no report"):
        said(stand_in(tmp_path, "print('crashed')"))


def test_without_java_the_hint_says_what_to_install() -> None:
    with pytest.raises(ToolMissingError) as caught:
        said("no-such-java")
    assert caught.value.hint
