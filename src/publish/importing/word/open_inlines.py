"""What stands in the paragraphs of a LibreOffice document: words, notes, pictures, changes."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, Final

from publish.importing.documents.account import Account
from publish.importing.word.noted import Format, Reference
from publish.importing.word.open_changes import REVISION, OpenChanges
from publish.importing.word.open_citations import OpenCitations
from publish.importing.word.open_elements import count_of, local_of, spaced
from publish.importing.word.open_styles import (
    DRAW,
    OFFICE,
    SVG,
    TEXT,
    XLINK,
    OpenStyles,
    span_format,
)
from publish.importing.word.parts import Look, Relation
from publish.importing.word.pictures import Picture
from publish.importing.word.writing import Given

_REFERENCES: Final = frozenset({"bookmark-ref", "reference-ref", "sequence-ref"})
_MARKS: Final = (
    "bookmark", "reference-mark", "bibliography-mark", "fieldmark", "alphabetical-index-mark",
)  # fmt: skip
_MATH: Final = "{http://www.w3.org/1998/Math/MathML}math"
_TITLE: Final = f"{SVG}title"


class OpenInlines(OpenCitations):
    """Reads what stands in paragraphs."""

    def __init__(
        self, given: Given, account: Account, styles: OpenStyles, changes: OpenChanges
    ) -> None:
        super().__init__(given, account)
        self._styles = styles
        self._changes = changes
        self._is_refused = False
        self._comments: dict[str, tuple[str, str, int]] = {}
        self._list: tuple[int, int] | None = None
        self._list_names: list[str] = []
        self.lists: list[str] = []
        self.formulas: list[Any] = []

    @abstractmethod
    def blocks(self, parent: Any) -> str:
        """Return what stands in a text, a section, a cell, a note or a box."""

    # Changes

    def _change(self, mark: Any) -> None:
        """Heed where what was put in begins and ends."""
        if str(mark.get(f"{TEXT}change-id", "")) not in self._changes.inserted:
            return
        is_begun = local_of(mark) == "change-start"
        if self._given.changes == "mark":
            self._flush()
            self._revision = "insertion" if is_begun else ""
        elif self._given.changes == "reject":
            self._is_refused = is_begun

    def _revised(self, element: Any, look: Look, form: Format) -> None:
        """Read what stands in an element that may have been deleted once."""
        before, said = self._revision, element.get(REVISION)
        self._revision = said or before
        self._inlines(element, look, form)
        if said:
            self._revision = before

    def _put(self, text: str, form: Format) -> None:
        if self._revision:
            words = [word for word in form.style.split() if word != "code"]
            form = Format(form.flags, form.raised, " ".join((*words, self._revision)))
        super()._put(text, form)

    def _write(self, text: str, look: Look, form: Format) -> None:
        if not self._is_refused:
            super()._write(text, look, form)

    def _is_silent(self) -> bool:
        return self._is_refused or super()._is_silent()

    # Inlines

    def _inlines(self, parent: Any, look: Look, form: Format) -> None:
        self._write(spaced(parent.text), look, form)
        for child in parent:
            self._inline(child, look, form)
            self._write(spaced(child.tail), look, form)

    def _inline(self, child: Any, look: Look, form: Format) -> None:
        name = local_of(child)
        if name == "span":
            style = self._styles.span(child.get(f"{TEXT}style-name", ""))
            inner = span_format(style, look, form.flags, self._given.foreign, self._role())
            self._revised(child, *inner)
        elif name == "s":
            self._write(" " * count_of(child, f"{TEXT}c"), look, form)
        elif name == "tab":
            self._write("\t", look, form)
        elif name == "line-break":
            self._write("\n", look, form)
        elif name == "a":
            self._link(child, look, form)
        elif name == "note":
            self._note(child)
        elif name in _REFERENCES:
            self._reference(child, look, form)
        elif name == "sequence":
            self._inlines(child, look, form)
            current = self._open
            if current is not None:
                current.facts.counted = str(child.get(f"{TEXT}name", "") or "Figure")
                current.facts.label_end = current.length
                if child.get(f"{TEXT}ref-name"):
                    self._label(child.get(f"{TEXT}ref-name"))
        else:
            self._rarer(name, child, look, form)

    def _rarer(self, name: str, child: Any, look: Look, form: Format) -> None:
        number = self._paragraph_number()
        if name.startswith("annotation"):
            self._annotation(child, number)
        elif name in ("frame", "custom-shape", "g"):
            self._frame(child)
        elif name.startswith(_MARKS):
            self._marked(name, child, look, form)
        elif name.startswith("change"):
            self._change(child)
        elif name in ("tracked-changes", "soft-page-break"):
            return
        elif name == "ruby":
            for one in child:
                self._inlines(one, look, form)
        else:
            self._inlines(child, look, form)

    def _marked(self, name: str, child: Any, look: Look, form: Format) -> None:
        """Read a mark: of a place, a citation, a field, an entry of the index."""
        if name == "bibliography-mark":
            is_cited = self._entry_of_list(child)
            self._inlines(child, look, form)
            if is_cited:
                self._end_entry()
        elif name.startswith("fieldmark"):
            self._field_of_word(child)
        elif not name.startswith("alphabetical-index-mark"):
            if not self._citing(child):
                self._bookmarked(child)
        elif not name.endswith("-end"):
            keys = (str(child.get(f"{TEXT}{key}", "")) for key in ("key1", "key2", "string-value"))
            entry = ": ".join(key.strip() for key in keys if key.strip())
            self.noted.entries.append((entry, self._paragraph_number()))

    def _annotation(self, child: Any, number: int) -> None:
        """Tell a comment, at the end of what it is about if that is known."""
        name = str(child.get(f"{OFFICE}name", ""))
        if local_of(child) == "annotation-end":
            about = "".join(self._commented.pop(name, ())).strip()
            said = self._comments.pop(name, None)
            if said is not None:
                on = f" on “{about[:80]}”" if about else ""
                self._account.set_apart(f"{said[0]}{on}: {said[1]}", "only here", said[2])
            return
        paragraphs = child.iter(f"{TEXT}p", f"{TEXT}h")
        words = " ".join(" ".join("".join(one.itertext()).split()) for one in paragraphs)
        author = child.findtext("{http://purl.org/dc/elements/1.1/}creator") or "somebody"
        said = (f"comment of {author}", words, number)
        if name and name in self._given.wanted:
            self._commented[name], self._comments[name] = [], said
        else:
            self._account.set_apart(f"{said[0]}: {words}", "only here", number)

    def _role(self) -> str:
        return self._open.facts.role if self._open else ""

    def _link(self, child: Any, look: Look, form: Format) -> None:
        address = str(child.get(f"{XLINK}href", ""))
        if address.startswith("#"):
            address = "#" + address[1:].split("|", maxsplit=1)[0]
        if address.startswith("#") and not "".join(child.itertext()).strip():
            self._empty_reference(address[1:])
        self._open_link(address)
        self._inlines(child, look, form)
        self._close_link()

    def _note(self, child: Any) -> None:
        current = self._open
        body = child.find(f"{TEXT}note-body")
        if current is None or body is None or self._is_silent():
            return
        self._flush()
        outer = (self._open, self._held, self._list, self._list_names)
        self._open, self._held, self._list, self._list_names = None, None, None, []
        self._apart += 1
        caller = current.facts.number
        numbers = [int(one.get("n", "0")) for one in body.iter(f"{TEXT}p", f"{TEXT}h")]
        for one in numbers:
            self._account.places[one] = caller
        number = len(self.noted.notes) + 1
        kind = str(child.get(f"{TEXT}note-class", "footnote"))
        self.noted.notes.append((number, kind, ""))
        self._account.called.append(numbers)
        written = self.blocks(body)
        self.noted.notes[number - 1] = (number, kind, written)
        self._apart -= 1
        self._open, self._held, self._list, self._list_names = outer
        self._account.counts[f"{kind}s"] += 1
        current.pieces.append(f'<w:r><w:rPr/><w:footnoteReference w:id="{number + 1}"/></w:r>')

    def _reference(self, child: Any, look: Look, form: Format) -> None:
        current = self._open
        if current is None:
            return
        if child.get(f"{TEXT}reference-format") == "page":
            words = "".join(child.itertext())
            evidence = "the number of a page of the source: it is not true of the book's pages"
            self._account.decide("page number", words, evidence, current.facts.number, "left")
            self._inlines(child, look, form)
            return
        number = len(self.noted.references) + 1
        start = current.length
        self._put_mark("R", number)
        self._inlines(child, look, form)
        self._flush()
        self.noted.references[number] = Reference(
            str(child.get(f"{TEXT}ref-name", "")),
            current.facts.number,
            start,
            current.length,
            ("\\p",) if child.get(f"{TEXT}reference-format") == "direction" else (),
            "".join(current.text)[start:] if len(current.text) else "",
        )
        self._put_mark("E", number)

    def _bookmarked(self, child: Any) -> None:
        name = str(child.get(f"{TEXT}name", ""))
        if local_of(child).endswith("-end") or name not in self._given.wanted:
            return
        if self._open is None:
            self._pending.append(name)
        else:
            self._label(name)

    def _frame(self, frame: Any) -> None:
        current = self._open
        if current is None:
            return
        boxes = list(frame.iter(f"{DRAW}text-box"))
        for box in boxes:
            outer = next(one for one in box.iterancestors() if one is frame or one.tag == box.tag)
            if outer is frame:
                current.boxes.append(box)
        if boxes or self._is_silent():
            return
        said = frame.findtext(f"{SVG}desc") or frame.findtext(_TITLE) or ""
        for image in frame.iter(f"{DRAW}image"):
            target = str(image.get(f"{XLINK}href", ""))
            relation = Relation(target.removeprefix("./"), "image", "://" in target)
            path = self._given.pictures.keep(relation, current.facts.number)
            if path:
                number = len(self.noted.pictures) + 1
                self.noted.pictures[number] = Picture(path, " ".join(said.split()))
                self._put_mark("I", number)
            return
        if self._formula_in(frame):
            return
        self._account.set_apart(
            f"a drawing: {said or 'without a description'}", "nowhere", current.facts.number
        )

    def _formula_in(self, frame: Any) -> bool:
        """Note the formula in a frame; return whether there is one."""
        found = next(frame.iter(_MATH), None)
        target = next((one.get(f"{XLINK}href") for one in frame.iter(f"{DRAW}object")), None)
        if found is None and target:
            root = self._given.pictures.package.tree(
                f"{target.removeprefix('./').rstrip('/')}/content.xml"
            )
            found = next(root.iter(_MATH), None) if root is not None else None
        if found is None:
            return False
        self.formulas.append(found)
        self._put_mark("M", len(self.formulas))
        return True
