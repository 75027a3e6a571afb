"""What a browser is shown: the last good book, what is wrong with the present one, what goes on.

Filled by the thread that hears the news, asked by those that serve. A book that could not be made
leaves the pages of the one before where they are.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import Condition
from typing import Any

from publish.adapters.epub_publication import (
    XHTML,
    ContentsEntry,
    Publication,
    PublicationFile,
    read_publication,
)
from publish.adapters.page_pictures import PagePictures
from publish.artifact import Artifact
from publish.preview.told import (
    Begun,
    Ended,
    EpubMade,
    News,
    PagesMade,
    Problem,
    Reads,
    Said,
    Under,
)
from publish.report import describe_diagnostic


@dataclass(slots=True)
class Desk:
    """What is shown; ``version`` grows whenever more than the progress of the work changes.

    ``is_fresh`` says that the EPUB is of the manuscript as it was saved last.
    """

    formats: tuple[str, ...] = ("epub", "pdf")
    title: str = ""
    version: int = 1
    epub: Artifact | None = None
    publication: Publication | None = None
    pages: PagesMade | None = None
    pictures: PagePictures | None = None
    problems: tuple[Problem, ...] = ()
    under: Under | None = None
    ended: Ended | None = None
    is_fresh: bool = False
    is_closed: bool = False
    _tick: int = 0
    _changed: Condition = field(default_factory=Condition, repr=False)

    def hear(self, news: News) -> None:
        """Take in what was told."""
        publication = read_publication(news.artifact.data) if isinstance(news, EpubMade) else None
        with self._changed:
            match news:
                case Begun():
                    self.formats = news.formats
                case Under():
                    self.under = news
                case Said():
                    self.problems, self.title = news.problems, news.title
                case EpubMade():
                    self.epub, self.publication = news.artifact, publication
                    self.is_fresh = True
                case PagesMade():
                    if self.pictures is not None:
                        self.pictures.close()
                    self.pages, self.pictures = news, PagePictures(news.artifact.data)
                case Ended():
                    self.under, self.ended = None, news
                case Reads():
                    return
            if not isinstance(news, Under):
                self.version += 1
            self._tell()

    def begin(self) -> None:
        """Say that the book is being made anew."""
        with self._changed:
            self.under, self.is_fresh = Under("starting"), False
            self._tell()

    def close(self) -> None:
        """Let everybody go who waits for news."""
        with self._changed:
            self.is_closed = True
            self._tell()

    def wait(self, tick: int, seconds: float) -> tuple[int, dict[str, Any]]:
        """Return the present tick and what goes on, at once or when something changes."""
        with self._changed:
            self._changed.wait_for(lambda: self._tick != tick or self.is_closed, seconds)
            return self._tick, {"version": self.version, "under": self._under()}

    def file(self, path: str) -> PublicationFile | None:
        """Return a file of the EPUB by its path in the archive, and nothing else, ever."""
        return self.publication.files.get(path) if self.publication else None

    def describe(self) -> dict[str, Any]:
        """Return all that is shown, as plain data."""
        with self._changed:
            return {
                "version": self.version,
                "title": self.title,
                "under": self._under(),
                "epub": _describe_epub(self.publication) if self.publication else None,
                "pages": _describe_pages(self.pages) if self.pages else None,
                "isFresh": self.is_fresh,
                "formats": self.formats,
                "problems": [self._describe_problem(problem) for problem in self.problems],
                "failure": self._failure(),
            }

    def _tell(self) -> None:
        self._tick += 1
        self._changed.notify_all()

    def _under(self) -> dict[str, Any] | None:
        if self.under is None:
            return None
        return {"name": self.under.name, "done": self.under.done, "total": self.under.total}

    def _failure(self) -> dict[str, str] | None:
        if self.ended is None or not self.ended.failure:
            return None
        return {"message": self.ended.failure, "hint": self.ended.hint}

    def _describe_problem(self, problem: Problem) -> dict[str, Any]:
        span = problem.diagnostic.span
        return {
            **describe_diagnostic(problem.diagnostic),
            "place": str(span) if span else "",
            "advice": problem.diagnostic.rule.advice,
            "excerpt": problem.excerpt,
            "page": self._page_of(str(span.path), span.line or 0) if span else None,
        }

    def _page_of(self, path: str, line: int) -> int | None:
        """Return the page on which a line of the manuscript stands, as the last PDF has it."""
        lines = self.pages.written.get(path, ()) if self.pages else ()
        at = bisect_right(lines, (line, 1 << 30)) - 1
        return lines[max(at, 0)][1] if lines else None


def _describe_epub(publication: Publication) -> dict[str, Any]:
    documents = {path: publication.files[path] for path in publication.spine}
    others = (one.data for path, one in publication.files.items() if one.media_type != XHTML)
    return {
        "language": publication.language,
        "direction": "rtl" if publication.is_right_to_left else "ltr",
        "spine": [
            {"path": path, "title": publication.titles[path], "digest": digest([one.data])}
            for path, one in documents.items()
        ],
        "dress": digest(others),
        "contents": [_describe_entry(entry) for entry in publication.contents],
    }


def _describe_entry(entry: ContentsEntry) -> dict[str, Any]:
    children = [_describe_entry(child) for child in entry.children]
    return {"title": entry.title, "path": entry.href, "children": children}


def _describe_pages(made: PagesMade) -> dict[str, Any]:
    return {
        "digest": digest([made.artifact.data]),
        "list": [
            {"name": page.name, "document": page.document, "blank": page.blank}
            for page in made.pages
        ],
        "anchors": made.anchors,
    }


def digest(parts: Iterable[bytes]) -> str:
    """Return a short mark of bytes, another for other bytes."""
    told = hashlib.sha256()
    for part in parts:
        told.update(len(part).to_bytes(8, "big"))
        told.update(part)
    return told.hexdigest()[:16]
