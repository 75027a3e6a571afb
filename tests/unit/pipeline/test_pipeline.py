"""The pipeline with ports of ten lines: what stops it, what it hands back, what it reports."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from publish.allowances import apply_rules
from publish.artifact import Artifact, TypesetBook
from publish.assemble import Parsed, ParsedSource, Record
from publish.catalogue import LOW_RESOLUTION, NOTE_UNDEFINED
from publish.config import Config, RuleConfig
from publish.conservation import PageText
from publish.diagnostics import Diagnostic, Ledger, Report, Severity, Span
from publish.editions import EpubEdition, PrintEdition
from publish.manuscript import Manuscript
from publish.model.blocks import Heading, Paragraph
from publish.model.inlines import Text
from publish.pipeline import Tools, build
from publish.ports import Progress, Step
from publish.report import render_report
from publish.resolution import resolve


class Silence:
    def advance(self, amount: int = 1) -> None: ...

    def step(self, name: str, total: int | None = None) -> AbstractContextManager[Step]:
        return nullcontext(self)


@dataclass
class Reader:
    """Reads a heading and a line; says ``complaint`` of each file."""

    complaint: Diagnostic | None = None

    def parse(self, manuscript: Manuscript, *, report: Report, progress: Progress) -> Parsed:
        if self.complaint:
            report(self.complaint)
        sources = []
        for source in manuscript.sources:
            title, _, line = source.text.strip().removeprefix("# ").partition("\n\n")
            blocks = (Heading(1, (Text(title),)), Paragraph((Text(line),)))
            sources.append(ParsedSource(source, blocks, (), Record(f"{title}\n\n{line}")))
        return Parsed(tuple(sources))


class EpubBinder:
    def bind(self, edition: EpubEdition, *, report: Report, progress: Progress) -> Artifact:
        bodies = [[document.href, document.body] for document in edition.documents]
        return Artifact(edition.filename, "application/epub+zip", json.dumps(bodies).encode())


class PrintBinder:
    def bind(self, edition: PrintEdition, *, report: Report, progress: Progress) -> TypesetBook:
        artifact = Artifact(edition.filename, "application/pdf", b"%PDF", pages=1)
        return TypesetBook(artifact, (), {})


class Fonts:
    def load(self, families: Any, *, files: Any, report: Report) -> tuple[()]:
        return ()

    def subset(self, faces: Any, characters: Any) -> tuple[()]:
        return ()

    def complete(self, faces: Any, documents: Any, sources: Any, *, report: Report) -> tuple[()]:
        return ()


class Studio:
    def cover(self, *_: Any, **__: Any) -> None: ...

    def formulas(self, formulas: Any, report: Report, *, pixels: bool = False) -> dict[str, Any]:
        return {}


def read_spine(data: bytes) -> tuple[tuple[str, bytes], ...]:
    return tuple((href, body.encode()) for href, body in json.loads(data))


def losing_spine(data: bytes) -> tuple[tuple[str, bytes], ...]:
    return tuple((href, body.replace(b"brown ", b"")) for href, body in read_spine(data))


def no_pages(data: bytes, pages: Sequence[Any]) -> tuple[PageText, ...]:
    return ()


TOOLS = Tools(
    Reader(),
    EpubBinder(),
    PrintBinder(),
    Fonts(),
    Studio(),
    read_spine=read_spine,
    read_pages=no_pages,
)


@pytest.fixture
def config(tmp_path: Path) -> Config:
    (tmp_path / "manuscript").mkdir()
    (tmp_path / "manuscript/book.toml").write_text(
        '[book]\ntitle = "Fox"\nlanguage = "en"\n[editions.epub]\n'
    )
    (tmp_path / "manuscript/1.md").write_text("# One\n\nThe quick brown fox.\n")
    return resolve(tmp_path, {}, report=Ledger().add)


def made(config: Config, tools: Tools) -> tuple[list[str], list[str]]:
    ledger = Ledger()
    result = build(config, tools, editions=config.editions, ledger=ledger, progress=Silence())
    return [one.filename for one in result.artifacts], [one.rule.code for one in ledger]


def test_an_epub_comes_out(config: Config) -> None:
    assert made(config, TOOLS) == (["fox.epub"], [])


def test_an_error_in_the_manuscript_stops_before_binding(config: Config) -> None:
    tools = replace(TOOLS, reader=Reader(Diagnostic(NOTE_UNDEFINED, "x")))
    assert made(config, tools) == ([], ["N001"])


def test_an_error_made_a_warning_does_not_stop(config: Config) -> None:
    rules = (RuleConfig("N001", Severity.WARNING),)
    tools = replace(TOOLS, reader=Reader(Diagnostic(NOTE_UNDEFINED, "x")))
    assert made(replace(config, rules=rules), tools) == (["fox.epub"], ["N001"])


def test_a_lost_word_is_found(config: Config) -> None:
    artifacts, codes = made(config, replace(TOOLS, read_spine=losing_spine))
    assert artifacts == ["fox.epub"]
    assert codes == ["W001"]


PLACE = Span(PurePosixPath("manuscript/chapters/05-wreck.md"), 3)


@pytest.mark.parametrize(
    ("allow", "left"),
    [
        (("manuscript/chapters/05-wreck.md",), []),
        (("chapters/*.md",), []),
        (("*",), []),
        (("chapters/06.md",), ["I004", "M018"]),
    ],
)
def test_allowances(config: Config, allow: tuple[str, ...], left: list[str]) -> None:
    rules = (RuleConfig("I004", allow=allow, reason="facsimile"),)
    found = [Diagnostic(LOW_RESOLUTION, "coarse", PLACE)]
    said = apply_rules(found, replace(config, rules=rules), complete=True)
    assert [one.rule.code for one in said] == left


def test_an_allowance_may_wait_for_another_edition(config: Config) -> None:
    rules = (RuleConfig("I004", allow=("x",), reason="facsimile"),)
    assert apply_rules([], replace(config, rules=rules), complete=False) == ()


def test_the_report_is_the_same_every_time(config: Config) -> None:
    artifact = Artifact("a.pdf", "application/pdf", b"x", pages=3)
    problem = Diagnostic(LOW_RESOLUTION, "coarse", PLACE)

    def render(engines: dict[str, str]) -> bytes:
        return render_report(config, [artifact], [problem], words=4, engines=engines)

    first = render({"b": "1", "a": "2"})
    assert first == render({"a": "2", "b": "1"})
    data = json.loads(first)
    assert data["artifacts"][0]["pages"] == 3
    assert data["book"]["words"] == 4
    assert data["diagnostics"][0]["line"] == 3
