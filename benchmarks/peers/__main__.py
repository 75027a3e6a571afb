"""Make the EPUBs of a book by five toolchains, read them, and print what each has as a table.

    python -m benchmarks.peers PROJECT [--cache FOLDER] [--keep FOLDER]

``PROJECT`` is a book of ours; ``publish import`` makes one of pandoc's files. The peers are
installed into the cache, which users of ``publish`` never need. Java, npm, chromium and its driver
must be there.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

from benchmarks.books import PUBLISH
from benchmarks.measuring import CommandFailedError, run
from benchmarks.peers.epub_facts import facts, open_epub, words
from benchmarks.peers.installing import Cache
from benchmarks.peers.judging import ace, epubcheck
from benchmarks.peers.sources import project_source
from benchmarks.peers.toolchains import MAKERS

from publish import __version__


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=__doc__)
    parser.add_argument("project", type=Path, help="the folder of a book of ours")
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "publish-peers")
    parser.add_argument("--keep", type=Path, help="where the EPUBs go; by default they are removed")
    parser.add_argument("--without-ace", action="store_true", help="Ace takes a minute a book")
    return parser.parse_args()


def _ours(project: Path, folder: Path) -> Path:
    """Return our EPUB of a copy of the project."""
    copy = folder / "project"
    shutil.copytree(project / "manuscript", copy / "manuscript")
    run((*PUBLISH, "epub", "-q"), folder=copy)
    return next((copy / "dist").glob("*.epub"))


def _cover(epub: Path, folder: Path) -> Path:
    """Return the cover of our EPUB, which all the others get."""
    opened = open_epub(epub)
    item = next(
        each
        for each in opened.package.iter("{http://www.idpf.org/2007/opf}item")
        if "cover-image" in (each.get("properties") or "")
    )
    href = str(item.get("href"))
    cover = folder / f"cover{Path(href).suffix}"
    cover.write_bytes(opened.members[f"{opened.folder}/{href}"])
    return cover


def _manuscript_words(texts: list[Path]) -> Counter[str]:
    """Return the words of the texts by the roughest of counters: what is no markup is a word."""
    found: Counter[str] = Counter()
    for text in texts:
        plain = text.read_text("utf-8")
        plain = re.sub(r"\A---\n.*?\n(?:---|\.\.\.)\n", "", plain, flags=re.DOTALL)
        plain = re.sub(r"(?s)<!--.*?-->|\{[^{}]*\}|\$[^$\n]+\$", " ", plain)
        plain = re.sub(r"\]\([^)\s]*\)|\[[^\]\n]*@[^\]\n]*\]|@[\w:-]+", "] ", plain)
        plain = re.sub(r"\[\^[^\]]+\]:?|https?://\S+", " ", plain)
        plain = re.sub(r"(?m)^:{3,}.*$|^```.*$", " ", plain)
        plain = re.sub(r"[*_~^\\]", "", plain)
        found.update(re.findall(r"[^\W\d_]{2,}", plain.casefold()))
    return found


def _column(
    name: str,
    wanted: Counter[str],
    epubs: tuple[Path, Path],
    folder: Path,
    options: argparse.Namespace,
) -> dict[str, str]:
    epub, again = epubs
    opened = open_epub(epub)
    there = words(opened)
    judged = {"EPUBCheck: errors, warnings": epubcheck(epub, folder)}
    if not options.without_ace:
        judged["Ace: violations"] = ace(epub, folder, Cache(options.cache))
    print(f"{name}: judged", file=sys.stderr)
    return {
        **judged,
        f"words missing, of {wanted.total():,}": f"{(wanted - there).total():,}",
        **facts(opened),
        "built twice, the same bytes": "yes" if epub.read_bytes() == again.read_bytes() else "no",
    }


def _table(columns: dict[str, dict[str, str]]) -> str:
    rows = list(columns["publish"])
    lines = [f"| | {' | '.join(columns)} |", f"|---|{'---|' * len(columns)}"]
    lines += [
        f"| {row} | {' | '.join(x.get(row, '?') for x in columns.values())} |" for row in rows
    ]
    return "\n".join(lines)


def main() -> int:
    """Make, judge, print."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="publish-peers-") as name:
        work = (options.keep or Path(name)).resolve()
        columns: dict[str, dict[str, str]] = {}
        made: dict[str, list[Path]] = {"publish": []}
        for turn in ("first", "again"):
            folder = work / turn / "publish"
            folder.mkdir(parents=True)
            made["publish"].append(_ours(options.project.resolve(), folder))
        cover = _cover(made["publish"][0], work)
        source = project_source(options.project.resolve(), cover, work / "given")
        for peer, make in MAKERS.items():
            made[peer] = []
            for turn in ("first", "again"):
                folder = work / turn / peer.replace(" ", "-").lower()
                folder.mkdir(parents=True)
                try:
                    made[peer].append(make(source, Cache(options.cache), folder))
                except CommandFailedError as error:
                    print(f"{peer}: {error}", file=sys.stderr)
            print(f"{peer}: made", file=sys.stderr)
        manuscript = options.project.resolve() / "manuscript"
        wanted = _manuscript_words(sorted(manuscript.rglob("*.md")))
        for peer, epubs in made.items():
            if len(epubs) == 2:
                folder = work / f"judged-{peer.replace(' ', '-').lower()}"
                folder.mkdir()
                columns[peer] = _column(peer, wanted, (epubs[0], epubs[1]), folder, options)
    print(f"`publish` {__version__}\n\n{_table(columns)}")
    return 0 if len(columns) == len(made) else 1


if __name__ == "__main__":
    sys.exit(main())
