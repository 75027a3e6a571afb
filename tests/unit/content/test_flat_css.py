"""Flattening: plain CSS out of nesting, custom properties, arithmetic and the page's own rules."""

from __future__ import annotations

import pytest

from publish.content.css_logical import Flow
from publish.content.flat_css import flatten, flatten_all


def body(css: str) -> str:
    return flatten(css).strip()


def supports(declaration: str, selector: str = "p") -> str:
    return f"@supports ({declaration}) {{\n{selector} {{ {declaration} }}\n}}"


@pytest.mark.parametrize(
    ("css", "flat"),
    [
        (":root { --line: 1.5em } p { margin: var(--line) 0 }", "p { margin: 1.5em 0 }"),
        ("p { margin: var(--no, 2em) }", "p { margin: 2em }"),
        ("p { margin: var(--no); color: red }", "p { color: red }"),
        (":root { --a: var(--b); --b: var(--a) } p { margin: var(--a) }", ""),
        (":root { --a: 1em } :root { --a: 2em } p { margin: var(--a) }", "p { margin: 2em }"),
        (".x { --a: 1em; margin: var(--a, 3em) }", ".x { margin: 1em }"),
        (":root { --l: 1em } p { margin: calc(2 * var(--l) + 1em) }", "p { margin: 3em }"),
        ("p { margin: calc((4em - 1em) / 2) }", "p { margin: 1.5em }"),
        ("p { margin: calc(-1 * 1.5em) }", "p { margin: -1.5em }"),
        ("p { margin: calc(calc(1em * 2) * 2) }", "p { margin: 4em }"),
        ("p { line-height: calc(4 / 3) }", "p { line-height: 1.3333 }"),
        ("p { margin: calc(1em + 2px) }", supports("margin: calc(1em + 2px)")),
        ("p { margin: calc(1em / 0) }", supports("margin: calc(1em / 0)")),
        ("p { margin: calc(1em * 2em) }", supports("margin: calc(1em * 2em)")),
        (
            "p { width: min(150px, 30vw) }",
            "p { width: 150px }\n" + supports("width: min(150px, 30vw)"),
        ),
        ("p { width: max(2em, 3em) }", "p { width: 3em }"),
        ("p { width: clamp(1em, calc(2em * 2), 3em) }", "p { width: 3em }"),
        (
            "p { font-size: clamp(1em, 4vw, 2em) }",
            "p { font-size: 1em }\n" + supports("font-size: clamp(1em, 4vw, 2em)"),
        ),
        ("p { height: 100vh }", supports("height: 100vh")),
        (
            "p { top: env(safe-area-inset-top, 1em) }",
            "p { top: 1em }\n" + supports("top: env(safe-area-inset-top, 1em)"),
        ),
        ("p { content: leader(dotted); content: target-text(attr(href)) }", ""),
        (
            "p { width: attr(width) } q::before { content: attr(x) }",
            supports("width: attr(width)") + "\nq::before { content: attr(x) }",
        ),
        ('p::before { content: "*\\2003*" }', 'p::before { content: "*\u2003*" }'),
    ],
)
def test_values(css: str, flat: str) -> None:
    assert body(css) == flat


@pytest.mark.parametrize(
    ("css", "flat"),
    [
        ("a { color: red; b { color: blue } }", "a { color: red }\na b { color: blue }"),
        ("a { &.x, .y & { top: 0 } }", "a.x, .y a { top: 0 }"),
        ("a, b { > i { top: 0 } }", "a > i, b > i { top: 0 }"),
        ("a { @media screen { top: 0 } }", "a { top: 0 }"),
        ("@media print { p { top: 0 } @page { margin: 0 } }", ""),
        ("@media screen { p { top: 0 } }", "p { top: 0 }"),
        ("@media (min-width: 9em) { p { top: 0 } }", "@media (min-width: 9em) {\np { top: 0 }\n}"),
        (
            "@page { margin: 0 } @supports (x: y) { p { top: 0 } }",
            "@supports (x: y) {\np { top: 0 }\n}",
        ),
        ("p::footnote-call, q { top: 0 }", "q { top: 0 }"),
        ("p::footnote-marker { top: 0 }", ""),
        ("p { string-set: a attr(b); direction: rtl; float: footnote; position: fixed }", ""),
        ("p { display: flex }", supports("display: flex")),
        ("p { color: red !important }", "p { color: red !important }"),
        ("p { }", ""),
    ],
)
def test_rules(css: str, flat: str) -> None:
    assert body(css) == flat


@pytest.mark.parametrize(
    ("css", "flat"),
    [
        ("p { break-before: page }", "p { page-break-before: always; break-before: page }"),
        (
            "p { font-variant-caps: small-caps }",
            "p { font-variant: small-caps; font-variant-caps: small-caps }",
        ),
        ("p { hyphens: auto }", "p { -epub-hyphens: auto; -webkit-hyphens: auto; hyphens: auto }"),
    ],
)
def test_older_spellings_stand_before_the_newer(css: str, flat: str) -> None:
    assert body(css) == flat


def test_flattening_twice_is_flattening_once() -> None:
    once = flatten(":root { --a: 1em } a { b { margin: calc(2 * var(--a)); top: 0 } }")
    assert flatten(once) == once


@pytest.mark.parametrize(
    ("css", "flat"),
    [
        ("a, b { & + & { top: 0 } }", "a + a, a + b, b + a, b + b { top: 0 }"),
        ("p { .x& { top: 0 } }", "p.x { top: 0 }"),
        ("p { .x &.y:hover { top: 0 } }", ".x p.y:hover { top: 0 }"),
        ("p { :not(&) { top: 0 } }", ":not(p) { top: 0 }"),
        ('p { [title="&"] { top: 0 } }', 'p [title="&"] { top: 0 }'),
        ("a { b { top: 0 } left: 0 }", "a b { top: 0 }\na { left: 0 }"),
        (":is(h1, .x) b { top: 0 }", "h1 b, .x b { top: 0 }"),
        (".x:is(p, .y) { top: 0 }", "p.x, .x.y { top: 0 }"),
        ("p:not(.x, .y) { top: 0 }", "p:not(.x):not(.y) { top: 0 }"),
        ("h1, p:has(img) { top: 0 }", "h1 { top: 0 }\np:has(img) { top: 0 }"),
        (":where(.x) p, p { top: 0 }", "p { top: 0 }\n:where(.x) p { top: 0 }"),
        (":is(.x .y) p { top: 0 }", ".x .y p { top: 0 }\n:is(.x .y) p { top: 0 }"),
    ],
)
def test_selectors(css: str, flat: str) -> None:
    assert body(css) == flat


@pytest.mark.parametrize(
    ("css", "flat"),
    [
        ("@media print, screen { p { top: 0 } }", "p { top: 0 }"),
        ("@media print and (min-width: 9em) { p { top: 0 } }", ""),
        ("@media not print { p { top: 0 } }", "p { top: 0 }"),
        ("@media (width >= 9em) { p { top: 0 } }", "@media (min-width: 9em) {\np { top: 0 }\n}"),
        (
            "@media (min-width: 9em) { @media (prefers-color-scheme: dark) { p { top: 0 } } }",
            "@media (min-width: 9em) and (prefers-color-scheme: dark) {\np { top: 0 }\n}",
        ),
        (
            "@layer b, a; @layer a { p { top: 1em } } p { top: 2em } @layer b { p { top: 0 } }",
            "p { top: 0 }\np { top: 1em }\np { top: 2em }",
        ),
        ("@layer a { p { top: 0 } @layer b { p { top: 1em } } }", "p { top: 1em }\np { top: 0 }"),
        ("@layer { p { top: 0 } }", "p { top: 0 }"),
    ],
)
def test_conditions_and_layers(css: str, flat: str) -> None:
    assert body(css) == flat


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        ("oklch(62.8% 0.2577 29.23)", "#ff0000"),
        ("oklab(1 0 0)", "#ffffff"),
        ("lab(46.2775% -47.5621 48.5837)", "#008000"),
        ("lch(0% 0 0)", "#000000"),
        ("hwb(90 10% 20%)", "#73cc1a"),
        ("rgb(10 20 30 / 50%)", "rgba(10, 20, 30, 0.5)"),
        ("color(display-p3 0 0 0)", "#000000"),
        ("color-mix(in srgb, red, blue 25%)", "#bf0040"),
        ("color-mix(in srgb, white 20%, transparent)", "rgba(255, 255, 255, 0.2)"),
        ("rebeccapurple", "rebeccapurple"),
    ],
)
def test_colours(value: str, plain: str) -> None:
    assert body(f"p {{ color: {value} }}") == f"p {{ color: {plain} }}"


def test_a_colour_that_depends_on_the_text_is_for_those_who_know_it() -> None:
    said = "color: color-mix(in srgb, currentcolor 50%, transparent)"
    assert body(f"p {{ {said} }}") == supports(said)


def test_light_and_dark_are_two_rules() -> None:
    assert body("p { color: light-dark(oklch(0 0 0), white) }") == (
        "p { color: #000000 }\n@media (prefers-color-scheme: dark) {\np { color: white }\n}"
    )


@pytest.mark.parametrize(
    ("css", "flat"),
    [
        (
            ":root { --i: black } p { color: var(--i) }"
            "@media (prefers-color-scheme: dark) { :root { --i: white } }",
            "p { color: black }\n@media (prefers-color-scheme: dark) {\np { color: white }\n}",
        ),
        (
            ":root { --i: 1em } p { margin: var(--i); top: 0 } .x { --i: 2em }",
            "p { margin: 1em; top: 0 }\n.x p, p.x { margin: 2em }",
        ),
        (".x { --i: 2em } .x p { margin: var(--i) }", ".x p { margin: 2em }"),
        (
            ":root { --a: 1em; --b: calc(2 * var(--a)) } p { top: var(--b) } .x { --a: 3em }",
            "p { top: 2em }\n.x p, p.x { top: 6em }",
        ),
        (".x { --i: 1em; p { margin: var(--i) } }", ".x p { margin: 1em }"),
    ],
)
def test_custom_properties_hold_in_their_scope(css: str, flat: str) -> None:
    assert body(css) == flat


LEFT, RIGHT, DOWN = Flow(), Flow("rtl"), Flow(is_vertical=True)


@pytest.mark.parametrize(
    ("said", "across", "back", "down"),
    [
        ("margin-inline-start: 0", "margin-left: 0", "margin-right: 0", "margin-top: 0"),
        ("padding-block-end: 0", "padding-bottom: 0", "padding-bottom: 0", "padding-left: 0"),
        ("inset-inline-end: 0", "right: 0", "left: 0", "bottom: 0"),
        ("max-inline-size: 9em", "max-width: 9em", "max-width: 9em", "max-height: 9em"),
        ("block-size: 9em", "height: 9em", "height: 9em", "width: 9em"),
        ("text-align: start", "text-align: left", "text-align: right", "text-align: left"),
        ("float: inline-end", "float: right", "float: left", "float: right"),
        ("border-inline-start: 0", "border-left: 0", "border-right: 0", "border-top: 0"),
        (
            "margin-block: 1em 2em",
            "margin-top: 1em; margin-bottom: 2em",
            "margin-top: 1em; margin-bottom: 2em",
            "margin-right: 1em; margin-left: 2em",
        ),
        (
            "border-inline-width: 1px 2px",
            "border-left-width: 1px; border-right-width: 2px",
            "border-right-width: 1px; border-left-width: 2px",
            "border-top-width: 1px; border-bottom-width: 2px",
        ),
        (
            "border-start-start-radius: 0",
            "border-top-left-radius: 0",
            "border-top-right-radius: 0",
            "border-top-right-radius: 0",
        ),
        (
            "inset: 0 1em",
            *["top: 0; right: 1em; bottom: 0; left: 1em"] * 3,
        ),
        ("margin-left: 1em", *["margin-left: 1em"] * 3),
    ],
)
def test_directions_of_writing(said: str, across: str, back: str, down: str) -> None:
    for flow, expected in ((LEFT, across), (RIGHT, back), (DOWN, down)):
        assert flatten(f"p {{ {said} }}", flow) == f"p {{ {expected} }}\n"


@pytest.mark.parametrize(
    ("declaration", "down"),
    [
        ("margin: 1em 2em 3em", "margin: 2em 1em 2em 3em"),
        ("padding-left: 1em", "padding-top: 1em"),
        ("border-top: 1px solid", "border-right: 1px solid"),
        ("border-top-width: 1px", "border-right-width: 1px"),
        ("max-width: 100%", "max-height: 100%"),
        ("text-align: left", "text-align: left"),
    ],
)  # fmt: skip
def test_our_own_sheets_turn_with_the_book(declaration: str, down: str) -> None:
    assert flatten_all([(f"p {{ {declaration} }}", True)], DOWN) == f"p {{ {down} }}\n"
    assert flatten_all([(f"p {{ {declaration} }}", True)], LEFT) == f"p {{ {declaration} }}\n"


def test_rules_for_the_other_direction_stand_where_there_is_one() -> None:
    css = ':where([dir="rtl"]) p { top: 0 }'
    assert flatten_all([(css, True)], Flow(is_mixed=False)).strip() == ""
    assert flatten_all([(css, True)], Flow()).strip() == css
    assert flatten_all([(css, True)], Flow("rtl")).strip() == "p { top: 0 }"
