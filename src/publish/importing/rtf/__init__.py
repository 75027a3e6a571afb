"""Rich Text Format: Word's language before XML, and what TextEdit, Scrivener and many others write.

``reading`` says a text again as the parts of a Word document, which ``importing.word`` reads;
``witness`` hears its words by another way.
"""

from publish.importing.rtf.importer import import_rtf
from publish.importing.rtf.passages import RtfPassages, read_rtf_passages

__all__ = ["RtfPassages", "import_rtf", "read_rtf_passages"]
