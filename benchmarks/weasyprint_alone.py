"""Set one HTML document by WeasyPrint's public API, tagged: the peer of ``publish pdf``.

python weasyprint_alone.py book.html book.pdf
"""

import sys

import weasyprint

if __name__ == "__main__":
    source, target = sys.argv[1:]
    weasyprint.HTML(filename=source).write_pdf(target, pdf_variant="pdf/ua-1")
