"""The seam: every place where we reach into WeasyPrint's layout and tagging.

Five things that WeasyPrint 70 has no option for:

* Running heads and folios are made by us, last, when every folio of the book is known, so a
  shift of pages never lays out text again. ``layout_document`` is left to believe that pages have
  no margin boxes.
* Running heads, folios, leaders and pictures without words are artifacts, not content. WeasyPrint
  tags heads as content that no structure element owns (PDF/UA-1, 7.8), and every dot of a leader.
* The style of a paragraph's first line holds for its first line, not also for the first line on
  each page that it runs on to.
* Notes become ``Note`` elements, formulas ``Formula``, and words in another language say so in the
  tag tree.
* The call of a footnote links to its note, the note's number back to the call.

Lines are ``paragraph_seam``'s, a seam of its own.

``FINGERPRINTS`` pins the source that both seams rest on; ``tests/typesetting`` compares.
"""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
        "weasyprint.css:ComputedStyle.__missing__": "b318d8efc8ac79d7",
        "weasyprint.document:Document.__init__": "3e9c12ed2ef35b9b",
        "weasyprint.document:Document._render": "ebaceeb0fa8e79aa",
        "weasyprint.document:Document.write_pdf": "086e4a8e99981829",
        "weasyprint.document:Page.__init__": "56afceec729bf2c1",
        "weasyprint.draw.text:draw_first_line": "1bb8eae6d88e71b1",
        "weasyprint.draw.text:draw_text": "ebaf96239c6ca363",
        "weasyprint.formatting_structure.boxes:FootnoteAreaBox": "44d2d15f921a5350",
        "weasyprint.formatting_structure.boxes:LineBox": "1a068a4d0ed800f8",
        "weasyprint.formatting_structure.boxes:ParentBox.copy_with_children": "6b906f6c9326ab5d",
        "weasyprint.formatting_structure.boxes:TableRowGroupBox": "aff92804f7828117",
        "weasyprint.formatting_structure.boxes:TextBox": "7fcb818c71c2bb89",
        "weasyprint.layout.background:layout_box_backgrounds": "617a870678c82755",
        "weasyprint.layout.block:_linebox_layout": "e07bbe000974787e",
        "weasyprint.layout.block:block_box_layout": "a6279066e3d9ff7d",
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
        "weasyprint.layout.page:make_margin_boxes": "4a2d2e301eb3bc47",
        "weasyprint.layout.page:make_page": "656f183328e8b1b5",
        "weasyprint.layout.page:remake_page": "1ff09b2dffa17839",
        "weasyprint.layout.preferred:shrink_to_fit": "38ecf6d5c6439df6",
        "weasyprint.layout.replaced:inline_replaced_box_layout": "f1fe4648b21a8efa",
        "weasyprint.layout:LayoutContext": "211f859ff4e2d663",
        "weasyprint.layout:layout_document": "a5cbf437e99caf72",
        "weasyprint.pdf.anchors:add_links": "262e8b9b299892a7",
        "weasyprint.pdf.anchors:resolve_links": "f95937bb4e4f1007",
        "weasyprint.pdf.stream:Stream.artifact": "be61e42186804e99",
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


@contextmanager
def first_lines_once() -> Iterator[None]:
    """Keep ``::first-line`` from the first lines of pages that a paragraph runs on to."""
    from weasyprint.layout import block

    original = block.iter_line_boxes

    def iter_line_boxes(*arguments: Any) -> Iterator[Any]:
        *others, first_line_style = arguments
        skip_stack = arguments[4]
        style = first_line_style if skip_stack is None else None
        lines: Iterator[Any] = original(*others, style)
        return lines

    block.iter_line_boxes = iter_line_boxes
    try:
        yield
    finally:
        block.iter_line_boxes = original


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
    return [_text_of(margin_box) for margin_box in margin_boxes]


def keep_own_links(page: Any) -> None:
    """Drop the links that WeasyPrint gives to boxes inside a link, in the place of the link's own.

    They are annotations over annotations, outside any ``Link`` element (PDF/UA-1, 7.18.5).
    """
    page.links[:] = [link for link in page.links if link[3].link]


def is_call(box: Any) -> bool:
    """Return whether a box is the call of a footnote."""
    return bool((box.element_tag or "").endswith("::footnote-call"))


def is_marker(box: Any) -> bool:
    """Return whether a box is the number before a footnote."""
    return bool((box.element_tag or "").endswith("::footnote-marker"))


def link_notes(page: Any, marks: Iterable[Any]) -> None:
    """Link the calls among the boxes to their notes, and the notes' numbers to their calls.

    WeasyPrint 70 links ``<a href>`` only; a footnote's call and number are pseudo-elements.
    """
    for box in marks:
        note = box.element.get("id", "")
        left, top, width, height = box.hit_area()
        area = (left, top, left + width, top + height)
        if is_call(box):
            page.anchors.setdefault(f"{note}-call", area)
        page.links.append(("internal", note if is_call(box) else f"{note}-call", area, box))


def mark_as_artifact(box: Any) -> None:
    """Take a box and all in it out of the tag tree and of what is read aloud."""
    for descendant in (box, *box.descendants()):
        descendant.is_artifact = True


def _text_of(box: Any) -> str:
    return "".join(
        descendant.text for descendant in box.descendants() if hasattr(descendant, "text")
    )


@contextmanager
def artifacts_untagged() -> Iterator[None]:
    """Draw what is marked as an artifact as one, and leave it out of the tag tree."""
    from weasyprint.pdf import tags
    from weasyprint.pdf.stream import Stream

    marked, build_box_tree = Stream.marked, tags._build_box_tree

    def mark(self: Any, box: Any, tag: str) -> Any:
        if getattr(box, "is_artifact", False):
            return self.artifact()
        return marked(self, box, tag)

    Stream.marked = mark
    tags._build_box_tree = _tag_tree_builder(build_box_tree)
    try:
        yield
    finally:
        Stream.marked, tags._build_box_tree = marked, build_box_tree


def _tag_tree_builder(original: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    import pydyf
    from weasyprint.formatting_structure import boxes

    entered: set[tuple[str, int]] = set()

    def build(box: Any, parent: Any, pdf: Any, page_number: int, *rest: Any) -> Iterator[Any]:
        if isinstance(box, boxes.MarginBox) or getattr(box, "is_artifact", False):
            return
        for structure in original(box, parent, pdf, page_number, *rest):
            if structure["S"] == "/LI":
                _wrap_item(structure, pdf)
            if structure["S"] == parent["S"] == "/P":  # the lines beside a drop capital
                structure["S"] = "/NonStruct"
            if box.link_annotation:
                _describe_link(box, structure)
            source = getattr(box, "element", None)
            if source is not None and box.element_tag == source.tag:
                if structure["S"] == "/Figure" and _has_class(source, "formula"):
                    structure["S"] = "/Formula"  # PDF/UA-1, 7.7
                language = source.get("lang")
                if language:
                    structure["Lang"] = pydyf.String(language)
                identifier = (source.get("id", ""), page_number)
                if _is_note(source) and identifier not in entered:
                    # PDF/UA-1, 7.9: every Note has an ID of its own; a note on two pages is two.
                    # The anonymous blocks inside a note carry its element, too.
                    entered.add(identifier)
                    structure["S"] = "/Note"
                    structure["ID"] = pydyf.String(f"{identifier[0]}-{page_number}")
            yield structure

    return build


def _describe_link(box: Any, structure: Any) -> None:
    """Make what is linked a ``Link``, and say its words: WeasyPrint says the target's id."""
    import pydyf

    if structure["S"] == "/NonStruct":
        structure["S"] = "/Link"  # calls and numbers of footnotes (PDF/UA-1, 7.18.5)
    words = _text_of(box).strip()
    if words and "Dest" in box.link_annotation:
        box.link_annotation["Contents"] = pydyf.String(words)


def _wrap_item(item: Any, pdf: Any) -> None:
    """Put what stands in a list item into its body: a loose item's paragraphs stand beside it."""
    import pydyf

    kids = {kid: pdf.objects[int(kid.split()[0])] for kid in item["K"]}
    loose = [kid for kid, child in kids.items() if child["S"] not in {"/Lbl", "/LBody"}]
    if not loose:
        return
    body = pydyf.Dictionary(
        {
            "Type": "/StructElem",
            "S": "/LBody",
            "K": pydyf.Array(loose),
            "Pg": item["Pg"],
            "P": item.reference,
        }
    )
    pdf.add_object(body)
    for kid in loose:
        kids[kid]["P"] = body.reference
    at = item["K"].index(loose[0])
    item["K"][:] = [kid for kid in item["K"] if kid not in loose]
    item["K"].insert(at, body.reference)


def _is_note(source: Any) -> bool:
    return bool(source.get("id")) and _has_class(source, "note")


def _has_class(source: Any, name: str) -> bool:
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
