"""Pages that the book makes itself: covers, title pages, contents; kept where needed."""

from __future__ import annotations

import re
from typing import Any

from publish.importing.epub.documents import FATE, Document, Text, has_words, set_apart
from publish.importing.epub.package_document import Publication
from publish.importing.epub.xhtml import is_generated, kinds, tag, words


def set_pages_apart(text: Text, book: Publication) -> None:
    """Take out pages that the book makes itself where nothing of the author's is in them."""
    for number, document in enumerate(text.documents):
        body = document.body
        if document.path == book.navigation or document.kind == "contents" or _is_contents(body):
            _set_contents_apart(text, document)
        elif _is_cover(document, book, number):
            text.account.lose(f"{document.path}: the page of the cover", "book.toml: cover")
            text.drop(body, "cover")
        elif document.kind in ("title page", "half-title", "copyright page"):
            if _is_made(body) or _is_known(body, book):
                set_apart(text, document, f"a {document.kind}: the book makes its own")
            else:
                text.account.remarks.append(
                    f"{document.path} is a {document.kind} with words of its own: it is kept as it "
                    "is, and the book makes one too. Take out what you do not need."
                )


def _set_contents_apart(text: Text, document: Document) -> None:
    """Take out a table of contents; where a page says more, its lists of links alone."""
    lists = [one for one in document.body.iter() if tag(one) in ("nav", "ol", "ul", "dl", "table")]
    told = [
        one
        for one in document.body.iter("{*}p")
        if len(words(one).split()) > 7
        and not any(tag(inner) == "a" for inner in one.iter())
        and not any(around in lists for around in one.iterancestors())
    ]
    if not told:
        set_apart(text, document, "a table of contents: the book makes its own")
        return
    for one in lists:
        if not any(around in lists for around in one.iterancestors()):
            text.account.lose(f"contents: {words(one)}", "nowhere: made anew", text.place(one))
            text.drop(one, "generated")


def _is_contents(body: Any) -> bool:
    """Return whether a document is little but links and says that it is a table of contents."""
    for one in body.iter():
        if tag(one) == "nav" and "toc" in kinds(one):
            return len(words(one)) > 0.7 * len(words(body))
    links = [one for one in body.iter() if tag(one) == "a" and one.get("href")]
    inside = [one for one in links if ":" not in one.get("href").split("#")[0]]
    heading = next(
        (words(one) for one in body.iter() if re.fullmatch(r"h[1-6]|p", tag(one)) and words(one)),
        "",
    )
    named = re.fullmatch(
        r"(?:table of )?contents|inhalt(?:sverzeichnis)?|table des matières|índice|sommario|"
        r"содержание|оглавление",
        heading.strip(" .:"),
        re.IGNORECASE,
    )
    return bool(named) and len(inside) > 3


def _is_cover(document: Document, book: Publication, number: int) -> bool:
    body = document.body
    shows = [one for one in body.iter() if tag(one) in ("img", "image", "svg")]
    if has_words(body) and not (document.kind == "cover" and _is_made(body)):
        return document.kind == "cover" and not words(body)
    if document.kind == "cover":
        return bool(shows)
    if number or len(shows) != 1 or not book.cover:
        return False
    address = " ".join(str(value) for value in shows[0].attrib.values())
    return book.cover.rsplit("/", 1)[-1] in address


def _is_made(body: Any) -> bool:
    marked = [one for one in body.iter() if isinstance(one.tag, str) and is_generated(one)]
    if not marked:
        return False
    kept = [(one, one.get(FATE)) for one in marked]
    for one in marked:
        one.set(FATE, "generated")
    left = has_words(body)
    for one, before in kept:
        if before is None:
            one.attrib.pop(FATE)
    return not left


def _is_known(body: Any, book: Publication) -> bool:
    data = book.metadata
    known = " ".join(
        [
            *(one for one, _ in data.titles),
            *(one for one, _, _ in data.people),
            data.publisher,
            data.date,
            "by",
        ]
        + ([data.series[0]] if data.series else [])
    )
    allowed = set(re.findall(r"\w+", known.casefold()))
    found = re.findall(r"\w+", words(body).casefold())
    return bool(found) and all(one in allowed for one in found) and len(found) < 60
