"""The tag tree, as PDF/UA-1 and a listener want it, out of WeasyPrint's boxes.

WeasyPrint 70 tags each page for itself: a paragraph that runs on is two, a chapter is one section a
page; heads and folios are content that no element owns, every dot of a leader is read. Here:

* running heads, folios, leaders, rules and pictures without words are artifacts;
* what runs on to another page is one element;
* the call of a note is a ``Reference``; the ``Note`` stands after the block that calls it;
* formulas are ``Formula``; words in another language say so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from publish.typesetting.engine_seam import has_class, is_call, text_of

_BLOCKS: Final = frozenset(
    {"/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/Caption", "/TD", "/TH", "/LBody", "/Div"}
    | {"/BlockQuote", "/Sect", "/Document"}
)
"""What a note may stand after."""

_INSIDE: Final = frozenset({"/TD", "/TH", "/LBody", "/Sect", "/Document", "/Caption"})
"""What a note stands in rather than after: nothing but its own kind may follow it."""

_NEVER_JOINED: Final = frozenset({"/Table", "/THead", "/TBody", "/TFoot", "/TR"})
"""What is whole on each page: a table's head stands again over the rows that run on."""


@contextmanager
def tags_of_our_own() -> Iterator[None]:
    """Have WeasyPrint tag as this module says meanwhile, and draw artifacts as such."""
    from weasyprint.pdf import tags
    from weasyprint.pdf.stream import Stream

    marked, build_box_tree = Stream.marked, tags._build_box_tree

    def mark(self: Any, box: Any, tag: str) -> Any:
        if getattr(box, "is_artifact", False):
            return self.artifact()
        return marked(self, box, tag)

    Stream.marked = mark
    tags._build_box_tree = _TagTree(build_box_tree).build
    try:
        yield
    finally:
        Stream.marked, tags._build_box_tree = marked, build_box_tree


class _TagTree:
    """What is remembered from page to page while the tree grows."""

    def __init__(self, original: Callable[..., Iterator[Any]]) -> None:
        self.original = original
        self.begun: dict[tuple[int, str], Any] = {}
        self.joined: dict[int, Any] = {}
        self.callers: dict[str, Any] = {}
        self.noted: set[str] = set()

    def build(self, box: Any, parent: Any, pdf: Any, page_number: int, *rest: Any) -> Iterator[Any]:
        """Yield the elements of a box; in the place of WeasyPrint's ``_build_box_tree``."""
        from weasyprint.formatting_structure import boxes

        if isinstance(box, boxes.MarginBox) or getattr(box, "is_artifact", False):
            return
        if isinstance(box, boxes.PageBox) or box.element_tag in ("html", "body"):
            yield from self.original(box, parent, pdf, page_number, *rest)
            return
        if isinstance(box, boxes.FootnoteAreaBox):
            for child in box.children:
                for note in self.build(child, parent, pdf, page_number, *rest):
                    if not self._stands_after_its_block(note, child, pdf):
                        yield note
            return
        for structure in self.original(box, parent, pdf, page_number, *rest):
            if structure["S"] == parent["S"] == "/P":  # the lines beside a drop capital
                structure["S"] = "/NonStruct"
            self._describe(box, structure, pdf)
            if self._joins(box, structure, pdf):
                continue
            yield self._referring(box, structure, parent, pdf) if is_call(box) else structure

    def _describe(self, box: Any, structure: Any, pdf: Any) -> None:
        import pydyf

        if structure["S"] == "/LI":
            _wrap_item(structure, pdf)
        if box.link_annotation:
            _describe_link(box)
        source = getattr(box, "element", None)
        if source is None or box.element_tag != source.tag:
            return
        if structure["S"] == "/Figure" and has_class(source, "formula"):
            structure["S"] = "/Formula"  # PDF/UA-1, 7.7
        if language := source.get("lang"):
            structure["Lang"] = pydyf.String(language)
        identifier = source.get("id", "")
        if identifier and has_class(source, "note"):
            structure["S"] = "/Note"
            if identifier not in self.noted:  # PDF/UA-1, 7.9: every Note has an ID of its own
                self.noted.add(identifier)
                structure["ID"] = pydyf.String(identifier)

    def _joins(self, box: Any, structure: Any, pdf: Any) -> bool:
        """Return whether an element went on with one of a page before."""
        origin = getattr(box, "fragment_of", None)
        name = str(structure["S"])
        if origin is None or name in _NEVER_JOINED:
            return False
        kids = structure["K"]
        if any(isinstance(kid, int) for kid in kids):
            return False  # marks of its own page
        first = self.begun.setdefault((id(origin), name), structure)
        if first is structure:
            return False
        for kid in kids:
            child = _object(pdf, kid)
            if "P" in child:
                child["P"] = first.reference
            first["K"].append(kid)
        structure["K"] = type(kids)()
        self.joined[structure.number] = first
        return True

    def _referring(self, box: Any, link: Any, parent: Any, pdf: Any) -> Any:
        """Return the reference to a note, around the link to it (PDF 1.7, 14.8.4.4.1)."""
        reference = _element("Reference", [link.reference], link, parent, pdf)
        link["P"] = reference.reference
        target = box.element.get("href", "").removeprefix("#")
        self.callers.setdefault(target, parent)
        return reference

    def _stands_after_its_block(self, note: Any, box: Any, pdf: Any) -> bool:
        """Put a note where it is read: after the block that calls it, and its other notes."""
        element = getattr(box, "element", None)
        caller = self.callers.get(element.get("id", "") if element is not None else "")
        if caller is None:
            return False
        block = self._now(caller)
        while block["S"] not in _BLOCKS:
            block = self._now(_object(pdf, block["P"]))
        if block["S"] in _INSIDE:
            block["K"].append(note.reference)
            note["P"] = block.reference
            return True
        home = self._now(_object(pdf, block["P"]))
        at = home["K"].index(block.reference) + 1
        while at < len(home["K"]) and _object(pdf, home["K"][at]).get("S") == "/Note":
            at += 1
        home["K"].insert(at, note.reference)
        note["P"] = home.reference
        return True

    def _now(self, structure: Any) -> Any:
        """Return the element that one has become a part of."""
        return self.joined.get(structure.number, structure)


def _object(pdf: Any, reference: Any) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _element(name: str, kids: list[Any], like: Any, parent: Any, pdf: Any) -> Any:
    """Return a new element on the page of another."""
    import pydyf

    element = pydyf.Dictionary(
        {
            "Type": "/StructElem",
            "S": f"/{name}",
            "K": pydyf.Array(kids),
            "Pg": like["Pg"],
            "P": parent.reference,
        }
    )
    pdf.add_object(element)
    return element


def _describe_link(box: Any) -> None:
    """Say a link's words: WeasyPrint says the target's id."""
    import pydyf

    words = text_of(box).strip()
    if words and "Dest" in box.link_annotation:
        box.link_annotation["Contents"] = pydyf.String(words)


def _wrap_item(item: Any, pdf: Any) -> None:
    """Put what stands in a list item into its body: a loose item's paragraphs stand beside it."""
    kids = {kid: _object(pdf, kid) for kid in item["K"]}
    loose = [kid for kid, child in kids.items() if child["S"] not in {"/Lbl", "/LBody"}]
    if not loose:
        return
    body = _element("LBody", loose, item, item, pdf)
    for kid in loose:
        kids[kid]["P"] = body.reference
    at = item["K"].index(loose[0])
    item["K"][:] = [kid for kid in item["K"] if kid not in loose]
    item["K"].insert(at, body.reference)
