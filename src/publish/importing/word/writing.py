"""The state of a reading, and how words, marks and links are written for pandoc."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from xml.sax.saxutils import escape

from publish.importing.documents.account import Account
from publish.importing.documents.paragraphs import SENTINELS, mark
from publish.importing.options import Changes
from publish.importing.word.citations import Citations
from publish.importing.word.fields import Field
from publish.importing.word.foreign import Foreign
from publish.importing.word.noted import CHAR, Format, Noted, Open, Reference, text_run
from publish.importing.word.parts import Look, Relation, Styles
from publish.importing.word.pictures import Pictures


@dataclass(frozen=True, slots=True)
class Given:
    """What a document's other parts hold, and what was asked for.

    ``wanted`` are the names of bookmarks that something refers to, ``lists`` the ids of the lists
    that are defined. Notes are by kind and id, comments by id: who wrote them, and their words.
    """

    styles: Styles
    pictures: Pictures
    citations: Citations
    changes: Changes
    foreign: Foreign
    relations: dict[str, Relation]
    lists: frozenset[str]
    comments: dict[str, tuple[str, str]]
    notes: dict[tuple[str, str], Any]
    wanted: frozenset[str]


MOST_TABLES: Final = 8
"""Tables that may stand in one another: pandoc reads them in time that doubles with each."""


class Writing:
    """A reading under way: the paragraph that is open, the fields that are, what is left out."""

    def __init__(self, given: Given, account: Account) -> None:
        self.noted = Noted()
        self._given = given
        self._account = account
        self._open: Open | None = None
        self._held: Open | None = None
        self._fields: list[Field] = []
        self._dropping: list[str] = []
        self._commented: dict[str, list[str]] = {}
        self._pending: list[str] = []
        self._apart = 0
        self._tables = 0
        self._revision = ""
        self._page_break = False

    def _paragraph_number(self) -> int:
        return self._open.facts.number if self._open else 0

    def _label(self, name: str) -> None:
        if self._dropping:
            return
        self.noted.bookmarks.append(name)
        if self._open is not None:
            self._open.facts.labels.append(name)
        self._put_mark("B", len(self.noted.bookmarks))

    def _open_link(self, address: str) -> None:
        current = self._open
        if current is None:
            return
        self._flush()
        self.noted.links.append(address)
        current.pieces.append(f'<w:hyperlink r:id="rId{len(self.noted.links) + 100}">')
        current.links += 1

    def _close_link(self) -> None:
        current = self._open
        if current is not None and current.links:
            self._flush()
            current.pieces.append("</w:hyperlink>")
            current.links -= 1

    def _is_silent(self) -> bool:
        """Return whether what is read now is not shown or not kept."""
        return bool(self._dropping) or any(
            not one.is_shown or one.fate in ("drop", "cite", "index", "skip")
            for one in self._fields
        )

    def _write(self, text: str, look: Look, form: Format) -> None:
        current = self._open
        if current is None or not text:
            return
        start = current.length
        current.length += len(text)
        current.text.append(text)
        if self._is_silent():
            self._account.take(current.facts.number, start, current.length)
            return
        if look.hidden:
            self._account.take(current.facts.number, start, current.length)
            self._account.set_apart(f"hidden text: {text}", "nowhere", current.facts.number)
            return
        for words in self._commented.values():
            words.append(text)
        letters = len(text.strip())
        if letters:
            caps = bool(look.caps) or (text.isupper() and letters > 1)
            key = (bool(look.bold), bool(look.italic), caps, look.size or 0.0)
            current.looks[key] += letters
            if look.language:
                self.noted.languages[look.language] += letters
        if "\t" in text:
            text = self._without_tabs(text, start)
        self._put(SENTINELS.sub("", text), form)

    def _without_tabs(self, text: str, start: int) -> str:
        where = "tabs at the start of paragraphs" if not start else "tabs in paragraphs"
        self._account.counts[where] += text.count("\t")
        return text.replace("\t", " ")

    def _put(self, text: str, form: Format) -> None:
        current = self._open
        if current is None:
            return
        if current.run is not None and current.run[0] == form:
            current.run[1].append(text)
        else:
            self._flush()
            current.run = (form, [text])

    def _flush(self) -> None:
        current = self._open
        if current is None or current.run is None:
            return
        form, texts = current.run
        current.run = None
        current.pieces.append(self._written(form, "".join(texts)))

    def _written(self, form: Format, text: str) -> str:
        properties = "".join(
            f"<w:{flag}/>" if flag != "u" else '<w:u w:val="single"/>' for flag in form.flags
        )
        if form.raised:
            properties += f'<w:vertAlign w:val="{form.raised}"/>'
        if form.style:
            identifier = self.noted.spans.setdefault(CHAR + form.style, f"P{len(self.noted.spans)}")
            properties = f'<w:rStyle w:val="{identifier}"/>{properties}'
        lines = escape(text).split("\n")
        shown = "<w:br/>".join(
            f'<w:t xml:space="preserve">{line}</w:t>' if line else "" for line in lines
        )
        return f"<w:r><w:rPr>{properties}</w:rPr>{shown}</w:r>"

    def _put_mark(self, kind: str, number: int) -> None:
        current = self._open
        if current is not None:
            self._flush()
            current.pieces.append(text_run(mark(kind, number)))

    def _look_at(self, current: Open) -> None:
        """Enter how most of a paragraph looks."""
        facts, total = current.facts, sum(current.looks.values())
        if not total:
            facts.size = current.style.look.size or 0.0
            return
        looks = current.looks
        facts.bold = sum(n for look, n in looks.items() if look[0]) == total
        facts.italic = sum(n for look, n in looks.items() if look[1]) == total
        facts.caps = sum(n for look, n in looks.items() if look[2]) == total
        facts.size = looks.most_common(1)[0][0][3]

    def _empty_reference(self, anchor: str) -> None:
        """Note a link without words: it stands for the name of what it leads to."""
        number = len(self.noted.references) + 1
        place = self._paragraph_number()
        self.noted.references[number] = Reference(anchor, place, 0, 0, (), "")
        self._put_mark("R", number)
        self._put_mark("E", number)
