"""Passages in RTF, as Scrivener keeps them: many small texts that are one book together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from publish.diagnostics import Report
from publish.importing.bibliography import Bibliography
from publish.importing.documents.finishing import Source
from publish.importing.documents.marks import Labels
from publish.importing.documents.passages import finish_passages
from publish.importing.imported import Decision, Unkept
from publish.importing.options import ImportOptions, ImportTools
from publish.importing.packages import BrokenPackageError
from publish.importing.rtf.importer import read_rtf
from publish.importing.word.importer import WordDocument, refuse
from publish.importing.word.style_table import read_style_table


@dataclass(frozen=True, slots=True)
class RtfPassages:
    """Passages in Markdown, in the order given, and what came with them.

    ``files`` are pictures and what is set apart, by path relative to the new project; the texts
    name pictures from a folder beside ``manuscript/images``, as ``../images/NAME``. Places in
    ``decisions`` and ``unkept`` are paragraphs of the file of the passage.
    """

    texts: tuple[str, ...]
    files: Mapping[PurePosixPath, bytes] = field(repr=False)
    decisions: tuple[Decision, ...] = field(default=(), repr=False)
    unkept: tuple[Unkept, ...] = ()
    works: Mapping[str, Mapping[str, object]] = field(default_factory=dict, repr=False)


def read_rtf_passages(
    passages: Sequence[tuple[PurePosixPath, bytes]],
    options: ImportOptions,
    tools: ImportTools,
    report: Report,
) -> RtfPassages | None:
    """Return passages in Markdown, each given by its name and its bytes.

    Their words are proved; ``None`` where ``report`` says why not. Notes, pictures, lists, tables,
    links, styles, comments and changes are read as in a book; no heading is guessed. An empty
    passage gives ``""``.
    """
    table = read_style_table(options.styles, report)
    if table is None:
        return None
    files: dict[PurePosixPath, bytes] = {}
    sources: list[Source] = []
    works: dict[str, Mapping[str, object]] = {}
    labels = Labels()
    for name, data in passages:
        path = Path(name)
        try:
            said = read_rtf(data, str(name), options)
            document = WordDocument(
                path,
                said.package,
                options,
                tools,
                table,
                Bibliography(),
                kind="a passage in RTF",
                expected=said.expected,
                is_numbered=True,
                place=name,
                labels=labels.beside(),
                files=files,
            )
            source = document.read(report)
        except BrokenPackageError as error:
            report(refuse(path, error))
            return None
        if source is None:
            return None
        sources.append(source)
        for key, work in document.works.items():
            works.setdefault(key, work)
    texts = finish_passages(sources, tools, report)
    if texts is None:
        return None
    return RtfPassages(
        tuple(texts),
        files,
        tuple(one for source in sources for one in source.account.decisions),
        tuple(one for source in sources for one in source.account.unkept),
        works,
    )
