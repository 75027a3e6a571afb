"""Notes brought back to their calls: by what the source says, or by links both ways."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from lxml import etree

from publish.importing.epub.documents import FATE, Text, has_words, is_dropped
from publish.importing.epub.xhtml import classes, kinds, tag, words

_MARK: Final = re.compile(
    r"[\[({]?\s*(?:\d{1,4}|[*†‡§¶‖#]{1,4}|[a-z]{1,2}|[ivxlc]{1,7})\s*[\])}]?\.?", re.I
)
_SIGN: Final = re.compile(
    r"\W*(?:[a-z]{0,2}\W*\d{1,4}\W*[a-z]?|[a-z]{1,2}|m{0,3}(?:c{0,3}|cd|dc{0,3})"
    r"(?:x{0,3}|x[cl]|lx{0,3})(?:v?i{0,3}|i[vx])|(?:(?:foot|end)?note|nota|anm|прим|注|註)\W*\d{0,4})\W*",
    re.IGNORECASE,
)
"""The words of a call that are a sign; others are words of the text that the note is about."""
_CALLS: Final = {"noteref", "noteref-rend", "annoref"}
_NOTES: Final = {"footnote", "endnote", "rearnote", "note"}
_LISTS: Final = {"footnotes", "endnotes", "rearnotes"}
_BLOCKS: Final = frozenset(
    {"aside", "li", "div", "p", "section", "dd", "td", "blockquote", "tr", "dl"}
)
_TITLES: Final = re.compile(
    r"(?:foot|end)?notes?|anmerkungen|fußnoten|remarques|notas|note|примечания|сноски", re.I
)


@dataclass(slots=True)
class Notes:
    """The notes of a book: by call the elements that are the note's text."""

    bodies: dict[Any, list[Any]] = field(default_factory=dict)
    calls: dict[Any, Any] = field(default_factory=dict)
    """By the place of each note the link that was its call."""


def find_notes(text: Text) -> Notes:
    """Return the notes, their calls; marks that lead back are dropped from the text."""
    notes = Notes()
    used: dict[Any, Any] = {}
    candidates = [(link, text.element(text.target(link))) for link in text.links()]
    backs = _ways_back(text)
    for call, target in candidates:
        if target is None or is_dropped(call):
            continue
        says = bool(kinds(call) & _CALLS) or bool(_parent_kinds(call) & _CALLS)
        body = _container(target, says)
        if body is None or _holds(body, call):
            continue
        if not says:
            marked = bool(kinds(body) & _NOTES) or bool(kinds(target) & _NOTES)
            if not _looks_like_call(call) or not (marked or _leads_back(body, call, backs)):
                continue
            if _precedes(text, body, call):
                continue
        if body in used or _in_used(body, used):
            text.account.decide(
                "note",
                words(call),
                "a second call of a note: a link to the note, with the number that it had",
                text.place(call),
                "left",
            )
            continue
        place = _after_words(call)
        used[body] = place
        notes.calls[place] = call
        notes.bodies[place] = [body]
        evidence = "marked as the call of a note" if says else "a raised mark, with a link back"
        text.account.decide("note", words(body), evidence, text.place(call))
    for call, bodies in notes.bodies.items():
        bodies.extend(_rest(bodies[0], used))
        for body in bodies:
            text.drop(body, "note")
            _drop_marks(text, body, notes.calls[call])
        _drop_call(text, call)
    _drop_lists(text, used)
    return notes


def _after_words(call: Any) -> Any:
    """Return the place of a call: after its words, where they are the text's own and no sign."""
    if _SIGN.fullmatch(words(call)):
        return call
    place = etree.Element("span")
    place.tail, call.tail = call.tail, None
    call.addnext(place)
    call.attrib.pop("href")
    return place


def _parent_kinds(call: Any) -> set[str]:
    parent = call.getparent()
    return kinds(parent) if parent is not None and tag(parent) in ("sup", "span") else set()


def _holds(body: Any, call: Any) -> bool:
    return any(one is body for one in call.iterancestors())


def _in_used(body: Any, used: dict[Any, Any]) -> bool:
    return any(one in used for one in body.iterancestors()) or any(
        one in used for one in body.iter()
    )


def _container(target: Any, says: bool) -> Any:
    """Return the block that is the note a target names."""
    one = target
    while one is not None and tag(one) not in _BLOCKS:
        one = one.getparent()
    around = one
    while around is not None and tag(around) != "body":
        if kinds(around) & _NOTES and not kinds(around) & _LISTS:
            return around
        if tag(around) in ("li", "aside") and around is not one and _first_block(around) is one:
            return around
        around = around.getparent()
    if one is not None and tag(one) in ("td", "tr", "section") and not says:
        return None
    if one is not None and tag(one) in ("td", "tr"):
        return None
    return one


def _first_block(around: Any) -> Any:
    return around[0] if len(around) else None


def _looks_like_call(call: Any) -> bool:
    mark = words(call)
    if not mark or not _MARK.fullmatch(mark):
        return False
    parent = call.getparent()
    raised = any(tag(one) == "sup" for one in call.iter()) or any(
        tag(one) == "sup" for one in call.iterancestors()
    )
    named = re.search(r"note|fn|sup", " ".join([*classes(call), *classes(parent)]), re.I)
    return raised or bool(named) or mark[0] in "[(*†‡§"


def _ways_back(text: Text) -> dict[Any, list[Any]]:
    """Return by each element the links that lead to it."""
    found: dict[Any, list[Any]] = {}
    for link in text.links():
        target = text.element(text.target(link))
        if target is not None:
            found.setdefault(target, []).append(link)
    return found


def _near(call: Any) -> list[Any]:
    """Return a call and what may carry its name: what is in it, around it and beside it."""
    near = list(call.iter())
    one = call
    while (one := one.getparent()) is not None and tag(one) in ("sup", "span", "small", "b", "i"):
        near.append(one)
    before = call.getprevious()
    if before is not None and tag(before) in ("a", "span") and not words(before):
        near.append(before)
    return near


def _leads_back(body: Any, call: Any, backs: dict[Any, list[Any]]) -> bool:
    near = _near(call)
    inside = {link for one in near for link in backs.get(one, [])}
    return any(link is not call and _holds(body, link) for link in inside)


def _precedes(text: Text, body: Any, call: Any) -> bool:
    """Return whether a note would stand before its call: then the link back is taken for it."""
    order = {document.path: number for number, document in enumerate(text.documents)}
    first, second = order.get(text.path_of(body), 0), order.get(text.path_of(call), 0)
    if first != second:
        return first < second
    return (body.sourceline or 0) < (call.sourceline or 0) and _looks_like_list(body)


def _looks_like_list(body: Any) -> bool:
    return not kinds(body) & _NOTES


def _rest(body: Any, used: dict[Any, Any]) -> list[Any]:
    """Return the paragraphs that go on a note: those up to the next one in a list of notes."""
    parent = body.getparent()
    if tag(body) != "p" or parent is None or not _is_list(parent):
        return []
    found = []
    for one in body.itersiblings():
        if one in used or tag(one) != "p" or one.get("id") or _in_used(one, used):
            break
        found.append(one)
    return found


def _is_list(parent: Any) -> bool:
    if kinds(parent) & (_LISTS | _NOTES):
        return True
    return any(
        re.search(r"notes\b", one, re.I) for one in [*classes(parent), parent.get("id") or ""]
    )


def _drop_marks(text: Text, body: Any, call: Any) -> None:
    near = set(_near(call))
    for link in body.iter():
        if tag(link) != "a":
            continue
        target = text.element(text.target(link)) if link.get("href") else None
        back = target is not None and target in near and len(words(link)) < 25
        if "backlink" in kinds(link) or back:
            _drop_with_sup(text, link, "mark")
    first = words(body)
    mark = words(call).strip("[](){}. ")
    _drop_typed_mark(text, body, first, mark)


def _drop_typed_mark(text: Text, body: Any, first: str, mark: str) -> None:
    """Drop the number of a note that stands in an element of its own before the words."""
    del first
    for one in body.iter():
        if one is body or one.get(FATE) is not None:
            continue
        if tag(one) in ("sup", "span", "a", "b", "strong") and words(one).strip("[](){}. ") == mark:
            text.drop(one, "mark")
            return
        if (one.text or "").strip() or (tag(one) not in ("p", "div", "span", "a")):
            return


def _drop_with_sup(text: Text, link: Any, fate: str) -> None:
    outer = link
    parent = link.getparent()
    while parent is not None and tag(parent) in ("sup", "span") and words(parent) == words(link):
        outer, parent = parent, parent.getparent()
    text.drop(outer, fate)


def _drop_call(text: Text, call: Any) -> None:
    """Drop the words of a call; a raised sign around it goes with it."""
    call.set(FATE, "call")
    text.account.counts["notes rejoined to their calls"] += 1


def _drop_lists(text: Text, used: Sequence[Any] | dict[Any, Any]) -> None:
    """Drop the headings of lists of notes in which nothing is left."""
    parents = []
    for body in used:
        for one in body.iterancestors():
            if one not in parents and tag(one) not in ("html",):
                parents.append(one)
    for parent in parents:
        _drop_rule(text, parent)
        left = [one for one in parent if one.get(FATE) is None and has_words(one)]
        if (parent.text or "").strip() or any((one.tail or "").strip() for one in parent):
            continue
        headings = [one for one in left if re.fullmatch(r"h[1-6]|header|p", tag(one))]
        titled = len(left) == 1 and headings and _TITLES.fullmatch(words(left[0]).rstrip(".: "))
        if titled:
            text.account.lose(
                words(left[0]), "nowhere: the book makes its own list of notes", text.place(left[0])
            )
            text.drop(left[0], "heading of notes")


def _drop_rule(text: Text, parent: Any) -> None:
    """Drop the line over notes that end an element: where they stood it parts nothing."""
    for one in reversed(parent):
        if (one.tail or "").strip() or (one.get(FATE) is None and has_words(one)):
            return
        if tag(one) == "hr" and one.get(FATE) is None:
            text.drop(one, "line over notes")
