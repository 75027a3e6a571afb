"""Markdown read as prose: its paragraphs without markup, each character with its place."""

from publish.importing.prose.passage import MarkdownPassage, render
from publish.importing.prose.reading import read_prose

__all__ = ["MarkdownPassage", "read_prose", "render"]
