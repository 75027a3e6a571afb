"""The seam for pages: WeasyPrint lays out one endless page, and we say where pages end.

WeasyPrint 70 fills page after page, moves notes that do not fit, splits none and loses some. Here
it lays a unit out once, on a page without end; the pages are planned together, cut from its boxes
and handed back to it, to be finished and drawn as if it had made them.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from publish.typesetting.alternatives import Alternatives
from publish.typesetting.galley_reader import read_galley, take_stock
from publish.typesetting.page_builder import PageBuilder
from publish.typesetting.pages.planning import plan_pages

_ENDLESS: Final = 1e8
"""Height of the endless page, in CSS pixels; a float still tells 1e-8 px apart there."""


@contextmanager
def pages_planned() -> Iterator[None]:
    """Have WeasyPrint finish pages that are cut from one endless page meanwhile."""
    from weasyprint import layout

    original = layout.make_all_pages

    def make_all_pages(context: Any, root_box: Any, html: Any, _pages: Any) -> Iterator[Any]:
        first = context.page_maker[0]
        with _page_endless():
            endless = list(original(context, root_box, html, []))
        composer = _Composer(context, html, first, endless)
        if composer.has_what_only_the_engine_divides():
            layout.initialize_page_maker(context, root_box)
            yield from original(context, root_box, html, [])
        else:
            yield from composer.pages()

    layout.make_all_pages = make_all_pages
    try:
        yield
    finally:
        layout.make_all_pages = original


@contextmanager
def _page_endless() -> Iterator[None]:
    from weasyprint.layout import page

    original = page.page_height

    def page_height(box: Any, context: Any, height: float) -> None:
        original(box, context, height)
        box.height = _ENDLESS

    page.page_height = page_height
    try:
        yield
    finally:
        page.page_height = original


class _Composer:
    """Cutting one unit's pages from the endless ones."""

    def __init__(self, context: Any, html: Any, first: Any, endless: list[Any]) -> None:
        self.context = context
        self.html = html
        self.first = first
        self.endless = endless
        self.opens_right = bool(first[2])
        self._empty: dict[int, Any] = {}
        self.stock = take_stock(endless)

    def has_what_only_the_engine_divides(self) -> bool:
        """Return whether columns, a grid or the like is higher than a page, and no note at hand.

        The engine ends pages within them, as well as it can; it could not place notes.
        """
        height = self._height(1)
        return not self.stock.notes and any(
            leaf.kind == "solid" and leaf.box.children and leaf.bottom - leaf.top > height
            for leaf in self.stock.leaves
        )

    def pages(self) -> Iterator[Any]:
        """Yield the pages, as ``make_all_pages`` does."""
        stock = self.stock
        root = self.endless[0].children[0]
        galley = read_galley(stock, *_line_of_text(root))
        alternatives = Alternatives(stock, galley)
        galley = alternatives.as_asked()
        planned = plan_pages(galley, self._height, self.opens_right, alternatives.of)
        builder = PageBuilder(stock, alternatives.galley, self.endless[0].content_box_x())
        self._count_pages(len(planned))
        for index, plan in enumerate(planned):
            page = self._page(index)
            area = self._area(page)
            builder.fill(page, area, plan, root)
            page.children.append(self._note_area(page))
            page.fixed_boxes = []
            depth = page.height - galley.line * min(plan.short, 0)
            page.reason = plan.reason
            page.planned_bottom = page.content_box_y() + depth + builder.overhang(plan)
            self._empty.pop(index)
            yield page

    def _height(self, index: int) -> float:
        return float(self._page(index).height)

    def _count_pages(self, count: int) -> None:
        """Write the engine's book of pages for pages that it did not make."""
        state = self.context.page_maker[1][3]
        resume_at, next_page, *_ = self.first
        self.context.page_maker = [
            (resume_at, next_page, self.opens_right == (index % 2 == 0), copy.deepcopy(state), {
                "content_changed": False, "pages_wanted": False, "anchors": [],
                "content_lookups": [],
            })
            for index in range(count + 1)
        ]  # fmt: skip

    def _page(self, index: int) -> Any:
        if index not in self._empty:
            self._empty[index] = self._empty_page(index)
        return self._empty[index]

    def _empty_page(self, index: int) -> Any:
        """Return a page without content; what ``make_page`` does before it lays anything out."""
        from weasyprint.formatting_structure import boxes
        from weasyprint.layout import page as layout

        name = self.endless[0].page_type.name
        side = "right" if self.opens_right == (index % 2 == 0) else "left"
        page_type = layout.PageType(side, False, name, index, ((name, index),))
        layout.set_page_type_computed_styles(page_type, self.html, self.context.style_for)
        style = self.context.style_for(page_type)
        style["overflow"] = self.endless[0].style["overflow"]
        page = boxes.PageBox(page_type, style)
        size = style["size"]
        layout.resolve_percentages(page, size)
        page.position_x = page.position_y = 0
        layout.page_width(page, self.context, size[0])
        layout.page_height(page, self.context, size[1])
        return page

    def _area(self, page: Any) -> Any:
        from weasyprint.formatting_structure import boxes
        from weasyprint.layout.percent import resolve_percentages

        style = self.context.style_for(page.page_type, "@footnote")
        area = boxes.FootnoteAreaBox(page, style or page.style.anonymous_style)
        resolve_percentages(area, page)
        for name in ("margin", "padding"):
            for side in ("top", "right", "bottom", "left"):
                setattr(area, f"{name}_{side}", 0)
        area.width, area.height = page.width, 0
        return area

    def _note_area(self, page: Any) -> Any:
        """Return the engine's area for margin notes, which it takes away when it is empty."""
        from weasyprint.formatting_structure import boxes

        return boxes.BlockBox("@note-area", page.style.anonymous_style, None, [])


def _line_of_text(root: Any) -> tuple[float, float]:
    """Return the distance from one line of the running text to the next, and its part below.

    CSS pixels; what is below is under the baseline.
    """
    from weasyprint.layout import inline

    body = next((child for child in root.children if child.element_tag == "body"), root)
    height, baseline = inline.strut(body.style)
    return float(height), float(height - baseline)
