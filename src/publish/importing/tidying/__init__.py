"""Cleaning on request: each change is entered with its place, and no word changes unseen."""

from publish.importing.tidying.account import Passage, Tells
from publish.importing.tidying.divided import Vocabulary, join_divided
from publish.importing.tidying.signs import (
    HYPHENS,
    dash_for,
    spaced_dash,
    tidy_characters,
    tidy_dashes,
    tidy_hyphens,
    tidy_marks,
    tidy_spaces,
)

__all__ = [
    "HYPHENS",
    "Passage",
    "Tells",
    "Vocabulary",
    "dash_for",
    "join_divided",
    "spaced_dash",
    "tidy_characters",
    "tidy_dashes",
    "tidy_hyphens",
    "tidy_marks",
    "tidy_spaces",
]
