"""The revision of an import: files read as prose, rules entered, trees compared, account kept."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Final

from publish.assemble.typography import convention
from publish.diagnostics import Ledger, Report, Span
from publish.importing.bibliography import Bibliography, read_bibliography
from publish.importing.headings import kind_of_title
from publish.importing.imported import Decision, Imported, Outcome, excerpt
from publish.importing.linking import NamedWork, read_work
from publish.importing.linking.marking import Linked, LinkedWorks, link_works
from publish.importing.options import ImportOptions, ImportTools
from publish.importing.prose import MarkdownPassage, read_prose, render
from publish.importing.revising.proof import is_same_but_signs
from publish.importing.revising.settings import bibliographies, book_settings, with_bibliography
from publish.importing.tidying import (
    Vocabulary,
    join_divided,
    tidy_characters,
    tidy_dashes,
    tidy_hyphens,
    tidy_marks,
    tidy_spaces,
)
from publish.manuscript import SourceFile

_TARGET: Final = re.compile(r"#([^\s)>\]}]{1,200})")
"""What may be the name of a place to which a link leads."""

_ROUNDS: Final = 4
"""How often a revision is made again without the paragraphs that would read otherwise."""

_PROBED: Final = 30_000_000
"""Characters that are read to find the paragraphs of a file that would read otherwise."""

Refused = frozenset[tuple[PurePosixPath, int]]
"""Paragraphs that stay as they are, by file and offset; -1 is the whole file."""


@dataclass(slots=True)
class File:
    """A file of the manuscript under revision; it keeps the account of itself."""

    path: PurePosixPath
    text: str = field(repr=False)
    lines: Sequence[tuple[str, int]] = field(repr=False)
    passages: list[MarkdownPassage] = field(repr=False)
    decisions: list[Decision] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list, repr=False)

    def decide(
        self, kind: str, what: str, evidence: str, at: int, outcome: Outcome = "done"
    ) -> None:
        """Enter a decision about the words at an offset."""
        place = self.place(at)
        self.decisions.append(Decision(kind, excerpt(what, 120), evidence, place, outcome))

    def change(self, start: int, end: int, text: str) -> None:
        """Let the proof find words that were joined: it compares letters."""

    def place(self, at: int) -> Span:
        """Return where an offset stands: in the source where its lines are known, else here."""
        if not self._starts:
            self._starts = [0, *(match.end() for match in re.finditer("\n", self.text))]
        line = bisect_right(self._starts, at) - 1
        column = at - self._starts[line] + 1
        if line < len(self.lines) and self.lines[line][1]:
            name, number = self.lines[line]
            return Span(PurePosixPath(name), number, column)
        return Span(self.path, line + 1, column)


def revise(
    imported: Imported, options: ImportOptions, tools: ImportTools, report: Report
) -> Imported | None:
    """Return an import cleaned, and its works linked, as far as ``options`` ask for it.

    ``None`` where the bibliography cannot be read. A paragraph that would read otherwise in more
    than signs, by the tree that our reader makes of it, stays as it is, and is told.
    """
    if not options.tidy and options.bibliography is None:
        return imported
    ledger = Ledger()
    bibliography = read_bibliography(options, tools, ledger.add)
    if bibliography is None or PurePosixPath("manuscript", bibliography.name) not in imported.files:
        for diagnostic in ledger:  # else the importer has read it, and told
            report(diagnostic)
    if bibliography is None:
        return None
    refused: Refused = frozenset()
    for _ in range(_ROUNDS):
        revision = _Revision(imported, options, tools, bibliography, refused)
        revision.run()
        again = revision.refuse()
        if not again:
            return revision.finish()
        refused |= again
    return _Revision(imported, options, tools, bibliography, refused).finish()


@dataclass(slots=True)
class _Revision:
    imported: Imported
    options: ImportOptions
    tools: ImportTools
    bibliography: Bibliography
    refused: Refused
    files: list[File] = field(default_factory=list)
    linked: LinkedWorks = field(default_factory=LinkedWorks)
    works: tuple[NamedWork, ...] = ()

    def run(self) -> None:
        """Read every file, and let each rule enter its edits."""
        for path in dict.fromkeys(origin.path for origin in self.imported.origins):
            if path.suffix != ".md" or path not in self.imported.files:
                continue
            text = self.imported.files[path].decode()
            passages = [
                one
                for one in read_prose(text)
                if not self.refused & {(path, one.offset(0)), (path, -1)}
            ]
            self.files.append(File(path, text, self.imported.lines.get(path, ()), passages))
        if self.options.tidy:
            self._tidy()
        if self.options.link and self.bibliography.works:
            self._link()

    def _tidy(self) -> None:
        language = str(book_settings(self.imported.files).get("language", "en"))
        words = Vocabulary("\n".join(one.text for file in self.files for one in file.passages))
        is_typed = "Markdown" not in self.imported.kind and "folder of" not in self.imported.kind
        for file in self.files:
            for passage in file.passages:
                join_divided(passage, words, file)
                tidy_characters(passage, file)
                tidy_marks(passage, convention(language).double, file)
                if is_typed:  # in Markdown, two hyphens are a dash already
                    tidy_dashes(passage, language, file)
                tidy_hyphens(passage, language, file)
                tidy_spaces(passage, file)

    def _link(self) -> None:
        texts: list[Linked] = []
        notes: list[Linked] = []
        before: set[str] = set()
        for file in self.files:
            is_list = file.path.stem.endswith("bibliography")
            for passage in file.passages:
                before.update(key for _, key in passage.citations)
                if passage.role == "heading":
                    is_list = kind_of_title(passage.text) == "bibliography"
                one = Linked(
                    passage,
                    file,
                    passage.emphasis,
                    is_note=passage.role == "note",
                    citations=passage.citations,
                )
                if passage.role == "note":
                    notes.append(one)
                elif passage.role == "text" and not is_list:
                    texts.append(one)
        before |= self._other_names(before)
        self.linked = link_works(
            [*texts, *notes], self.bibliography.works, self.options.cite, before
        )

    def _other_names(self, cited: set[str]) -> set[str]:
        """Return the works that the source cites by a key of its own bibliography."""
        others: list[NamedWork] = []
        for name in bibliographies(book_settings(self.imported.files)):
            path = PurePosixPath("manuscript", name)
            if path not in self.imported.files or name == self.bibliography.name:
                continue
            text = self.imported.files[path].decode("utf-8", "replace")
            source = SourceFile(PurePosixPath(name), text, "backmatter")
            entries = self.tools.read_works(source, Ledger().add)
            others += [work for work in map(read_work, entries) if work.key in cited]
        return {
            work.key
            for work in self.bibliography.works
            for other in others
            if work.titles and other.titles and work.year == other.year
            if {*work.titles} & {*other.titles} and work.people[:1] == other.people[:1]
        }

    # The proof

    def refuse(self) -> Refused:
        """Return the paragraphs in which the revision changes more than signs."""
        changed = [file for file in self.files if any(one.edits for one in file.passages)]
        texts = [render(file.text, file.passages) for file in changed]
        trees = self.tools.read_trees([*(file.text for file in changed), *texts])
        found: set[tuple[PurePosixPath, int]] = set()
        targets = {name for file in self.files for name in _TARGET.findall(file.text)}
        for number, file in enumerate(changed):
            before, after = trees[number], trees[number + len(changed)]
            if not is_same_but_signs(before, after, _cited(file.passages), targets):
                found |= self._probe(file, before, targets)
        return frozenset(found)

    def _probe(
        self, file: File, before: Sequence[object] | None, targets: Collection[str]
    ) -> set[tuple[PurePosixPath, int]]:
        edited = [one for one in file.passages if one.edits]
        if len(edited) * len(file.text) > _PROBED:
            return {(file.path, -1)}
        trees = self.tools.read_trees([render(file.text, [one]) for one in edited])
        found = {
            (file.path, one.offset(0))
            for one, tree in zip(edited, trees, strict=True)
            if not is_same_but_signs(before, tree, _cited([one]), targets)
        }
        return found or {(file.path, -1)}

    # The account

    def finish(self) -> Imported:
        """Return the import with the files as they are now."""
        files = dict(self.imported.files)
        for file in self.files:
            files[file.path] = render(file.text, file.passages).encode()
        facts = list(self.imported.facts)
        remarks = list(self.imported.remarks)
        if self.bibliography.name:
            files = with_bibliography(files, self.bibliography)
            facts = [fact for fact in facts if fact[0] != "bibliography"]
            facts.append(("bibliography", self.linked.count(self.bibliography.works)))
            if self.options.link and self.options.cite != "none":
                remarks += self.linked.remarks(self.bibliography.works)
        decisions = [one for file in self.files for one in file.decisions]
        if decisions and not self.imported.lines:
            facts.append(("places of tidying and of works", "in the new files"))
        remarks += self._left()
        return replace(
            self.imported,
            files=files,
            facts=tuple(facts),
            remarks=tuple(remarks),
            decisions=(*self.imported.decisions, *decisions),
            origins=tuple(
                replace(origin, changed=self._changed(origin.path, origin.changed))
                for origin in self.imported.origins
            ),
        )

    def _changed(self, path: PurePosixPath, changed: str) -> str:
        file = next((one for one in self.files if one.path == path), None)
        count = sum(len(one.edits) > 0 for one in file.passages) if file else 0
        if not count:
            return changed
        said = changed.removeprefix("no, byte for byte").removeprefix("no")
        more = f"{count} paragraph{'s' if count > 1 else ''} tidied or linked"
        return f"{said}; {more}" if said else more

    def _left(self) -> list[str]:
        remarks = []
        for path, at in sorted(self.refused):
            text = self.imported.files[path].decode()
            where = f"{path}:{text.count(chr(10), 0, at) + 1}" if at >= 0 else str(path)
            remarks.append(
                f"{where} was neither tidied nor linked: with its markup it would read otherwise."
            )
        return remarks


def _cited(passages: Sequence[MarkdownPassage]) -> Counter[str]:
    """Return the keys that passages cite more than before."""
    return Counter(
        edit.markdown.strip(" \\[]@").removeprefix("{").removesuffix("}")
        for passage in passages
        for edit in passage.edits
        if edit.rank == 1
    )
