"""What typocheck finds in PDFs, one line of JSON for each, with the share of tight lines.

    PYTHONPATH=FOLDER python page_figures.py FILE.pdf...

``FOLDER`` holds the package ``typocheck``; the Python is one that has PyMuPDF.
"""

from __future__ import annotations

import json
import sys
from typing import Any

TIGHT = 0.8


def main() -> None:
    """Print the figures."""
    from typocheck import analysis, measures  # type: ignore[import-not-found]

    original = measures.space_ratio

    def space_ratio(measured: list[Any]) -> dict[str, float]:
        tight = sum(line.ratio < TIGHT for line in measured)
        return {**original(measured), "share_lt_0.8": round(tight / len(measured), 4)}

    measures.space_ratio = space_ratio
    for path in sys.argv[1:]:
        print(json.dumps(analysis.analyse(path)))


if __name__ == "__main__":
    main()
