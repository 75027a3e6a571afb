"""Notes of a web page: calls and the texts that they lead to, told by how these are linked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from publish.importing.documents.paragraphs import mark
from publish.importing.html.cleaning import Cleaning, drop, put_text

_NOTE: Final = re.compile(r"(?:foot|end)?note|^fn|^ftn|^_ftn|cite_note|^r?n\d+$|^en\d+$", re.I)
_LABEL: Final = re.compile(
    r"[\[(]?\s*(?:\d{1,4}|[a-z]{1,2}|[ivxlc]{1,6}|[*†‡§¶#]{1,4})\s*[\])]?\.?", re.I
)
_BACK: Final = re.compile(
    r"[\s\u00a0↩︎\ufe0e↑^⏎←.\[\]()*\d†‡§]*|back|return|zurück|retour|jump up", re.I
)
_HOLDERS: Final = ("li", "aside", "p", "dd", "div", "td")


@dataclass(slots=True)
class Notes:
    """The notes of a page: ``bodies`` by the number of the mark that stands at the call."""

    cleaning: Cleaning
    bodies: dict[int, Any] = field(default_factory=dict)

    def take(self, root: Any) -> None:
        """Take the notes out of a page; a mark stands where each is called first."""
        targets = {one.get("id") or one.get("name"): one for one in root.iter() if _has_name(one)}
        calls = [one for one in root.iter("a") if self._is_call(one, targets)]
        taken: dict[Any, int] = {}
        for call in calls:
            holder = _holder(targets[call.get("href")[1:]])
            if holder is None or holder in call.iterancestors():
                continue
            if holder in taken:
                continue
            number = len(self.bodies) + 1
            taken[holder] = number
            self.bodies[number] = holder
            self._put(call, number)
        for holder in taken:
            self._strip(holder)
        for holder in taken:
            parent = holder.getparent()
            drop(holder)
            _drop_empty(parent, self.cleaning)

    @staticmethod
    def _is_call(link: Any, targets: dict[str, Any]) -> bool:
        href = str(link.get("href", ""))
        if not href.startswith("#") or href[1:] not in targets:
            return False
        words = "".join(link.itertext()).strip()
        if not _LABEL.fullmatch(words):
            return False
        says = f"{link.get('role', '')} {link.get('epub:type', '')} {link.get('class', '')}"
        if "noteref" in says or "footnote-ref" in says:
            return True
        target = targets[href[1:]]
        is_raised = link.getparent().tag == "sup" or link.find("sup") is not None
        has_name = _NOTE.search(href[1:]) is not None and "ref" not in href.lower()
        before = link in target.iter() or any(one is link for one in target.iter("a"))
        return not before and (has_name or is_raised) and _follows(link, target)

    def _put(self, call: Any, number: int) -> None:
        outer = call.getparent()
        self.cleaning.removed.append("".join(call.itertext()))
        target = call
        if outer is not None and outer.tag in ("sup", "span") and not _others(outer, call):
            self.cleaning.removed.append((outer.text or "") + (call.tail or ""))
            target = outer
        put_text(target, mark("N", number))

    def _strip(self, holder: Any) -> None:
        """Remove from a note its label and the links back."""
        for link in list(holder.iter("a")):
            href = str(link.get("href", ""))
            words = "".join(link.itertext()).strip()
            is_back = "backlink" in f"{link.get('role', '')} {link.get('class', '')}"
            if href.startswith("#") and (is_back or _BACK.fullmatch(words)):
                outer = link.getparent()
                self.cleaning.take(link, "", is_told=False)
                if (
                    outer is not holder
                    and outer.tag in ("sup", "span")
                    and not _others(outer, None)
                ):
                    self.cleaning.take(outer, "", is_told=False)


def _has_name(element: Any) -> bool:
    return isinstance(element.tag, str) and bool(element.get("id") or element.get("name"))


def _follows(link: Any, target: Any) -> bool:
    """Return whether a note leads back, or stands in a list of notes after its call."""
    holder = _holder(target)
    if holder is None:
        return False
    return any(str(one.get("href", "")).startswith("#") for one in holder.iter("a")) or any(
        _NOTE.search(f"{one.get('class', '')} {one.get('id', '')} {one.get('epub:type', '')}")
        for one in (holder, *holder.iterancestors())
    )


def _holder(target: Any) -> Any:
    """Return the element that holds the note that a link leads to."""
    for one in (target, *target.iterancestors()):
        if one.tag in _HOLDERS:
            return one if one.tag != "div" or one is target else None
        if one.tag in ("body", "section", "ol", "ul", "table"):
            return None
    return None


def _others(outer: Any, call: Any) -> bool:
    """Return whether an element holds words beside a call."""
    words = "".join(outer.itertext())
    own = "" if call is None else "".join(call.itertext())
    return bool(words.replace(own, "", 1).strip(" []()\u00a0\n,.;:"))


def _drop_empty(parent: Any, cleaning: Cleaning) -> None:
    """Remove what held notes, its heading and its rule, where nothing else is left in it."""
    while parent is not None and parent.tag not in ("body", "html"):
        rest = [one for one in parent if isinstance(one.tag, str)]
        heads = [one for one in rest if one.tag in ("h1", "h2", "h3", "h4", "h5", "h6", "hr", "p")]
        words = "".join("".join(one.itertext()) for one in heads).strip()
        outer = parent.getparent()
        if len(heads) < len(rest) or len(words) > 20 or (parent.text or "").strip():
            return
        cleaning.take(parent, "", is_told=False)
        parent = outer


def calls_in(text: str) -> Iterator[int]:
    """Yield the numbers of the notes called in a text."""
    for found in re.findall(re.escape(mark("N", 0)).replace("0", r"(\d+)"), text):
        yield int(found)
