"""Texts beside the text: notes, comments, boxes, the heads and feet of pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from xml.sax.saxutils import quoteattr

from publish.importing.packages import BrokenPackageError
from publish.importing.rtf.drawings import write_box
from publish.importing.rtf.looks import Layout
from publish.importing.rtf.reading import ASIDE, BOXES, Comment, Purpose, Reading
from publish.importing.rtf.stories import Numbers, Story
from publish.importing.word.witness import NOTES

MOST_ASIDE: Final = 5_000
"""Heads and feet of pages, and properties, that a document may have."""


class Texts(Reading):
    """Reads texts beside the text."""

    def __init__(self, data: bytes, name: str) -> None:
        super().__init__(data, name)
        self._notes = {kind: Numbers(NOTES[f"{kind}s"]) for kind in ("footnote", "endnote")}
        self._boxes, self._aside = Numbers(BOXES), Numbers(ASIDE)
        self._author = self._reference = ""
        self._is_noting = False

    def capture(self, done: Callable[[str], None]) -> None:
        """Take the words of a group, and give them to a function at its end."""
        before, self.captured = self.captured, []
        self.frame.purpose = Purpose.CAPTURE

        def close() -> None:
            words, self.captured = "".join(self.captured), before
            done(words.strip())

        self.frame.close = close

    def skip(self) -> None:
        """Let nothing of a group be heard."""
        self.frame.purpose = Purpose.SKIP

    def tell(self, numbers: Numbers, done: Callable[[str], None]) -> None:
        """Begin a text of its own, which is given to a function at its end."""
        self.flush()
        outer = (self.story, self.captured, self.drawings)
        self.story, self.captured, self.drawings = Story(numbers, self.meter), [], []
        frame = self.frame
        frame.purpose = Purpose.TEXT
        frame.letters, frame.layout = self.plain.copy(), Layout()

        def close() -> None:
            blocks = self.story.close(frame.layout, frame.letters)
            self.story, self.captured, self.drawings = outer
            done(blocks)

        frame.close = close

    def note(self) -> None:
        """Begin a note."""
        if self.frame.purpose is not Purpose.TEXT:
            self.skip()
            return
        if self._is_noting:  # a note in a note is words of that note: no book has such
            return
        self._is_noting = True
        letters, caller = self.frame.letters.copy(), self.story
        told: list[Story] = []

        def close(blocks: str) -> None:
            kind = "endnote" if told[0].numbers is self._notes["endnote"] else "footnote"
            notes = self.found.notes[kind]
            notes.append(blocks)
            self._is_noting = False
            caller.put(f'<w:{kind}Reference w:id="{len(notes) + 1}"/>', letters)

        self.tell(self._notes["footnote"], close)
        told.append(self.story)

    def note_at_the_end(self) -> None:
        """Let the note that has begun be one of those after the text."""
        if self.story.numbers is self._notes["footnote"]:
            self.story.numbers = self._notes["endnote"]

    def head(self, word: str) -> None:
        """Begin the head or the foot of pages."""
        heads = self.found.heads
        if len(heads) > MOST_ASIDE:
            message = f'"{self.name}" has more than {MOST_ASIDE:,} heads and feet of pages'
            raise BrokenPackageError(message, too_large=True)
        self.tell(self._aside, lambda blocks: heads.append((word[:6], blocks)))

    def box(self) -> None:
        """Begin the words in a box."""
        if self.frame.purpose not in (Purpose.TEXT, Purpose.CAPTURE):
            self.skip()
            return
        shapes, letters, caller = self.drawings, self.frame.letters.copy(), self.story

        def close(blocks: str) -> None:
            for shape in shapes[-1:]:
                shape.has_words = True
            if blocks:
                caller.put(write_box(blocks), letters)

        self.tell(self._boxes, close)

    # Comments

    def comment(self) -> None:
        """Begin a comment."""
        if self.frame.purpose is not Purpose.TEXT:
            self.skip()
            return
        letters, caller = self.frame.letters.copy(), self.story
        author, self._author, self._reference = self._author, "", ""

        def close(blocks: str) -> None:
            comments = self.found.comments
            identifier = self._reference or f"unnamed-{len(comments)}"
            self._reference = ""
            comments.append(Comment(identifier, author, blocks))
            caller.put(f"<w:commentReference w:id={quoteattr(identifier)}/>", letters)

        self.tell(self._aside, close)

    def set_author(self, text: str) -> None:
        """Enter who wrote the comment that follows."""
        self._author = text

    def set_reference(self, text: str) -> None:
        """Enter the number of the comment that is read."""
        self._reference = text

    def begin_comment(self, text: str) -> None:
        """Enter where the words begin that a comment is about."""
        self.story.put_bare(f"<w:commentRangeStart w:id={quoteattr(text)}/>")

    def end_comment(self, text: str) -> None:
        """Enter where they end."""
        self.story.put_bare(f"<w:commentRangeEnd w:id={quoteattr(text)}/>")
