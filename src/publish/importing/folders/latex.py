"""LaTeX in the Markdown of Quarto and bookdown: equations are kept, commands for pages left out."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from publish.importing.folders.draft import Draft, Replacement

_PAGES: Final = (
    r"indexc?|newpage|clearpage|cleardoublepage|pagebreak|frontmatter|mainmatter|backmatter|appendix|"
    r"noindent|printindex|listoffigures|listoftables|tableofcontents|vspace|hspace|setlength|"
    r"setcounter|addcontentsline|pagenumbering|pagestyle|thispagestyle|bigskip|medskip|smallskip|"
    r"centering|newline|hfill|vfill|sloppy|fussy|raggedright|makeatletter|makeatother|setstretch"
)
_COMMAND: Final = re.compile(
    rf"(?<!\\)\\({_PAGES})(?![A-Za-z])\*?(?:\[[^\[\]\n]*\])?"
    r"(?:\{(?:[^{}\n\\]|\\.|\{[^{}\n]*\})*\})*"
)
_EQUATION: Final = re.compile(
    r"(?<![$\\])\\begin\{(equation|align|gather|multline|eqnarray)(\*?)\}(.*?)\\end\{\1\2\}", re.S
)
_LABEL: Final = re.compile(r"\(\\#(eq:[\w.-]+)\)|\\label\{(eq[:-][\w.-]+)\}")
_NUMBERS: Final = re.compile(r"\\(?:notag|nonumber)\b")
_INNER: Final = {"align": "aligned", "eqnarray": "aligned", "gather": "gathered"}


def rewrite_latex(draft: Draft) -> None:
    """Enter the edits of a chapter's LaTeX; each command is told once a file."""
    draft.each(_EQUATION, _equation)
    counts: Counter[str] = Counter()
    first: dict[str, int] = {}
    for match in _COMMAND.finditer(draft.text):
        if not draft.is_code(match.start()) and draft.replace(*match.span(), ""):
            counts[match[1]] += 1
            first.setdefault(match[1], match.start())
    for name, count in counts.items():
        times = f", {count} times in this file" if count > 1 else ""
        draft.lose(first[name], f"\\{name}{times}", "left out: a command for LaTeX's own pages")


def _equation(match: re.Match[str]) -> Replacement:
    label = _LABEL.search(match[3])
    inner = _NUMBERS.sub("", _LABEL.sub("", match[3])).strip()
    if name := _INNER.get(match[1]):
        inner = f"\\begin{{{name}}}{inner}\\end{{{name}}}"
    formula = f"$${inner}$$"
    name = label and (label[1] or label[2])
    return (f"[{formula}]{{#{name}}}", formula) if name else (formula, formula)
