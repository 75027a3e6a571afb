"""Scrivener's projects: the draft in the binder's order, its notes and pictures; the rest apart."""

from __future__ import annotations

import zipfile
from pathlib import Path

from tests.unit.importing.folders.support import bring, lay, lost, png, texts

YES = "<MetaData><IncludeInCompile>Yes</IncludeInCompile></MetaData>"
NO = "<MetaData><LabelID>1</LabelID></MetaData>"


def item(id_: str, kind: str, title: str, details: str = YES, children: str = "") -> str:
    inner = f"<Children>{children}</Children>" if children else ""
    return (
        f'<BinderItem UUID="{id_}" Type="{kind}"><Title>{title}</Title>{details}{inner}'
        "</BinderItem>\n"
    )


def project(draft: str, beside: str = "") -> str:
    binder = item("D0", "DraftFolder", "Draft", YES, draft) + beside
    properties = "<ProjectTitle>The Sea</ProjectTitle><FullName>Ada Lund</FullName>"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<ScrivenerProject Version="2.0">\n'
        f"<Binder>\n{binder}</Binder>\n<ProjectProperties>{properties}</ProjectProperties>\n"
        "</ScrivenerProject>\n"
    )


def rtf(body: str) -> str:
    return (
        "{\\rtf1\\ansi\\ansicpg1252\\uc1{\\fonttbl\\f0 Palatino;}\n\\pard\\f0 " + body + "\\par\n}"
    )


CHAPTERS = item(
    "C1",
    "Folder",
    "The Harbour",
    YES,
    item("S1", "Text", "Arrival") + item("S2", "Text", "The inn") + item("N1", "Text", "Cut", NO),
) + item("S3", "Text", "Open water")
FILES: dict[str, str | bytes] = {
    "Sea.scrivx": project(CHAPTERS, item("R0", "ResearchFolder", "Research")),
    "Files/Data/S1/content.rtf": rtf(
        "<$Scr_Ps::0>He {\\i left}.\\{\\\\Scrv_fn=A {\\b note}.\\\\end_Scrv_fn\\} And "
        '{\\field{\\*\\fldinst{HYPERLINK "scrivcmt://X1"}}{\\fldrslt more}}.'
        "\\{\\\\Scrv_annot \\\\color=\\{\\\\R=0.0\\} \\\\text=Check\\\\end_Scrv_annot\\}"
        "<!$Scr_Ps::0>"
        "\\par * * *\\par Caf\\'e9 \\u8212?"
    ),
    "Files/Data/S1/content.comments": (
        '<Comments><Comment ID="X1" Footnote="Yes"><![CDATA[{\\rtf1 Linked {\\i one}.}]]>'
        "</Comment></Comments>"
    ),
    "Files/Data/S1/synopsis.txt": "He comes.",
    "Files/Data/S2/content.rtf": rtf("The inn. {\\pict\\pngblip " + png().hex() + "}"),
    "Files/Data/N1/content.rtf": rtf("Cut words."),
    "Files/Data/S3/content.rtf": rtf("Water."),
}


def test_the_draft_is_the_book_and_its_folders_the_chapters(tmp_path: Path) -> None:
    imported, said = bring(lay(tmp_path / "Sea.scriv", FILES))
    found = texts(imported)
    assert said == []
    assert found["chapters/01-the-harbour.md"] == (
        "# The Harbour\n\nHe *left*.[^1] And more[^2].\n\n* * *\n\nCafé —\n\n* * *\n\n"
        "The inn. ![](../images/image1.png)\n\n[^1]: A **note**.\n\n[^2]: Linked *one*.\n"
    )
    assert found["chapters/02-open-water.md"] == "# Open water\n\nWater.\n"
    assert 'title = "The Sea"' in found["book.toml"]
    assert 'name = "Ada Lund"' in found["book.toml"]
    pictures = {path.name: data for path, data in imported.files.items() if path.suffix == ".png"}
    assert pictures == {"image1.png": png()}


def test_what_is_no_part_of_the_book_is_told_and_kept(tmp_path: Path) -> None:
    imported, _said = bring(lay(tmp_path / "Sea.scriv", FILES))
    told = [one.split(": ", 1)[1] for one in lost(imported)]
    assert told == [
        "comment: Check",
        "style of Scrivener's own",
        "synopsis of Arrival",
        "title: Arrival",
        "title: The inn",
        "text: Cut",
        "ResearchFolder: Research",
    ]
    assert all(one.place and one.place.line for one in imported.unkept)
    apart = {str(path): data for path, data in imported.files.items() if "apart" in path.parts[0]}
    assert apart["set-apart/01-cut.md"] == b"Cut words.\n"


def test_folders_of_folders_are_parts(tmp_path: Path) -> None:
    inner = item("C1", "Folder", "Harbour", YES, item("S3", "Text", "x"))
    files = FILES | {"Sea.scrivx": project(item("P1", "Folder", "Part One", YES, inner))}
    imported, _said = bring(lay(tmp_path, files))
    found = texts(imported)
    assert found["chapters/01-part.md"] == "# Part One {.part}\n"
    assert found["chapters/02-harbour.md"] == "# Harbour\n\nWater.\n"


def test_a_packed_project_and_its_binder_give_the_same(tmp_path: Path) -> None:
    source = lay(tmp_path / "Sea.scriv", FILES)
    with zipfile.ZipFile(tmp_path / "backup.zip", "w") as archive:
        for path in sorted(source.rglob("*")):
            archive.write(path, path.relative_to(tmp_path).as_posix())
    laid, _said = bring(source)
    for other in (tmp_path / "backup.zip", source / "Sea.scrivx"):
        assert bring(other)[0].files == laid.files


def test_letters_of_other_code_pages_arrive(tmp_path: Path) -> None:
    text = "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl\\f0\\fcharset0 A;\\f1\\fcharset204 B;}\\f0 a \\f1\\'ed\\'e5\\'f2\\par}"  # noqa: E501
    files = FILES | {"Files/Data/S3/content.rtf": text}
    imported, _said = bring(lay(tmp_path, files))
    assert texts(imported)["chapters/02-open-water.md"] == "# Open water\n\na нет\n"
