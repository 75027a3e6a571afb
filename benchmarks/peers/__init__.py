"""EPUBs of the same text by other toolchains, and what a program finds in each."""
