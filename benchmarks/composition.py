"""Compare how well pages are set: ``publish`` beside LuaLaTeX with microtype and Typst.

    python -m benchmarks.composition --corpora FOLDER --typocheck FOLDER --out build/composition

Each text is set by all in one face and geometry and measured by typocheck on the PDFs alone.
LuaLaTeX and Typst are installed when missing. The status is 1 where we are behind LuaLaTeX.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.composers import COMPOSERS
from benchmarks.composition_texts import Text, has_notes, take_text

BOOKS = ("pride-and-prejudice", "gibbon-vol1")
OURS, PEER = "publish", "LuaLaTeX, microtype"

Figures = Mapping[str, Any]

ROWS: Mapping[str, tuple[str, ...]] = {
    "space ratio: mean": ("space_ratio", "mean"),
    "space ratio: standard deviation": ("space_ratio", "stdev"),
    "lines over 1.5": ("space_ratio", "share_gt_1.5"),
    "lines over 2": ("space_ratio", "share_gt_2"),
    "lines under 0.8": ("space_ratio", "share_lt_0.8"),
    "loosest line": ("space_ratio", "max"),
    "hyphenated line ends": ("hyphens", "share"),
    "hyphens across pages": ("hyphens", "across_pages"),
    "ladders": ("hyphens", "ladders_ge3"),
    "runts": ("runts",),
    "overfull lines": ("overfull",),
    "widows": ("widows",),
    "orphans": ("orphans",),
    "unequal spreads": ("facing", "differ"),
    "of spreads": ("facing", "pairs"),
    "justified lines": ("justified_share",),
    "pages": ("pages",),
    "CPU s": ("cpu",),
}
SHARES = ("lines over 1.5", "lines over 2", "lines under 0.8", "hyphenated line ends")
UNJUDGED = ("of spreads", "pages", "CPU s", "loosest line", "hyphens across pages")


def value_of(figures: Figures, row: str) -> float:
    """Return a figure of a report; what it does not say is 0."""
    value: Any = figures
    for key in ROWS[row]:
        value = value.get(key, 0) if isinstance(value, Mapping) else 0
    return float(value)


def shortfalls(found: Mapping[str, Figures]) -> Iterator[str]:
    """Yield every row in which we are behind the peer."""
    if OURS not in found or PEER not in found:
        return
    for row in ROWS:
        ours, theirs = value_of(found[OURS], row), value_of(found[PEER], row)
        if row == "justified lines":
            ours, theirs = -ours, -theirs
        elif row == "space ratio: mean":
            ours, theirs = abs(ours - 1), abs(theirs - 1)
        if row not in UNJUDGED and ours > theirs:
            yield row


def table(name: str, found: Mapping[str, Figures]) -> str:
    """Return the figures of a text as Markdown."""
    lines = [f"| {name} | {' | '.join(found)} |", f"|---|{'--:|' * len(found)}"]
    for row in ROWS:
        cells = " | ".join(_shown(value_of(figures, row), row) for figures in found.values())
        lines.append(f"| {row} | {cells} |")
    return "\n".join(lines)


def _shown(value: float, row: str) -> str:
    if row in SHARES:
        return f"{100 * value:.2f} %"
    return f"{value:.0f}" if value == int(value) and row != "loosest line" else f"{value:.3f}"


def judge(pdf: Path, typocheck: Path, python: str) -> dict[str, Any]:
    """Return what typocheck says of a PDF."""
    program = Path(__file__).with_name("page_figures.py")
    environment = {**os.environ, "PYTHONPATH": str(typocheck), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [python, str(program), str(pdf)], capture_output=True, check=True, env=environment
    )
    return dict(json.loads(done.stdout))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpora", type=Path, required=True, help="the folder with the books")
    parser.add_argument("--books", nargs="+", default=BOOKS, help="which books")
    parser.add_argument("--whole", action="store_true", help="whole books, not some chapters")
    parser.add_argument("--with-notes", action="store_true", help="set the notes, too")
    parser.add_argument("--composers", nargs="+", default=tuple(COMPOSERS), choices=COMPOSERS)
    parser.add_argument("--out", type=Path, default=Path("build/composition"))
    parser.add_argument(
        "--typocheck",
        type=Path,
        default=os.environ.get("TYPOCHECK"),
        required="TYPOCHECK" not in os.environ,
        help="the folder that holds the package typocheck (or $TYPOCHECK)",
    )
    parser.add_argument(
        "--judge-python",
        default=os.environ.get("TYPOCHECK_PYTHON", sys.executable),
        help="a Python with PyMuPDF (or $TYPOCHECK_PYTHON)",
    )
    return parser.parse_args()


def _texts(options: argparse.Namespace, work: Path) -> Iterator[Text]:
    for name in options.books:
        corpus = (options.corpora / name).resolve()
        notes = options.with_notes and has_notes(corpus)
        yield take_text(corpus, work / "texts", whole=options.whole, notes=notes)


def main() -> int:
    """Set, measure, print the tables, write the figures."""
    options = _options()
    work = options.out.resolve()
    behind = []
    for text in _texts(options, work):
        found: dict[str, Figures] = {}
        for number, name in enumerate(COMPOSERS):
            kept = work / f"{text.name}-{number}.json"
            if name in options.composers:
                pdf, cpu = COMPOSERS[name](text, work / f"composer-{number}")
                figures = judge(pdf, options.typocheck, options.judge_python) | {"cpu": cpu}
                kept.write_text(json.dumps(figures, indent=1), "utf-8")
            if kept.exists():
                found[name] = json.loads(kept.read_text("utf-8"))
        print(table(text.name, found), flush=True)
        rows = list(shortfalls(found))
        print(f"\nbehind {PEER}: {', '.join(rows) or 'nowhere'}\n", flush=True)
        behind += rows
    return 1 if behind else 0


if __name__ == "__main__":
    sys.exit(main())
