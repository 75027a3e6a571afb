"""Pages: where each of them ends, all pages of a chapter chosen together.

Pure: heights in, a plan out. What the galley is made of, and how pages are cut from it, is
``typesetting.galley_reader``'s and ``typesetting.page_builder``'s business.
"""
