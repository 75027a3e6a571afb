"""Citations over the whole book, through pandoc's citeproc, once.

Only blocks that cite (and, for styles that cite in notes, blocks that call notes) are sent; the
result is the same as for the whole book, and blocks keep their places.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial
from pathlib import Path, PurePosixPath

from publish.adapters.pandoc import namesakes
from publish.adapters.pandoc.program import Json, blocks_of, convert, document
from publish.book_toml import PATH
from publish.catalogue import (
    BROKEN_BIBLIOGRAPHY,
    BROKEN_STYLE,
    KEY_TWICE,
    KEY_UNKNOWN,
    KEY_UNUSED,
    NO_BIBLIOGRAPHY,
    WORK_UNNAMED,
)
from publish.config import Config
from publish.diagnostics import Diagnostic, Report, Span
from publish.errors import ToolFailedError
from publish.manuscript import Manuscript, SourceFile
from publish.places import place_of, place_of_pattern

_READERS = {".ris": "ris", ".yaml": "markdown", ".yml": "markdown"}
_PLACE = re.compile(r"line (\d+),? column (\d+)")


@dataclass(frozen=True, slots=True)
class Work:
    """A work of the bibliography: its CSL data, and the file that has it."""

    key: str
    data: Json
    source: SourceFile

    @property
    def titles(self) -> tuple[str, ...]:
        """Return its title and short title, as far as it has them."""
        names = (self.data.get("title", ""), self.data.get("title-short", ""))
        return tuple(name for name in names if name)


def read_bibliography(manuscript: Manuscript, report: Report) -> dict[str, Work]:
    """Return the works by key; files that pandoc cannot read are reported, with the line."""
    works: dict[str, Work] = {}
    counts: dict[str, int] = {}
    for source in manuscript.bibliography:
        for entry in read_entries(source, report):
            key = str(entry["id"])
            if key in works:
                nth = counts[key] if works[key].source is source else 0
                place = _place_of_work(source, key, nth=nth)
                hint = "rename one of them"
                report(Diagnostic(KEY_TWICE, f'the work "{key}" is given twice', place, hint))
            counts[key] = counts.get(key, 0) + 1
            works[key] = Work(key, entry, source)
    return works


def _place_of_work(source: SourceFile, key: str, *, nth: int = 0) -> Span:
    """Return where a bibliography gives a key: in BibTeX, JSON, YAML or RIS."""
    word = re.escape(key)
    forms = (
        rf"@\w+\s*[{{(]\s*(?P<here>{word})\s*,",
        rf'"id"\s*:\s*"?(?P<here>{word})\b',
        rf"^[\s-]*id:\s*[\"']?(?P<here>{word})[\"']?\s*$",
        rf"^ID\s+-\s+(?P<here>{word})\s*$",
    )
    places = (place_of_pattern(source, form, nth=nth) for form in forms)
    return next((place for place in places if place.line), Span(source.path))


def read_entries(source: SourceFile, report: Report) -> list[Json]:
    """Return the works of one file as CSL JSON; what is wrong with it goes to ``report``."""
    is_json = source.path.suffix == ".json"
    message: str | None
    try:
        reader = "csljson" if is_json else _READERS.get(source.path.suffix, "biblatex")
        if is_json and (message := _not_works(json.loads(source.text))):
            place = Span(source.path)
        else:
            entries = list(json.loads(convert(_as_read(source), to="csljson", reader=reader)))
            if entries:
                return entries
            message, place = "it holds no works", Span(source.path)
    except json.JSONDecodeError as error:
        place = Span(source.path, error.lineno, error.colno)
        message = error.msg[:1].lower() + error.msg[1:]
    except RecursionError:
        message, place = "its lists stand too deep in one another", Span(source.path)
    except ToolFailedError as error:
        found = _PLACE.search(str(error))
        place = _place_in(source, int(found[1]), int(found[2])) if found else Span(source.path)
        lines = [line for line in str(error).splitlines() if line.strip()]
        message = lines[-1].strip() if lines else "it cannot be read"
    name = source.path.name
    message = f'bibliography "{name}" cannot be read: {message[:1].lower()}{message[1:]}'
    report(Diagnostic(BROKEN_BIBLIOGRAPHY, message, place, "correct the entry at this place"))
    return []


def _place_in(source: SourceFile, line: int, column: int) -> Span:
    """Return a place that pandoc tells; it counts lines that it added at the end."""
    last = source.text.rstrip("\n").count("\n") + 1
    return Span(source.path, line, column) if line <= last else Span(source.path, last)


def _not_works(data: Json) -> str | None:
    """Return why a value is no list of works in CSL JSON."""
    if not isinstance(data, list):
        return "it must be a list of works, in [ ]"
    for number, entry in enumerate(data, 1):
        if not isinstance(entry, dict):
            return f"item {number} of the list must be a work, in {{ }}"
        if not entry.get("id"):
            return f'work {number} of the list has no "id"'
    return None


def _as_read(source: SourceFile) -> str:
    """Return the text as pandoc reads it: YAML stands in a block of metadata."""
    text = source.text.strip()
    if source.path.suffix in {".yaml", ".yml"} and not text.startswith("---"):
        return f"---\n{text}\n---\n"
    return source.text


def holds(block: Json, kinds: Iterable[str]) -> bool:
    """Return whether an element of one of these kinds stands anywhere in the block."""
    text = json.dumps(block)
    return any(f'"{kind}"' in text for kind in kinds)


def citations(value: Json) -> Iterable[tuple[str, ...]]:
    """Yield the keys of every citation, in reading order."""
    if isinstance(value, list):
        for item in value:
            yield from citations(item)
    elif isinstance(value, dict):
        content: Json = value.get("c")
        if value.get("t") == "Cite":
            yield tuple(citation["citationId"] for citation in content[0])
        elif isinstance(content, list):
            yield from citations(content)


def check_keys(
    cited: Sequence[tuple[SourceFile, str]],
    works: dict[str, Work],
    labels: Sequence[str],
    *,
    is_named: bool,
    is_whole: bool,
    report: Report,
) -> None:
    """Report citations of works that are not there, with a guess, and works never cited.

    Where a file that ``book.toml`` names could not be read, nobody knows which works are there.
    """
    if is_named and not is_whole:
        return
    seen: dict[tuple[str, str], int] = {}
    for source, key in cited:
        if key in works:
            continue
        count = seen.get((str(source.path), key), 0)
        seen[(str(source.path), key)] = count + 1
        place = place_of(source, f"@{key}", nth=count)
        if not is_named:
            message = f'"@{key}" is cited, but there is no bibliography'
            hint = 'add bibliography = "works.bib" to book.toml'
            report(Diagnostic(NO_BIBLIOGRAPHY, message, place, hint))
            continue
        guesses = get_close_matches(key, [*works, *labels], n=1)
        hint = f'write "@{guesses[0]}"' if guesses else "add the work to the bibliography"
        report(
            Diagnostic(KEY_UNKNOWN, f'"{key}" is cited, but not in the bibliography', place, hint)
        )
    _check_works(works, {key for _, key in cited}, report)


def _check_works(works: dict[str, Work], used: set[str], report: Report) -> None:
    for key, work in works.items():
        if key not in used:
            place = _place_of_work(work.source, key)
            report(Diagnostic(KEY_UNUSED, f'the work "{key}" is never cited', place))
        elif not any(work.data.get(name) for name in ("title", "author", "editor")):
            message = f'the cited work "{key}" has neither a title nor an author'
            place = _place_of_work(work.source, key)
            report(Diagnostic(WORK_UNNAMED, message, place, "give it a title"))


def is_note_style(style: str) -> bool:
    """Return whether a CSL style cites in notes."""
    return re.search(r'<style[^>]*class="note"', style) is not None


def render(
    blocks: list[Json], works: Iterable[Work], style: str, config: Config, report: Report
) -> tuple[list[Json], list[Json]]:
    """Return the blocks with their citations rendered, and the entries of the bibliography.

    The bibliography's divs come in the style's order, each with the id ``ref-KEY``.
    """
    if problem := _style_problem(style):
        report(_broken_style(*problem, config))
        return blocks, []
    data = [work.data for work in works]
    with tempfile.TemporaryDirectory(prefix="publish-") as name:
        run = partial(_run, Path(name), data, config.metadata.language)
        try:
            return namesakes.render(blocks, data, style, run)
        except ToolFailedError as error:
            words = " ".join(str(error).split()).removeprefix("pandoc: ")
            report(_broken_style(words.rpartition("Error: ")[2], None, config))
            return blocks, []


def _run(
    folder: Path, works: list[Json], language: str, blocks: list[Json], style: str
) -> tuple[list[Json], list[Json]]:
    """Return the blocks as citeproc renders them, and the entries."""
    paths = folder / "works.json", folder / "style.csl"
    paths[0].write_text(json.dumps(works, ensure_ascii=False), encoding="utf-8")
    paths[1].write_text(style, encoding="utf-8")
    arguments = [
        "--citeproc",
        f"--bibliography={paths[0]}",
        f"--csl={paths[1]}",
        "--metadata=link-citations:true",
    ]
    source = document(blocks, lang=language)
    rendered = blocks_of(json.loads(convert(source, to="json", reader="json", arguments=arguments)))
    rendered = rendered or []
    entries = [
        entry for div in rendered[len(blocks) :] if div["t"] == "Div" for entry in div["c"][1]
    ]
    return rendered[: len(blocks)], entries


def _style_problem(style: str) -> tuple[str, int | None] | None:
    """Return what is wrong with a style as XML, and in which line."""
    from lxml import etree

    try:
        root = etree.fromstring(style.encode(), etree.XMLParser(resolve_entities=False))
    except etree.XMLSyntaxError as error:
        reason = error.msg.partition(", line")[0].partition(", see")[0]
        return reason if style.strip() else "it is empty", error.lineno
    if root.tag != "{http://purl.org/net/xbiblio/csl}style":
        return f'"{etree.QName(root).localname}" is not the beginning of a CSL style', 1
    if 'rel="independent-parent"' in style:
        return "it only names another style, on which it depends", None
    return None


def _broken_style(reason: str, line: int | None, config: Config) -> Diagnostic:
    if config.csl.endswith(".csl"):
        span = Span(PurePosixPath(config.csl), line)
    else:
        path, _, numbers = dict(config.provenance).get("book.csl", "").partition(":")
        row = numbers.partition(":")[0]
        span = Span(PurePosixPath(path), int(row)) if row else Span(PATH)
    name = PurePosixPath(config.csl).name
    message = f'citation style "{name}" cannot be used: {reason[:1].lower()}{reason[1:]}'
    return Diagnostic(BROKEN_STYLE, message, span, "name another style, or mend this file")
