"""Straight quotation marks made typographic where it is certain which they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from publish.assemble.typography import convention
from publish.importing.plain.account import Account
from publish.importing.plain.passage import Passage

_OPENS: Final = re.compile(r"(?:^|(?<=[\s(\[{\"'“‘„«‚‹—–/_*=-]))[\"'](?=[\"'’]?[^\s\"')\]}.,;:!?])")
_CLOSES: Final = re.compile(
    r"(?<=[^\s(\[{“‘„«—–])[\"'](?=$|[\s)(\[\]}\"'”’»“.,;:!?…—–/_*=†‡¹²³⁴-⁹-])"
)
_ELIDED: Final = re.compile(
    r"'(?=(?:tis|twas|twere|twill|twould|em|cause|til|till|bout|round|cross|gainst|neath|nuff|"
    r"cept|fraid|scuse|n|un|im|er|ere|appen|ow|ome|ouse|orse|and|ead|ere|ave|ad|as|is|e)\b"
    r"|\d0s\b)",
    re.IGNORECASE,
)
_SURELY_ELIDED: Final = re.compile(
    r"'(?=(?:tis|twas|twere|twill|twould|em|cause|til|bout|gainst|neath|nuff|cept|fraid|scuse|n)"
    r"\b|\d0s\b)",
    re.IGNORECASE,
)
_MEASURED: Final = re.compile(r"(?<=\d)[\"'](?!\w)")


def set_quotes(passage: Passage, language: str, account: Account, *, runs_on: bool) -> None:
    """Enter typographic marks for the straight ones that are certain; tell the others.

    ``runs_on`` is whether the next paragraph opens a quotation, so that this one need not close it.
    """
    text = passage.text
    if '"' in text:
        _set_pairs(passage, '"', convention(language).double, account, runs_on=runs_on)
    if "'" in text:
        _set_apostrophes(passage, account)
        _set_pairs(passage, "'", convention(language).single, account, runs_on=runs_on)


def _set_apostrophes(passage: Passage, account: Account) -> None:
    """Set the apostrophes that stand in a word, or before one that is known to be cut short."""
    text = passage.text
    for index, sign in enumerate(text):
        if sign != "'" or not passage.is_free(index, index + 1):
            continue
        in_word = 0 < index < len(text) - 1 and text[index - 1].isalpha()
        in_word = in_word and (text[index + 1].isalpha() or text[index + 1] == "_")
        if in_word or _SURELY_ELIDED.match(text, index):
            passage.replace(index, index + 1, "’")
            account.counts["straight apostrophes set"] += 1


def _set_pairs(
    passage: Passage, sign: str, marks: tuple[str, str], account: Account, *, runs_on: bool
) -> None:
    """Set marks that open and close in turn, and say of each of the rest why it is left."""
    text = passage.text
    places = [
        match.start()
        for match in re.finditer(re.escape(sign), text)
        if passage.is_free(match.start(), match.end())
    ]
    pairs = _Pairs(passage, sign, places, account)
    pairs.read()
    for start, end in pairs.found:
        passage.replace(start, start + 1, marks[0])
        passage.replace(end, end + 1, marks[1])
    account.counts["straight quotation marks set"] += 2 * len(pairs.found)
    if pairs.pending is not None:
        if runs_on and not _ELIDED.match(text, pairs.pending):
            passage.replace(pairs.pending, pairs.pending + 1, marks[0])
            account.counts["straight quotation marks set"] += 1
        else:
            pairs.doubtful[pairs.pending] = "nothing closes it"
    for place, reason in sorted(pairs.doubtful.items()):
        around = text[max(0, place - 24) : place + 24]
        account.decide("quotation mark", around, reason, passage.offset(place), "left")


class _Pairs:
    """Straight marks of one kind read in turn: which open, which close, which are doubtful."""

    def __init__(
        self, passage: Passage, sign: str, places: Sequence[int], account: Account
    ) -> None:
        self.found: list[tuple[int, int]] = []
        self.doubtful: dict[int, str] = {}
        self.pending: int | None = None
        self._passage, self._sign, self._places = passage, sign, places
        self._account = account
        self._opens = {match.start() for match in _OPENS.finditer(passage.text)}
        self._closes = {match.start() for match in _CLOSES.finditer(passage.text)}

    def read(self) -> None:
        """Read every mark; what is open at the end is ``pending``."""
        for number, place in enumerate(self._places):
            can_open = place in self._opens
            if can_open == (place in self._closes):
                self.doubtful[place] = "neither before nor after a word alone"
            elif can_open:
                self._open(place)
            else:
                self._close(place, number)

    def _open(self, place: int) -> None:
        if self.pending is not None:
            self.doubtful[self.pending] = "nothing closes it"
        self.pending = place

    def _close(self, place: int, number: int) -> None:
        text = self._passage.text
        is_single = self._sign == "'"
        if _MEASURED.match(text, place) and (self.pending is None or is_single):
            reason = "after a figure: it may be a sign of feet, inches or minutes"
            self.doubtful[place] = reason
        elif self.pending is not None:
            following = self._places[number + 1 : number + 2]
            if is_single and self._may_be_apostrophe(place, following):
                self.doubtful[place] = "an apostrophe or the end of a quotation"
                self.doubtful[self.pending] = "it is not certain what closes it"
            else:
                self.found.append((self.pending, place))
            self.pending = None
        elif is_single and text[place - 1].isalpha():
            self._passage.replace(place, place + 1, "’")
            self._account.counts["straight apostrophes set"] += 1
        else:
            self.doubtful[place] = "nothing opens it"

    def _may_be_apostrophe(self, place: int, following: Sequence[int]) -> bool:
        """Return whether a mark after an s is as likely a genitive: another may yet close."""
        text = self._passage.text
        if text[place - 1] not in "sSxXzZn" or text[place + 1 : place + 2] in tuple(".,!?"):
            return False
        return bool(following) and following[0] not in self._opens
