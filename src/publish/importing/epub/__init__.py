"""The importer of EPUBs, and of files that are nearly that."""

from publish.importing.epub.importer import import_epub

__all__ = ["import_epub"]
