"""Commands as documents: each file of this folder is a session that is typed and compared.

A fence with a path after its language (`toml manuscript/book.toml`) is a file of the session. A
`console` fence holds commands after `$ `, what they print, `2> ` before lines of stderr, and
`=> N` for a status that is not 0. `--accept` writes what came.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from publish.cli import main

SESSIONS = sorted(Path(__file__).parent.glob("*.md"))
FENCE = re.compile(r"^```(\S+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SURROUNDINGS = {"SOURCE_DATE_EPOCH": "1780000000", "COLUMNS": "80", "CI": "", "NO_COLOR": "1"}


def play(text: str) -> str:
    """Return the session as it went."""

    def block(match: re.Match[str]) -> str:
        language, path, body = match.groups()
        if path:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            Path(path).write_text(body, "utf-8")
        if language != "console":
            return match[0]
        commands = [line[2:] for line in body.splitlines() if line.startswith("$ ")]
        return "```console\n" + "".join(map(answer, commands)) + "```"

    return FENCE.sub(block, text)


def answer(command: str) -> str:
    words = shlex.split(command)
    if words[0] == "cat":
        return f"$ {command}\n{Path(words[1]).read_text('utf-8')}"
    assert words[0] == "publish", command
    ran = CliRunner().invoke(main, words[1:], env=SURROUNDINGS, prog_name="publish")
    errors = "".join(f"2> {line}".rstrip() + "\n" for line in ran.stderr.splitlines())
    status = f"=> {ran.exit_code}\n" if ran.exit_code else ""
    return f"$ {command}\n{ran.stdout}{errors}{status}"


@pytest.mark.parametrize("session", SESSIONS, ids=lambda path: path.stem)
def test_session(
    session: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, accept: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    written = session.read_text("utf-8")
    went = play(written)
    if accept:
        session.write_text(went, "utf-8")
    else:
        assert went == written
