"""Each toolchain at its best ordinary options: the text goes in, an EPUB comes out.

What is not Markdown is made by pandoc from the same files: HTML for Vivliostyle, whose own Markdown
lacks most of what these books hold; XHTML for Standard Ebooks, whose manual begins from XHTML;
reStructuredText for Sphinx, its first language. Each maker returns the EPUB's place.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

from benchmarks.measuring import run
from benchmarks.peers.installing import Cache
from benchmarks.peers.sources import IDENTIFIER, Source, metadata_file
from benchmarks.peers.standard_ebooks import make_standard_ebooks

Maker = Callable[[Source, Cache, Path], Path]


def _chapters(source: Source, cache: Cache, folder: Path, to: str, suffix: str) -> list[str]:
    """Write each text converted by pandoc, with the pictures it shows, and return the names."""
    names = []
    for number, text in enumerate(source.texts):
        name = f"{number:03d}-{text.stem}{suffix}"
        options = (f"--to={to}", "--standalone", "--mathml", "--section-divs", "--wrap=none")
        told = (f"--metadata=lang:{source.language}",)
        pictures = f"--extract-media={folder / 'media'}" if to == "rst" else ""
        command = (cache.pandoc, str(text), *source.pandoc, *options, *told)
        title = f"--metadata=pagetitle:{text.stem}"
        chosen = (*filter(None, (pictures,)), title, f"--output={name}")
        run((*command, *chosen), folder=folder)
        names.append(name)
    _link_across(folder, names, suffix)
    for picture in dict.fromkeys(text.parent.parent / "images" for text in source.texts):
        if picture.is_dir():
            shutil.copytree(picture, folder.parent / "images", dirs_exist_ok=True)
    return names


def _link_across(folder: Path, names: list[str], suffix: str) -> None:
    """Let links lead to other chapters, as they do where pandoc reads the whole book."""
    texts = {name: (folder / name).read_text("utf-8") for name in names}
    places = {
        found: name for name, text in texts.items() for found in re.findall(r'\bid="([^"]+)"', text)
    }
    for name, text in texts.items():
        own = set(re.findall(r'\bid="([^"]+)"', text))

        def across(link: re.Match[str], own: set[str] = own) -> str:
            known = link[1] in own or link[1] not in places
            return link[0] if known else f'href="{places[link[1]]}#{link[1]}"'

        if suffix == ".rst":
            linked = re.sub(r"`([^`<]+?) <#([\w:-]+)>`__", r":ref:`\1 <\2>`", text)
            linked = re.sub(r"(?m)^   name: ", "   :name: ", linked)  # pandoc 3.9 forgets a colon
        else:
            linked = re.sub(r'href="#([^"]+)"', across, text)
        (folder / name).write_text(linked, encoding="utf-8")


def make_pandoc(source: Source, cache: Cache, folder: Path) -> Path:
    """Return pandoc's EPUB 3, split by chapters, with cover, metadata, contents and MathML."""
    out = folder / "book.epub"
    options = ("--to=epub3", "--toc", "--toc-depth=3", "--split-level=1", "--mathml")
    told = (
        f"--metadata-file={metadata_file(source, folder)}",
        f"--epub-cover-image={source.cover}",
    )
    texts = map(str, source.texts)
    run((cache.pandoc, *texts, *source.pandoc, *options, *told, f"--output={out}"), folder=folder)
    return out


def make_vivliostyle(source: Source, cache: Cache, folder: Path) -> Path:
    """Return Vivliostyle's EPUB of HTML chapters, with contents and cover, without a theme.

    Its manual warns that stylesheets go into an EPUB as they are; those of its base theme have
    nested rules, which EPUBCheck counts as errors.
    """
    text = folder / "text"
    text.mkdir()
    names = _chapters(source, cache, text, "html5", ".html")
    shutil.copyfile(source.cover, folder / f"cover{source.cover.suffix}")
    config = {
        "title": source.title,
        "author": ", ".join(source.authors),
        "language": source.language,
        "entry": [f"text/{name}" for name in names],
        "toc": {"title": "Contents", "sectionDepth": 3},
        "cover": {"src": f"cover{source.cover.suffix}", "name": f"Cover of {source.title}"},
        "output": [{"path": "./book.epub", "format": "epub"}],
        "workspaceDir": ".vivliostyle",
    }
    (folder / "vivliostyle.config.json").write_text(json.dumps(config), encoding="utf-8")
    run((*cache.vivliostyle, "build", "-c", "vivliostyle.config.json"), folder=folder)
    return folder / "book.epub"


_CONF: Final = """\
project = {title!r}
author = {author!r}
copyright = {rights!r}
language = {language!r}
extensions = []
epub_title = project
epub_author = author
epub_publisher = author
epub_copyright = copyright
epub_identifier = {identifier!r}
epub_description = project
epub_scheme = "URN"
epub_uid = {identifier!r}
epub_cover = ("_static/{cover}", "epub-cover.html")
epub_tocdepth = 3
epub_tocdup = False
epub_use_index = False
epub_show_urls = "no"
epub_basename = "book"
html_static_path = ["_static"]
numfig = True
"""


def make_sphinx(source: Source, cache: Cache, folder: Path) -> Path:
    """Return the EPUB of Sphinx's own builder."""
    text = folder / "text"
    (text / "_static").mkdir(parents=True)
    shutil.copyfile(source.cover, text / "_static" / f"cover{source.cover.suffix}")
    names = _chapters(source, cache, text, "rst", ".rst")
    for name in names:
        chapter = text / name
        chapter.write_text(chapter.read_text("utf-8").replace(str(text) + "/", ""), "utf-8")
    titled = [
        each for each in names if re.search(r"^={3,}$", (text / each).read_text("utf-8"), re.M)
    ]
    entries = "".join(f"   {name.removesuffix('.rst')}\n" for name in titled)
    bar = "=" * len(source.title)
    untitled = [name for name in names if name not in titled]
    first = "".join(f".. include:: {name}\n\n" for name in untitled)
    index = f"{source.title}\n{bar}\n\n{first}.. toctree::\n   :maxdepth: 3\n\n{entries}"
    (text / "index.rst").write_text(index, encoding="utf-8")
    conf = _CONF.format(
        title=source.title,
        author=", ".join(source.authors),
        rights=source.rights,
        language=source.language.partition("-")[0],
        identifier=IDENTIFIER.replace(":", "-"),
        cover=f"cover{source.cover.suffix}",
    )
    conf += f"exclude_patterns = {untitled!r}\n"
    (text / "conf.py").write_text(conf, encoding="utf-8")
    run((cache.sphinx, "-q", "-b", "epub", str(text), str(folder / "out")), folder=folder)
    return folder / "out" / "book.epub"


MAKERS: Final[dict[str, Maker]] = {
    "pandoc": make_pandoc,
    "Vivliostyle": make_vivliostyle,
    "Standard Ebooks": make_standard_ebooks,
    "Sphinx": make_sphinx,
}
"""What makes each column, ours apart."""
