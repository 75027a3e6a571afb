"""One making of the book for a browser: the EPUB first, as it is there at once, then the pages."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from publish.allowances import apply_rules
from publish.book_toml import PATH
from publish.catalogue import BROKEN_TOML
from publish.config import Config, EditionConfig
from publish.diagnostics import Diagnostic, Ledger
from publish.errors import ConfigError, PublishError
from publish.manuscript import Manuscript, read_manuscript
from publish.page_list import Pagination, pagination_of
from publish.paging import is_spoiled
from publish.pictures import picture_places
from publish.pipeline import Draft, Tools, make_epub, make_pdf, read_draft
from publish.ports import Step
from publish.preview.page_places import pages_made
from publish.preview.told import Begun, Ended, EpubMade, News, Order, Problem, Reads, Said, Under
from publish.resolution import Options, resolve
from publish.toolchain import find_last_change

Tell = Callable[[News], None]


class Superseded(Exception):  # noqa: N818  nothing went wrong
    """Something was saved meanwhile: what is being made is old."""


@dataclass(frozen=True, slots=True)
class Making:
    """The making of one order; ``is_superseded`` is asked at every step of the work."""

    order: Order
    tools: Tools
    tell: Tell
    is_superseded: Callable[[], bool]

    def make(self) -> None:
        """Make the book and tell all of it; nothing that a manuscript holds makes this raise."""
        try:
            self._make()
        except Superseded:
            return  # the next order's news follow
        except PublishError as error:
            self.tell(Ended(str(error), error.hint or ""))
        except Exception as error:
            name = type(error).__name__
            story = "".join(traceback.format_exception(error))
            hint = "save again; publish check --debug shows what to send us"
            self.tell(Ended(f"a bug of ours: {name}", hint, story))
        else:
            self.tell(Ended())

    @contextmanager
    def step(self, name: str, total: int | None = None) -> Iterator[Step]:
        """Tell of a piece of work, and of every part of it that is done."""
        counter = _Counter(self, name, total or 0)
        counter.advance(0)
        yield counter

    def _make(self) -> None:
        ledger = Ledger()
        self.tell(Under("reading book.toml"))
        config = resolve(
            self.order.project,
            os.environ,
            report=ledger.add,
            last_change=find_last_change(self.order.project),
            options=Options(strict=self.order.strict),
        )
        self.tell(Reads(tuple(named_files(config))))
        if any(entry.rule == BROKEN_TOML for entry in ledger):
            self._say(ledger, config)
            return
        editions = choose_editions(config, self.order.editions, pages=self.order.pages)
        self.tell(Begun(tuple(edition.format for edition in editions)))
        manuscript = read_manuscript(config, ledger.add)
        if not manuscript.sources:
            self._say(ledger, config, manuscript)
            return
        draft = read_draft(manuscript, self.tools, report=ledger.add, progress=self)
        pictures = [config.project / name for name in picture_places(draft.book)]
        self.tell(Reads((*named_files(config), *pictures)))
        self._say(ledger, config, manuscript)
        if not is_spoiled(ledger, config):
            self._bind(draft, editions, ledger)

    def _bind(self, draft: Draft, editions: Sequence[EditionConfig], ledger: Ledger) -> None:
        complete = set(editions) == set(draft.config.editions)
        epubs = [edition for edition in editions if edition.format == "epub"]
        for edition in editions:
            if edition.format == "epub":
                self._bind_epub(draft, edition, ledger)
            else:
                book, _ = make_pdf(draft, self.tools, edition, ledger, self)
                self.tell(pages_made(book))
                pages = pagination_of(book.pages, edition.notes)
                # The EPUB was shown before its pages were known; now it lists them.
                for epub in (one for one in epubs if one.page_list == edition.name):
                    self._bind_epub(draft, epub, ledger, pages)
            is_last = edition is editions[-1]
            self._say(ledger, draft.config, draft.manuscript, complete=complete and is_last)

    def _bind_epub(
        self,
        draft: Draft,
        edition: EditionConfig,
        ledger: Ledger,
        pages: Pagination | None = None,
    ) -> None:
        artifact, _ = make_epub(draft, self.tools, edition, ledger, self, pages)
        self.tell(EpubMade(artifact))

    def _say(
        self,
        ledger: Ledger,
        config: Config,
        manuscript: Manuscript | None = None,
        *,
        complete: bool = False,
    ) -> None:
        settled = Ledger()
        settled.settle(apply_rules(ledger, config, complete=complete))
        texts = _texts(config, manuscript)
        problems = tuple(Problem(entry, _excerpt(entry, texts)) for entry in settled)
        self.tell(Said(problems, config.metadata.title))


@dataclass(slots=True)
class _Counter:
    """A piece of work under way, told in steps that a reader can see."""

    making: Making
    name: str
    total: int
    done: int = 0

    def advance(self, amount: int = 1) -> None:
        """Tell how far the work is; raise ``Superseded`` where it is for nothing."""
        if self.making.is_superseded():
            raise Superseded
        self.done += amount
        self.making.tell(Under(self.name, self.done, self.total))


def choose_editions(
    config: Config, names: Sequence[str], *, pages: bool
) -> tuple[EditionConfig, ...]:
    """Return the EPUB, then the PDF that is shown beside it, where the book has one.

    Raises ``ConfigError`` for a name that no edition has, for two names of one format, and where a
    PDF is named but no ``pages`` are wanted.
    """
    known = {edition.name: edition for edition in config.editions}
    for name in names:
        if name not in known:
            hint = f"choose one of: {', '.join(known)}"
            raise ConfigError(f'there is no edition "{name}"', hint=hint)
    named = [known[name] for name in names]
    left_out = next((one.name for one in named if one.format == "pdf" and not pages), None)
    if left_out is not None:
        raise ConfigError(
            f'"{left_out}" is a PDF, and the pages are left out', hint="drop --epub-only"
        )
    chosen: list[EditionConfig] = []
    for form in ("epub", "pdf") if pages else ("epub",):
        of_form = [edition for edition in named if edition.format == form]
        if len(of_form) > 1:
            raise ConfigError(
                f'"{of_form[0].name}" and "{of_form[1].name}" are both {form.upper()}s',
                hint="name one EPUB and one PDF",
            )
        chosen += of_form or [one for one in config.editions if one.format == form][:1]
    if not chosen:
        raise ConfigError("no edition of book.toml can be shown", hint="add [editions.epub]")
    return tuple(chosen)


def named_files(config: Config) -> Iterator[Path]:
    """Yield the files that ``book.toml`` names."""
    paths = [config.cover, *config.bibliography, *config.fonts]
    if config.csl.endswith(".csl"):
        paths.append(PurePosixPath(config.csl))
    yield from (config.project / path for path in paths if path is not None)


def _texts(config: Config, manuscript: Manuscript | None) -> Mapping[str, str]:
    texts: dict[str, str] = {}
    if manuscript is not None:
        for source in (*manuscript.sources, *manuscript.bibliography):
            texts[str(source.path)] = source.text
    with suppress(OSError):  # it may be saved this very moment
        texts[str(PATH)] = (config.project / PATH).read_text(encoding="utf-8", errors="replace")
    return texts


def _excerpt(diagnostic: Diagnostic, texts: Mapping[str, str]) -> str:
    span = diagnostic.span
    if span is None or span.line is None or str(span.path) not in texts:
        return ""
    lines = texts[str(span.path)].splitlines()
    return lines[span.line - 1].strip() if span.line <= len(lines) else ""
