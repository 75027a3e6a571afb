"""Open an EPUB in three reading engines, turn every page, and try every entry and every note.

    python -m benchmarks.readers BOOK.epub --out FOLDER

epub.js, foliate-js and Readium's navigator run in a headless Chromium; ``node``, ``npm`` and
``chromium`` must be here, the engines are fetched at the first time. ``FOLDER`` gets
``report.json`` and a few pictures for each engine; the status is 1 where an engine could not show
something.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

from benchmarks.readers.book_facts import BookFacts, Call, read_facts
from benchmarks.readers.engines import ENGINES, ReaderFailedError, drive, installed, versions
from benchmarks.readers.server import Shelf, serving
from benchmarks.readers.verdict import Verdict, judge, table

Each = TypeVar("Each")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.readers", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("epub", type=Path, help="the book")
    parser.add_argument("--out", type=Path, required=True, help="the folder for the report")
    parser.add_argument("--engines", nargs="+", default=list(ENGINES), choices=list(ENGINES))
    parser.add_argument(
        "--notes", type=int, help="try so many notes, spread evenly (default: every one)"
    )
    parser.add_argument("--size", default="600x800", help="the screen, in pixels (default 600x800)")
    return parser.parse_args()


def spread(items: Sequence[Each], count: int | None) -> tuple[Each, ...]:
    """Return ``count`` of the items, evenly spread, the first and the last among them."""
    if count is None or count >= len(items):
        return tuple(items)
    if count < 2:
        return tuple(items[:count])
    return tuple(items[place * (len(items) - 1) // (count - 1)] for place in range(count))


def _views(facts: BookFacts) -> dict[str, str]:
    """Return what is photographed: a chapter in the middle, and the contents."""
    contents = [entry.address for entry in facts.contents]
    views = {"chapter": contents[len(contents) // 2]} if contents else {}
    navigation = next(item for item in facts.items if "nav" in item.properties)
    return {**views, "contents": navigation.path} if navigation.in_spine else views


def _judge(
    engine: str, facts: BookFacts, calls: tuple[Call, ...], options: argparse.Namespace
) -> tuple[Verdict, dict[str, Any]]:
    modules = installed()
    shelf = Shelf(options.epub, facts, modules)
    with serving(shelf) as base:
        seen = drive(
            {
                "base": base,
                "engine": engine,
                "modules": str(modules),
                "out": str(options.out.resolve()),
                "size": [int(length) for length in options.size.split("x")],
                "spine": [item.path for item in facts.spine if item.linear],
                "contents": [entry.address for entry in facts.contents],
                "pages": [entry.address for entry in facts.pages],
                "calls": [{"address": call.address, "note": call.note} for call in calls],
                "views": _views(facts),
            }
        )
    return judge(engine, facts, calls, seen, shelf.missing), seen


def main() -> int:
    """Try the engines one after the other, print the table, write the report."""
    options = _options()
    options.out.mkdir(parents=True, exist_ok=True)
    facts = read_facts(options.epub)
    calls = spread(facts.calls, options.notes)
    verdicts: list[Verdict] = []
    details: dict[str, Any] = {}
    try:
        for engine in options.engines:
            verdict, seen = _judge(engine, facts, calls, options)
            verdicts.append(verdict)
            details[engine] = {**asdict(verdict), "version": versions()[engine], "seen": seen}
            print(
                f"{engine}: {len(verdict.findings)} findings, {verdict.seconds:.0f} s",
                file=sys.stderr,
            )
    except ReaderFailedError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    report = {"book": options.epub.name, "notes": len(facts.calls), "engines": details}
    text = json.dumps(report, ensure_ascii=False, indent=1)
    (options.out / "report.json").write_text(f"{text}\n", encoding="utf-8")
    print(table(facts, verdicts))
    for verdict in verdicts:
        for finding in verdict.findings:
            print(f"{verdict.engine}: {finding}", file=sys.stderr)
    return 1 if any(verdict.findings for verdict in verdicts) else 0


if __name__ == "__main__":
    sys.exit(main())
