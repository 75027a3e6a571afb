"""Dashes typed as hyphens, by language."""

from __future__ import annotations

from publish.importing.plain.account import Account
from publish.importing.plain.passage import Passage
from publish.importing.tidying import HYPHENS, dash_for


def set_dashes(passage: Passage, language: str, account: Account) -> None:
    """Set two hyphens as a dash, between figures a short one; four and more are an omission."""
    text = passage.text
    if "--" not in text:
        return
    for match in HYPHENS.finditer(text):
        start, end = match.span()
        if not passage.is_free(start, end):
            continue
        passage.replace(start, end, dash_for(text, start, end, language))
        account.counts["hyphens set as dashes"] += 1
