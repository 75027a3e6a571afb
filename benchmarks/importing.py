"""Measure what an import costs by the word, for a long source of each kind and a longer one.

    python -m benchmarks.importing [--kinds txt docx] [--rounds 2] [--words 250000 1000000]

The texts are made here, the same on every desk: chapters of paragraphs with straight quotation
marks, emphasis, notes at the ends of chapters, verse, and works of a bibliography named. Plain
texts are hard-wrapped; the other kinds are pandoc's. The status is 1 where a bar is missed.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.books import PUBLISH
from benchmarks.measuring import Command, Measurement, measure
from benchmarks.results import Bar, middle_of, verdicts

from publish.adapters.pandoc.program import executable

WORDS = (250_000, 1_000_000)
KINDS = ("txt", "docx", "odt", "rtf", "html", "epub")
CPU_BAR = 4.4
"""How many times the time of the shorter text the longer one may take, four times as long."""

MEMORY_BAR = 4.4
_CHAPTER = 4_000
_WORKS = 60
_COMMON_WORDS = (
    "the of and a to in he was that it his her with as had she for at by not but from they which "
    "on were all this have one there so when out up into said them then could some time very "
    "harbour water morning evening captain letter window garden winter summer silence mountain "
    "distance memory question answer company kitchen shadow market village surface history"
)
_COMMON = _COMMON_WORDS.split()


def works() -> str:
    """Return a bibliography in BibTeX."""
    return "".join(
        f"@book{{w{number}, author = {{Surname{number}, Given}}, title = {{The Distance of Winter "
        f"{_name(number)}}}, date = {{{1900 + number}}}}}\n"
        for number in range(_WORKS)
    )


def prose(words: int) -> Iterator[str]:
    """Yield the paragraphs of a text of so many words."""
    yield "The Long Distance"
    state, written, chapter = 1, 0, 0
    while written < words:
        chapter += 1
        yield f"Chapter {chapter}"
        notes: list[str] = []
        end = min(written + _CHAPTER, words)
        while written < end:
            state, sentence = _paragraph(state)
            if state % 7 == 0:
                notes.append(f"[{len(notes) + 1}] A note on the {_COMMON[state % len(_COMMON)]}.")
                sentence += f"[{len(notes)}]"
            if state % 11 == 0:
                number = state % _WORKS
                sentence += f' See Surname{number}, "The Distance of Winter {_name(number)}".'
            written += len(sentence.split())
            yield sentence
            if state % 13 == 0:
                yield "\n".join(("    The wind it blew,", "      the sails they flew,"))
        yield from notes


def _paragraph(state: int) -> tuple[int, str]:
    """Return a paragraph of a hundred words or so, and the state for the next one."""
    words = []
    for place in range(60 + state % 80):
        state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
        word = _COMMON[(state >> 8) % len(_COMMON)]
        if place % 17 == 0:
            word = f'"{word}'
        elif place % 17 == 6:
            word = f'{word}," she said.'
        elif place % 23 == 0:
            word = f"_{word}_"
        words.append(word)
    return state, " ".join(words).capitalize() + "."


def _name(number: int) -> str:
    return f"{_COMMON[number % len(_COMMON)].capitalize()} {number}"


def write_text(path: Path, words: int) -> Path:
    """Write a text of so many words, broken into lines as typed texts are."""
    filled = (
        part if part.startswith(" ") else textwrap.fill(part, 72, break_on_hyphens=False)
        for part in prose(words)
    )
    path.write_text("\n\n".join(filled) + "\n", encoding="utf-8")
    return path


def markdown(words: int) -> Iterator[str]:
    """Yield the blocks of the same text in Markdown, as pandoc reads it."""
    chapter = 0
    for part in prose(words):
        if part.startswith("Chapter "):
            chapter += 1
            yield f"# {part}"
        elif part.startswith("    "):
            yield "\n".join(f"| {line.strip()}" for line in part.split("\n"))
        elif part.startswith("["):
            number, note = part[1:].split("] ", 1)
            yield f"[^{chapter}-{number}]: {note}"
        else:
            yield re.sub(r"\[(\d+)\]", rf"[^{chapter}-\1]", part)


def write_source(folder: Path, kind: str, words: int) -> Path:
    """Write a source of a kind of so many words; those that pandoc writes take a while."""
    path = folder / f"{words}.{kind}"
    if kind == "txt":
        return write_text(path, words)
    source = folder / f"{words}.md"
    source.write_text("\n\n".join(markdown(words)) + "\n", encoding="utf-8")
    command = [executable(), "--standalone", "-Mtitle=Long", source.name, "-o", path.name]
    subprocess.run(command, cwd=folder, check=True)
    source.unlink()
    return path


def importing_bars(found: Mapping[int, Measurement], kind: str = "txt") -> Iterator[Bar]:
    """Yield how much dearer the longer source of a kind is than the shorter one."""
    short, long = min(found), max(found)
    name = f"import {kind}: {{}} of {long:,} words / {short:,}"
    yield Bar(name.format("CPU"), found[long].cpu / found[short].cpu, CPU_BAR)
    if found[short].peak:
        yield Bar(name.format("memory"), found[long].peak / found[short].peak, MEMORY_BAR)


def table(found: Mapping[str, Mapping[int, Measurement]]) -> str:
    """Return what each source took as Markdown."""
    lines = ["| kind | words | CPU s | CPU ms by the word | peak MiB |", "|---|--:|--:|--:|--:|"]
    for kind, sizes in found.items():
        for words, took in sorted(sizes.items()):
            each = f"{1000 * took.cpu / words:.4f}"
            lines.append(f"| {kind} | {words:,} | {took.cpu:.1f} | {each} | {took.peak:.0f} |")
    return "\n".join(lines)


def main() -> int:
    """Import each source in turns, print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS)
    parser.add_argument("--words", type=int, nargs="+", default=WORDS)
    parser.add_argument("--rounds", type=int, default=1, help="how often each source is imported")
    options = parser.parse_args()
    found: dict[str, dict[int, Measurement]] = {}
    with tempfile.TemporaryDirectory(prefix="publish-bench-") as name:
        folder = Path(name).resolve()
        (folder / "works.bib").write_text(works(), encoding="utf-8")
        for kind in options.kinds:
            rounds: dict[int, list[Measurement]] = {words: [] for words in options.words}
            for words in options.words:
                write_source(folder, kind, words)
            for number in range(1, options.rounds + 1):
                for words in options.words:
                    rounds[words].append(_import(folder, kind, words, number))
            found[kind] = {words: middle_of(results) for words, results in rounds.items()}
    bars = [bar for kind, sizes in found.items() for bar in importing_bars(sizes, kind)]
    print(table(found), verdicts(bars), sep="\n\n")
    return 0 if all(bar.is_met for bar in bars) else 1


def _import(folder: Path, kind: str, words: int, number: int) -> Measurement:
    arguments = ["import", f"{words}.{kind}", "--to", f"{kind}-{words}-{number}", "-q"]
    if kind == "txt":
        arguments += ["--bibliography", "works.bib"]
    took = measure(Command((*PUBLISH, *arguments), folder))
    said = f"import {kind} {words:,} words {number}: {took.cpu:.1f} s, {took.peak:.0f} MiB"
    print(said, file=sys.stderr, flush=True)
    return took


if __name__ == "__main__":
    sys.exit(main())
