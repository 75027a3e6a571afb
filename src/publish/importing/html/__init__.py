"""Web pages: one file, or a folder of them that make a book together."""

from publish.importing.html.importer import import_html, import_html_folder

__all__ = ["import_html", "import_html_folder"]
