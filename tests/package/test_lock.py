"""The lock names all that pyproject.toml asks for, and nothing of the machine that wrote it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent.parent
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
PINS = {
    canonicalize_name(name): version
    for name, version in re.findall(r"^([\w.-]+)==([\w.+!]+)", LOCK, re.MULTILINE)
}


def wanted() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    named = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    for group in project["dependency-groups"].values():
        named += [entry for entry in group if isinstance(entry, str)]
    return [Requirement(entry) for entry in named]


def test_every_requirement_is_pinned_within_its_bounds() -> None:
    for requirement in wanted():
        version = PINS.get(canonicalize_name(requirement.name))
        assert version, f"run script/lock: {requirement.name} is not in requirements.lock"
        assert requirement.specifier.contains(version, prereleases=True), f"{requirement} {version}"


def test_every_pin_has_hashes() -> None:
    for entry in re.findall(r"^[\w.-]+==(?:.*\\\n)*.*$", LOCK, re.MULTILINE):
        assert "--hash=sha256:" in entry, entry


def test_it_has_no_address_and_no_path() -> None:
    assert not re.search(r"://|^-|[ =]/", LOCK, re.MULTILINE)
