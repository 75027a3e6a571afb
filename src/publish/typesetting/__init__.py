"""What we add to the engine that sets pages: a division at a time, its page map, notes, heads.

The engine is WeasyPrint; only ``engine_seam`` and ``laid_out`` know what it is like inside.
"""
