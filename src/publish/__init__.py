"""publish: assemble a Markdown manuscript into EPUB and typeset PDF."""

__version__ = "0.1.0"
