"""What a wheel and a source archive hold, and that the wheel alone makes a book."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).parent.parent.parent

pytestmark = pytest.mark.tools


def run(*command: str | Path, cwd: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    ran = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, f"{command}\n{ran.stdout}{ran.stderr}"
    return ran


def build(target: str, folder: Path) -> Path:
    run(sys.executable, "-m", "hatchling", "build", "-t", target, "-d", folder, cwd=ROOT)
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("sdist", tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="module")
def site(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel alone into a folder; its dependencies are those of this Python."""
    folder = tmp_path_factory.mktemp("site")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    run(*pip, "--target", folder, wheel, cwd=folder)
    return folder


def committed(folder: str) -> set[PurePosixPath]:
    """Return the files under a folder that git knows or would know, relative to it."""
    listed = run(
        "git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", folder, cwd=ROOT
    )
    return {
        PurePosixPath(name).relative_to(folder)
        for name in listed.stdout.split("\0")
        if name and (ROOT / name).is_file()
    }


def source_files() -> set[str]:
    package = {f"publish/{path}" for path in committed("src/publish")}
    return package | {f"publish/_styles/{path}" for path in committed("styles")}


def test_the_wheel_holds_the_package_and_the_styles_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    metadata = {name for name in names if ".dist-info/" in name}
    assert names - metadata == source_files()
    assert "publish/py.typed" in names
    assert "publish/_styles/book.css" in names
    assert {PurePosixPath(name).name for name in metadata} == {
        "METADATA",
        "RECORD",
        "WHEEL",
        "entry_points.txt",
        "LICENSE",
    }


def test_the_wheel_names_licence_and_python(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        metadata = archive.read(name).decode()
    assert "License-Expression: AGPL-3.0-or-later\n" in metadata
    assert "Requires-Python: >=3.11\n" in metadata


def test_the_source_archive_is_what_a_wheel_is_built_from(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        names = {PurePosixPath(name) for name in archive.getnames()}
    tops = {path.parts[1] for path in names}
    expected = {"src", "styles", "CHANGELOG.md", "LICENSE", "README.md", "pyproject.toml"}
    assert tops - {"PKG-INFO", ".gitignore"} == expected


def test_a_wheel_of_the_source_archive_is_the_same(
    wheel: Path, sdist: Path, tmp_path: Path
) -> None:
    # Python 3.11.2 of Debian 12 has no safe filter yet, and 3.12 warns without one.
    run("tar", "-xf", sdist, "-C", tmp_path, cwd=tmp_path)
    (source,) = tmp_path.iterdir()
    target = tmp_path / "built"
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", target, cwd=source)
    (again,) = target.iterdir()
    assert again.read_bytes() == wheel.read_bytes()


def test_the_installed_command_tells_what_it_does(site: Path, tmp_path: Path) -> None:
    ran = run(site / "bin/publish", "--help", cwd=tmp_path, PYTHONPATH=str(site))
    for command in ("new", "build", "epub", "pdf", "check"):
        assert f"\n  {command} " in ran.stdout


def test_the_installed_package_is_the_one_that_runs(site: Path, tmp_path: Path) -> None:
    ask = "import publish; print(publish.__file__)"
    ran = run(sys.executable, "-c", ask, cwd=tmp_path, PYTHONPATH=str(site))
    assert Path(ran.stdout.strip()).is_relative_to(site)


@pytest.mark.slow
def test_a_book_begun_and_built_away_from_the_source(site: Path, tmp_path: Path) -> None:
    settings = {"PYTHONPATH": str(site)}
    run(site / "bin/publish", "new", "mybook", cwd=tmp_path, **settings)
    ran = run(site / "bin/publish", "build", cwd=tmp_path / "mybook", **settings)
    made = {path.suffix for path in (tmp_path / "mybook/dist").iterdir()}
    assert made >= {".epub", ".pdf", ".json"}
    assert {PurePosixPath(line).suffix for line in ran.stdout.splitlines()} >= {".epub", ".pdf"}
