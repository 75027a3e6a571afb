"""Everything that happens inside a passage, in the order in which the rules may claim signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from publish.assemble.typography import convention
from publish.importing.linking import NamedWork
from publish.importing.linking.marking import Linked, LinkedWorks, link_works
from publish.importing.options import Cite, ImportOptions
from publish.importing.plain.account import Account
from publish.importing.plain.dashes import set_dashes
from publish.importing.plain.emphasis import set_emphasis
from publish.importing.plain.passage import Passage
from publish.importing.plain.quotes import set_quotes
from publish.importing.plain.spaces import mark_lost_italics, open_traces, traces_in
from publish.importing.spans import Spans
from publish.importing.tidying import (
    Vocabulary,
    join_divided,
    tidy_characters,
    tidy_hyphens,
    tidy_marks,
    tidy_spaces,
)

_WANTED: Final = {
    "propose": frozenset[str](),
    "likely": frozenset({"likely"}),
    "possible": frozenset({"likely", "possible"}),
}


@dataclass(slots=True)
class Worked:
    """A passage after its own rules: what is emphasised in it, and which spaces were traces."""

    passage: Passage
    linked: bool
    emphasis: Spans = field(default_factory=Spans)
    traces: tuple[int, ...] = ()
    is_note: bool = False


def work_passages(
    passages: Sequence[tuple[Passage, bool]],
    notes: Sequence[Passage],
    works: Sequence[NamedWork],
    language: str,
    options: ImportOptions,
    account: Account,
) -> LinkedWorks:
    """Enter what becomes of the signs in every passage; return the works that are named.

    Passages come in reading order, each with whether works may be linked in it; those of notes
    come last.
    """
    words = Vocabulary(account.source.text) if options.tidy else None
    worked = []
    whole = [*passages, *((passage, True) for passage in notes)]
    for number, (passage, linked) in enumerate(whole):
        following = whole[number + 1][0].text if number + 1 < len(whole) else ""
        one = Worked(passage, linked, is_note=number >= len(passages))
        if words:
            join_divided(passage, words, account)
            tidy_characters(passage, account)
            tidy_marks(passage, convention(language).double, account)
        one.emphasis = set_emphasis(passage, account)
        set_quotes(passage, language, account, runs_on=following.startswith(('"', "'")))
        set_dashes(passage, language, account)
        if options.tidy:
            tidy_hyphens(passage, language, account)
            tidy_spaces(passage, account)
        one.traces = traces_in(passage.text, language)
        worked.append(one)
    cited = _link(worked, works, options.cite, account) if works else LinkedWorks()
    for one in worked:
        open_traces(one.passage, one.traces, account)
        mark_lost_italics(
            one.passage,
            one.traces,
            account,
            wanted=_WANTED[options.lost_italics],
            settled=one.emphasis,
        )
    return cited


def _link(
    worked: Sequence[Worked], works: Sequence[NamedWork], cite: Cite, account: Account
) -> LinkedWorks:
    linked = [
        Linked(one.passage, account, one.emphasis, is_note=one.is_note)
        for one in worked
        if one.linked
    ]
    return link_works(linked, works, cite)
