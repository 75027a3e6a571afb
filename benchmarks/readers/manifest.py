"""A book as the manifest that Readium's navigator asks for.

https://readium.org/webpub-manifest/ and its profile for EPUB
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from benchmarks.readers.book_facts import BookFacts, Entry, Item


def readium_manifest(facts: BookFacts, base: str) -> dict[str, Any]:
    """Return the manifest; ``base`` is where the book's files are served from, with its slash.

    Only what is linear is in the reading order, as in Readium's own toolkits.
    """
    order = [item for item in facts.items if item.linear]
    metadata: dict[str, Any] = {
        "@type": "http://schema.org/Book",
        "conformsTo": "https://readium.org/webpub-manifest/profiles/epub",
        "title": facts.title,
        "language": [facts.language],
    }
    if facts.direction != "default":
        metadata["readingProgression"] = facts.direction
    return {
        "@context": "https://readium.org/webpub-manifest/context.jsonld",
        "metadata": metadata,
        "links": [
            {"rel": "self", "href": f"{base}manifest.json", "type": "application/webpub+json"}
        ],
        "readingOrder": [_link(item) for item in order],
        "resources": [_link(item) for item in facts.items if not item.linear],
        "toc": [_entry(entry) for entry in facts.contents],
        "pageList": [_entry(entry) for entry in facts.pages],
    }


def _link(item: Item) -> dict[str, Any]:
    cover = {"rel": "cover"} if "cover-image" in item.properties else {}
    return {"href": quote(item.path), "type": item.media_type, **cover}


def _entry(entry: Entry) -> dict[str, Any]:
    return {"href": quote(entry.address, safe="/#"), "title": entry.label}
