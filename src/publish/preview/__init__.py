"""The book in a browser while it is written: made anew on every save, served on this machine only.

A process of its own makes the book (``making``) and tells what it has (``told``); the ``workshop``
keeps that process, ``watching`` sees what was saved, the ``desk`` holds what a browser is shown,
and the ``server`` hands it out.
"""
