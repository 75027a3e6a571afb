"""The text that every toolchain is given: pandoc's Markdown, a cover, the same metadata."""

from __future__ import annotations

import re
import shutil
import tomllib
from dataclasses import dataclass
from pathlib import Path

import yaml

from publish.citation_styles import find_style

IDENTIFIER = "urn:uuid:3f1c7b52-6d0a-4b8e-9a55-0e5f6f2f7c11"


@dataclass(frozen=True, slots=True)
class Source:
    """A book as its author wrote it; ``cover`` is the picture that ours has, for all of them."""

    name: str
    title: str
    subtitle: str
    authors: tuple[str, ...]
    language: str
    rights: str
    texts: tuple[Path, ...]
    bibliography: tuple[Path, ...]
    cover: Path
    style: str

    @property
    def pandoc(self) -> tuple[str, ...]:
        """Return the options by which pandoc reads the texts as we do."""
        paths = ":".join(dict.fromkeys(str(text.parent) for text in self.texts))
        citing = [f"--bibliography={each}" for each in self.bibliography]
        if citing:
            citing += ["--citeproc", f"--csl={find_style(self.style)}"]
        return (f"--resource-path={paths}", *citing)


def project_source(project: Path, cover: Path, given: Path) -> Source:
    """Return the book of a project of ours, its texts in the order of the folders.

    They are copied to ``given``, and what only we understand is written out: a cross reference
    without words gets the title of what it names, as other toolchains would leave an empty link.
    """
    manuscript = given / "manuscript"
    shutil.copytree(project / "manuscript", manuscript)
    _write_references_out(sorted(manuscript.rglob("*.md")))
    book = tomllib.loads((manuscript / "book.toml").read_text("utf-8"))["book"]
    folders = ("frontmatter", "chapters", "backmatter")
    texts = [text for folder in folders for text in sorted((manuscript / folder).glob("*.md"))]
    people = book.get("contributors", [])
    works = book.get("bibliography", [])
    return Source(
        name=project.name,
        title=book["title"],
        subtitle=book.get("subtitle", ""),
        authors=tuple(x["name"] for x in people if x.get("role", "aut") == "aut"),
        language=book["language"],
        rights=book.get("rights", ""),
        texts=tuple(texts),
        bibliography=tuple(manuscript / x for x in ([works] if isinstance(works, str) else works)),
        cover=cover,
        style=book.get("csl", "chicago-notes"),
    )


def _write_references_out(texts: list[Path]) -> None:
    titles = {
        found[2]: found[1]
        for text in texts
        for found in re.finditer(r"(?m)^#+ (.*?) *\{#([\w:-]+)[^}]*\}", text.read_text("utf-8"))
    }
    for text in texts:
        written = re.sub(
            r"(?<!!)\[\]\(#([^)\s]+)\)",
            lambda link: f"[{titles.get(link[1], 'the figure or table')}](#{link[1]})",
            text.read_text("utf-8"),
        )
        text.write_text(written, encoding="utf-8")


def metadata_file(source: Source, folder: Path) -> Path:
    """Write pandoc's ``metadata.yaml`` for the book and return its place."""
    metadata = {
        "title": source.title,
        **({"subtitle": source.subtitle} if source.subtitle else {}),
        "author": list(source.authors),
        "lang": source.language,
        "rights": source.rights,
        "identifier": [{"scheme": "UUID", "text": IDENTIFIER}],
    }
    path = folder / "metadata.yaml"
    path.write_text(yaml.safe_dump(metadata, allow_unicode=True), encoding="utf-8")
    return path
