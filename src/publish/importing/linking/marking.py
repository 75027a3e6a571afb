"""Works that a text names set in italic and cited, whatever the text was written in."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from publish.importing.imported import Outcome
from publish.importing.linking import Mention, NamedWork, Resemblance, find_mentions
from publish.importing.options import Cite
from publish.importing.spans import Spans

_UNCITABLE: Final = re.compile(r"[\[\]{}\\\s;,]")
"""What no key may have that Markdown can cite."""

_BESIDE: Final = 80
"""Characters after a mention within which a citation of its work is that of the mention."""


class Passage(Protocol):
    """Words into which italics and citations can be entered."""

    text: str

    def offset(self, index: int) -> int:
        """Return where a character of the text stands in the source."""

    def set_in_italic(self, start: int, end: int) -> bool:
        """Enter emphasis; return whether it can be."""

    def cite(self, at: int, citation: str) -> None:
        """Enter a citation before a character."""

    def has_call(self, at: int) -> bool:
        """Return whether a note is called right before a character."""


class Tells(Protocol):
    """Where every decision is entered; offsets count in the source."""

    def decide(
        self, kind: str, what: str, evidence: str, at: int, outcome: Outcome = "done"
    ) -> None:
        """Enter a decision about the words at an offset."""


@dataclass(slots=True)
class Linked:
    """A passage in which works are looked for, and what is emphasised and cited in it.

    ``is_note`` is whether it is a note's; ``citations`` are keys that the source itself cites, each
    with the place before which it does.
    """

    passage: Passage
    account: Tells
    emphasis: Spans = field(default_factory=Spans)
    is_note: bool = False
    citations: Sequence[tuple[int, str]] = ()


@dataclass(frozen=True, slots=True)
class LinkedWorks:
    """The keys of the works that were cited, in order, and of all that are named or cited."""

    cited: tuple[str, ...] = ()
    named: frozenset[str] = frozenset()

    def count(self, works: Sequence[NamedWork]) -> str:
        """Return how many works there are, and how many are cited, in words."""
        if len(works) == 1:
            return "1 work, cited" if self.cited else "1 work, not cited"
        return f"{len(works)} works, {len(self.cited)} of them cited"

    def remarks(self, works: Sequence[NamedWork]) -> list[str]:
        """Return what an author must know of works that are not cited."""
        return [
            f"The text does not name {work.said}: it is not cited, and does not stand in the "
            "printed bibliography."
            for work in works
            if work.key not in self.named
        ]


def link_works(
    texts: Sequence[Linked],
    works: Sequence[NamedWork],
    cite: Cite,
    cited_before: Collection[str] = (),
) -> LinkedWorks:
    """Set the titles of works in italic and cite them; return which.

    ``texts`` come in reading order, notes last. What stands in ``cited_before`` the source cites
    itself: those works are not cited again at their first mention.
    """
    mentions = find_mentions([(one.passage.text, one.emphasis) for one in texts], works)
    typed = _typed_citations(mentions, texts) - {*cited_before}
    cited: dict[str, None] = {}
    for found in mentions:
        one = texts[found.text]
        words = one.passage.text[found.start : found.end]
        at = one.passage.offset(found.start)
        key = found.work.key
        if isinstance(found, Resemblance):
            evidence = f"resembles @{key}: {found.reason}"
            one.account.decide("work not linked", words, evidence, at, "left")
            continue
        why = ""
        if key in typed:
            why = "a note of the text gives its author, title and year: not cited again"
        elif cite == "first" and key in cited_before:
            why = "the text cites it itself: not cited again"
        elif _is_cited_beside(one, found, key):
            why = "cited here by the text itself"
        wanted = cite == "all" or (cite == "first" and key not in cited)
        done, is_cited = _mark(one, found, cites=wanted and not why)
        if is_cited:
            cited[key] = None
        elif wanted and why:
            done.append(why)
        said = ", ".join(done) or "named again"
        one.account.decide("work named", words, f"@{key}: {found.evidence}; {said}", at)
    named = {one.work.key for one in mentions if isinstance(one, Mention)}
    return LinkedWorks(tuple(cited), frozenset({*named, *cited_before}))


def _typed_citations(
    mentions: Sequence[Mention | Resemblance], texts: Sequence[Linked]
) -> set[str]:
    """Return the works of which a note has title, author and year: it cites them in words."""
    return {
        found.work.key
        for found in mentions
        if isinstance(found, Mention)
        and texts[found.text].is_note
        and found.is_title
        and "its author" in found.evidence
        and found.work.year
        and re.search(rf"\b{found.work.year}\b", texts[found.text].passage.text)
    }


def _is_cited_beside(one: Linked, found: Mention, key: str) -> bool:
    return any(
        cited == key and found.start - _BESIDE <= place <= found.end + _BESIDE
        for place, cited in one.citations
    )


def _mark(one: Linked, found: Mention, *, cites: bool) -> tuple[list[str], bool]:
    """Enter italics and citation; return what was done, in words, and whether it is cited."""
    passage, done = one.passage, []
    emphasised = one.emphasis.touches(found.start, found.end)
    if found.is_title and found.work.is_set_apart and not emphasised:
        if passage.set_in_italic(found.start, found.end):
            one.emphasis.add(found.start, found.end)
            done.append("set in italic")
        else:
            done.append("not set in italic: other markup begins or ends within it")
    elif found.is_title:
        done.append("in italic already" if emphasised else "an article or chapter: upright")
    if not cites or _UNCITABLE.search(found.work.key):
        return done, False
    at = _after(passage.text, found.end, is_title=found.is_title)
    if passage.has_call(at) or passage.has_call(found.end):
        return [*done, "not cited: a note of the text stands there"], False
    passage.cite(at, f"[{_key(found.work.key)}]")
    return [*done, "cited"], True


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
