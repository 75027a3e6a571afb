"""An EPUB by Standard Ebooks' tools: their draft, pandoc's XHTML put into their form, their build.

Their manual has an editor do by hand what is done here: cut the text into files with a section
each, move the notes into ``endnotes.xhtml``, fill in the metadata. Placeholders that the book has
nothing for are taken out.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any, Final

from benchmarks.measuring import run
from benchmarks.peers.installing import Cache
from benchmarks.peers.sources import Source
from lxml import etree

_XHTML: Final = "{http://www.w3.org/1999/xhtml}"
_TYPE: Final = "{http://www.idpf.org/2007/ops}type"
_PAGE: Final = """\
<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" \
xmlns:m="http://www.w3.org/1998/Math/MathML" \
epub:prefix="z3998: http://www.daisy.org/z3998/2012/vocab/structure/, \
se: https://standardebooks.org/vocab/1.0" xml:lang="{language}">
<head><title>{title}</title>
<link href="../css/core.css" rel="stylesheet" type="text/css"/>
<link href="../css/local.css" rel="stylesheet" type="text/css"/></head>
<body epub:type="{kind}">{body}</body>
</html>
"""

_ENDNOTES: Final = (
    '<section id="endnotes" role="doc-endnotes" epub:type="endnotes">'
    '<h2 epub:type="title">Endnotes</h2>'
)
_PLACEHOLDERS: Final = re.compile(
    "SUBJECT|COVER_ARTIST|PRODUCER|PUBLISHER|CONTRIBUTOR|EBOOK_WIKI|TRANSCRIPTION|PAGE_SCANS"
    "|WORD_COUNT|ABSTRACT|LCSH"
)


def make_standard_ebooks(source: Source, cache: Cache, folder: Path) -> Path:
    """Return the EPUB for all reading systems (not the "advanced" one)."""
    se = cache.standard_ebooks
    draft = ("create-draft", "--offline", "--white-label", "--title", source.title)
    run((se, *draft, "--author", *(source.authors or ("Anonymous",))), folder=folder)
    root = next(each for each in folder.iterdir() if (each / "epub").is_dir())
    _pictures(source, root)
    notes: list[str] = []
    for number, text in enumerate(source.texts, start=1):
        _chapter(source, cache, root, number, text, notes)
    if notes:
        items = "".join(notes)
        body = f"{_ENDNOTES}<ol>{items}</ol></section>"
        page = _PAGE.format(
            language=source.language, title="Endnotes", kind="backmatter", body=body
        )
        (root / "epub" / "text" / "endnotes.xhtml").write_text(page, encoding="utf-8")
    _link_across(root / "epub" / "text")
    _metadata(source, root)
    for step in ("build-manifest", "build-spine", "build-toc"):
        run((se, step, str(root)), folder=folder)
    run((se, "build", "--output-dir", str(folder / "out"), str(root)), folder=folder)
    return next(each for each in (folder / "out").glob("*.epub") if "_advanced" not in each.name)


def _pictures(source: Source, root: Path) -> None:
    from PIL import Image

    images = root / "epub" / "images"
    with Image.open(source.cover) as cover:
        cover.convert("RGB").save(images / "cover.jpg", quality=90)
    for folder in dict.fromkeys(text.parent.parent / "images" for text in source.texts):
        if folder.is_dir():
            shutil.copytree(folder, images, dirs_exist_ok=True)


def _chapter(
    source: Source, cache: Cache, root: Path, number: int, text: Path, notes: list[str]
) -> None:
    """Write a text as a file with one section, its notes entered into ``notes``."""
    name = f"chapter-{number}"
    place = root / "epub" / "text" / f"{name}.html"
    options = ("--to=html5", "--section-divs", "--mathml", "--wrap=none")
    command = (cache.pandoc, str(text), *source.pandoc, *options, f"--output={place}")
    run(command, folder=root)
    parser = etree.HTMLParser(encoding="utf-8")
    tree: Any = etree.fromstring(place.read_bytes() or b"<p></p>", parser)
    place.unlink()
    body = tree.find("body")
    _move_notes(body, name, notes)
    for image in body.iter("img"):
        image.set("src", f"../images/{Path(str(image.get('src'))).name}")
    for section in body.iter("section"):
        section.attrib.pop("class", None)
    if body.find("section") is None:
        section = etree.SubElement(body, "section")
        section.extend([each for each in body if each is not section])
    for passage in body.xpath("//*[@lang]"):
        passage.set("{http://www.w3.org/XML/1998/namespace}lang", passage.attrib.pop("lang"))
    first = body.find("section")
    first.set("epub-type", "chapter")
    first.set("role", "doc-chapter")
    for heading in body.iter("h1", "h2", "h3"):
        heading.set("epub-type", "title")
    inner = "".join(etree.tostring(each, encoding="unicode", method="xml") for each in body)
    inner = inner.replace("epub-type=", "epub:type=")
    inner = re.sub(r"(?s)<math\b.*?</math>", _prefixed, inner)
    inner = re.sub(r' (?:data-[\w-]+|running|part)="[^"]*"', "", inner)
    heading = " ".join("".join(next(body.iter("h1"), body).itertext()).split())[:80]
    title = heading.replace("&", "&amp;").replace("<", "&lt;")
    page = _PAGE.format(language=source.language, title=title, kind="bodymatter", body=inner)
    (place.parent / f"{name}.xhtml").write_text(page, encoding="utf-8")


def _prefixed(formula: re.Match[str]) -> str:
    """Return MathML as their manual writes it, with a prefix and in words (TeX)."""
    bare = formula[0].replace(' xmlns="http://www.w3.org/1998/Math/MathML"', "")
    tex = re.search(r'encoding="application/x-tex">([^<]*)<', bare)
    said = tex[1].replace('"', "&quot;") if tex else ""
    named = re.sub(r"<(/?)(?=[a-z])", r"<\1m:", bare)
    return named.replace("<m:math", f'<m:math alttext="{said}"', 1)


def _link_across(folder: Path) -> None:
    """Let links lead to other chapters; a chapter's own id is its file's name."""
    pages = sorted((*folder.glob("chapter-*.xhtml"), *folder.glob("endnotes.xhtml")))
    texts = {page: page.read_text("utf-8") for page in pages}
    places = {
        found: page.name
        for page, text in texts.items()
        for found in re.findall(r' id="([^"]+)"', text)
    }
    for page, text in texts.items():
        linked = re.sub(
            r'href="#([^"]+)"',
            lambda link: f'href="{places.get(link[1], "")}#{link[1]}"',
            text,
        )
        page.write_text(linked, encoding="utf-8")


def _move_notes(body: Any, name: str, notes: list[str]) -> None:
    first = len(notes) + 1
    for number, call in enumerate(body.xpath("//a[contains(@class,'footnote-ref')]"), start=first):
        for key in list(call.attrib):
            del call.attrib[key]
        for child in list(call):
            call.remove(child)
        call.set("href", f"endnotes.xhtml#note-{number}")
        call.set("id", f"noteref-{number}")
        call.set("epub-type", "noteref")
        call.text = str(number)
    for number, item in enumerate(body.xpath("//section[@role='doc-endnotes']/ol/li"), start=first):
        for key in list(item.attrib):
            del item.attrib[key]
        item.set("id", f"note-{number}")
        item.set("epub-type", "endnote")
        for link in item.xpath(".//a[@role='doc-backlink']"):
            for key in list(link.attrib):
                del link.attrib[key]
            link.set("href", f"{name}.xhtml#noteref-{number}")
            link.set("epub-type", "backlink")
        text = etree.tostring(item, encoding="unicode", method="xml", with_tail=False)
        notes.append(text.replace("epub-type=", "epub:type="))
    for section in body.xpath("//section[@role='doc-endnotes']"):
        section.getparent().remove(section)


def _metadata(source: Source, root: Path) -> None:
    """Fill in what the book has and take out each line that holds a placeholder."""
    package = root / "epub" / "content.opf"
    text = package.read_text("utf-8")
    text = text.replace(">LANG<", f">{source.language}<")
    text = text.replace(">RIGHTS<", f">{source.rights.replace('&', '&amp;')}<")
    text = re.sub(r"<dc:description>\s*DESCRIPTION\s*</dc:description>", "", text)
    lines = [line for line in text.splitlines() if not _PLACEHOLDERS.search(line)]
    ids = set(re.findall(r'\bid="([^"]+)"', "\n".join(lines)))
    kept = [
        line
        for line in lines
        if (found := re.search(r'refines="#([^"]+)"', line)) is None or found[1] in ids
    ]
    package.write_text("\n".join(kept), encoding="utf-8")
    for page in (root / "epub" / "toc.xhtml", root / "epub" / "text" / "titlepage.xhtml"):
        page.write_text(
            page.read_text("utf-8").replace('xml:lang="LANG"', f'xml:lang="{source.language}"'),
            "utf-8",
        )
