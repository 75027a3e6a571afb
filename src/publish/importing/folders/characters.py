"""Characters that no font of the program has: told with their places, printed as boxes."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final

from publish.importing.folders.draft import Draft

_SHOWN: Final = 12
_EVIDENCE: Final = "print shows a box for it (T001): name a font that has it in `fonts`"

_RULE: Final = """
# No font of the program has {}: print shows boxes, and says so (T001). When a font
# in `fonts` has them, take these lines out.
[rules.T001]
severity = "warning"
"""


def allow_boxes(characters: Sequence[str]) -> str:
    """Return the lines of ``book.toml`` with which a book is printed all the same."""
    shown = " ".join(characters[:_SHOWN]) + (" …" if len(characters) > _SHOWN else "")
    return _RULE.format(shown) if characters else ""


def tell_characters(drafts: Sequence[Draft], characters: Sequence[str]) -> None:
    """Tell the characters, each where it is first, with its number; of many the first ones."""
    texts = "\n".join(draft.text for draft in drafts)
    for at, character in enumerate(characters):
        draft = next((one for one in drafts if character in one.text), None)
        if draft is None:
            continue
        count = texts.count(character)
        name = unicodedata.name(character, "without a name").lower()
        what = f"{character} (U+{ord(character):04X}, {name}), {count} in all"
        if at == _SHOWN:
            what = f"{len(characters) - _SHOWN} others: {''.join(characters[_SHOWN:])}"
        place = draft.text.index(character)
        draft.decide("character without a font", place, what, _EVIDENCE, "left")
        if at == _SHOWN:
            break
