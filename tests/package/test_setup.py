"""script/setup on machines that lack something, with stand-ins for their programs."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
TOOLS = ("cat", "cksum", "dirname", "env", "sh", "mkdir", "rm")

APT = "apt-get install --yes --no-install-recommends"


@dataclass(frozen=True)
class Machine:
    """A machine with the few programs that we give it."""

    project: Path
    bin: Path

    def give(self, name: str, text: str = "") -> None:
        """Put a program there that writes its name and arguments down, then runs ``text``."""
        log = self.bin.parent / "log"
        program = self.bin / name
        program.write_text(f'#!/bin/sh\necho "{name} $*" >>"{log}"\n{text}\n', "utf-8")
        program.chmod(0o755)

    def set_up(self, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.project / "script/setup", *arguments],
            env={"PATH": str(self.bin), "HOME": str(self.bin.parent), **env},
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def log(self) -> list[str]:
        path = self.bin.parent / "log"
        return path.read_text("utf-8").splitlines() if path.exists() else []


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    project = tmp_path / "project"
    shutil.copytree(ROOT / "script", project / "script")
    for name in ("requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, project)
    made = Machine(project, tmp_path / "bin")
    made.bin.mkdir()
    for name in TOOLS:
        (made.bin / name).symlink_to(shutil.which(name) or "/bin/false")
    made.give("uname", "echo Linux")
    made.give("id", "echo 1000")
    return made


def python_without_venv(machine: Machine) -> None:
    refuses = 'case "$*" in *ensurepip*) exit 1 ;; esac'
    machine.give("python3", f'{refuses}\nexec "{sys.executable}" "$@"')


def furnish(machine: Machine, *, pango: bool) -> None:
    """Put a filled .venv there, whose Python opens Pango or does not."""
    venv = machine.project / ".venv"
    (venv / "bin").mkdir(parents=True)
    machine.give("python", f'[ "$1" != -W ] || exit {int(not pango)}')
    (machine.bin / "python").rename(venv / "bin/python")
    recipe = subprocess.run(
        ["sh", "-euc", ". script/surroundings.sh; recipe", "script/setup"],
        cwd=machine.project,
        capture_output=True,
        check=True,
    )
    (venv / "recipe").write_bytes(recipe.stdout)


def test_no_python(machine: Machine) -> None:
    ran = machine.set_up()
    assert ran.returncode == 5
    assert ran.stderr.startswith("error: Python 3.11 or newer is missing\n  hint: ")


def test_an_old_python_is_passed_over(machine: Machine) -> None:
    machine.give("python3", "exit 1")
    machine.give("python3.12", 'case "$*" in *ensurepip*) exit 1 ;; *print*) echo 3.12 ;; esac')
    machine.give("apt-get")
    assert f"sudo {APT} python3.12-venv" in machine.set_up().stderr


def test_without_rights_the_line_to_type_is_printed(machine: Machine) -> None:
    python_without_venv(machine)
    machine.give("apt-get")
    ran = machine.set_up()
    name = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    assert ran.returncode == 5
    assert ran.stderr == f"error: Python's venv is missing\n  hint: type: sudo {APT} {name}\n"
    assert not [line for line in machine.log if line.startswith("apt-get")]


@pytest.mark.parametrize("rights", ["root", "sudo"])
def test_with_rights_what_is_missing_is_installed(machine: Machine, rights: str) -> None:
    furnish(machine, pango=True)
    machine.give("apt-get", f'[ "$1" != install ] || echo "exit 0" >>"{machine.bin}/java"')
    machine.give("java", "exit 1")
    if rights == "root":
        machine.give("id", "echo 0")
    else:
        machine.give("sudo", '[ "$1" != -n ] || shift\nexec "$@"')
        machine.give("true")
    assert machine.set_up("java").returncode == 0
    assert f"{APT} default-jre-headless -qq" in machine.log


def test_a_library_that_cannot_be_had_is_named(machine: Machine) -> None:
    furnish(machine, pango=False)
    ran = machine.set_up()
    assert ran.returncode == 5
    assert "error: Pango is missing" in ran.stderr
    assert "libpango-1.0-0" in ran.stderr


def test_homebrew(machine: Machine) -> None:
    furnish(machine, pango=True)
    machine.give("uname", "echo Darwin")
    machine.give("brew", f'[ "$1" != --prefix ] || echo "{machine.bin.parent}/brew"')
    machine.give("java", "exit 1")
    assert machine.set_up("java").returncode == 0
    assert "brew install --quiet openjdk" in machine.log


@pytest.mark.parametrize("browser", ["chromium", "google-chrome", ""])
def test_ci_has_a_browser(machine: Machine, browser: str) -> None:
    furnish(machine, pango=True)
    machine.give("java")
    machine.give("id", "echo 0")
    machine.give("apt-get")
    if browser:
        machine.give(browser)
    assert machine.set_up("java", CI="true").returncode == 0
    assert (f"{APT} chromium -qq" in machine.log) == (not browser)
    assert machine.set_up("java").returncode == 0


def test_the_second_time_nothing_is_installed(machine: Machine) -> None:
    furnish(machine, pango=True)
    machine.give("java")
    ran = machine.set_up("java")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    assert not [line for line in machine.log if "install" in line]
