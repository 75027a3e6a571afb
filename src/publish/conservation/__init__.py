"""Conservation: the words of the manuscript, in order, are the words of the book.

The manuscript's side is the reader's ``Record``, made by a path that does not share our decoder.
"""

from publish.conservation.check import check_words
from publish.conservation.pages import PageText, check_pages
from publish.conservation.words import words

__all__ = ["PageText", "check_pages", "check_words", "words"]
