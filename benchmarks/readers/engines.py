"""The engines, in the versions that are pinned, and the browser that they run in."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

ENGINES: Final[Mapping[str, str]] = {
    "epubjs": "epubjs",
    "foliate": "foliate-js",
    "readium": "@readium/navigator",
}
"""The package of each engine."""

_HERE: Final = Path(__file__).parent
_PINS: Final = ("package.json", "package-lock.json")
_BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "chrome")


class ReaderFailedError(Exception):
    """What the trials need is missing, or their driver broke down."""


def installed() -> Path:
    """Return the folder with the engines' modules, fetched by npm at the first time.

    The folder lies among the user's caches; another set of pins has another one.
    """
    mark = hashlib.sha256(b"".join((_HERE / name).read_bytes() for name in _PINS)).hexdigest()
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = caches / "publish-readers" / mark[:12]
    done = folder / "installed"
    if not done.exists():
        folder.mkdir(parents=True, exist_ok=True)
        for name in _PINS:
            shutil.copyfile(_HERE / name, folder / name)
        command = (found("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund")
        result = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if result.returncode:
            raise ReaderFailedError(f"npm ci: {result.stderr.strip()[-2000:]}")
        done.touch()
    return folder / "node_modules"


def versions() -> dict[str, str]:
    """Return the pinned version of each engine."""
    pins = json.loads((_HERE / _PINS[0]).read_text())["dependencies"]
    return {engine: pins[package] for engine, package in ENGINES.items()}


def found(*names: str) -> str:
    """Return the first of these programs that is here. Raises ``ReaderFailedError``."""
    for name in names:
        if path := shutil.which(name):
            return path
    raise ReaderFailedError(f"{names[0]} is not installed")


def drive(job: Mapping[str, Any]) -> dict[str, Any]:
    """Return what one engine let be seen of a book. Raises ``ReaderFailedError``."""
    command = (found("node"), str(_HERE / "drive.mjs"))
    text = json.dumps({**job, "chromium": found(*_BROWSERS)})
    result = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    if result.returncode:
        raise ReaderFailedError(f"{job['engine']}: {result.stderr.strip()[-2000:]}")
    seen: dict[str, Any] = json.loads(result.stdout)
    return seen
