"""Everything that happens inside a passage, in the order in which the rules may claim signs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from publish.assemble.typography import convention
from publish.importing.linking import Mention, NamedWork, Resemblance, find_mentions
from publish.importing.options import Cite, ImportOptions
from publish.importing.plain.account import Account
from publish.importing.plain.dashes import set_dashes, tidy_hyphens
from publish.importing.plain.emphasis import set_emphasis
from publish.importing.plain.passage import Passage
from publish.importing.plain.quotes import set_quotes
from publish.importing.plain.spaces import mark_lost_italics, open_traces, traces_in
from publish.importing.plain.tidy import (
    Vocabulary,
    join_divided,
    tidy_characters,
    tidy_marks,
    tidy_spaces,
)
from publish.importing.spans import Spans

_UNCITABLE: Final = re.compile(r"[\[\]{}\\\s;,]")
"""What no key may have that Markdown can cite."""

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


def work_passages(
    passages: Sequence[tuple[Passage, bool]],
    works: Sequence[NamedWork],
    language: str,
    options: ImportOptions,
    account: Account,
) -> tuple[str, ...]:
    """Enter what becomes of the signs in every passage; return the keys of works that are cited.

    Passages come in reading order, each with whether works may be linked in it.
    """
    words = Vocabulary(account.source.text) if options.tidy else None
    worked = []
    for number, (passage, linked) in enumerate(passages):
        following = passages[number + 1][0].text if number + 1 < len(passages) else ""
        one = Worked(passage, linked)
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
    cited = link_works(worked, works, options.cite, account) if works else ()
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


def link_works(
    worked: Sequence[Worked], works: Sequence[NamedWork], cite: Cite, account: Account
) -> tuple[str, ...]:
    """Set the titles of works in italic and cite them; return the keys cited, in order."""
    linked = [one for one in worked if one.linked]
    texts = [(one.passage.text, one.emphasis) for one in linked]
    cited: dict[str, None] = {}
    for found in find_mentions(texts, works):
        one = linked[found.text]
        words = one.passage.text[found.start : found.end]
        at = one.passage.offset(found.start)
        if isinstance(found, Resemblance):
            evidence = f"resembles @{found.work.key}: {found.reason}"
            account.decide("work not linked", words, evidence, at, "left")
            continue
        cites = cite == "all" or (cite == "first" and found.work.key not in cited)
        cites = cites and not _UNCITABLE.search(found.work.key)
        done = _mark(one, found, cites=cites)
        if cites:
            cited[found.work.key] = None
        evidence = f"@{found.work.key}: {found.evidence}; {done}"
        account.decide("work named", words, evidence, at)
    return tuple(cited)


def _mark(one: Worked, found: Mention, *, cites: bool) -> str:
    """Enter italics and citation; return what was done, in words."""
    passage, done = one.passage, []
    emphasised = one.emphasis.touches(found.start, found.end)
    if found.is_title and found.work.is_set_apart and not emphasised:
        passage.insert(found.start, "*", 4)
        passage.insert(found.end, "*", 0)
        one.emphasis.add(found.start, found.end)
        done.append("set in italic")
    elif found.is_title:
        done.append("in italic already" if emphasised else "an article or chapter: upright")
    if cites:
        at = _after(passage.text, found.end, is_title=found.is_title)
        passage.insert(at, f" [{_key(found.work.key)}]", 1)
        if passage.text[at : at + 1] == "(":  # or the citation would be the text of a link
            passage.replace(at, at + 1, "\\(")
        done.append("cited")
    return ", ".join(done) or "named again"


def _after(text: str, end: int, *, is_title: bool) -> int:
    """Return where a citation goes: after closing marks, a genitive, a closing parenthesis."""
    signs = "_*=”’»“›\"'" if is_title else ")"
    start = end
    while end < len(text) and text[end] in signs and end - start < 2:
        end += 1
    if text[end - 1 : end] in ("’", "'") and text[end : end + 1] == "s":
        end += 1
    return end


def _key(key: str) -> str:
    """Return a key as Markdown cites it; unusual ones stand in braces."""
    plain = key.replace("_", "").replace(":", "").replace("-", "").replace(".", "")
    ends_well = key[-1:].isalnum() and (key[:1].isalnum() or key[:1] == "_")
    return f"@{key}" if plain.isalnum() and ends_well else f"@{{{key}}}"
