"""The languages of whole documents: believed where the documents do not all say the same."""

from __future__ import annotations

from publish.importing.epub.documents import Text
from publish.importing.epub.xhtml import LANGUAGES, language
from publish.publication import is_language_tag


def settle_languages(text: Text, tongue: str) -> None:
    """Let the body of a document name its language where that is not the book's.

    Tools write one language into all documents, whatever the package says: then it says nothing.
    """
    said = [language(one.body) or language(one.root) or tongue for one in text.documents]
    is_believed = any(_stem(one) == _stem(tongue) for one in said)
    for document, own in zip(text.documents, said, strict=True):
        for element in (document.root, document.body):
            for name in LANGUAGES:
                element.attrib.pop(name, None)
        if is_believed and _stem(own) != _stem(tongue) and is_language_tag(own):
            document.body.set("lang", own)


def _stem(tongue: str) -> str:
    return tongue.partition("-")[0].casefold()
