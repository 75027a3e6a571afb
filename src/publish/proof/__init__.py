"""How good the pages are: figures, flaws, a gate; from the page map alone, no engine at hand."""
