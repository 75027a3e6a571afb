"""What stands among words: fields, bookmarks, entries of an index, pictures, shapes, formulas."""

from __future__ import annotations

from typing import Final
from xml.sax.saxutils import escape, quoteattr

from publish.importing.rtf.drawings import Drawing, write_picture, write_rule
from publish.importing.rtf.formulas import write_formula
from publish.importing.rtf.header import number_of, read_group, words_of
from publish.importing.rtf.reading import Purpose
from publish.importing.rtf.texts import Texts

_OLD_LISTS: Final = 1_000_000_000
"""Where the numbers of lists begin that are described at each paragraph, as Word 95 did."""

_OLD_FORMATS: Final = {
    "pnlvlblt": "bullet",
    "pndec": "decimal",
    "pnucrm": "upperRoman",
    "pnlcrm": "lowerRoman",
    "pnucltr": "upperLetter",
    "pnlcltr": "lowerLetter",
}
_WANTED: Final = frozenset({"wzDescription", "fHorizRule", "fStandardHR"})


class Things(Texts):
    """Reads what stands among words."""

    def __init__(self, data: bytes, name: str) -> None:
        super().__init__(data, name)
        self._property = ""
        self.old_lists: dict[int, tuple[str, int]] = {}

    # Fields

    def field(self) -> None:
        """Begin a field."""
        if self.frame.purpose not in (Purpose.TEXT, Purpose.CODE):
            return
        letters, story = self.frame.letters.copy(), self.story
        story.put('<w:fldChar w:fldCharType="begin"/>', letters)
        self.frame.close = lambda: story.put('<w:fldChar w:fldCharType="end"/>', letters)

    def code(self) -> None:
        """Begin the instruction of a field."""
        if self.frame.purpose not in (Purpose.TEXT, Purpose.CODE):
            self.skip()
            return
        self.frame.purpose = Purpose.CODE
        letters, story = self.frame.letters.copy(), self.story
        self.frame.close = lambda: story.put('<w:fldChar w:fldCharType="separate"/>', letters)

    def result(self) -> None:
        """Begin what a field shows; one inside an instruction shows nothing."""
        if self.frame.purpose is Purpose.CODE:
            self.skip()

    def enter(self, text: str) -> None:
        """Add an entry of an index."""
        entry = escape(text.replace('"', "”"))
        code = f'<w:instrText xml:space="preserve"> XE "{entry}" </w:instrText>'
        for markup in (
            '<w:fldChar w:fldCharType="begin"/>',
            code,
            '<w:fldChar w:fldCharType="separate"/>',
            '<w:fldChar w:fldCharType="end"/>',
        ):
            self.story.put(markup, self.plain)

    def bookmark(self, text: str) -> None:
        """Add the place that a name leads to."""
        self.story.put_bare(f"<w:bookmarkStart w:name={quoteattr(text)}/>")

    # Pictures and shapes

    def picture(self) -> None:
        """Begin a picture."""
        self.flush()
        is_shown = self.frame.purpose is not Purpose.CODE
        self.frame.purpose = Purpose.PICTURE
        drawing, letters = Drawing(), self.frame.letters.copy()
        self.drawings.append(drawing)

        def close() -> None:
            self.drawings.remove(drawing)
            if self.drawings:
                self.drawings[-1].pictures.append(drawing)
            elif is_shown:
                self.story.put(self._written(drawing, drawing.alternative), letters)

        self.frame.close = close

    def shape(self) -> None:
        """Begin a shape: its pictures, or that it is one, are told at its end."""
        self.frame.purpose = Purpose.CAPTURE
        drawing, letters, story = Drawing(), self.frame.letters.copy(), self.story
        self.drawings.append(drawing)

        def close() -> None:
            self.drawings.remove(drawing)
            said = drawing.alternative
            if self.drawings:
                self.drawings[-1].pictures += drawing.pictures
                self.drawings[-1].has_words |= drawing.has_words
                return
            for one in drawing.pictures:
                story.put(self._written(one, said or one.alternative), letters)
            if drawing.is_rule:
                story.put(write_rule(), letters)
            elif not drawing.pictures and not drawing.has_words:
                story.put(write_picture("", said, drawing), letters)

        self.frame.close = close

    def _written(self, drawing: Drawing, alternative: str) -> str:
        if drawing.is_rule:
            return write_rule()
        data = drawing.content()
        if not data:
            return write_picture("", alternative, drawing)
        media = self.found.media
        name = f"image{len(media) + 1}{drawing.ending}"
        media[name] = data
        return write_picture(f"media{len(media)}", alternative, drawing)

    def name_property(self, text: str) -> None:
        """Enter the name of a property of a shape."""
        self._property = text

    def set_property(self, text: str) -> None:
        """Enter what a property of a shape says."""
        if self.drawings and self._property in _WANTED:
            self.drawings[-1].said[self._property] = text

    # Formulas and lists

    def formula(self) -> None:
        """Read a formula."""
        is_shown = self.frame.purpose is Purpose.TEXT
        letters = self.frame.letters.copy()
        group = read_group(self.tokens, self.name)
        self.end()
        if is_shown:
            self.story.put_bare(write_formula(group, self.fonts.codec_of(letters.font)))

    def old_list(self) -> None:
        """Read what the paragraph that follows says of its list."""
        group = read_group(self.tokens, self.name)
        self.end()
        words = [word for word, _ in words_of(group)]
        kind = next((_OLD_FORMATS[word] for word in words if word in _OLD_FORMATS), "")
        if not kind or "pnlvlcont" in words:
            return
        said = (kind, number_of(group, "pnstart", 1))
        last = self.story.list_id
        if self.old_lists.get(last) != said:
            last = _OLD_LISTS + len(self.old_lists)
            self.old_lists[last] = said
        self.frame.layout.list_id = last
