"""What is said for readers who listen: pictures described at length, formulas in words.

A ``::: description`` belongs to the picture before it, not to the text; ``[$…$]{alt="…"}`` says
what a formula says.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from publish.accessibility_rules import DESCRIPTION_STRAY, DESCRIPTION_UNREADABLE
from publish.diagnostics import Diagnostic, Report
from publish.model import blocks as b
from publish.model import inlines as i
from publish.model.walk import each_inline_of

_CLASS: Final = "description"


def is_description(container: b.Container) -> bool:
    """Return whether a block is one that describes a picture; ``reader.lua`` asks the same."""
    return _CLASS in container.classes


def describe(out: list[b.Block], container: b.Container, report: Report) -> None:
    """Give a description to the picture that ``out`` ends with.

    Without one it is reported, and stands in the text as any other block.
    """
    figure = _as_figure(out[-1]) if out else None
    if figure is None or figure.description:
        message = "a description follows no picture; it stands in the text"
        hint = "put it directly after the picture that it describes, a blank line between them"
        report(Diagnostic(DESCRIPTION_STRAY, message, container.span, hint))
        out.append(container)
        return
    inlines = tuple(each_inline_of(container.blocks))
    for kind, name in ((i.NoteCall, "note"), (i.Image, "picture")):
        if any(isinstance(inline, kind) for inline in inlines):
            message = f"a {name} stands in the description of a picture"
            hint = f"put the {name} into the text"
            report(Diagnostic(DESCRIPTION_UNREADABLE, message, container.span, hint))
    out[-1] = replace(figure, description=_blocks(container))


def with_spoken_formula(span: i.Span, words: str) -> i.Inline:
    """Return a span that holds a formula alone with the formula's words; any other as it is."""
    match span.children:
        case (i.Formula() as formula,) if words:
            spoken = replace(formula, words=" ".join(words.split()))
            bare = not (span.id or span.classes or span.language)
            return spoken if bare else replace(span, children=(spoken,))
        case _:
            return span


def _blocks(container: b.Container) -> b.Blocks:
    """Return what a description says, in its own language and with its label, if it has them."""
    kept = replace(container, classes=tuple(x for x in container.classes if x != _CLASS))
    is_bare = not (kept.classes or kept.id or kept.language)
    return kept.blocks if is_bare else (kept,)


def _as_figure(block: b.Block) -> b.Figure | None:
    """Return a figure, or one that a paragraph of nothing but pictures makes."""
    match block:
        case b.Figure():
            return block
        case b.Paragraph(children=children) if any(isinstance(x, i.Image) for x in children):
            is_all = all(
                isinstance(x, i.Image) or (isinstance(x, i.Text) and not x.value.strip())
                for x in children
            )
            return b.Figure((block,), (), span=block.span) if is_all else None
        case _:
            return None
