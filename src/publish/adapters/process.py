"""The only place that starts another program: no shell, a time limit, output kept apart."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from publish.errors import ToolFailedError, ToolMissingError


@dataclass(frozen=True, slots=True)
class Completed:
    """What a program did: its status and what it printed."""

    status: int
    stdout: bytes
    stderr: bytes

    @property
    def complaint(self) -> str:
        """Return the last lines of what it printed on stderr, as text."""
        lines = self.stderr.decode("utf-8", "replace").strip().splitlines()
        return "\n".join(lines[-5:])


def run(
    arguments: Sequence[str],
    *,
    input: bytes = b"",
    timeout: float = 600.0,
    cwd: Path | None = None,
) -> Completed:
    """Run a program and return what it did, whatever its status.

    ``timeout`` is in seconds. Raises ``ToolMissingError`` where the program is not there and
    ``ToolFailedError`` where it does not end in time.
    """
    try:
        done = subprocess.run(
            list(arguments),
            input=input,
            capture_output=True,
            check=False,
            timeout=timeout,
            cwd=cwd,
        )
    except FileNotFoundError as error:
        raise ToolMissingError(
            f"{arguments[0]} is not installed", hint="run `publish doctor` to see what is missing"
        ) from error
    except subprocess.TimeoutExpired as error:
        raise ToolFailedError(
            f"{Path(arguments[0]).name} did not finish in {timeout:.0f} seconds"
        ) from error
    return Completed(done.returncode, done.stdout, done.stderr)
