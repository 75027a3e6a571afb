"""What we add to the engine that sets pages: a division at a time, its page map, notes, heads.

The engine is WeasyPrint; only the two seams, ``paragraph_reader`` and ``laid_out`` know what it is
like inside.
"""
