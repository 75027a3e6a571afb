"""The same manuscript, another machine: the same bytes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.conftest import run_publish

from publish.adapters.fonts import load_faces

pytestmark = [pytest.mark.tools, pytest.mark.slow]


@dataclass(frozen=True, slots=True)
class Surroundings:
    project: Path
    home: Path
    started_in: Path
    umask: int
    variables: Mapping[str, str]

    def build(self, manuscript: Path) -> dict[str, bytes]:
        """Return the files of ``dist`` by name."""
        shutil.copytree(manuscript, self.project / "manuscript")
        self.home.mkdir(parents=True, exist_ok=True)
        ran = subprocess.run(
            [sys.executable, "-m", "publish", "-C", str(self.project), "build"],
            env={**os.environ, "HOME": str(self.home), **self.variables},
            cwd=self.started_in,
            umask=self.umask,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        return {file.name: file.read_bytes() for file in (self.project / "dist").iterdir()}


def install_decoy(home: Path) -> None:
    """Give the machine a font with our family's name and another's shapes."""
    faces = load_faces(report=lambda diagnostic: pytest.fail(diagnostic.message))
    bold = next(face for face in faces if face.family == "EB Garamond" and face.weight == "700")
    fonts = home / ".local" / "share" / "fonts"
    fonts.mkdir(parents=True)
    (fonts / "EBGaramond-Regular.ttf").write_bytes(bold.data)


def test_two_machines_make_the_same_books_and_the_same_report(tmp_path: Path) -> None:
    ours = Surroundings(
        tmp_path / "book",
        tmp_path / "home",
        tmp_path,
        0o022,
        {"TZ": "UTC", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"},
    )
    theirs = Surroundings(
        tmp_path / "другая папка" / "deep" / "book",
        tmp_path / "home of another",
        Path("/"),
        0o077,
        {
            "TZ": "Asia/Kathmandu",
            "LANG": "de_DE.ISO-8859-1",
            "LC_ALL": "tr_TR.UTF-8",
            "PYTHONHASHSEED": "4711",
            "XDG_DATA_HOME": str(tmp_path / "home of another" / ".local" / "share"),
            "FONTCONFIG_FILE": str(tmp_path / "no-such.conf"),
        },
    )
    install_decoy(theirs.home)
    run_publish("new", "sample", cwd=tmp_path)
    manuscript = tmp_path / "sample" / "manuscript"
    first, second = ours.build(manuscript), theirs.build(manuscript)
    assert sorted(first) == sorted(second)
    assert {name for name in first if first[name] != second[name]} == set()
    assert len(json.loads(first["build-report.json"])["artifacts"]) == 2
