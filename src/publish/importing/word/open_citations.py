"""Citations in LibreOffice documents: of Zotero, JabRef, Mendeley, and of its own bibliography."""

from __future__ import annotations

import re
from abc import ABC
from typing import Any, Final

from publish.importing.documents.account import Account
from publish.importing.word.fields import Field, fate_of, what_is_dropped
from publish.importing.word.open_elements import local_of
from publish.importing.word.open_styles import TEXT
from publish.importing.word.works import Work, read_open_work
from publish.importing.word.writing import Given, Writing

_JABREF: Final = re.compile(r"JR_cite\d*_([123])_(.+)")
_IN_TEXT: Final = "2"
_LISTS: Final = re.compile(r"ZOTERO_BIBL|CSL_BIBLIOGRAPHY|JR_bib|Mendeley Bibliography")
_FIELD: Final = "{urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0}"
_FIELDMARK: Final = "a field of Word's"
_CODE: Final = "vnd.oasis.opendocument.field.code"


class OpenCitations(Writing, ABC):
    """Reads citations, and lets the words go that they showed."""

    _cited: frozenset[str] = frozenset()
    _balance: int | None = None
    _ends: tuple[Any, frozenset[tuple[str, str]]] = (None, frozenset())

    def __init__(self, given: Given, account: Account) -> None:
        super().__init__(given, account)
        self._fieldmarks: list[bool] = []

    def _is_silent(self) -> bool:
        return bool(self._cited) or super()._is_silent()

    def _is_list_of_works(self, section: Any) -> bool:
        """Return whether a section is a list that the reference manager made."""
        return _LISTS.search(str(section.get(f"{TEXT}name", ""))) is not None

    def _citing(self, mark: Any) -> bool:
        """Read a mark that may begin or end a citation; return whether it does."""
        name = str(mark.get(f"{TEXT}name", ""))
        if name in self._cited:
            if local_of(mark).endswith("-end"):
                self._cited -= {name}
            return True
        if not local_of(mark).endswith("-start") or not self._ends_here(mark, name):
            return False
        number = self._number_of(name)
        if number:
            self._put_mark("C", number)
            self._cited |= {name}
        return bool(number)

    def _ends_here(self, mark: Any, name: str) -> bool:
        """Return whether what a mark begins ends in the same paragraph."""
        paragraph = next(mark.iterancestors(f"{TEXT}p", f"{TEXT}h"), None)
        if paragraph is None:
            return False
        if self._ends[0] is not paragraph:
            ends = (one for one in paragraph.iter() if local_of(one).endswith("-end"))
            found = frozenset((local_of(one), str(one.get(f"{TEXT}name", ""))) for one in ends)
            self._ends = (paragraph, found)
        return (local_of(mark).replace("-start", "-end"), name) in self._ends[1]

    def _number_of(self, name: str) -> int:
        """Return the number of a citation that the name of a mark describes, 0 if it is none."""
        citations, place = self._given.citations, self._paragraph_number()
        if "CSL_CITATION" in name:
            return citations.add(name, place)
        found = _JABREF.fullmatch(name)
        if found is None:
            return 0
        keys = [key.strip() for key in found[2].split(",")]
        number = citations.add_keys(keys, in_text=found[1] == _IN_TEXT)
        if not number:
            what = f"a citation of JabRef's: {', '.join(keys)}"
            self._account.set_apart(what, "its words are kept; name its --bibliography", place)
        return number

    def _field_of_word(self, mark: Any) -> None:
        """Read where a field of Word's begins or ends, which may be paragraphs away."""
        if local_of(mark) == "fieldmark-end":
            self._cited -= {_FIELDMARK}
            if self._fieldmarks and self._fieldmarks.pop():
                self._dropping.pop()
            return
        codes = (one for one in mark if one.get(f"{_FIELD}name") == _CODE)
        code = next((str(one.get(f"{_FIELD}value", "")) for one in codes), "")
        self._fieldmarks.append(False)
        if not self._cited:
            self._begin_field(mark, Field([code]))

    def _begin_field(self, mark: Any, one: Field) -> None:
        fate, place = fate_of(one), self._paragraph_number()
        is_first = self._open is not None and not self._open.length
        if fate == "cite" and self._ends_here(mark, ""):
            number = self._given.citations.add_field(one.instruction, "", place)
            if number:
                self._put_mark("C", number)
                self._cited |= {_FIELDMARK}
        elif fate == "drop" and is_first and self._all_end(mark):
            self._account.set_apart(what_is_dropped(one), "nowhere", place)
            self._dropping.append(_FIELDMARK)
            self._fieldmarks[-1] = True

    def _all_end(self, mark: Any) -> bool:
        """Return whether every field that begins in the document ends."""
        if self._balance is None:
            names = [local_of(one) for one in mark.getroottree().iter(f"{_FIELD}*")]
            self._balance = names.count("fieldmark-start") - names.count("fieldmark-end")
        return self._balance == 0

    def _entry_of_list(self, mark: Any) -> bool:
        """Read a citation of the program's own bibliography; return whether it has a work."""
        prefix = f"{TEXT}"
        said = {key.removeprefix(prefix): str(value) for key, value in mark.items()}
        work: Work = read_open_work(said)
        number = 0
        if said.get("identifier") and "title" in work:
            number = self._given.citations.add_work(said["identifier"], work)
        if not number:
            return False
        self._put_mark("C", number)
        self._cited |= {"an entry"}
        return True

    def _end_citations(self) -> None:
        """Let no citation go on beyond its paragraph."""
        self._cited = frozenset()

    def _end_entry(self) -> None:
        self._cited -= {"an entry"}
