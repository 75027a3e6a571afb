"""MyST Markdown, the language of Jupyter Book: its directives and roles, said in our terms."""

from publish.importing.folders.myst.drafting import MystDraft, prepare_myst
from publish.importing.folders.myst.loading import load_myst
from publish.importing.folders.myst.rewriting import rewrite_myst

__all__ = ["MystDraft", "load_myst", "prepare_myst", "rewrite_myst"]
