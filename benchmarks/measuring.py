"""What a command costs: processor time and memory of the process and of all that it starts."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

INTERVAL = 0.1
"""Seconds between two looks at the memory."""

_MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Command:
    """What is run, and in which folder."""

    arguments: tuple[str, ...]
    folder: Path


@dataclass(frozen=True, slots=True)
class Measurement:
    """What one run took, in seconds and MiB.

    ``cpu`` is user and system time of the whole process tree. ``peak`` is the highest sum of the
    processes' proportional set sizes (PSS) that was seen, 0 where the system has no ``/proc``;
    ``rss`` is the largest resident set of any one process.
    """

    cpu: float
    wall: float
    peak: float
    rss: float


class CommandFailedError(Exception):
    """A command did not succeed; the text ends with what it said."""


def measure(command: Command) -> Measurement:
    """Run a command and return what it took.

    Time counts for every process whose parent waits for it, as shells, ``subprocess`` and pandoc
    do. Raises ``CommandFailedError``.
    """
    with tempfile.TemporaryFile() as said:
        began = time.monotonic()
        process = subprocess.Popen(
            command.arguments,
            cwd=command.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=said,
        )
        peak = 0
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            peak = max(peak, sum(map(_proportional_size, _tree(process.pid))))
            time.sleep(INTERVAL)
        wall = time.monotonic() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            words = said.read().decode("utf-8", "replace")
            raise CommandFailedError(f"{' '.join(command.arguments)}\n{words[-2000:]}")
    unit = 1 if sys.platform == "darwin" else 1024  # macOS counts ru_maxrss in bytes
    return Measurement(
        usage.ru_utime + usage.ru_stime, wall, peak / _MIB, usage.ru_maxrss * unit / _MIB
    )


def _tree(pid: int) -> Iterator[int]:
    """Yield a process and its descendants, as far as they still run."""
    yield pid
    try:
        listings = list(Path(f"/proc/{pid}/task").glob("*/children"))
    except OSError:
        return  # the process has ended meanwhile
    for listing in listings:
        try:
            children = listing.read_text().split()
        except OSError:
            continue  # the thread has
        for child in children:
            yield from _tree(int(child))


def _proportional_size(pid: int) -> int:
    """Return the PSS of a process in bytes, 0 if it is gone."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    line = next((line for line in rollup.splitlines() if line.startswith("Pss:")), "Pss: 0 kB")
    return int(line.split()[1]) * 1024


def run(arguments: Sequence[str], *, folder: Path) -> None:
    """Run a command whose cost is of no interest. Raises ``CommandFailedError``."""
    measure(Command(tuple(arguments), folder))
