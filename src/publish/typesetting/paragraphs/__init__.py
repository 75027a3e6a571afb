"""Paragraphs by total fit: all lines of a paragraph chosen together, not each for itself.

Pure: widths and texts in, breaks out. What the engine measures, and how it is made to set the
lines chosen here, is ``typesetting.paragraph_seam``'s business.
"""
