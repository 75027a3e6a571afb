"""A manuscript of two files, its record and its documents, made by hand."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from publish.assemble import ParsedSource, Record
from publish.diagnostics import Ledger, Span
from publish.manuscript import SourceFile
from publish.model.book import Note
from publish.model.inlines import Identifier

STORM = """# The storm {#storm}

The *un*believable wind rose at noon.[^wind]
By two it was a gale; the barometer fell
and the mate took in sail.

| force | name     |
|-------|----------|
| 8     | gale     |
| 10    | tempest  |

[^wind]: Beaufort gave it the number eight,
    and the crew another name.
"""

WRECK = """# The wreck

We struck at dawn, and the *mate* counted heads.
![A ship on a rock](wreck.png){alt="hull and mast"}

Twelve men stood where fourteen had been: $e = mc^2$.
"""


def _source(name: str, text: str, record: Record, *note_lines: int) -> ParsedSource:
    path = PurePosixPath("manuscript/chapters") / name
    notes = tuple(
        Note(Identifier(f"note-{line}"), (), span=Span(path, line)) for line in note_lines
    )
    return ParsedSource(SourceFile(path, text, "bodymatter"), (), notes, record)


@pytest.fixture
def sources() -> tuple[ParsedSource, ...]:
    storm = Record(
        body="The storm\n\nThe unbelievable wind rose at noon. By two it was a gale; the barometer"
        " fell and the mate took in sail.\n\nforce\n\nname\n\n8\n\ngale\n\n10\n\ntempest",
        notes=("Beaufort gave it the number eight, and the crew another name.",),
    )
    wreck = Record(
        body="The wreck\n\nWe struck at dawn, and the mate counted heads. A ship on a rock\n\n"
        "Twelve men stood where fourteen had been: .",
        alternatives=("hull and mast",),
        formulas=("e = mc^2",),
    )
    return (_source("01-storm.md", STORM, storm, 12), _source("02-wreck.md", WRECK, wreck))


NOTE = "Beaufort gave it the number eight, and the crew another name."

STORM_TOP = """<section class="chapter" id="storm"><header class="opening">
<h1 id="storm-title"><span class="label" data-generated="">1</span>
<span class="title">The storm</span></h1></header>
<p>The <em>un</em>believable wind rose at noon."""

STORM_REST = """ By two it was a <em>gale</em>; the barometer
fell and the mate took in sail.</p>
<div class="table"><table><thead><tr><th>force</th><th>name</th></tr></thead>
<tbody><tr><td>8</td><td>gale</td></tr><tr><td>10</td><td>tempest</td></tr></tbody></table></div>"""

WRECK_DOCUMENT = """<section class="chapter" id="wreck"><h1 id="wreck-title">
<span class="label" data-generated="">2</span> <span class="title">The wreck</span></h1>
<p>We struck at dawn, and the <em>mate</em> counted heads.</p>
<figure class="figure"><img src="wreck.png" alt="hull and mast"/>
<figcaption><span class="label" data-generated="">Figure 1.</span> A ship on a rock
</figcaption></figure>
<p>Twelve men stood where fourteen had been: %s.</p></section>"""

MATHML = '<math xmlns="http://www.w3.org/1998/Math/MathML" alttext="e = mc^2"><mi>e</mi></math>'
DRAWING = '<img class="formula" src="formulas/1.svg" alt="e = mc^2"/>'

Documents = tuple[tuple[str, str], ...]


@pytest.fixture
def spine() -> Documents:
    """What an EPUB holds: contents, and notes at the end of their chapter."""
    call = '<a class="note-call" role="doc-noteref" href="#n" data-generated="">1</a>'
    note = (
        '<section class="endnotes"><aside class="note" role="doc-footnote" id="n">'
        f'<p><a class="note-mark" data-generated="">1.</a> {NOTE}</p></aside></section></section>'
    )
    contents = (
        '<nav class="contents"><h1 data-generated="">Contents</h1><ol><li>The storm</li></ol></nav>'
    )
    return (
        ("contents.xhtml", contents),
        ("01-storm.xhtml", STORM_TOP + call + STORM_REST + note),
        ("02-wreck.xhtml", WRECK_DOCUMENT % MATHML),
    )


@pytest.fixture
def printed() -> Documents:
    """What pages are set from: notes at the foot, folios in the contents."""
    call = '<a class="note-call" role="doc-noteref" href="#n" data-generated="">1</a>'
    note = (
        '<section class="footnotes"><aside class="note" role="doc-footnote" id="n">'
        f'<p><a class="note-mark" data-generated="">1.</a> {NOTE}</p></aside></section></section>'
    )
    contents = (
        '<nav class="contents"><h1 data-generated="">Contents</h1><ol><li>The storm'
        '<span class="folio" data-page-of="storm"></span></li></ol></nav>'
    )
    return (
        ("contents.xhtml", contents),
        ("01-storm.xhtml", STORM_TOP + call + STORM_REST + note),
        ("02-wreck.xhtml", WRECK_DOCUMENT % DRAWING),
    )


@pytest.fixture
def ledger() -> Ledger:
    return Ledger()
