"""Citations that word processors and reference managers left in a document, with their works."""

from __future__ import annotations

import base64
import binascii
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from publish.importing.documents.account import Account
from publish.importing.documents.tree import Node, node, text
from publish.importing.packages import BrokenPackageError, parse_xml
from publish.importing.word.works import Work, read_endnote_work, word_arguments

_LABELS: Final = {
    "page": "p.",
    "book": "bk.",
    "chapter": "chap.",
    "column": "col.",
    "figure": "fig.",
    "folio": "fol.",
    "issue": "no.",
    "line": "l.",
    "note": "n.",
    "opus": "op.",
    "paragraph": "para.",
    "part": "pt.",
    "section": "sec.",
    "sub verbo": "s.v.",
    "verse": "v.",
    "volume": "vol.",
}
_SEVERAL: Final = re.compile(r"\d\D+\d")
_LARGEST: Final = 2_000_000
_STYLES: Final = (
    ("note", "chicago-notes"),
    ("fullnote", "chicago-notes"),
    ("author-date", "chicago-author-date"),
    ("apa", "apa"),
    ("modern-language-association", "mla"),
    ("mla", "mla"),
    ("ieee", "ieee"),
)


@dataclass(frozen=True, slots=True)
class Cited:
    """A work as one citation names it."""

    key: str
    prefix: str = ""
    locator: str = ""
    suffix: str = ""
    is_named: bool = False
    is_in_text: bool = False


@dataclass(slots=True)
class Citations:
    """The citations of a document by the numbers of their marks, and the works by their keys.

    ``sources`` are Word's own list of works, by tag; ``known`` are the keys of the author's
    bibliography.
    """

    account: Account
    made: dict[int, tuple[Cited, ...]] = field(default_factory=dict)
    works: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    sources: dict[str, Work] = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    _records: dict[str, Work] = field(default_factory=dict)
    _keys: dict[str, str] = field(default_factory=dict)

    def add_field(self, instruction: str, data: str, number: int) -> int:
        """Enter what a field says, which may have ``data`` beside its instruction."""
        if instruction.startswith("CITATION"):
            return self._add_word(instruction, number)
        if "EN.CITE" in instruction[:40]:
            return self._add_endnote(instruction, data, number)
        return self.add(instruction, number)

    def add_work(self, name: str, work: Work) -> int:
        """Enter a work by the name that the document has for it; return the mark's number."""
        return self._mark([Cited(self._key(f"named:{name}", work, plain_key(name)))])

    def add_keys(self, keys: Sequence[str], *, in_text: bool) -> int:
        """Enter works by their keys in the author's bibliography; 0 where one is not in it."""
        if not keys or not self.known.issuperset(keys):
            return 0
        return self._mark([Cited(key, is_in_text=in_text) for key in keys])

    def _mark(self, cited: Sequence[Cited]) -> int:
        mark = len(self.made) + 1
        self.made[mark] = tuple(cited)
        return mark

    def _add_word(self, instruction: str, number: int) -> int:
        """Enter a citation of Word's own."""
        cited: list[Cited] = []
        for switch, words in word_arguments(instruction):
            if switch == "m":
                work = self.sources.get(words)
                if work is None:
                    what = f"the work {words}, which the document cites and does not describe"
                    self.account.set_apart(what, "the words that it showed are kept", number)
                    return 0
                cited.append(Cited(self._key(f"word:{words}", work, plain_key(words))))
            elif cited:
                cited[-1] = _switched(cited[-1], switch, words)
        return self._mark(cited) if cited else 0

    def _add_endnote(self, instruction: str, data: str, number: int) -> int:
        """Enter a citation of EndNote's, described in the instruction or in Base64 beside it."""
        start = instruction.find("<EndNote>")
        raw = instruction[start:].encode() if start >= 0 else b""
        try:
            raw = raw or base64.b64decode("".join(data.split())).strip(b"\0 \r\n")
            root = parse_xml(raw[:_LARGEST], "a citation of EndNote's") if raw else None
        except (ValueError, BrokenPackageError):
            root = None
        cites = root.findall("Cite") if root is not None else []
        cited = [one for cite in cites if (one := self._read_endnote(cite))]
        if not cited or len(cited) != len(cites):
            what = f"a citation of EndNote's without its work: {instruction[:80]}"
            self.account.set_apart(what, "the words that it showed are kept", number)
            return 0
        return self._mark(cited)

    def _read_endnote(self, cite: Any) -> Cited | None:
        identity = "endnote:" + (cite.findtext("RecNum") or "")
        record = cite.find("record")
        if record is not None:
            self._records[identity] = read_endnote_work(record)
        if identity not in self._records:
            return None
        pages = (cite.findtext("Pages") or "").strip()
        return Cited(
            self._key(identity, self._records[identity]),
            (cite.findtext("Prefix") or "").strip(),
            _pages(pages),
            (cite.findtext("Suffix") or "").strip(),
            cite.get("ExcludeAuth") == "1",
            cite.get("AuthorYear") == "1",
        )

    def add(self, instruction: str, number: int) -> int:
        """Enter what the instruction of a field says; return the number of its mark, 0 without."""
        start = instruction.find("{")
        if start < 0 or len(instruction) > _LARGEST:
            return 0
        try:
            data, _end = json.JSONDecoder().raw_decode(instruction[start:])
        except (ValueError, RecursionError):
            what = f"a citation that cannot be read: {instruction[:80]}"
            self.account.set_apart(what, "the words that it showed are kept", number)
            return 0
        return self._enter(data, number)

    def add_mendeley(self, tag: str, number: int) -> int:
        """Enter what the tag of a content control says, as newer versions of Mendeley write it."""
        encoded = tag.rpartition("_")[2]
        try:
            data = json.loads(base64.b64decode(encoded + "=" * (-len(encoded) % 4)))
        except (ValueError, binascii.Error, RecursionError):
            return 0
        return self._enter(data, number)

    def _enter(self, data: Any, number: int) -> int:
        items = data.get("citationItems") if isinstance(data, dict) else None
        if not isinstance(items, list) or not items:
            return 0
        cited = [one for item in items if (one := self._read(item))]
        if len(cited) != len(items):
            return 0
        return self._mark(cited)

    def _read(self, item: Any) -> Cited | None:
        if not isinstance(item, dict):
            return None
        work = item.get("itemData")
        if not isinstance(work, dict):
            return None
        uris = item.get("uris") or item.get("uri")
        first = uris[0] if isinstance(uris, list) and uris else ""
        identity = str(first or work.get("id") or item.get("id") or "")
        locator = str(item.get("locator") or "").strip()
        label = _LABELS.get(str(item.get("label") or "page"), "p.")
        if label == "p." and _SEVERAL.search(locator):
            label = "pp."
        return Cited(
            self._key(identity, work),
            str(item.get("prefix") or "").strip(),
            f"{label} {locator}" if locator else "",
            str(item.get("suffix") or "").strip(),
            bool(item.get("suppress-author") or item.get("author-only")),
        )

    def _key(self, identity: str, work: Mapping[str, Any], wished: str = "") -> str:
        named = wished or str(work.get("citation-key") or work.get("citationKey") or "")
        identity = identity or json.dumps(work, sort_keys=True)
        if identity in self._keys:
            return self._keys[identity]
        key = plain_key(named) or _key_of(work)
        taken, letter = key, ord("a")
        while taken in self.works:
            taken, letter = f"{key}{chr(letter)}" if letter < 123 else f"{key}-{letter}", letter + 1
        self._keys[identity] = taken
        self.works[taken] = {**_clean(work), "id": taken}
        return taken

    def bibliography(self, without: frozenset[str] = frozenset()) -> bytes:
        """Return the works but those with some keys as CSL JSON, ``b""`` of none."""
        works = [work for key, work in self.works.items() if key not in without]
        if not works:
            return b""
        return (json.dumps(works, ensure_ascii=False, indent=2) + "\n").encode()


def _switched(cited: Cited, switch: str, words: str) -> Cited:
    """Return a work as a switch of Word's has it cited."""
    match switch:
        case "p":
            return replace(cited, locator=_pages(words))
        case "v":
            return replace(cited, locator=f"vol. {words}" + _after(cited.locator))
        case "f":
            return replace(cited, prefix=words)
        case "s":
            return replace(cited, suffix=words)
        case "n":
            return replace(cited, is_named=True)
        case _:
            return cited


def _after(locator: str) -> str:
    return f", {locator}" if locator else ""


def _pages(pages: str) -> str:
    if not pages or not pages[0].isdigit():
        return pages
    label = "pp." if _SEVERAL.search(pages) else "p."
    return f"{label} {pages}"


def plain_key(name: str) -> str:
    """Return a name as a key that Markdown reads, ``""`` of nothing."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    key = re.sub(r"[^A-Za-z0-9_:-]+", "", ascii_name).strip(":-_")
    return key if key[:1].isalnum() else ""


def _key_of(work: Mapping[str, Any]) -> str:
    name = ""
    for role in ("author", "editor", "translator"):
        people = work.get(role)
        if isinstance(people, list) and people and isinstance(people[0], dict):
            name = str(people[0].get("family") or people[0].get("literal") or "")
            break
    year = ""
    parts = work.get("issued")
    if isinstance(parts, dict):
        dates = parts.get("date-parts")
        if isinstance(dates, list) and dates and isinstance(dates[0], list) and dates[0]:
            year = str(dates[0][0])
        year = year or "".join(re.findall(r"\d{4}", str(parts.get("raw") or "")))[:4]
    title = re.sub(r"\W.*", "", str(work.get("title") or ""))
    stem = plain_key(name.lower()) or plain_key(title.lower()) or "work"
    return f"{stem}{year}"


_KEPT_ASIDE: Final = frozenset(
    {"id", "citation-key", "citationKey", "uri", "uris", "abstract", "accessed-by", "system_id"}
)


def _clean(work: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in work.items() if key not in _KEPT_ASIDE}


def citation_node(cited: Sequence[Cited]) -> Node:
    """Return a citation as pandoc has it."""
    citations = []
    for one in cited:
        suffix = ", ".join(part for part in (one.locator, one.suffix.lstrip(", ")) if part)
        citations.append(
            {
                "citationId": one.key,
                "citationPrefix": text(one.prefix) if one.prefix else [],
                "citationSuffix": [node("Str", ","), *text(f" {suffix}")] if suffix else [],
                "citationMode": node(_mode(one)),
                "citationNoteNum": 0,
                "citationHash": 0,
            }
        )
    return node("Cite", [citations, text("cited")])


def _mode(cited: Cited) -> str:
    if cited.is_in_text:
        return "AuthorInText"
    return "SuppressAuthor" if cited.is_named else "NormalCitation"


def style_of(preferences: str, *, in_notes: bool) -> str:
    """Return the citation style of ours that is like the document's."""
    found = re.search(r"(?:styles/|style id=\"?)([\w:/.-]+)", preferences)
    name = found[1].rpartition("/")[2] if found else ""
    for part, ours in _STYLES:
        if part in name:
            return ours
    return "chicago-notes" if in_notes or not name else "chicago-author-date"
