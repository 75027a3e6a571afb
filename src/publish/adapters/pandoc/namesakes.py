"""Citations of many works in two runs, which together take less time than one.

Where a style tells first authors of one family name apart by their given names, citeproc 0.13
(pandoc 3.9) compares all first authors with one another, again for each work: the time grows by
the cube of the works. Only a work whose first author has a namesake needs it. So everything is
rendered without it, and what cites a namesake once more with it; the result is that of one run.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from publish.adapters.pandoc.program import Json

Run = Callable[[list[Json], str], tuple[list[Json], list[Json]]]
"""Blocks and a style to the blocks with their citations rendered, and the entries."""

MANY: Final = 150
"""Cited works from which on two runs are worth their while."""

_GIVEN_NAMES: Final = re.compile(
    r'\s(?:disambiguate-add-givenname|givenname-disambiguation-rule)="([^"]*)"'
)
_NEIGHBOURS: Final = re.compile(
    r'subsequent-author-substitute=|"(?:citation-number|citation-label|first-reference-note-number)"'
)
"""What lets an entry or a citation depend on works beside those that share its author."""


def render(
    blocks: list[Json], works: Iterable[Json], style: str, run: Run
) -> tuple[list[Json], list[Json]]:
    """Return what ``run`` makes of the blocks and the style, in two runs where that is quicker.

    ``works`` are the CSL data of all works that may be cited.
    """
    cites = list(_cites(blocks))
    cited = {key for cite in cites for key in _keys(cite)}
    shared = _namesakes(works) & cited
    chosen = [not shared.isdisjoint(_keys(cite)) for cite in cites]
    again = list(_to_render_again(cites, chosen))
    repeated = {key for cite, _ in again for key in _keys(cite)}
    if not _is_divisible(style) or len(cited) < MANY or 4 * len(repeated) > 3 * len(cited):
        return run(blocks, style)
    rendered, entries = run(blocks, _GIVEN_NAMES.sub("", style))
    told, told_entries = run([{"t": "Para", "c": [cite]} for cite, _ in again], style)
    apart = [cite for cite, (_, is_wanted) in zip(_cites(told), again, strict=True) if is_wanted]
    places = [cite for cite, is_chosen in zip(_cites(rendered), chosen, strict=True) if is_chosen]
    for place, cite in zip(places, apart, strict=True):
        place["c"][1] = cite["c"][1]
    by_id = {_identifier(entry): entry for entry in told_entries}
    ids = {f"ref-{key}" for key in shared}
    return rendered, [
        by_id[_identifier(entry)] if _identifier(entry) in ids else entry for entry in entries
    ]


def _is_divisible(style: str) -> bool:
    """Return whether a style is slow in this way, and its citations depend on namesakes alone.

    Rules for all names, not the first alone, would make everybody a namesake.
    """
    values = set(_GIVEN_NAMES.findall(style))
    is_slow = "true" in values and any(value.startswith("primary-name") for value in values)
    return is_slow and 'class="in-text"' in style and not _NEIGHBOURS.search(style)


def _to_render_again(cites: Sequence[Json], chosen: Sequence[bool]) -> Iterator[tuple[Json, bool]]:
    """Yield the citations of the second run, and whether each is wanted from it.

    Those not wanted hold places: "first" and "ibid." depend on earlier citations of the same work
    and on the one before.
    """
    keys = {
        key
        for cite, is_chosen in zip(cites, chosen, strict=True)
        if is_chosen
        for key in _keys(cite)
    }
    between = next((cite for cite in cites if keys.isdisjoint(_keys(cite))), None)
    is_apart = False
    for cite, is_chosen in zip(cites, chosen, strict=True):
        if is_chosen or not keys.isdisjoint(_keys(cite)):
            yield cite, is_chosen
            is_apart = False
        elif not is_apart:
            yield between, False
            is_apart = True


def _namesakes(works: Iterable[Json]) -> frozenset[str]:
    """Return the keys of the works that another could be taken for by name or title."""
    keys: dict[str, set[str]] = defaultdict(set)
    for work in works:
        for label in _labels(work):
            keys[label].add(str(work.get("id", "")))
    return frozenset(
        key for label, found in keys.items() if not label or len(found) > 1 for key in found
    )


def _labels(work: Json) -> Iterator[str]:
    """Yield by what a citation may name a work; ``""`` where nobody has made it.

    A family name counts by its last word: whether "van" belongs to it is a matter of the style.
    """
    has_names = False
    for value in work.values():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            first = value[0]
            name = first.get("family") or first.get("literal") or first.get("given") or ""
            yield (str(name).casefold().split() or [""])[-1]
            has_names = True
    if not has_names:
        yield ""
    for key in ("title", "title-short", "shortTitle"):
        if work.get(key):
            yield str(work[key]).casefold()


def _cites(value: Json) -> Iterator[Json]:
    if isinstance(value, list):
        for item in value:
            yield from _cites(item)
    elif isinstance(value, dict):
        if value.get("t") == "Cite":
            yield value
        else:
            yield from _cites(value.get("c"))


def _keys(cite: Json) -> list[str]:
    return [citation["citationId"] for citation in cite["c"][0]]


def _identifier(entry: Json) -> str:
    return str(entry["c"][0][0])
