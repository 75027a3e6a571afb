"""The fields of a document while they are read: their codes, what they show, what becomes of it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, Final

from publish.importing.word.fields import Field, fate_of, index_entry, what_is_dropped
from publish.importing.word.noted import Reference
from publish.importing.word.parts import W, val
from publish.importing.word.writing import Writing


class FieldReading(Writing, ABC):
    """Reads fields."""

    @abstractmethod
    def _inlines(self, parent: Any) -> None: ...

    def _field_mark(self, mark: Any) -> None:
        kind = val(mark, "fldCharType")
        if kind == "begin":
            data = mark.findtext(W + "fldData") or ""
            self._fields.append(Field(data=data))
            if data and len(self._fields) > 1 and not self._fields[-2].is_shown:
                self._fields[-2].data = self._fields[-2].data or data
        elif kind == "separate" and self._fields:
            self._begin_result(self._fields[-1])
        elif kind == "end" and self._fields:
            one = self._fields.pop()
            if not one.is_shown:
                self._begin_result(one)
            self._end_result(one)

    def _simple_field(self, child: Any) -> None:
        one = Field([val(child, "instr")])
        self._fields.append(one)
        self._begin_result(one)
        self._inlines(child)
        self._fields.pop()
        self._end_result(one)

    def _begin_result(self, one: Field) -> None:
        one.is_shown = True
        one.fate = fate_of(one)
        if one.name == "BIBLIOGRAPHY" and self._given.citations.sources:
            one.fate = "drop"
        current = self._open
        if current is None:
            return
        one.paragraph, one.start = current.facts.number, current.length
        if one.fate == "link":
            self._open_link(_address(one))
        elif one.fate == "cite":
            citations = self._given.citations
            one.number = citations.add_field(one.instruction, one.data, one.paragraph)
            if one.number and not self._dropping:
                self._put_mark("C", one.number)
            elif not one.number:
                one.fate = "keep"
        elif one.fate == "refer":
            one.number = len(self.noted.references) + 1
            self.noted.references[one.number] = Reference("", 0, 0, 0, (), "")
            self._put_mark("R", one.number)

    def _end_result(self, one: Field) -> None:
        current = self._open
        if current is None:
            return
        number, end = current.facts.number, current.length
        shown = "".join(current.text)[one.start :] if one.paragraph == number else ""
        match one.fate:
            case "link":
                self._close_link()
            case "refer":
                words = one.arguments
                self.noted.references[one.number] = Reference(
                    words[0] if words else "",
                    one.paragraph,
                    one.start,
                    end,
                    tuple(words[1:]),
                    shown if one.paragraph == number else "",
                )
                self._put_mark("E", one.number)
            case "count" if one.paragraph == number:
                current.facts.counted = (one.arguments or [""])[0]
                current.facts.label_end = end
            case "index":
                self.noted.entries.append((index_entry(one), number))
            case "drop":
                self._account.set_apart(what_is_dropped(one), "nowhere", one.paragraph)
            case "keep" if one.name in _TOLD and shown.strip():
                self._account.decide(f"field {one.name}", shown, _TOLD[one.name], number, "left")


_TOLD: Final = {
    "PAGEREF": "the number of a page of the source: it is not true of the book's pages",
    "NOTEREF": "the number of a note: it does not follow the notes of the book",
    "STYLEREF": "words that stood for a heading",
    "DATE": "a date that changed with the day; these words are what it showed last",
    "TIME": "a time that changed; these words are what it showed last",
    "PAGE": "the number of a page of the source",
    "CITATION": "a citation of Word's own: its words are kept",
    "BIBLIOGRAPHY": "the bibliography of Word's own: its words are kept",
    "EQ": "an equation of Word's old kind",
}


def _address(one: Field) -> str:
    words = one.arguments
    address, anchor, skip = "", "", False
    for number, word in enumerate(words):
        if skip:
            skip = False
        elif word.lower() == "\\l" and number + 1 < len(words):
            anchor, skip = words[number + 1], True
        elif word.lower() in ("\\o", "\\t"):
            skip = True
        elif not word.startswith("\\") and not address:
            address = word
    return f"{address}#{anchor}" if anchor else address
