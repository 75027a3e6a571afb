"""Words that a scan divided, joined where the text has them whole elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from publish.importing.tidying.account import Passage, Tells

_HALF: Final = re.compile(r"[^\W\d_]+$")
_PARTED: Final = re.compile(r"(?<=[^\W\d_]{2})- (?=[^\W\d_])")
_REST: Final = re.compile(r"[^\W\d_]+")
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


class Vocabulary:
    """The words of a text, to know whether a word divided at a line's end is one word."""

    def __init__(self, text: str) -> None:
        self._counts = Counter(word.casefold() for word in _WORD.findall(text))

    def joined(self, before: str, after: str) -> tuple[bool, str]:
        """Return whether two halves are one word without a hyphen, and the evidence."""
        whole = self._counts[f"{before}{after}".casefold()]
        hyphened = self._counts[f"{before}-{after}".casefold()]
        if whole > hyphened:
            return True, f'"{before}{after}" stands {whole} times in the text'
        if hyphened:
            return False, f'"{before}-{after}" stands {hyphened} times in the text'
        return False, "the text has it nowhere else, with a hyphen or without"


def join_divided(passage: Passage, words: Vocabulary, account: Tells) -> None:
    """Join the words that a scan divided at the ends of lines, where the text bears them out."""
    text = passage.text
    for at in passage.line_ends:
        hyphen = at - 1 if text[at - 1] == "-" else at - 2
        if hyphen > 0 and text[hyphen] in "-\u00ad":
            _join(passage, hyphen, at, words, account)
    for match in _PARTED.finditer(text):  # lines that were joined before they came to us
        before, after = (
            _HALF.search(text, max(0, match.start() - 40), match.start()),
            _REST.match(text, match.end()),
        )
        if before and after and words.joined(before[0], after[0])[0]:
            _join(passage, match.start(), match.end(), words, account)


def _join(passage: Passage, hyphen: int, at: int, words: Vocabulary, account: Tells) -> None:
    """Join what stands before a hyphen with what begins at ``at``, or tell why not."""
    text = passage.text
    before, after = _HALF.search(text, max(0, hyphen - 40), hyphen), _REST.match(text, at)
    if not before or not after or not passage.is_free(hyphen, at):
        return
    halves = f"{before[0]}-{after[0]}"
    start, end = passage.offset(before.start()), passage.offset(after.end() - 1) + 1
    is_one, evidence = words.joined(before[0], after[0])
    if text[hyphen] == "\u00ad":
        is_one, evidence = True, "a soft hyphen at the end of a line"
    if not is_one:
        account.decide("tidied: divided word", halves, evidence, start, "left")
        return
    passage.replace(hyphen, at, "")
    account.change(start, end, f"{before[0]}{after[0]}")
    change = f"{halves} → {before[0]}{after[0]}"
    account.decide("tidied: divided word", change, evidence, start)
