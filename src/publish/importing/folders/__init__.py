"""Folders that another tool builds into a book, said in our terms."""

from publish.importing.folders.project import import_foreign_folder
from publish.importing.folders.single import import_bare_folder, import_markdown_file
from publish.importing.folders.tools import recognise_tool

__all__ = [
    "import_bare_folder",
    "import_foreign_folder",
    "import_markdown_file",
    "recognise_tool",
]
