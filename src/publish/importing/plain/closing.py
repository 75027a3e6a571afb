"""What stands after the text has ended: the line that names the series."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from publish.importing.plain.lines import Group, Layout

_NAME = r"(?P<name>[\"“‘«_]?[^\W\d_].*?[\"”’»_]?)"
_SERIES: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:this|the \w+)\b.{{0,60}}?\bis (?:(?:one|part|an? \w+) (?:of|in|from)|in|from) "
        rf"(?:the|our|a) {_NAME}\s+series\b.*",
        rf"(?:this|the \w+)\b.{{0,60}}?\b(?:belongs to|appears in|was published in) "
        rf"(?:the|our) {_NAME}\s+series\b.*",
        rf"(?:part|one|number|no\.?|volume|vol\.?|book)\s*(?P<number>\d+|[ivxlc]+|one|two|three|four|"
        rf"five|six|seven)?,? ?(?:of|in) (?:the|our) {_NAME}\s+series\b.*",
        rf"(?:the )?{_NAME}\s+series,? (?:no\.?|number|vol\.?|volume|book)\s*"
        rf"(?P<number>\d+|[ivxlc]+)\b.*",
        rf"series:\s*{_NAME}\.?$",
        r"(?:из серии|серия)\s*:?\s*[«„\"]?(?P<name>[^»“\"]+?)[»“\"]?"
        r"(?:[,.]\s*(?:№|том|выпуск|книга)\s*(?P<number>\d+))?\.?$",
        r"(?:collection|reihe|serie|série)\s*:?\s*[«„\"“]?(?P<name>[^»“”\"]+?)[»“”\"]?"
        r"(?:[,.]\s*(?:n°|bd\.?|band|vol\.?)\s*(?P<number>\d+))?\.?$",
    )
)
_LONGEST: Final = 160
_WORDS: Final = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5"} | {
    "six": "6",
    "seven": "7",
}


@dataclass(frozen=True, slots=True)
class SeriesLine:
    """A group that names the series: its name, the number in it or ``""``, the evidence."""

    group: Group
    name: str
    number: str
    evidence: str


def find_series_line(groups: Sequence[Group], layout: Layout) -> SeriesLine | None:
    """Return the closing line that names a series, ``None`` where the text just ends."""
    if len(groups) < 2:
        return None
    group = groups[-1]
    text = group.words.replace("\xa0", " ")
    if len(text) > _LONGEST or len(group.lines) > 3:
        return None
    match = next((found for pattern in _SERIES if (found := pattern.match(text))), None)
    if not match:
        return None
    # The pattern may run over "the": what is nearest to "series" is its name.
    name = re.split(r"\b(?:the|our)\s+", match["name"])[-1].strip('"“”‘’«»_ \xa0')
    number = (match.groupdict().get("number") or "").lower()
    signs = ["the last line of the text", "it says “series”"]
    if group.gap > layout.gap:
        signs.insert(1, f"{group.gap} blank lines before it")
    return SeriesLine(group, name, _WORDS.get(number, number), ", ".join(signs))
