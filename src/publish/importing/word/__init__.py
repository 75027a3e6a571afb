"""Documents of word processors: Word's and LibreOffice's.

``reading`` says a Word document again in the few words of its language that pandoc understands
well, and notes everything else beside it; ``open_document`` does so for LibreOffice's.
``witness`` reads the same documents by another way, to prove that no word was lost.
"""

from publish.importing.word.importer import import_open_document, import_word

__all__ = ["import_open_document", "import_word"]
