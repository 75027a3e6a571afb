"""Saves are seen once each, when they are whole."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from publish.preview.watching import Watch


@pytest.fixture
def watch(tmp_path: Path) -> Watch:
    (tmp_path / "manuscript" / "chapters").mkdir(parents=True)
    (tmp_path / "manuscript" / "chapters" / "01.md").write_text("one", "utf-8")
    (tmp_path / "dist").mkdir()
    made = Watch(tmp_path)
    made.begin()
    return made


def chapter(watch: Watch) -> Path:
    return watch.project / "manuscript" / "chapters" / "01.md"


def test_nothing_saved(watch: Watch) -> None:
    assert not watch.has_settled()
    assert not watch.has_settled()


def test_a_save_is_believed_when_it_stays(watch: Watch) -> None:
    chapter(watch).write_text("on", "utf-8")
    assert not watch.has_settled()
    chapter(watch).write_text("one and two", "utf-8")
    assert not watch.has_settled()
    assert watch.has_settled()
    assert not watch.has_settled()


def test_a_file_that_was_replaced_came_or_went(watch: Watch) -> None:
    beside = watch.project / "manuscript" / "chapters" / ".01.md.swp"
    beside.write_text("another", "utf-8")
    assert [watch.has_settled(), watch.has_settled()] == [False, False]
    beside.replace(chapter(watch))
    assert [watch.has_settled(), watch.has_settled()] == [False, True]
    chapter(watch).unlink()
    assert [watch.has_settled(), watch.has_settled()] == [False, True]
    (watch.project / "styles").mkdir()
    (watch.project / "styles" / "custom.css").write_text("p { color: red }", "utf-8")
    assert [watch.has_settled(), watch.has_settled()] == [False, True]


def test_same_size_another_time(watch: Watch) -> None:
    chapter(watch).write_text("two", "utf-8")
    os.utime(chapter(watch), ns=(1, 1))
    assert [watch.has_settled(), watch.has_settled()] == [False, True]


def test_what_is_not_of_the_book_is_left_alone(watch: Watch) -> None:
    (watch.project / "dist" / "book.epub").write_bytes(b"made")
    (watch.project / "notes.txt").write_text("buy bread", "utf-8")
    assert [watch.has_settled(), watch.has_settled()] == [False, False]


def test_files_named_elsewhere_count_from_when_they_are_named(watch: Watch) -> None:
    picture = watch.project / "art" / "road.png"
    watch.named = (picture,)
    assert [watch.has_settled(), watch.has_settled()] == [False, False]
    picture.parent.mkdir()
    picture.write_bytes(b"drawn")
    assert [watch.has_settled(), watch.has_settled()] == [False, True]
    watch.named = ()
    picture.write_bytes(b"drawn again")
    assert [watch.has_settled(), watch.has_settled()] == [False, False]
