"""What a part of a book is, by what its element says: the words of EPUB and ours for them."""

from __future__ import annotations

from typing import Any, Final

from publish.importing.epub.xhtml import classes, is_generated, kinds, tag

_OURS: Final = (
    "dedication epigraph foreword preface acknowledgments introduction prologue "
    "part chapter epilogue conclusion afterword appendix glossary "
    "bibliography colophon matter "
)
_KINDS: Final = {
    **{one: one for one in _OURS.split() if one != "matter"},
    "acknowledgements": "acknowledgments",
    "volume": "part",
    "cover": "cover",
    "titlepage": "title page",
    "halftitlepage": "half-title",
    "copyright-page": "copyright page",
    "toc": "contents",
    "loi": "contents",
    "lot": "contents",
    "index": "matter",
    "imprint": "matter",
    "preamble": "introduction",
}
FRONT: Final = frozenset(
    {"dedication", "epigraph", "foreword", "preface", "acknowledgments", "introduction"}
)
BACK: Final = frozenset(
    {"afterword", "acknowledgments", "appendix", "glossary", "bibliography", "colophon"}
)
_PAGES: Final = {
    "half-title": "half-title",
    "title-page": "title page",
    "copyright-page": "copyright page",
}


def division_of(element: Any) -> str:
    """Return what a section or heading is said to be, ``""`` where nothing is said."""
    said = kinds(element)
    found = next((kind for word, kind in _KINDS.items() if word in said), "")
    if found or tag(element) not in ("section", "body", "div"):
        return found
    own = classes(element)
    if own and (own[0] in _PAGES or own[0] == "matter") and tag(element) == "section":
        return _PAGES.get(own[0], own[0])
    return ""


def kind_of_document(body: Any, guide: str) -> str:
    """Return what a whole document is: by its body, its only section, or the old guide."""
    one = body
    for _ in range(4):
        if found := division_of(one):
            return found
        inner = [child for child in one if isinstance(child.tag, str)]
        if len(inner) != 1 or tag(inner[0]) not in ("section", "div", "article", "nav"):
            break
        one = inner[0]
    return {"cover": "cover", "title-page": "title page", "toc": "contents"}.get(guide, "")


def region_of(body: Any) -> str:
    """Return ``front``, ``body`` or ``back`` where a document says so."""
    for one in [body, *body]:
        if not isinstance(one.tag, str):
            continue
        for word in ("front", "body", "back"):
            if f"{word}matter" in kinds(one):
                return word
    return ""


def is_ours(body: Any) -> bool:
    """Return whether a document has nothing but words that we made."""
    return any(is_generated(one) for one in body.iter() if isinstance(one.tag, str))
