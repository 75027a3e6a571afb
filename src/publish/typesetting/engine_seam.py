"""The seam: every place where we reach into WeasyPrint's layout and tagging.

Two things that WeasyPrint 70 has no option for:

* Running heads and folios are made by us, last, when every folio of the book is known, so a
  shift of pages never lays out text again. ``layout_document`` is left to believe that pages have
  no margin boxes.
* Links that are annotations over annotations are dropped, and pages have labels.

Lines are ``paragraph_seam``'s, pages ``galley_seam``'s, tags ``tagging``'s, seams of their own.

``FINGERPRINTS`` pins the source that all seams rest on; ``tests/typesetting`` compares.
"""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import Any, Final

FINGERPRINTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "pydyf:PDF.page_references.fget": "060bf90aad55931b",
        "pydyf:PDF.write": "242cd38f92ecd33f",
        "pydyf:Stream.data.fget": "bdc2bc513f286de7",
        "weasyprint.anchors:gather_anchors": "373f8c676f27da3b",
        "weasyprint.css.validation.expanders:expand_text_align": "a0dbdffc8ce70077",
        "weasyprint.css:AnonymousStyle.__missing__": "d392527077647306",
        "weasyprint.css:ComputedStyle.__missing__": "b318d8efc8ac79d7",
        "weasyprint.document:Document.__init__": "3e9c12ed2ef35b9b",
        "weasyprint.document:Document._render": "ebaceeb0fa8e79aa",
        "weasyprint.document:Document.write_pdf": "086e4a8e99981829",
        "weasyprint.document:Page.__init__": "56afceec729bf2c1",
        "weasyprint.draw.text:draw_first_line": "1bb8eae6d88e71b1",
        "weasyprint.draw.text:draw_text": "ebaf96239c6ca363",
        "weasyprint.draw:draw_collapsed_borders": "120b162d2a4f9066",
        "weasyprint.formatting_structure.boxes:Box.is_monolithic": "90386e3523c4c2e3",
        "weasyprint.formatting_structure.boxes:Box.translate": "2e16dfbea8bd7d51",
        "weasyprint.formatting_structure.boxes:FootnoteAreaBox": "44d2d15f921a5350",
        "weasyprint.formatting_structure.boxes:LineBox": "1a068a4d0ed800f8",
        "weasyprint.formatting_structure.boxes:PageBox": "8d44dc3f384a59e5",
        "weasyprint.formatting_structure.boxes:ParentBox.copy_with_children": "6b906f6c9326ab5d",
        "weasyprint.formatting_structure.boxes:ParentBox.deepcopy": "c6335cf2fcc16f31",
        "weasyprint.formatting_structure.boxes:ParentBox.get_wrapped_table": "8fd5b0ab709295af",
        "weasyprint.formatting_structure.boxes:ParentBox.remove_decoration": "689d6c8b42f70410",
        "weasyprint.formatting_structure.boxes:TableBox": "d2ae70cf4447debf",
        "weasyprint.formatting_structure.boxes:TableRowGroupBox": "aff92804f7828117",
        "weasyprint.formatting_structure.boxes:TextBox": "7fcb818c71c2bb89",
        "weasyprint.layout.absolute:AbsolutePlaceholder": "336e26c56311f105",
        "weasyprint.layout.background:layout_backgrounds": "5d7d4d589e3d8a33",
        "weasyprint.layout.background:layout_box_backgrounds": "617a870678c82755",
        "weasyprint.layout.block:_linebox_layout": "e07bbe000974787e",
        "weasyprint.layout.block:block_box_layout": "a6279066e3d9ff7d",
        "weasyprint.layout.block:block_container_layout": "65842ca53a8391eb",
        "weasyprint.layout.float:avoid_collisions": "5fc7793c573af328",
        "weasyprint.layout.inline:add_word_spacing": "879516e71f1b80fa",
        "weasyprint.layout.inline:count_expandable_spaces": "175fe6f42576ed38",
        "weasyprint.layout.inline:get_next_linebox": "67af458c2545e74f",
        "weasyprint.layout.inline:iter_line_boxes": "04aec48abfcad809",
        "weasyprint.layout.inline:line_box_verticality": "1018aadb3410f89a",
        "weasyprint.layout.inline:remove_last_whitespace": "53f0c79c9fbbda50",
        "weasyprint.layout.inline:skip_first_whitespace": "deb2f1a5e2a6c035",
        "weasyprint.layout.inline:split_inline_box": "3a0cb7ca7e34c7ef",
        "weasyprint.layout.inline:split_inline_level": "d98c008c8fc00582",
        "weasyprint.layout.inline:split_text_box": "8c564329599ef23f",
        "weasyprint.layout.inline:text_align": "e953d41b87ccfc30",
        "weasyprint.layout.leader:handle_leader": "e4bf5941eb946d0b",
        "weasyprint.layout.page:make_all_pages": "b5e4034894841caa",
        "weasyprint.layout.page:make_margin_boxes": "4a2d2e301eb3bc47",
        "weasyprint.layout.page:make_page": "656f183328e8b1b5",
        "weasyprint.layout.page:page_height": "71a0230377c0354e",
        "weasyprint.layout.page:page_width": "dd3fd2b21aba5bbf",
        "weasyprint.layout.page:remake_page": "1ff09b2dffa17839",
        "weasyprint.layout.page:set_page_type_computed_styles": "4e68b396b35c4a06",
        "weasyprint.layout.percent:resolve_percentages": "71673078096fcf87",
        "weasyprint.layout.preferred:max_content_width": "249852d3d5ed7da3",
        "weasyprint.layout.replaced:inline_replaced_box_layout": "f1fe4648b21a8efa",
        "weasyprint.layout.table:table_layout": "6594fa40743fbc0b",
        "weasyprint.layout:LayoutContext": "211f859ff4e2d663",
        "weasyprint.layout:initialize_page_maker": "5bb3c878d722af53",
        "weasyprint.layout:layout_document": "a5cbf437e99caf72",
        "weasyprint.pdf.anchors:add_links": "262e8b9b299892a7",
        "weasyprint.pdf.anchors:resolve_links": "f95937bb4e4f1007",
        "weasyprint.pdf.stream:Stream.artifact": "be61e42186804e99",
        "weasyprint.pdf.fonts:Font.clean": "794f0211f18453f1",
        "weasyprint.pdf.fonts:Font.subset": "61ed6bc2e9a7e43a",
        "weasyprint.pdf.stream:Stream.marked": "3fa3acacbbf66422",
        "weasyprint.pdf.tags:_build_box_tree": "f716251a83e7096e",
        "weasyprint.pdf.tags:add_tags": "f0e74575b0bafaf3",
        "weasyprint.pdf:generate_pdf": "626343ef25c396e8",
        "weasyprint.stacking:_dispatch": "003563d2565b4d30",
        "weasyprint.stacking:_dispatch_children": "664961378e41dc05",
        "weasyprint.text.fonts:FontConfiguration.__init__": "9fdb532fe2c80013",
        "weasyprint.text.fonts:get_font_description": "85734b8947b9bf64",
        "weasyprint.text.line_break:Layout": "681b737d1ba5e004",
        "weasyprint.text.line_break:Layout.setup": "fb227a55094f41d4",
        "weasyprint.text.line_break:create_layout": "6587192cc0ab3ffa",
        "weasyprint.text.line_break:get_log_attrs": "65c1a1c4fa75ee95",
        "weasyprint.text.line_break:split_first_line": "39ad1016863ca34d",
        "weasyprint.text.line_break:strut": "b57885b70dd08efe",
    }
)
"""SHA-256 (first 16 digits) of the source of what we replace, call or imitate."""


def fingerprint(name: str) -> str:
    """Return the digest of the source of ``package.module:object``."""
    module, _, path = name.partition(":")
    value: Any = import_module(module)
    for part in path.split("."):
        value = getattr(value, part)
    return hashlib.sha256(inspect.getsource(value).encode()).hexdigest()[:16]


@dataclass(slots=True)
class PageInProgress:
    """A page laid out but for its heads; everything in it is WeasyPrint's own."""

    context: Any
    box: Any
    number: int
    """The page's number in its own unit, from 1."""


@contextmanager
def margin_boxes_deferred() -> Iterator[list[PageInProgress]]:
    """Collect the pages laid out meanwhile instead of giving them margin boxes."""
    from weasyprint import layout

    original = layout.make_margin_boxes
    pages: list[PageInProgress] = []

    def defer(context: Any, page: Any, _state: Any) -> tuple[()]:
        pages.append(PageInProgress(context, page, context.current_page))
        return ()

    layout.make_margin_boxes = defer
    try:
        yield pages
    finally:
        layout.make_margin_boxes = original


def add_margin_boxes(
    page: PageInProgress, *, folio: int, total: int, strings: Mapping[str, str]
) -> list[str]:
    """Give a page its heads and folio, and return the texts of its margin boxes.

    ``strings`` are named strings that hold for this page whatever the text sets.
    """
    from weasyprint.layout.background import layout_box_backgrounds
    from weasyprint.layout.page import make_margin_boxes

    context, box = page.context, page.box
    context.current_page = page.number
    for name, text in strings.items():
        context.string_set[name][page.number] = [text]
    state = context.page_maker[page.number][3]
    state[1]["page"] = [folio]
    state[1]["pages"] = [total]
    margin_boxes = tuple(make_margin_boxes(context, box, state))
    for margin_box in margin_boxes:
        layout_box_backgrounds(box, margin_box, context.get_image_from_uri)
        mark_as_artifact(margin_box)
    box.children = (*box.children, *margin_boxes)
    page.context = None  # styles of the whole unit hang on it: let go of them before painting
    return [text_of(margin_box) for margin_box in margin_boxes]


def keep_own_links(page: Any) -> None:
    """Drop the links that WeasyPrint gives to boxes inside a link, in the place of the link's own.

    They are annotations over annotations, outside any ``Link`` element (PDF/UA-1, 7.18.5).
    """
    page.links[:] = [link for link in page.links if link[3].link]


def is_call(box: Any) -> bool:
    """Return whether a box is the call of a note: the link itself, not a pseudo-element of it."""
    element = getattr(box, "element", None)
    return (
        element is not None
        and element.tag == "a"
        and box.element_tag == "a"
        and has_class(element, "note-call")
    )


def mark_as_artifact(box: Any) -> None:
    """Take a box and all in it out of the tag tree and of what is read aloud."""
    for descendant in (box, *box.descendants()):
        descendant.is_artifact = True


def text_of(box: Any) -> str:
    """Return the text of a box as it stands."""
    return "".join(
        descendant.text for descendant in box.descendants() if hasattr(descendant, "text")
    )


def has_class(source: Any, name: str) -> bool:
    """Return whether an element has a class."""
    return name in source.get("class", "").split()


def label_pages(pdf: Any, labels: Sequence[tuple[int, str, int]]) -> None:
    """Write page labels, so that a reader's "page xii" is the book's (PDF 1.7, 12.4.2).

    Each label is the index of a page, the style (``r`` roman, ``D`` arabic) and the first number.
    """
    import pydyf

    numbers = pydyf.Array()
    for index, style, start in labels:
        numbers.append(index)
        numbers.append(pydyf.Dictionary({"S": f"/{style}", "St": start}))
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": numbers})
    pdf.catalog["PageLayout"] = "/TwoPageRight"
