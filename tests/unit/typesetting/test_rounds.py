from __future__ import annotations

from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any, cast

from publish.content import ContentDocument
from publish.editions import PrintUnit
from publish.model.book import Role
from publish.typesetting.markup import PreparedUnit
from publish.typesetting.rounds import settle
from publish.typesetting.unit import SetUnit


def unit(
    name: str, *, role: Role = "bodymatter", references: Sequence[str] = (), recto: bool = True
) -> PreparedUnit:
    document = ContentDocument(
        f"{name}.xhtml", name, "chapter", role, name, "en", "x" * 5000, ids=frozenset({name})
    )
    pieces = ("",) * (len(references) + 1)
    return PreparedUnit(PrintUnit(document, role, recto), pieces, tuple(references))


class Press:
    """Sets units in as many pages as it is told, and remembers what it was asked."""

    def __init__(self, pages: Callable[[str, Sequence[str], Sequence[int]], int]) -> None:
        self.pages = pages
        self.asked: list[tuple[str, tuple[str, ...]]] = []

    def __call__(
        self,
        prepared: PreparedUnit,
        *,
        recto: bool,
        inserted: Sequence[str],
        reserve: Sequence[int],
    ) -> SetUnit:
        self.asked.append((prepared.id, tuple(inserted)))
        count = self.pages(prepared.id, inserted, reserve)
        page = SimpleNamespace(facts=SimpleNamespace(calls=()))
        pages = cast("tuple[Any, ...]", (page,) * count)
        return SetUnit(prepared, recto, tuple(inserted), tuple(reserve), pages, {prepared.id: 0})


def test_a_book_without_references_is_set_once() -> None:
    press = Press(lambda *_: 3)
    settlement = settle([unit("a"), unit("b"), unit("c")], 0, press, lambda: None)
    assert press.asked == [("a", ()), ("b", ()), ("c", ())]
    assert [placed.first for placed in settlement.units] == [1, 5, 9]


def test_the_contents_come_after_the_body_and_are_right_at_once() -> None:
    press = Press(lambda *_: 2)
    contents = unit("contents", role="frontmatter", references=("a", "b"))
    settlement = settle([contents, unit("a"), unit("b")], 1, press, lambda: None)
    assert press.asked == [("a", ()), ("b", ()), ("contents", ("1", "3"))]
    assert [placed.folio(0) for placed in settlement.units] == ["i", "1", "3"]


def test_only_units_whose_references_were_wrong_are_set_again() -> None:
    press = Press(lambda name, *_: 7 if name == "b" else 3)
    settlement = settle(
        [unit("a", references=("c",)), unit("b"), unit("c", recto=False)], 0, press, lambda: None
    )
    assert [name for name, _ in press.asked].count("b") == 1
    assert press.asked[-1] == ("a", ("12",))
    assert not settlement.frozen


def test_references_that_move_their_own_target_come_to_rest_with_a_fixed_width() -> None:
    def pages(name: str, inserted: Sequence[str], reserve: Sequence[int]) -> int:
        if name != "a" or any(reserve):
            return 8
        return 9 if inserted[0] == "9" else 8  # "9" pushes the target to 10, "10" pulls it back

    settlement = settle(
        [unit("a", references=("b",)), unit("b", recto=False)], 0, Press(pages), lambda: None
    )
    assert settlement.frozen
    first, second = settlement.units
    assert first.set.inserted == (second.folio(0),)


def test_only_references_that_do_not_come_to_rest_get_a_fixed_width() -> None:
    asked: list[tuple[int, ...]] = []

    def pages(name: str, inserted: Sequence[str], reserve: Sequence[int]) -> int:
        asked.append(tuple(reserve))
        return 9 if name == "a" and not any(reserve) and inserted[1] == "9" else 8

    units = [unit("a", references=("a", "b")), unit("b", recto=False)]
    assert settle(units, 0, Press(pages), lambda: None).frozen
    assert (0, 2) in asked
    assert all(first == 0 for first, *_ in filter(None, asked))


def test_progress_counts_each_unit_once() -> None:
    done: list[int] = []
    units = [unit("a", references=("b",)), unit("b")]
    settle(units, 0, Press(lambda *_: 4), lambda: done.append(1))
    assert len(done) == 2
