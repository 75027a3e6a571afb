"""Who sets a text in pages: ``publish``, LuaLaTeX with microtype, Typst.

All in the same face and geometry: EB Garamond 11/14 pt on a measure of 295 pt, 33 lines a page of
5.5 × 8.5 in, indented paragraphs, no extra space after sentences, widows and orphans forbidden.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks.books import PUBLISH, import_book
from benchmarks.composition_texts import Text
from benchmarks.measuring import Command, measure

TYPE, LEADING, MEASURE, LINES = 11, 14, 295, 33

DEBIAN = (
    "texlive-luatex",
    "texlive-latex-recommended",
    "texlive-latex-extra",
    "texlive-fonts-recommended",
    "texlive-lang-french",
    "texlive-lang-german",
    "texlive-lang-cyrillic",
)

STYLE = f"""
:root {{
  --type-size: {TYPE}pt;
  --measure: {MEASURE}pt;
  --text-height: calc({LINES} * 1rlh);
}}
"""

_BABEL = {"en-US": "american", "en-GB": "british", "fr": "french", "de": "ngerman", "ru": "russian"}
_TEMPLATES = Path(__file__).parent / "templates"


def compose_by_publish(text: Text, work: Path) -> tuple[Path, float]:
    """Return the PDF of ``publish``, and the processor time that it took."""
    work.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(work / text.name, ignore_errors=True)
    project = import_book(text.folder, work).project
    settings = project / "manuscript" / "book.toml"
    written = settings.read_text("utf-8").replace('"chapter-end"', '"foot"')
    written = written.replace("[editions.pdf]\n", '[editions.pdf]\npage = "digest"\n', 1)
    settings.write_text(written, "utf-8")
    (project / "styles").mkdir(exist_ok=True)
    (project / "styles" / "custom.css").write_text(STYLE, "utf-8")
    cost = measure(Command((*PUBLISH, "pdf", "-q"), project))
    pdf = work / f"{text.name}.pdf"
    _cut_frontmatter(next((project / "dist").glob("*.pdf")), pdf)
    return pdf, cost.cpu


def compose_by_latex(text: Text, work: Path) -> tuple[Path, float]:
    """Return the PDF of LuaLaTeX with microtype, run twice, and the time of one run."""
    work.mkdir(parents=True, exist_ok=True)
    if not shutil.which("lualatex"):
        _apt(DEBIAN)
    language = _BABEL.get(text.language) or _BABEL.get(text.language[:2], "american")
    source = _pandoc(text, work, "latex", {"babel": language})
    command = Command(("lualatex", "-interaction=nonstopmode", source.name), work)
    measure(command)
    return source.with_suffix(".pdf"), measure(command).cpu


def compose_by_typst(text: Text, work: Path) -> tuple[Path, float]:
    """Return the PDF of Typst, and the processor time that it took."""
    work.mkdir(parents=True, exist_ok=True)
    environment = work.parent / "typst-environment"
    python = environment / "bin" / "python"
    if not python.exists():
        here = Path.cwd()
        measure(Command((sys.executable, "-m", "venv", str(environment)), here))
        measure(Command((str(python), "-m", "pip", "-q", "install", "typst"), here))
    source = _pandoc(text, work, "typst", {"language": text.language[:2]})
    pdf = source.with_suffix(".pdf")
    program = (
        "import sys, typst; source, target, fonts = sys.argv[1:];"
        "typst.compile(source, output=target, font_paths=[fonts], ignore_system_fonts=True)"
    )
    arguments = (str(python), "-c", program, source.name, pdf.name, str(static_faces(work.parent)))
    return pdf, measure(Command(arguments, work)).cpu


COMPOSERS: Mapping[str, Callable[[Text, Path], tuple[Path, float]]] = {
    "publish": compose_by_publish,
    "LuaLaTeX, microtype": compose_by_latex,
    "Typst": compose_by_typst,
}


def static_faces(work: Path) -> Path:
    """Return a folder with our text face at its regular weight: LuaLaTeX reads no variable font."""
    import fontpkg
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    folder = work / "faces"
    if not folder.exists():
        folder.mkdir(parents=True)
        files = Path(fontpkg.path("EB Garamond")).parent
        for source in sorted(files.glob("*.ttf")):
            face = instantiateVariableFont(TTFont(source), {"wght": 400})
            face.save(folder / ("Italic.ttf" if "Italic" in source.name else "Regular.ttf"))
    return folder


def _cut_frontmatter(source: Path, target: Path) -> None:
    """Write a PDF without the pages that nobody else has; versos stay versos."""
    import pikepdf

    with pikepdf.open(source) as pdf:
        first = next(index for index, page in enumerate(pdf.pages) if str(page.label) == "1")
        del pdf.pages[: first - first % 2]
        pdf.save(target)


def _pandoc(text: Text, work: Path, form: str, variables: Mapping[str, str]) -> Path:
    """Write a text in another language by our template for it."""
    import pypandoc

    values = {
        "type": TYPE,
        "leading": LEADING,
        "measure": MEASURE,
        "text-height": LINES * LEADING,
        "fonts": static_faces(work.parent),
        **variables,
    }
    target = work / f"{text.name}.{'tex' if form == 'latex' else 'typ'}"
    arguments = [
        pypandoc.get_pandoc_path(),
        "--from=markdown",
        f"--to={form}",
        f"--template={_TEMPLATES / 'composition'}.{form}",
        "--top-level-division=chapter",
        "--wrap=preserve",
        f"--output={target}",
        *(f"--variable={key}:{value}" for key, value in values.items()),
        *map(str, text.files),
    ]
    measure(Command(tuple(arguments), text.folder))
    return target


def _apt(packages: tuple[str, ...]) -> None:
    """Install packages of Debian, where we may."""
    line = f"apt-get install --yes --no-install-recommends {' '.join(packages)}"
    if not shutil.which("apt-get") or os.geteuid() != 0:
        raise SystemExit(f"LuaLaTeX is missing: sudo {line}")
    script = f"export DEBIAN_FRONTEND=noninteractive; apt-get update -qq && {line} -qq"
    measure(Command(("sh", "-c", script), Path.cwd()))
