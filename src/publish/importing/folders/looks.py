"""The look of blocks that other tools set apart, which our designs do not know."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Final

from publish.importing.folders.draft import Draft

_STYLESHEET: Final = PurePosixPath("styles/custom.css")
_KINDS: Final = frozenset({"callout", "box"})
_LOOK: Final = """\
/* Notes, tips and warnings of the book that was imported, and its asides: a rule beside them.
   Change it as you like; each kind has a class of its own: .callout-note, .callout-warning ... */
.callout, .aside { border-left: 1.5pt solid; padding-left: 1em }
.callout > p:first-child, .callout > p:first-child + p, .aside > p:first-child { text-indent: 0 }
.center > p { text-align: center; text-indent: 0 }
"""


def look_of(drafts: Iterable[Draft]) -> dict[PurePosixPath, bytes]:
    """Return the stylesheet that a project needs for what its chapters set apart, if it does."""
    kinds = {decision.kind for draft in drafts for decision in draft.decisions}
    return {_STYLESHEET: _LOOK.encode()} if kinds & _KINDS else {}
