"""Headings below a chapter's own to sections that hold what stands under them."""

from __future__ import annotations

from publish.assemble.labels import Labeller, Target
from publish.catalogue import SKIPPED_LEVEL
from publish.diagnostics import Diagnostic, Report
from publish.model import blocks as b
from publish.model.walk import plain


def nest_sections(
    blocks: b.Blocks, labeller: Labeller, report: Report, *, level: int = 1
) -> b.Blocks:
    """Return blocks with every heading deeper than ``level`` turned into a section."""
    out: list[b.Block] = []
    place = 0
    while place < len(blocks):
        block = blocks[place]
        end = place + 1
        if isinstance(block, b.Heading):
            while end < len(blocks) and not _ends_section(blocks[end], block.level):
                end += 1
            out.append(_section(block, blocks[place + 1 : end], labeller, report, level))
        else:
            while end < len(blocks) and not isinstance(blocks[end], b.Heading):
                end += 1
            out.extend(labeller.blocks(blocks[place:end]))
        place = end
    return tuple(out)


def _ends_section(block: b.Block, level: int) -> bool:
    return isinstance(block, b.Heading) and block.level <= level


def _section(
    heading: b.Heading, blocks: b.Blocks, labeller: Labeller, report: Report, level: int
) -> b.Section:
    title = plain(heading.children)
    if heading.level > level + 1:
        message = f'the heading "{title}" skips from level {level} to level {heading.level}'
        hint = f"write {'#' * (level + 1)} before it"
        report(Diagnostic(SKIPPED_LEVEL, message, heading.span, hint))
    identifier = labeller.heading(heading, "", Target("section", "", title))
    children = labeller.line(heading.children)
    inside = nest_sections(blocks, labeller, report, level=heading.level)
    return b.Section(level + 1, children, inside, identifier, span=heading.span)
