"""Folders that another tool builds into a book, said in our terms."""

from publish.importing.folders.project import import_foreign_folder
from publish.importing.folders.tools import recognise_tool

__all__ = ["import_foreign_folder", "recognise_tool"]
