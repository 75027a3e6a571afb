"""Faults of engines, put in at a named seam: no manuscript can raise these codes by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest

from publish import preflight, toolchain
from publish.importing.options import ImportTools, ReadBack
from publish.importing.plain import problems
from publish.pipeline import Tools
from publish.shops import shop
from publish.typesetting import binding, laid_out, page_flow, unit
from publish.typesetting.laid_out import PageFacts

Fault = Callable[[pytest.MonkeyPatch], None]


def _spine_says(old: bytes, new: bytes) -> Fault:
    """Return a fault of the binder: the finished EPUB holds other words."""

    def commit(patch: pytest.MonkeyPatch) -> None:
        make = toolchain.make_tools

        def faulty(*, validate: bool = False) -> Tools:
            tools = make(validate=validate)

            def read(data: bytes) -> tuple[tuple[str, bytes], ...]:
                return tuple(
                    (href, xhtml.replace(old, new)) for href, xhtml in tools.read_spine(data)
                )

            return replace(tools, read_spine=read)

        patch.setattr(toolchain, "make_tools", faulty)

    return commit


def _lose_the_first_note(patch: pytest.MonkeyPatch) -> None:
    """Let the layout lose the first note of every page, as WeasyPrint 70 does now and then."""
    read = laid_out.read_page

    def faulty(page_box: Any) -> PageFacts:
        facts = read(page_box)
        facts.placed = facts.placed[1:]
        return facts

    patch.setattr(unit, "read_page", faulty)


def _show_other_text(patch: pytest.MonkeyPatch) -> None:
    """Let the pages say their text backwards, as if a stylesheet had them in another order."""
    read = page_flow.read_flows

    def faulty(*pages: Any) -> Iterator[tuple[str, str]]:
        return ((text[::-1], endnotes[::-1]) for text, endnotes in read(*pages))

    patch.setattr(binding, "read_flows", faulty)


def _shop_asks(**limits: Any) -> Fault:
    """Let a shop take no more than this: no book of the tests has hundreds of megabytes."""

    def commit(patch: pytest.MonkeyPatch) -> None:
        patch.setattr(preflight, "shop", lambda name: replace(shop(name), **limits))

    return commit


def _forget_the_date(patch: pytest.MonkeyPatch) -> None:
    patch.delenv("SOURCE_DATE_EPOCH", raising=False)


def _lose_a_word_of_an_import(patch: pytest.MonkeyPatch) -> None:
    """Let the new manuscript lack a word of the source."""
    make = toolchain.make_import_tools

    def faulty() -> ImportTools:
        tools = make()

        def read_back(texts: Sequence[str]) -> list[ReadBack | None]:
            return [
                replace(file, body=file.body.replace("mate", "")) if file else None
                for file in tools.read_back(texts)
            ]

        return replace(tools, read_back=read_back)

    patch.setattr(toolchain, "make_import_tools", faulty)


def _allow_short_paragraphs_alone(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(problems, "LARGEST_PARAGRAPH", 40)


FAULTS: dict[str, Fault] = {
    "M020": _forget_the_date,
    "P004": _lose_the_first_note,
    "X005": _show_other_text,
    "U003": _allow_short_paragraphs_alone,
    "U004": _lose_a_word_of_an_import,
    "S001": _shop_asks(size=20_480),
    "S002": _shop_asks(picture_size=100),
    "S003": _shop_asks(document_size=1_500),
    "W001": _spine_says(b"the mate counted", b"the counted"),
    "W002": _spine_says(b"the mate counted", b"the mate mate counted"),
    "W003": _spine_says(b"the mate counted", b"the mite counted"),
}


@pytest.fixture(scope="session")
def faults() -> dict[str, Fault]:
    """Return the faults by the code that each raises."""
    return FAULTS
