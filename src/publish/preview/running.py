"""The preview as a whole: the book made once, then on every save, until somebody ends it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import Final

from publish.errors import OutputError
from publish.preview.desk import Desk
from publish.preview.server import ADDRESS, PreviewServer
from publish.preview.told import Ended, News, Order, Reads
from publish.preview.watching import Watch
from publish.preview.workshop import Workshop

PAUSE: Final = 0.2
"""Seconds between two looks at the files: a save is seen after one look, and believed after two."""


@dataclass(slots=True)
class Preview:
    """A book that is served while it is written; ``told`` hears how each making of it ended."""

    order: Order
    told: Callable[[Desk, Ended, float], None]
    desk: Desk = field(init=False)
    watch: Watch = field(init=False)
    workshop: Workshop = field(init=False)
    _began: float = field(default=0.0, init=False)

    def __post_init__(self) -> None:
        self.desk = Desk(("epub", "pdf") if self.order.pages else ("epub",))
        self.watch = Watch(self.order.project)
        self.workshop = Workshop(self._hear)

    @contextmanager
    def served(self, port: int = 0) -> Iterator[str]:
        """Serve the page at the URL that is given; ``port`` 0 takes a free one.

        Raises ``OutputError`` where the port cannot be had.
        """
        try:
            server = PreviewServer(self.desk, port)
        except OSError as error:
            raise OutputError(
                f"cannot serve at {ADDRESS}:{port}: {error.strerror}",
                hint="name another port, or leave --port out for a free one",
            ) from error
        thread = Thread(target=server.serve_forever, args=(0.1,), daemon=True)
        thread.start()
        try:
            yield server.url
        finally:
            self.desk.close()
            self.workshop.close()
            server.shutdown()
            server.server_close()

    def run(self, until: Event) -> None:
        """Make the book, and make it anew whenever a file of it was saved."""
        self.watch.begin()
        self._make()
        while not until.wait(PAUSE):
            if self.watch.has_settled():
                self._make()

    def _make(self) -> None:
        self._began = time.monotonic()
        self.desk.begin()
        self.workshop.order(self.order)

    def _hear(self, news: News) -> None:
        if isinstance(news, Reads):
            self.watch.named = news.files
            return
        self.desk.hear(news)
        if isinstance(news, Ended):
            self.told(self.desk, news, time.monotonic() - self._began)
