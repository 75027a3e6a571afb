"""A small book, built by the real pipeline with a fault put in at one seam."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

import pytest

from publish import pipeline
from publish.artifact import Artifact, TypesetBook
from publish.assemble import Parsed
from publish.cli._progress import SilentProgress
from publish.config import Config
from publish.content import ContentDocument
from publish.content.compose import compose
from publish.diagnostics import Ledger, Report
from publish.editions import EpubEdition, PrintEdition
from publish.manuscript import Manuscript, read_manuscript
from publish.model.inlines import Text
from publish.pipeline import Tools, build
from publish.ports import EpubBinder, PrintBinder, Progress
from publish.resolution import resolve
from publish.toolchain import make_tools

BOOK = """[book]
title = "A Small Book"
language = "en-GB"
modified = 2020-01-01T00:00:00Z

[[book.contributors]]
name = "A. Author"

[editions.epub]

[editions.pdf]
page = "a5"
notes = "foot"
"""

STORM = """# The storm

The wind rose at noon,[^log] and by two
the quick brown fox had gone below.

The mate[^mate] stayed on deck.

| force | name    |
|-------|---------|
| 8     | gale    |
| 10    | tempest |

[^log]: The log says otherwise.

[^mate]: His name was Harding.
"""

WRECK = """# The wreck

We struck at dawn.
"""

Edits = Mapping[str, str]
Told = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Reader:
    """Gives the same parsed sources again; ``edits`` change their blocks, never their record."""

    parsed: Parsed
    edits: Edits

    def parse(self, manuscript: Manuscript, *, report: Report, progress: Progress) -> Parsed:
        sources = tuple(
            replace(
                source,
                blocks=_edited(source.blocks, self.edits),
                notes=_edited(source.notes, self.edits),
            )
            for source in self.parsed.sources
        )
        return replace(self.parsed, sources=sources)


@dataclass(frozen=True, slots=True)
class _EpubBinder:
    """Binds, then changes the finished bytes."""

    binder: EpubBinder
    edits: Edits

    def bind(self, edition: EpubEdition, *, report: Report, progress: Progress) -> Artifact:
        artifact = self.binder.bind(edition, report=report, progress=progress)
        changed = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(artifact.data)) as old,
            zipfile.ZipFile(changed, "w") as new,
        ):
            for name in old.namelist():
                data = old.read(name)
                if name.endswith(".xhtml"):
                    data = edit_text(data.decode(), self.edits).encode()
                new.writestr(name, data)
        return replace(artifact, data=changed.getvalue())


@dataclass(frozen=True, slots=True)
class _PrintBinder:
    """Sets other words than those of the edition, as an engine at fault would."""

    binder: PrintBinder
    edits: Edits

    def bind(self, edition: PrintEdition, *, report: Report, progress: Progress) -> TypesetBook:
        units = tuple(
            replace(unit, document=_edited_document(unit.document, self.edits))
            for unit in edition.units
        )
        return self.binder.bind(replace(edition, units=units), report=report, progress=progress)


def edit_text(text: str, edits: Edits) -> str:
    """Return the text with every edit made at once, so that two words can change places."""
    pattern = "|".join(map(re.escape, edits))
    return re.sub(pattern, lambda match: edits[match[0]], text) if edits else text


def _edited_document(document: ContentDocument, edits: Edits) -> ContentDocument:
    return replace(document, body=edit_text(document.body, edits))


def _edited(value: Any, edits: Edits) -> Any:
    """Return a value of the model with its texts edited, however deep they stand."""
    if isinstance(value, Text):
        return Text(edit_text(value.value, edits) or " ")
    if isinstance(value, tuple):
        return tuple(_edited(item, edits) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        changes = {
            field.name: _edited(getattr(value, field.name), edits) for field in fields(value)
        }
        return replace(value, **changes)
    return value


@dataclass(frozen=True, slots=True)
class Workshop:
    """The book parsed once, and a build for every fault."""

    config: Config
    parsed: Parsed
    tools: Tools

    def told(self, seam: str, edits: Edits, patch: pytest.MonkeyPatch) -> Told:
        """Return place and code of all that a build says when ``edits`` happen at a seam."""
        form = "pdf" if seam == "layout" else "epub"
        tools = replace(self.tools, reader=_Reader(self.parsed, edits if seam == "parse" else {}))
        if seam == "compose":
            patch.setattr(
                pipeline,
                "compose",
                lambda *given: tuple(_edited_document(one, edits) for one in compose(*given)),
            )
        elif seam == "layout":
            tools = replace(tools, print_binder=_PrintBinder(tools.print_binder, edits))
        elif seam == "bind":
            tools = replace(tools, epub_binder=_EpubBinder(tools.epub_binder, edits))
        editions = [
            replace(edition, page_list="")
            for edition in self.config.editions
            if edition.format == form
        ]
        ledger = Ledger()
        build(self.config, tools, editions=editions, ledger=ledger, progress=SilentProgress())
        return [(str(entry.span), entry.rule.code) for entry in ledger]


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    project = tmp_path_factory.mktemp("book")
    chapters = project / "manuscript" / "chapters"
    chapters.mkdir(parents=True)
    (project / "manuscript" / "book.toml").write_text(BOOK, encoding="utf-8")
    (chapters / "01-storm.md").write_text(STORM, encoding="utf-8")
    (chapters / "02-wreck.md").write_text(WRECK, encoding="utf-8")
    ledger = Ledger()
    config = resolve(project, {}, report=ledger.add)
    tools = make_tools()
    manuscript = read_manuscript(config, ledger.add)
    parsed = tools.reader.parse(manuscript, report=ledger.add, progress=SilentProgress())
    assert not len(ledger)
    return Workshop(config, parsed, tools)
