"""Markua and Leanpub's older Markdown, said in our terms."""

from publish.importing.folders.markua.lines import prepare_markua
from publish.importing.folders.markua.rewriting import rewrite_markua

__all__ = ["prepare_markua", "rewrite_markua"]
