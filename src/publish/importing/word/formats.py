"""How runs look, and what their styles mean: what of it a book keeps."""

from __future__ import annotations

from typing import Any, Final

from publish.importing.word.foreign import Foreign
from publish.importing.word.noted import Format
from publish.importing.word.parts import Look, Style, Styles, W, is_monospace, is_on, read_look, val

_HEADS: Final = ("title", "part", "caption")


def format_of(
    properties: Any, style: Style, styles: Styles, foreign: Foreign, revision: str
) -> tuple[Look, Format]:
    """Return how a run looks in a paragraph of a style, and how it is written."""
    if properties is None:
        set_italic = ("i",) if _is_set_italic(style) else ()
        return style.look, Format(set_italic, "", span_words(style.look, "", foreign, revision))
    own = read_look(properties)
    character = styles.characters.get(val(properties.find(W + "rStyle")))
    role = character.role if character else ""
    if character:
        own = own.over(character.look)
    look = own.over(style.look)
    flags = with_role(_flags(properties, own, style), role)
    raised = val(properties.find(W + "vertAlign"))
    raised = raised if raised in ("superscript", "subscript") else ""
    if role == "hidden":
        look.hidden = True
    if style.role != "code" and not role and is_monospace(own.font):
        role = "code"
    return look, Format(tuple(flags), raised, span_words(look, role, foreign, revision))


def _flags(properties: Any, own: Look, style: Style) -> list[str]:
    flags = []
    if own.bold and not (style.role.startswith("heading") or style.role in _HEADS):
        flags.append("b")
    if own.italic or (own.italic is None and _is_set_italic(style)):
        flags.append("i")
    if val(properties.find(W + "u")) not in ("", "none"):
        flags.append("u")
    if is_on(properties, "strike") or is_on(properties, "dstrike"):
        flags.append("strike")
    if own.small_caps:
        flags.append("smallCaps")
    return flags


def _is_set_italic(style: Style) -> bool:
    """Return whether a style says by italics alone what no word of ours says."""
    return style.role == "" and style.look.italic is True


def span_words(look: Look, role: str, foreign: Foreign, revision: str) -> str:
    """Return the words that name a span: what pandoc has no element for."""
    words = ["code"] if role == "code" and not revision else []
    if look.language and foreign.is_told(look.language):
        words.append(f"lang={look.language}")
    if revision:
        words.append(revision)
    return " ".join(words)


def with_role(flags: list[str], role: str) -> list[str]:
    """Return the flags of a run with what its style means."""
    match role:
        case "emphasis":
            return [*(flag for flag in flags if flag not in ("b", "i", "smallCaps")), "i"]
        case "strong":
            return [*(flag for flag in flags if flag != "b"), "b"]
        case "strong-emphasis":
            return [*(flag for flag in flags if flag not in ("b", "i")), "b", "i"]
        case "small-caps":
            return [*(flag for flag in flags if flag not in ("b", "smallCaps", "u")), "smallCaps"]
        case _:
            return flags
