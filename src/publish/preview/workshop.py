"""The process that makes the book, and the thread that hears its news.

A process, not a thread: typesetting keeps a processor busy for seconds, changes the environment of
its process while it works, and must be ended at once when the preview is.
"""

from __future__ import annotations

import signal
import sys
import warnings
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from threading import Lock, Thread

from publish.preview.told import Ended, News, Order

_PATIENCE = 2.0
"""Seconds that an ended process has to be gone."""


def work(orders: Connection) -> None:
    """Make what is ordered until nobody orders any more."""
    from publish.preview.making import Making
    from publish.toolchain import make_tools

    # Ctrl-C reaches every process of the terminal; who ends this one is the preview.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    tools = make_tools()
    with suppress(EOFError, OSError):
        while True:
            order: Order = orders.recv()
            while orders.poll():
                order = orders.recv()
            tell = partial(_send, orders, order.number)
            Making(order, tools, tell, orders.poll).make()


def _send(orders: Connection, number: int, news: News) -> None:
    orders.send((number, news))


@dataclass(slots=True)
class Workshop:
    """Takes orders and tells ``hear`` the news of the last one; its process may end and begin."""

    hear: Callable[[News], None]
    _number: int = field(default=0, init=False)
    _process: BaseProcess | None = field(default=None, init=False)
    _connection: Connection | None = field(default=None, init=False)
    _is_closed: bool = field(default=False, init=False)
    _lock: Lock = field(default_factory=Lock, init=False, repr=False)

    def order(self, order: Order) -> None:
        """Begin to make the book; what is being made is given up."""
        with self._lock:
            if self._is_closed:
                return
            self._number += 1
            numbered = replace(order, number=self._number)
            for _ in range(2):
                if self._process is None or not self._process.is_alive():
                    self._start()
                with suppress(BrokenPipeError, OSError):
                    assert self._connection is not None  # noqa: S101  _start has made it
                    self._connection.send(numbered)
                    return
                self._process = None

    def close(self) -> None:
        """End the process, whatever it does."""
        with self._lock:
            self._is_closed = True
            process, connection = self._process, self._connection
        if process is not None:
            process.terminate()
            process.join(_PATIENCE)
            if process.is_alive():
                process.kill()
                process.join(_PATIENCE)
        if connection is not None:
            connection.close()

    def _start(self) -> None:
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=work, args=(theirs,), daemon=True, name="publish")
        process.start()
        theirs.close()
        self._process, self._connection = process, ours
        Thread(target=self._listen, args=(process, ours), daemon=True).start()

    def _listen(self, process: BaseProcess, connection: Connection) -> None:
        try:
            while True:
                number, news = connection.recv()
                if number == self._number:
                    self.hear(news)
        except (EOFError, OSError):
            pass
        process.join(_PATIENCE)
        if not self._is_closed and process is self._process:
            hint = "save again; where it ends every time, publish check says more"
            self.hear(Ended(f"the making of the book ended (status {process.exitcode})", hint))
