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
from pathlib import Path, PurePosixPath

from publish.adapters.pandoc.program import Json, blocks_of, convert, document
from publish.book_toml import PATH
from publish.catalogue import (
    BROKEN_BIBLIOGRAPHY,
    BROKEN_STYLE,
    KEY_TWICE,
    KEY_UNKNOWN,
    KEY_UNUSED,
    NO_BIBLIOGRAPHY,
)
from publish.config import Config
from publish.diagnostics import Diagnostic, Report, Span
from publish.errors import ToolFailedError
from publish.manuscript import Manuscript, SourceFile
from publish.places import place_of, place_of_pattern

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
        for entry in _entries(source, report):
            key = str(entry.get("id", ""))
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


def _entries(source: SourceFile, report: Report) -> list[Json]:
    try:
        if source.path.suffix == ".json":
            return list(json.loads(source.text))
        reader = {"ris": "ris", "yaml": "markdown"}.get(source.path.suffix[1:], "biblatex")
        return list(json.loads(convert(source.text, to="csljson", reader=reader)))
    except json.JSONDecodeError as error:
        place = Span(source.path, error.lineno, error.colno)
        message = error.msg[:1].lower() + error.msg[1:]
    except ToolFailedError as error:
        found = _PLACE.search(str(error))
        numbers = (int(found[1]), int(found[2])) if found else (None, None)
        place = Span(source.path, *numbers)
        lines = [line for line in str(error).splitlines() if line.strip()]
        message = lines[-1].strip() if lines else "it cannot be read"
    report(Diagnostic(BROKEN_BIBLIOGRAPHY, f"the bibliography cannot be read: {message}", place))
    return []


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
    has_bibliography: bool,
    report: Report,
) -> None:
    """Report citations of works that are not there, with a guess, and works never cited."""
    seen: dict[tuple[str, str], int] = {}
    for source, key in cited:
        if key in works:
            continue
        count = seen.get((str(source.path), key), 0)
        seen[(str(source.path), key)] = count + 1
        place = place_of(source, f"@{key}", nth=count)
        if not has_bibliography:
            report(
                Diagnostic(
                    NO_BIBLIOGRAPHY, f'"@{key}" is cited, but there is no bibliography', place
                )
            )
            continue
        guesses = get_close_matches(key, [*works, *labels], n=1)
        hint = f'did you mean "@{guesses[0]}"?' if guesses else "add the work to the bibliography"
        report(
            Diagnostic(KEY_UNKNOWN, f'"{key}" is cited, but not in the bibliography', place, hint)
        )
    used = {key for _, key in cited}
    for key, work in works.items():
        if key not in used:
            place = _place_of_work(work.source, key)
            report(Diagnostic(KEY_UNUSED, f'the work "{key}" is never cited', place))


def is_note_style(style: str) -> bool:
    """Return whether a CSL style cites in notes."""
    return re.search(r'<style[^>]*class="note"', style) is not None


def render(
    blocks: list[Json], works: Iterable[Work], style: str, config: Config, report: Report
) -> tuple[list[Json], list[Json]]:
    """Return the blocks with their citations rendered, and the entries of the bibliography.

    The bibliography's divs come in the style's order, each with the id ``ref-KEY``.
    """
    with tempfile.TemporaryDirectory(prefix="publish-") as name:
        folder = Path(name)
        (folder / "works.json").write_text(
            json.dumps([work.data for work in works], ensure_ascii=False), encoding="utf-8"
        )
        (folder / "style.csl").write_text(style, encoding="utf-8")
        arguments = [
            "--citeproc",
            f"--bibliography={folder / 'works.json'}",
            f"--csl={folder / 'style.csl'}",
            "--metadata=link-citations:true",
        ]
        source = document(blocks, lang=config.metadata.language)
        try:
            done = convert(source, to="json", reader="json", arguments=arguments)
        except ToolFailedError as error:
            report(_broken_style(str(error), config))
            return blocks, []
    rendered = blocks_of(json.loads(done)) or []
    entries = [
        entry for div in rendered[len(blocks) :] if div["t"] == "Div" for entry in div["c"][1]
    ]
    return rendered[: len(blocks)], entries


def _broken_style(error: str, config: Config) -> Diagnostic:
    words = " ".join(error.split())
    reason = words.removeprefix("pandoc: ").removeprefix("CiteprocXMLError: ")
    if config.csl.endswith(".csl"):
        span = Span(PurePosixPath(config.csl))
    else:
        path, _, numbers = dict(config.provenance).get("book.csl", "").partition(":")
        line = numbers.partition(":")[0]
        span = Span(PurePosixPath(path), int(line)) if line else Span(PATH)
    name = PurePosixPath(config.csl).name
    message = f'citation style "{name}" cannot be used: {reason[:1].lower()}{reason[1:]}'
    return Diagnostic(BROKEN_STYLE, message, span, "name another style, or mend this file")
