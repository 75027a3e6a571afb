"""The NCX, which EPUB 2 readers navigate by, made whole: EbookLib writes the contents alone.

https://daisy.org/activities/standards/daisy/daisy-3/z39-86-2005-r2012-specifications-for-the-digital-talking-book/#NCX
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape, quoteattr, unescape

from publish.content import NavigationPoint
from publish.editions import EpubEdition
from publish.errors import ToolFailedError
from publish.wording import wording

_POINT: Final = re.compile(
    r'(?P<open><navPoint [^>]*playOrder=")\d+(?P<rest>".*?<content src="(?P<href>[^"]*)")',
    re.DOTALL,
)


def complete_ncx(ncx: bytes, edition: EpubEdition) -> bytes:
    """Return the NCX with its depth, and with the page list where the edition has one.

    EbookLib 0.20 writes 0 for the depth and for the number of pages.
    """
    ncx = _said(ncx, "dtb:depth", _depth(edition.navigation))
    if not edition.pages:
        return ncx
    ncx = _said(ncx, "dtb:totalPageCount", len(edition.pages))
    ncx = _said(ncx, "dtb:maxPageNumber", max(_number(page) for page in edition.pages))
    order = _reading_order(edition)
    text = _POINT.sub(
        lambda point: f"{point['open']}{order[unescape(point['href'])]}{point['rest']}",
        ncx.decode(),
    )
    return text.replace("</ncx>", f"{_page_list(edition, order)}</ncx>").encode()


def _said(ncx: bytes, name: str, number: int) -> bytes:
    said = f'<meta content="0" name="{name}"/>'.encode()
    if said not in ncx:
        raise ToolFailedError("EbookLib wrote an NCX of another form")
    return ncx.replace(said, f'<meta content="{number}" name="{name}"/>'.encode(), 1)


def _depth(points: tuple[NavigationPoint, ...]) -> int:
    return max((1 + _depth(point.children) for point in points), default=0)


def _page_list(edition: EpubEdition, order: dict[str, int]) -> str:
    targets = "".join(
        f'<pageTarget id="target-{page.href.partition("#")[2]}" type="{_type(page)}"'
        f' value="{place if _type(page) == "front" else page.title}"'
        f' playOrder="{order[page.href]}"><navLabel><text>{page.title}</text></navLabel>'
        f"<content src={quoteattr(page.href)}/></pageTarget>\n"
        for place, page in enumerate(edition.pages, start=1)
    )
    title = escape(wording(edition.metadata.language).page_list)
    return f"<pageList>\n<navLabel><text>{title}</text></navLabel>\n{targets}</pageList>\n"


def _type(page: NavigationPoint) -> str:
    """Return whether a page is numbered in figures, or in letters before those that are."""
    return "normal" if page.title.isdecimal() else "front"


def _number(page: NavigationPoint) -> int:
    return int(page.title) if page.title.isdecimal() else 0


def _reading_order(edition: EpubEdition) -> dict[str, int]:
    """Return the place in the reading order of every target, one number for each place."""
    bodies = {document.href: (n, document.body) for n, document in enumerate(edition.documents)}

    def place(href: str) -> tuple[int, int]:
        path, _, identifier = href.partition("#")
        number, body = bodies.get(path, (len(bodies), ""))
        return number, max(body.find(f" id={quoteattr(identifier)}"), 0) if identifier else 0

    targets = dict.fromkeys((*_hrefs(edition.navigation), *(page.href for page in edition.pages)))
    ordered = sorted(targets, key=place)
    return {href: number for number, href in enumerate(ordered, start=1)}


def _hrefs(points: tuple[NavigationPoint, ...]) -> Iterator[str]:
    for point in points:
        yield point.href
        yield from _hrefs(point.children)
