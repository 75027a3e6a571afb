"""Raw HTML and TeX in the manuscript: the few tags that mean something, and word of the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from publish.catalogue import RAW_MARKUP
from publish.diagnostics import Diagnostic, Report, Span
from publish.manuscript import SourceFile
from publish.model.inlines import Inline, Inlines, LineBreak, Style, Styled
from publish.places import place_of

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*?(/?)>\Z", re.DOTALL)
_STYLES = {
    "em": Style.EMPHASIS,
    "i": Style.EMPHASIS,
    "cite": Style.EMPHASIS,
    "b": Style.STRONG,
    "strong": Style.STRONG,
    "u": Style.UNDERLINE,
    "s": Style.STRIKEOUT,
    "del": Style.STRIKEOUT,
    "sup": Style.SUPERSCRIPT,
    "sub": Style.SUBSCRIPT,
}


@dataclass(slots=True)
class RawTags:
    """The raw tags of one run of inlines; ``open`` holds those not yet closed."""

    source: SourceFile
    report: Report
    open: list[tuple[str, int]] = field(default_factory=list)

    def inline(self, markup: str, out: list[Inline]) -> None:
        """Act on a raw inline: open or close a style, break the line, or report it."""
        match = _TAG.match(markup)
        name = match[2].lower() if match else ""
        if match and name == "br":
            out.append(LineBreak())
        elif match and name in _STYLES and not match[1]:
            self.open.append((name, len(out)))
        elif match and name in _STYLES and self.open and self.open[-1][0] == name:
            start = self.open.pop()[1]
            children = tuple(out[start:])
            del out[start:]
            if children:
                out.append(Styled(_STYLES[name], children))
        elif not (match and match[1] and name not in _STYLES):  # the opening tag has been told
            self.block(markup)

    def close(self, out: list[Inline]) -> Inlines:
        """Report the tags that were never closed and return the inlines as they are."""
        for name, _start in self.open:
            self.block(f"<{name}>")
        return tuple(out)

    def block(self, markup: str) -> None:
        """Report raw markup that is left out; comments are the author's own business."""
        text = markup.strip()
        if text.startswith("<!--"):
            return
        first = text.splitlines()[0] if text else ""
        self.report(
            Diagnostic(
                RAW_MARKUP,
                f'raw markup "{first[:40]}" is left out',
                self._place(first),
                hint="say it in Markdown; the words between tags are kept",
            )
        )

    def _place(self, markup: str) -> Span:
        """Return where markup stands; pandoc may have written its attributes anew."""
        place = place_of(self.source, markup)
        name = re.match(r"</?\w+", markup)
        return place_of(self.source, name[0]) if name and not place.line else place
