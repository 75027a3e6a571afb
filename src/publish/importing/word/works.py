"""Works as Word and EndNote describe them, as CSL has them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

Work = dict[str, Any]
"""A work in CSL JSON, without its id."""

B: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/bibliography}"
_WORD_KINDS: Final = {
    "Book": "book",
    "BookSection": "chapter",
    "JournalArticle": "article-journal",
    "ArticleInAPeriodical": "article-magazine",
    "ConferenceProceedings": "paper-conference",
    "Report": "report",
    "SoundRecording": "song",
    "Performance": "performance",
    "Art": "graphic",
    "DocumentFromInternetSite": "webpage",
    "InternetSite": "webpage",
    "Film": "motion_picture",
    "Interview": "interview",
    "Patent": "patent",
    "ElectronicSource": "document",
    "Case": "legal_case",
}
_WORD_ROLES: Final = {
    "Author": "author",
    "Editor": "editor",
    "Translator": "translator",
    "BookAuthor": "container-author",
    "Director": "director",
    "Composer": "composer",
    "Interviewer": "interviewer",
    "Artist": "author",
    "Inventor": "author",
    "Interviewee": "author",
    "Performer": "author",
}
_WORD_FIELDS: Final = {
    "Title": "title",
    "ShortTitle": "title-short",
    "BookTitle": "container-title",
    "JournalName": "container-title",
    "PeriodicalTitle": "container-title",
    "InternetSiteTitle": "container-title",
    "ConferenceName": "event-title",
    "Publisher": "publisher",
    "Institution": "publisher",
    "Pages": "page",
    "Volume": "volume",
    "Issue": "issue",
    "Edition": "edition",
    "StandardNumber": "ISBN",
    "URL": "URL",
    "DOI": "DOI",
    "Comments": "note",
    "ThesisType": "genre",
    "ChapterNumber": "chapter-number",
    "NumberVolumes": "number-of-volumes",
    "Medium": "medium",
}
_ENDNOTE_KINDS: Final = {
    "journal article": "article-journal",
    "electronic article": "article-journal",
    "magazine article": "article-magazine",
    "newspaper article": "article-newspaper",
    "book": "book",
    "edited book": "book",
    "electronic book": "book",
    "book section": "chapter",
    "electronic book section": "chapter",
    "conference proceedings": "paper-conference",
    "conference paper": "paper-conference",
    "thesis": "thesis",
    "report": "report",
    "web page": "webpage",
    "blog": "post-weblog",
    "manuscript": "manuscript",
    "personal communication": "personal_communication",
    "encyclopedia": "entry-encyclopedia",
    "dictionary": "entry-dictionary",
    "film or broadcast": "motion_picture",
    "dataset": "dataset",
    "patent": "patent",
    "statute": "legislation",
    "case": "legal_case",
    "interview": "interview",
    "map": "map",
    "music": "song",
}
_ENDNOTE_FIELDS: Final = {
    "titles/title": "title",
    "titles/short-title": "title-short",
    "titles/tertiary-title": "collection-title",
    "pages": "page",
    "volume": "volume",
    "edition": "edition",
    "pub-location": "publisher-place",
    "publisher": "publisher",
    "electronic-resource-num": "DOI",
    "urls/related-urls/url": "URL",
    "urls/web-urls/url": "URL",
}
_ENDNOTE_ROLES: Final = {
    "authors": "author",
    "secondary-authors": "editor",
    "tertiary-authors": "collection-editor",
    "subsidiary-authors": "translator",
}
_PARTS: Final = frozenset(
    ("article-journal", "article-magazine", "article-newspaper", "chapter", "paper-conference")
)
_MONTHS: Final = (
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
)  # fmt: skip


def read_word_work(source: Any) -> Work:
    """Return a source of Word's own list."""

    def said(name: str) -> str:
        return " ".join((source.findtext(B + name) or "").split())

    kind = said("SourceType")
    work: Work = {"type": _WORD_KINDS.get(kind, "document")}
    for theirs, ours in _WORD_FIELDS.items():
        if said(theirs):
            work.setdefault(ours, said(theirs))
    if work["type"].startswith("article") and "ISBN" in work:
        work["ISSN"] = work.pop("ISBN")
    place = ", ".join(filter(None, map(said, ("City", "StateProvince", "CountryRegion"))))
    if place:
        work["publisher-place"] = place
    issued, accessed = (
        _date(*(said(f"{part}{end}") for part in ("Year", "Month", "Day")))
        for end in ("", "Accessed")
    )
    work |= {"issued": issued} if issued else {}
    work |= {"accessed": accessed} if accessed else {}
    people = source.find(B + "Author")
    for one in people if people is not None else ():
        role = _WORD_ROLES.get(str(one.tag).removeprefix(B), "")
        names = _word_names(one)
        if role and names:
            work.setdefault(role, names)
    return work


def _word_names(role: Any) -> list[dict[str, str]]:
    names = []
    for person in role.iter(B + "Person"):
        first = " ".join(person.findtext(B + name) or "" for name in ("First", "Middle"))
        family = (person.findtext(B + "Last") or "").strip()
        given = " ".join(first.split())
        if family or given:
            name = {"family": family or given}
            names.append(name | ({"given": given} if family and given else {}))
    names += [{"literal": one.text.strip()} for one in role.iter(B + "Corporate") if one.text]
    return names


def _date(year: str, month: str, day: str) -> Mapping[str, Any]:
    if not re.fullmatch(r"-?\d{1,4}", year):
        return {"literal": year} if year else {}
    parts = [int(year)]
    number = _month(month)
    if number:
        parts.append(number)
        if day.isdigit() and 0 < int(day) < 32:
            parts.append(int(day))
    return {"date-parts": [parts]}


def _month(text: str) -> int:
    if text.isdigit():
        return int(text) if 0 < int(text) < 13 else 0
    return _MONTHS.index(text[:3].lower()) + 1 if text[:3].lower() in _MONTHS else 0


def read_endnote_work(record: Any) -> Work:
    """Return a record of EndNote's."""

    def said(path: str) -> str:
        found = record.find(path)
        return "" if found is None else " ".join("".join(found.itertext()).split())

    reference = record.find("ref-type")
    name = "" if reference is None else str(reference.get("name", "")).lower()
    work: Work = {"type": _ENDNOTE_KINDS.get(name, "document")}
    for theirs, ours in _ENDNOTE_FIELDS.items():
        if said(theirs):
            work.setdefault(ours, said(theirs))
    is_part = work["type"] in _PARTS
    whole = said("titles/secondary-title") or (said("periodical/full-title") if is_part else "")
    if whole:
        work.setdefault("container-title" if is_part else "collection-title", whole)
    if said("number"):
        work["issue" if work["type"].startswith("article") else "number"] = said("number")
    if said("isbn"):
        work["ISSN" if work["type"].startswith("article") else "ISBN"] = said("isbn")
    if issued := _date(said("dates/year"), "", ""):
        work["issued"] = issued
    for theirs, ours in _ENDNOTE_ROLES.items():
        people = [
            _endnote_name(" ".join("".join(one.itertext()).split()))
            for one in record.iterfind(f"contributors/{theirs}/author")
        ]
        if people:
            work[ours] = people
    if name == "edited book" and "editor" not in work and "author" in work:
        work["editor"] = work.pop("author")
    return work


def _endnote_name(text: str) -> dict[str, str]:
    family, comma, given = text.partition(",")
    if not comma or not given.strip():  # an institution's name ends in a comma
        return {"literal": family.strip()}
    return {"family": family.strip(), "given": given.strip()}


_OPEN_KINDS: Final = {
    "article": "article-journal",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "mastersthesis": "thesis",
    "phdthesis": "thesis",
    "techreport": "report",
    "www": "webpage",
    "journal": "periodical",
    "unpublished": "manuscript",
}
_OPEN_FIELDS: Final = {
    "title": "title",
    "booktitle": "container-title",
    "journal": "container-title",
    "series": "collection-title",
    "publisher": "publisher",
    "institution": "publisher",
    "organizations": "publisher",
    "school": "publisher",
    "address": "publisher-place",
    "pages": "page",
    "volume": "volume",
    "edition": "edition",
    "url": "URL",
    "isbn": "ISBN",
    "note": "note",
}


def read_open_work(said: Mapping[str, str]) -> Work:
    """Return a work as an entry of LibreOffice's own bibliography describes it."""
    kind = said.get("bibliography-type", "book")
    known = {"book": "book", "proceedings": "book", "booklet": "pamphlet"}
    work: Work = {"type": _OPEN_KINDS.get(kind, known.get(kind, "document"))}
    for theirs, ours in _OPEN_FIELDS.items():
        if said.get(theirs, "").strip():
            work.setdefault(ours, said[theirs].strip())
    if said.get("number"):
        work["issue" if kind == "article" else "number"] = said["number"]
    issued = _date(said.get("year", ""), said.get("month", ""), "")
    work |= {"issued": issued} if issued else {}
    for role in ("author", "editor"):
        names = [_endnote_name(name.strip()) for name in said.get(role, "").split(";")]
        if names := [name for name in names if any(name.values())]:
            work[role] = names
    return work


def word_arguments(instruction: str) -> Sequence[tuple[str, str]]:
    """Return the switches of a field CITATION with their words; the work itself has none."""
    found = re.findall(r'\\(\w)\s*|"([^"]*)"|([^\s"\\]\S*)', instruction)
    switches: list[tuple[str, str]] = []
    for switch, quoted, plain in found[1:]:
        if switch:
            switches.append((switch, ""))
        elif not switches:
            switches.append(("m", quoted or plain))
        elif not switches[-1][1]:
            switches[-1] = (switches[-1][0], quoted or plain)
    return switches
