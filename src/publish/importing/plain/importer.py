"""The road of a plain text: bytes, lines, blocks, passages, files, proof."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

from publish.diagnostics import Report
from publish.importing.bibliography import Bibliography, read_bibliography
from publish.importing.encodings import Decoded, decode_source
from publish.importing.imported import Decision, Imported, Origin
from publish.importing.languages import Language, guess_language
from publish.importing.linking.marking import LinkedWorks
from publish.importing.options import ImportOptions, ImportTools, ReadBack
from publish.importing.packages import LARGEST_PARAGRAPH
from publish.importing.plain import problems
from publish.importing.plain.account import Account
from publish.importing.plain.blocks import Block, Heading, Verse, passages_of
from publish.importing.plain.body import Body, read_body
from publish.importing.plain.chapters import Chapter, name_chapters, part_chapters
from publish.importing.plain.inlines import work_passages
from publish.importing.plain.lines import SourceText, read_source
from publish.importing.plain.passage import Passage, render
from publish.importing.proving import Remainder, first_difference
from publish.importing.settings_file import BookSettings, write_settings

_MARKDOWN: Final = re.compile(
    r"^#{1,6} \S|\*\*\w[^*\n]*\*\*|^```|\]\(https?://|^\[\^\w+\]:", re.MULTILINE
)


def import_text(
    data: bytes, name: str, options: ImportOptions, tools: ImportTools, report: Report
) -> Imported | None:
    """Return the manuscript that a plain text gives; ``None`` where ``report`` says why not.

    ``name`` is the name of the source's file.
    """
    path = PurePosixPath(name)
    decoded = decode_source(data, options.encoding)
    if decoded is None:
        report(problems.undecoded(path, options.encoding))
        return None
    source = read_source(decoded.text, path)
    if problem := problems.unreadable(source):
        report(problem)
        return None
    bibliography = read_bibliography(options, tools, report)
    if bibliography is None:
        return None
    return _Import(source, decoded, options, tools, bibliography).run(report)


@dataclass(slots=True)
class _Import:
    """One import under way."""

    source: SourceText
    decoded: Decoded
    options: ImportOptions
    tools: ImportTools
    bibliography: Bibliography
    files: dict[PurePosixPath, bytes] = field(default_factory=dict)
    origins: list[Origin] = field(default_factory=list)

    def run(self, report: Report) -> Imported | None:
        account = Account(self.source)
        body = read_body(self.source, account, tidy=self.options.tidy)
        language = self._language(body)
        notes = body.notes
        passages = list(_reading_order(body.blocks, notes.used))
        if body.colophon:
            passages.append((body.colophon, False))
        noted = [passage for note in notes.all() for passage in note.passages]
        for passage in (*(passage for passage, _ in passages), *noted):
            if len(passage.text) > LARGEST_PARAGRAPH:
                report(problems.too_long(len(passage.text), self.source, passage.start))
                return None
        works = self.bibliography.works if self.options.link else ()
        cited = work_passages(passages, noted, works, language.tag, self.options, account)
        chapters = part_chapters(body.blocks, notes.notes, notes.used)
        if len(chapters) > problems.MOST_CHAPTERS:
            report(problems.too_many(len(chapters), self.source))
            return None
        texts = self._write_chapters(chapters, body, account)
        files = self.tools.read_back(texts)
        if not self._prove(files, body, account, report):
            return None
        self._write_settings(body, language)
        self._account_for_rest(body, cited, account)
        return Imported(
            source=self.source.path.name,
            kind="plain text",
            files=self.files,
            origins=tuple(self.origins),
            facts=self._facts(body, language, cited, account),
            decisions=tuple(sorted(account.decisions, key=_place_of)),
            unkept=tuple(account.unkept),
            remarks=tuple(account.remarks),
        )

    def _language(self, body: Body) -> Language:
        if self.options.language:
            return Language(self.options.language, "named by you")
        if body.language:
            return Language(body.language, "the header of Project Gutenberg names it")
        return guess_language(self.source.text[body.start : body.end])

    def _write_chapters(
        self, chapters: Sequence[Chapter], body: Body, account: Account
    ) -> list[str]:
        """Enter the chapters as files; return their texts in reading order."""
        texts = []
        for chapter, path in zip(chapters, name_chapters(chapters), strict=True):
            text = chapter.text
            texts.append(text)
            self._enter(path, text, chapter)
        if body.colophon:
            text = render(body.colophon) + "\n"
            texts.append(text)
            path = PurePosixPath("backmatter/99-colophon.md")
            self.files[PurePosixPath("manuscript", path)] = text.encode()
            place = account.source.place(body.colophon.start)
            self.origins.append(
                Origin(f"line {place.line}", PurePosixPath("manuscript", path), "set as a colophon")
            )
        for name, words in body.apart.items():
            self.files[PurePosixPath("set-apart", name)] = words.encode()
        return texts

    def _enter(self, path: PurePosixPath, text: str, chapter: Chapter) -> None:
        whole = PurePosixPath("manuscript", path)
        self.files[whole] = text.encode()
        starts = [passage.start for block in chapter.blocks for passage in passages_of(block)]
        ends = [passage.end for block in chapter.blocks for passage in passages_of(block)]
        lines = ""
        if starts:
            first, last = self.source.place(min(starts)).line, self.source.place(max(ends)).line
            lines = f"lines {first} to {last}"
        self.origins.append(Origin(lines, whole, "set in Markdown; its words are the source's"))

    def _prove(
        self,
        files: Sequence[ReadBack | None],
        body: Body,
        account: Account,
        report: Report,
    ) -> bool:
        """Return whether the new files have the source's words; tell the first that differs."""
        spans = [span for note in body.notes.spans for span in note]
        left = Remainder(self.source.text, [*account.taken, *spans], account.changed)
        inside = Remainder(self.source.text, account.taken, account.changed)
        expected = left.between(0, len(self.source.text))
        notes = [
            "\n".join(inside.between(start, end) for start, end in note)
            for note in body.notes.spans
        ]
        read = [file for file in files if file is not None]
        difference = first_difference(expected, notes, read)
        if len(read) == len(files) and difference is None:
            return True
        report(problems.lost(self.source.path, difference))
        return False

    def _write_settings(self, body: Body, language: Language) -> None:
        people = [(name, "author") for name in body.authors]
        people += [(name, "translator") for name in body.translators]
        remark = "quotation marks, spaces and hyphenation follow it"
        settings = BookSettings(
            title=body.title or _title_of_name(self.source.path),
            language=language.tag,
            subtitle=body.subtitle,
            date=body.date,
            people=tuple(people),
            series=(body.series.name, body.series.number) if body.series else None,
            bibliography=self.bibliography.name,
            language_remark=remark if language.is_sure else f"a guess; {remark}",
        )
        path = PurePosixPath("manuscript/book.toml")
        self.files[path] = write_settings(settings).encode()
        if self.bibliography.name:
            self.files[PurePosixPath("manuscript", self.bibliography.name)] = self.bibliography.data

    def _account_for_rest(self, body: Body, cited: LinkedWorks, account: Account) -> None:
        if not body.title:
            name = _title_of_name(self.source.path)
            account.remarks.append(f'No title was found; the file\'s name gives "{name}".')
        if not body.authors:
            account.remarks.append("No author was found; add one to manuscript/book.toml.")
        if len(_MARKDOWN.findall(self.source.text)) > 2:
            account.remarks.append(
                "The text seems to be Markdown; its marks were kept as signs. To have them read, "
                "let its name end in .md, and import it again."
            )
        for name, place in self.source.dropped[:20]:
            account.remarks.append(f"The control character {name} at {place} was left out.")
        if self.options.link and self.options.cite != "none":
            account.remarks += cited.remarks(self.bibliography.works)
        account.remarks += _waiting(account)

    def _facts(
        self, body: Body, language: Language, cited: LinkedWorks, account: Account
    ) -> tuple[tuple[str, str], ...]:
        layout = body.layout
        lines = f"broken into lines of {layout.measure} characters" if layout.wrapped else "whole"
        if layout.indented:
            lines += ", known by their indents"
        elif layout.gap:
            lines += ", parted by " + (
                "a blank line" if layout.gap == 1 else f"{layout.gap} blank lines"
            )
        facts = [
            ("kind", "plain text"),
            ("encoding", f"{self.decoded.encoding}: {self.decoded.evidence}"),
            ("language", f"{language.tag}: {language.evidence}"),
            ("paragraphs", lines),
        ]
        if self.bibliography.name:
            facts.append(("bibliography", cited.count(self.bibliography.works)))
        facts += [(name, str(count)) for name, count in sorted(account.counts.items())]
        words = "the words of the new files are those of the source, in order"
        if account.taken:
            words += ", but for what is told below to stand elsewhere"
        facts.append(("proof", words))
        return tuple(facts)


def _reading_order(blocks: Sequence[Block], left_out: set[int]) -> list[tuple[Passage, bool]]:
    """Return the passages of the running text, with whether works may be linked in them."""
    return [
        (passage, not isinstance(block, Heading | Verse))
        for number, block in enumerate(blocks)
        if number not in left_out
        for passage in passages_of(block)
    ]


def _waiting(account: Account) -> list[str]:
    """Return what of the report waits for the author."""
    proposed = [one for one in account.decisions if one.outcome == "proposed"]
    left = [one for one in account.decisions if one.outcome == "left"]
    remarks = []
    if proposed:
        count = "One proposal waits" if len(proposed) == 1 else f"{len(proposed)} proposals wait"
        remark = f"{count} for your decision: import-report.md lists them."
        if likely := sum(1 for one in proposed if one.evidence.startswith("likely")):
            remark += f" --lost-italics likely would set {likely} of them in italic."
        remarks.append(remark)
    if left:
        count = "One doubtful place was" if len(left) == 1 else f"{len(left)} doubtful places were"
        remarks.append(f"{count} left as in the source: import-report.md says why.")
    return remarks


def _place_of(decision: Decision) -> tuple[str, int, int]:
    return decision.place.order if decision.place else ("", 0, 0)


def _title_of_name(path: PurePosixPath) -> str:
    return path.stem.replace("-", " ").replace("_", " ").strip().title() or "A Book"
