"""Manuscripts of other kinds, made into a folder that ``publish`` builds."""
