"""Scrivener's own projects: the binder, and the texts that it orders."""

from publish.importing.folders.scrivener.importer import import_scrivener

__all__ = ["import_scrivener"]
