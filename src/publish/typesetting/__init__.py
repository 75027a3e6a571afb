"""What we add to the engine that sets pages: a division at a time, its page map, notes, heads.

The engine is WeasyPrint; what it is like inside, only ``engine_seam`` and ``laid_out`` know, and
for paragraphs ``paragraph_seam`` and what it alone uses: ``alignment``, ``beside_floats``,
``paragraph_leaves``, ``paragraph_reader``, ``planned_lines``, ``plans`` and ``text_measure``.
"""
