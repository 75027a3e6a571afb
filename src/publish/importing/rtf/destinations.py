"""The groups of RTF that have a purpose: what begins where each begins."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from publish.importing.rtf.header import (
    MOST_TOKENS,
    Group,
    read_fonts,
    read_group,
    read_styles,
    size_of,
    write_numbering,
)
from publish.importing.rtf.reading import Found, Purpose
from publish.importing.rtf.texts import MOST_ASIDE
from publish.importing.rtf.things import Things
from publish.importing.rtf.tokens import Kind

_SKIPPED_WORDS: Final = """
aftncn aftnsep aftnsepc atndate atnicn atnparent atntime background bgPict bkmkend blipuid
blipupi buptim category colorschememapping colortbl comment company creatim datafield datastore
defchp defpap doccomm docvar factoidname falt fchars filetbl formfield ftncn ftnsep ftnsepc
generator gridtbl hlinkbase htmltag keycode keywords latentstyles lchars linkval listtext
manager mhtmltag mmathPict mmathPr nextfile nonesttables nonshppict objalias objclass objdata
objname objsect objtime oldcprops oldpprops oldsprops oldtprops operator password passwordhash
pgdsctbl pgp pgptbl pnseclvl pntext printim private protusertbl pxe revtbl revtim rsidtbl rxe
shprslt subject svb tc tcn template themedata txe wgrffmtfilter windowcaption writereservation
writereservhash xform xmlattrname xmlattrvalue xmlclose xmlname xmlnstbl xmlopen
"""
_SKIPPED: Final = frozenset(_SKIPPED_WORDS.split())
_HEADS: Final = frozenset(
    ("header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf")
)


class Destinations(Things):
    """A reading that knows the purposes of groups."""

    def __init__(self, data: bytes, name: str) -> None:
        super().__init__(data, name)
        self._budget = MOST_TOKENS
        self._lists: Group = []
        self._overrides: Group = []
        self._name = ""
        self._purposes = self._all_purposes()

    def _all_purposes(self) -> dict[str, Callable[[], None]]:
        heads = {word: self._head(word) for word in _HEADS}
        return heads | {
            "fonttbl": self._read_fonts,
            "stylesheet": self._read_styles,
            "listtable": self._read_lists,
            "listoverridetable": self._read_overrides,
            "info": self._silent,
            "userprops": self._silent,
            "propname": lambda: self.capture(self._name_it),
            "staticval": lambda: self.capture(self._set_it),
            "title": self._title,
            "author": self._creator,
            "footnote": self.note,
            "annotation": self.comment,
            "atnid": lambda: self.capture(lambda _: None),
            "atnauthor": lambda: self.capture(self.set_author),
            "atnref": lambda: self.capture(self.set_reference),
            "atrfstart": lambda: self.capture(self.begin_comment),
            "atrfend": lambda: self.capture(self.end_comment),
            "bkmkstart": lambda: self.capture(self.bookmark),
            "field": self.field,
            "fldinst": self.code,
            "fldrslt": self.result,
            "xe": lambda: self.capture(self.enter),
            "pict": self.picture,
            "picprop": self._silent,
            "shp": self.shape,
            "shpgrp": self.shape,
            "shpinst": self._silent,
            "shptxt": self.box,
            "dptxbxtext": self.box,
            "sp": self._silent,
            "sn": lambda: self.capture(self.name_property),
            "sv": lambda: self.capture(self.set_property),
            "upr": self._either,
            "ud": self._preferred,
            "mmath": self.formula,
            "moMath": self.formula,
            "moMathPara": self.formula,
            "pn": self.old_list,
            "do": self._silent,
            "nesttableprops": self._as_around,
            "shppict": self._as_around,
        }

    def read(self) -> Found:
        """Return what the document is made of. Raises ``BrokenPackageError``."""
        for kind, word, number, data in self.tokens:
            if kind is Kind.BYTES:
                self.take_bytes(data)
            elif kind is Kind.WORD:
                self.word(word, number)
            elif kind is Kind.OPEN:
                self.open()
            elif kind is Kind.CLOSE:
                self.end()
            elif kind is Kind.SYMBOL:
                self.symbol(word)
            else:
                self.take_data(data)
        while self.frames:  # the last brace of all may be missing
            self.end()
        self.flush()
        found = self.found
        found.body = self.story.close(self.frame.layout, self.frame.letters)
        found.numbering = write_numbering(self._lists, self._overrides, self.old_lists)
        return found

    def word(self, word: str, number: int | None) -> None:
        """Do what a control word says, or give its group its purpose."""
        frame = self.frame
        if word == "u":
            self.unicode(number)
            return
        if self.skips_word(word):
            return
        is_silent = frame.purpose is Purpose.SKIP
        if is_silent and not (word == "ud" and self.frames and self.frames[-1].only):
            return
        self.flush()
        is_optional, frame.is_optional = frame.is_optional, False
        purpose = self._purposes.get(word)
        if purpose is not None:
            purpose()
        elif word in _SKIPPED:
            self.skip()
        elif word == "ftnalt":
            self.note_at_the_end()
        elif frame.purpose is Purpose.PICTURE:
            if self.drawings:
                self.drawings[-1].set(word, number)
        elif is_optional:
            self.skip()
        else:
            self.set(word, number)

    # What a group may be

    def _as_around(self) -> None:
        """Let a group be as those around it."""

    def _silent(self) -> None:
        """Let words in a group go, but not those of groups in it that have a purpose."""
        self.frame.purpose = Purpose.CAPTURE

    def _either(self) -> None:
        self.frame.only = "ud"

    def _preferred(self) -> None:
        if self.frames and self.frames[-1].only:
            self.frame.purpose = self.frames[-1].purpose

    def _head(self, word: str) -> Callable[[], None]:
        return lambda: self.head(word)

    # The head of a document

    def _read_group(self) -> Group:
        found = read_group(self.tokens, self.name, self._budget)
        self._budget -= size_of(found)
        self.end()
        return found

    def _read_fonts(self) -> None:
        self.fonts.add(read_fonts(self._read_group(), self.fonts.codec))

    def _read_styles(self) -> None:
        self.found.styles |= read_styles(self._read_group(), self.fonts, self.plain)

    def _read_lists(self) -> None:
        self._lists += self._read_group()

    def _read_overrides(self) -> None:
        self._overrides += self._read_group()

    def _title(self) -> None:
        self.capture(lambda text: self._describe("title", text))

    def _creator(self) -> None:
        self.capture(lambda text: self._describe("creator", text))

    def _describe(self, name: str, text: str) -> None:
        self.found.properties.setdefault(name, text)

    def _name_it(self, text: str) -> None:
        self._name = text

    def _set_it(self, text: str) -> None:
        if len(self.found.custom) < MOST_ASIDE:
            self.found.custom.append((self._name, text))
