"""Sources of other kinds made into a project that ``publish`` builds.

``sources`` recognises what a source is and hands it to the importer of its kind; each importer is
a function that returns an ``Imported`` and writes nothing. ``writing`` writes it, with its report,
whole or not at all.
"""
