"""What pandoc makes better than we could: MathML from TeX, highlighted code; one call for all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from publish.adapters.pandoc.program import Json, convert, document
from publish.model.blocks import Token

_MATHML = "http://www.w3.org/1998/Math/MathML"

Formula = tuple[str, bool]
"""TeX, and whether it is a display."""

Listing = tuple[str, str]
"""Language and text."""


@dataclass(slots=True)
class Extras:
    """Formulas as MathML by (TeX, display); tokens of code by (language, text)."""

    mathml: dict[Formula, str] = field(default_factory=dict)
    tokens: dict[Listing, tuple[Token, ...]] = field(default_factory=dict)


def find(value: Json, formulas: dict[Formula, None], listings: dict[Listing, None]) -> None:
    """Collect the formulas and listings of a tree, each once, in reading order."""
    if isinstance(value, list):
        for item in value:
            find(item, formulas, listings)
    elif isinstance(value, dict):
        kind: Json = value.get("t")
        content: Json = value.get("c")
        if kind == "Math":
            formulas[(content[1], content[0]["t"] == "DisplayMath")] = None
        elif kind == "CodeBlock" and content[0][1]:
            listings[(content[0][1][0], content[1])] = None
        elif isinstance(content, list):
            find(content, formulas, listings)


def make_extras(trees: Iterable[tuple[str, Json]]) -> Extras:
    """Return MathML and tokens for all trees, given with their JSON text (a quick way to say no).

    A formula that pandoc cannot turn into MathML is left out of ``mathml``.
    """
    formulas: dict[Formula, None] = {}
    listings: dict[Listing, None] = {}
    for text, blocks in trees:
        if '"Math"' in text or '"CodeBlock"' in text:
            find(blocks, formulas, listings)
    if not formulas and not listings:
        return Extras()
    blocks = [_formula_block(tex, display) for tex, display in formulas]
    blocks += [{"t": "CodeBlock", "c": [["", [language], []], text]} for language, text in listings]
    html = convert(document(blocks), to="html5", reader="json", arguments=["--mathml"])
    return _read(html, list(formulas), list(listings))


def _formula_block(tex: str, display: bool) -> Json:
    kind = "DisplayMath" if display else "InlineMath"
    return {"t": "Para", "c": [{"t": "Math", "c": [{"t": kind}, tex]}]}


def _read(html: str, formulas: list[Formula], listings: list[Listing]) -> Extras:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(f"<body>{_as_xml(html)}</body>".encode(), parser)
    children = [child for child in root if isinstance(child.tag, str)]
    extras = Extras()
    for formula, paragraph in zip(formulas, children, strict=False):
        math = paragraph.find(f".//{{{_MATHML}}}math")
        if math is not None:
            extras.mathml[formula] = _presentation(math)
    for listing, element in zip(listings, children[len(formulas) :], strict=True):
        extras.tokens[listing] = _tokens(element, listing[1])
    return extras


def _as_xml(html: str) -> str:
    return html.replace("&nbsp;", "\u00a0").replace("<br>", "<br/>")


def _presentation(math: Json) -> str:
    """Return the formula without the TeX annotation, whose words are not for reading aloud."""
    from lxml import etree

    semantics = math.find(f"{{{_MATHML}}}semantics")
    if semantics is not None:
        kept = [child for child in semantics if not str(child.tag).endswith("annotation")]
        math.remove(semantics)
        math.extend(kept)
    math.tail = None
    return str(etree.tostring(math, encoding="unicode"))


def _tokens(element: Json, text: str) -> tuple[Token, ...]:
    """Return classes and texts; nothing where they do not join to the author's text exactly."""
    tokens: list[Token] = []

    def visit(node: Json, name: str) -> None:
        own = node.get("class", "") if node.tag == "span" else ""
        name = own or name
        if node.text:
            tokens.append((name, node.text))
        for child in node:
            visit(child, name)
            if child.tail:
                tokens.append((name, child.tail))

    code = element.find(".//code")
    if code is None:
        return ()
    visit(code, "")
    return tuple(tokens) if "".join(value for _, value in tokens) == text else ()
