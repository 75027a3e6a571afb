"""Public sample EPUBs through the import and out again, counted by a counter of its own."""
