"""What the reading of a document hands over: marks, citations in notes, files, facts."""

from __future__ import annotations

from pathlib import PurePosixPath

from publish.importing.bibliography import Bibliography
from publish.importing.documents.account import Account
from publish.importing.documents.marks import Labels, Marks, Shown
from publish.importing.documents.paragraphs import MARK
from publish.importing.documents.tree import Node, attributes, node, walk, words_of
from publish.importing.options import ImportOptions
from publish.importing.word.citations import Citations, citation_node
from publish.importing.word.noted import Noted
from publish.importing.word.pictures import Picture, Pictures


def account_for_index(account: Account, noted: Noted) -> None:
    """Tell where the entries of an index are."""
    if noted.entries:
        what = f"{len(noted.entries)} entries of an index"
        where = "set-apart/index-entries.txt, with the number of the paragraph of each"
        account.set_apart(what, where, noted.entries[0][1])


def set_apart_files(pictures: Pictures, noted: Noted) -> dict[PurePosixPath, bytes]:
    """Return the files of pictures, and of what stands beside the book."""
    files = pictures.files
    if noted.entries:
        lines = "".join(f"{number}\t{entry}\n" for entry, number in noted.entries)
        path = PurePosixPath("set-apart/index-entries.txt")
        files[path] = files.get(path, b"") + lines.encode()
    return files


def make_marks(account: Account, labels: Labels, noted: Noted, citations: Citations) -> Marks:
    """Return what the marks of a document stand for."""
    return Marks(
        account,
        labels,
        {mark: _image(picture) for mark, picture in noted.pictures.items()},
        {mark: citation_node(cited) for mark, cited in citations.made.items()},
        {
            mark: Shown(
                one.target, one.paragraph, one.start, one.end, one.words, "\\p" in one.switches
            )
            for mark, one in noted.references.items()
        },
        noted.bookmarks,
    )


def _image(picture: Picture) -> Node:
    pairs = {"alt": picture.alternative}
    if picture.width:
        pairs["width"] = f"{picture.width}%"
    return node("Image", [attributes("", (), **pairs), [], [f"../{picture.path}", ""]])


def sink_citations(blocks: list[Node], account: Account) -> None:
    """Let notes that hold nothing but citations be the citations: the book's style makes notes."""
    places = {number: place for place, note in enumerate(account.called) for number in note}
    for one in walk(blocks):
        if one["t"] != "Note":
            continue
        words = words_of(one["c"])
        marks = MARK.findall(words)
        first = next((int(n) for kind, n in marks if kind == "P"), 0)
        rest = MARK.sub("", words).strip(" .;,\n\u00a0")
        cited = [f"\ufdd0C{n}\ufdd1" for kind, n in marks if kind == "C"]
        if rest or len(cited) != 1 or len(one["c"]) != 1:
            continue
        place = places.get(first)
        if place is not None:
            account.sunk.add(place)
            one["t"], one["c"] = "Str", cited[0]


def facts_of(options: ImportOptions, citations: Citations) -> list[tuple[str, str]]:
    """Return what holds for the whole document."""
    facts = []
    if citations.made:
        works = len(citations.works)
        facts.append(("citations", f"{len(citations.made)}, of {works} works"))
    kept = {"accept": "accepted", "reject": "rejected", "mark": "kept as marks"}
    facts.append(("changes", f"{kept[options.changes]}, as --changes says"))
    return facts


def works_of(asked: Bibliography, citations: Citations) -> Bibliography:
    """Return the works that the document brings along, else the author's bibliography.

    Where there are both, ``revising`` puts the author's beside the document's.
    """
    data = citations.bibliography(without=asked.keys)
    return Bibliography("references.json", data) if data else asked
