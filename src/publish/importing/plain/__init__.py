"""A plain text made into a manuscript: understood by shape and position, proved word by word."""

from publish.importing.plain.importer import import_text

__all__ = ["import_text"]
