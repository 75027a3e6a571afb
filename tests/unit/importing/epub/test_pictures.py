"""Pictures that stand in the spine, in objects, in headings, and drawings that need other files."""

from __future__ import annotations

from tests.unit.importing.epub.conftest import Import
from tests.unit.importing.epub.epub_files import epub, packed, parts

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 24
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink">{}</svg>'


def drawn(inner: str) -> bytes:
    """Return an EPUB with a drawing in its text, and a picture ``dot.png`` beside it."""
    made = parts(f"<h1>A</h1><p>See.</p><p>{SVG.format(inner)}</p>")
    made["OPS/dot.png"] = PNG
    return packed(made)


def test_pictures_in_the_spine_are_shown_in_their_order(do_import: Import) -> None:
    made = parts(
        "<h1>A</h1><p>One.</p>",
        "<p>Two.</p>",
        extra='<item id="dot" href="dot.png" media-type="image/png"/>',
    )
    made["OPS/dot.png"] = PNG
    package = made["OPS/book.opf"].decode()
    order = '<itemref idref="c1"/><itemref idref="dot"/><itemref idref="pic"/>'
    made["OPS/book.opf"] = package.replace('<itemref idref="c1"/>', order).encode()
    text = do_import(packed(made)).text
    places = [text.index(one) for one in ("One.", "images/dot.png", ".svg", "Two.")]
    assert places == sorted(places)


def test_the_fallback_of_a_picture_in_the_spine_says_what_it_shows(do_import: Import) -> None:
    made = parts(
        "<h1>A</h1><p>One.</p>",
        extra='<item id="dot" href="dot.png" media-type="image/png" fallback="words"/>'
        '<item id="words" href="words.xhtml" media-type="application/xhtml+xml"/>',
    )
    made["OPS/dot.png"] = PNG
    made["OPS/words.xhtml"] = b"<html><body><p>A dot &amp;\n a dash</p></body></html>"
    package = made["OPS/book.opf"].decode()
    order = '<itemref idref="c1"/><itemref idref="dot"/>'
    made["OPS/book.opf"] = package.replace('<itemref idref="c1"/>', order).encode()
    done = do_import(packed(made))
    assert 'alt="A dot & a dash"' in done.text or "![A dot & a dash]" in done.text


def test_a_book_of_pictures_alone_is_imported(do_import: Import) -> None:
    made = parts("<p/>")
    package = made["OPS/book.opf"].decode()
    made["OPS/book.opf"] = package.replace('idref="c1"', 'idref="pic"').encode()
    assert ".svg" in do_import(packed(made)).text


def test_an_object_is_a_picture_or_what_stands_in_it(do_import: Import) -> None:
    body = (
        "<h1>A</h1><object data='sea.svg' type='image/svg+xml'>The sea, calm</object>"
        "<object data='moon.xml' type='application/x-gallery'><figure><img src='sea.svg' alt=''/>"
        "<figcaption>New moon</figcaption></figure></object>"
        "<object data='x.mp4' type='video/mp4'><p>No film.</p></object>"
    )
    done = do_import(epub(body))
    assert 'alt="The sea, calm"' in done.text
    assert "New moon" in done.text
    assert "No film" not in done.text


def test_a_heading_of_a_picture_is_the_picture_and_the_contents_name_it(do_import: Import) -> None:
    body = "<h1><img src='sea.svg' alt='The Calm'/></h1><p>It fell.</p>"
    text = do_import(epub(body, contents='<li><a href="c1.xhtml">The Calm</a></li>')).text
    assert text.startswith("# The Calm\n\n![](")


def test_a_drawing_needs_no_file_beside_it(do_import: Import) -> None:
    font = '<font-face font-family="X"><font-face-src><font-face-uri x:href="x.ttf"/>'
    done = do_import(
        drawn(
            f"<defs>{font}</font-face-src></font-face></defs>"
            "<style>@font-face { src: url(x.ttf) } text { fill: red }</style>"
            '<image x:href="dot.png"/><text>Calm</text>'
            '<a x:href="https://example.org/"><path d="M0 0"/></a>'
        )
    )
    assert done.imported is not None
    data = next(x for path, x in done.imported.files.items() if path.suffix == ".svg")
    assert b"data:image/png;base64," in data
    assert b"fill: red" in data
    assert b"x.ttf" not in data
    assert b"example.org" not in data


def test_a_picture_in_a_line_parts_no_word(do_import: Import) -> None:
    text = do_import(epub("<p>次の画像<img src='sea.svg' alt=''/>をクリック。</p>")).text
    assert "次の画像![](" in text
