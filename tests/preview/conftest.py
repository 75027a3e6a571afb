"""A preview as an author has it, and a browser that looks at it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PATIENCE = 60_000
"""Milliseconds that a book, or a browser on a busy machine, may take."""

SENTENCE = "The road went on between the birches, and nobody on it asked how far it was. "
TOML = """[book]
title = "The Long Road"
language = "en-GB"
date = "2026"

[[book.contributors]]
name = "Ada Wren"
role = "author"
"""


def chapter(title: str, paragraphs: int) -> str:
    """Return a chapter whose paragraphs tell their numbers."""
    texts = [f"Paragraph {number} of {title}. {SENTENCE * 6}" for number in range(1, paragraphs)]
    return "\n\n".join([f"# {title}", *texts]) + "\n"


@dataclass(frozen=True)
class Author:
    """Somebody who writes: a project on the disk, and its preview."""

    project: Path
    url: str
    process: subprocess.Popen[str]

    def save(self, name: str, text: str) -> None:
        (self.project / "manuscript" / name).write_text(text, "utf-8")

    def read(self, name: str) -> str:
        return (self.project / "manuscript" / name).read_text("utf-8")

    def end(self) -> tuple[int, str]:
        """End the preview as Ctrl-C does; return its status and what it said."""
        self.process.send_signal(signal.SIGINT)
        _, said = self.process.communicate(timeout=30)
        return self.process.returncode, said


def write_book(project: Path) -> None:
    chapters = project / "manuscript" / "chapters"
    chapters.mkdir(parents=True)
    (project / "manuscript" / "book.toml").write_text(TOML, "utf-8")
    (chapters / "01-out.md").write_text(chapter("Out", 24), "utf-8")
    (chapters / "02-home.md").write_text(chapter("Home", 24), "utf-8")


@contextmanager
def previewed(project: Path, *options: str) -> Iterator[Author]:
    command = [sys.executable, "-m", "publish", "preview", "--no-open", str(project), *options]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    assert process.stdout is not None
    url = process.stdout.readline().strip()
    assert url.startswith("http://127.0.0.1:"), process.communicate(timeout=30)
    try:
        yield Author(project, url, process)
    finally:
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=30)


@pytest.fixture(scope="module")
def author(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Author]:
    project = tmp_path_factory.mktemp("previewed") / "book"
    write_book(project)
    with previewed(project) as made:
        yield made


def find_browser() -> str:
    for name in BROWSERS:
        if path := shutil.which(name):
            return path
    if os.environ.get("CI") == "true":
        pytest.fail("Chromium is not installed, and CI=true asks for every tool")
    pytest.skip("Chromium is not installed")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_browser()
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=quiet)
        yield started
        started.close()


READY = ("#leaves figure img", "#frames iframe:not([data-coming])")


class Looking(Protocol):
    """Opens a preview, and waits until what is named can be seen."""

    def __call__(self, url: str, *ready: str) -> Page: ...


@pytest.fixture
def look(browser: Browser) -> Iterator[Looking]:
    """Yield what opens a preview; a browser that complains fails the test."""
    complaints: list[str] = []
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(PATIENCE)

    def complain(words: str) -> None:
        complaints.append(words)

    def open_page(url: str, *ready: str) -> Page:
        page = context.new_page()
        page.on("console", lambda said: complain(f"{said.type}: {said.text}"))
        page.on("pageerror", lambda error: complain(str(error)))
        page.on("response", lambda got: complain(got.url) if got.status >= 400 else None)
        page.goto(url)
        for selector in ready or READY:
            page.wait_for_selector(selector)
        return page

    yield open_page
    context.close()
    assert complaints == []
