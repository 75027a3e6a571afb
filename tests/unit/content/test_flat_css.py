"""Flattening: plain CSS out of nesting, custom properties, arithmetic and the page's own rules."""

from __future__ import annotations

import pytest

from publish.content.flat_css import flatten


def body(css: str) -> str:
    return flatten(css).strip()


@pytest.mark.parametrize(
    ("css", "flat"),
    [
        (":root { --line: 1.5em } p { margin: var(--line) 0 }", "p { margin: 1.5em 0 }"),
        ("p { margin: var(--no, 2em) }", "p { margin: 2em }"),
        ("p { margin: var(--no); color: red }", "p { color: red }"),
        (":root { --a: var(--b); --b: var(--a) } p { margin: var(--a) }", ""),
        (":root { --a: 1em } :root { --a: 2em } p { margin: var(--a) }", "p { margin: 2em }"),
        (".x { --a: 1em; margin: var(--a, 3em) }", ".x { margin: 3em }"),
        (":root { --l: 1em } p { margin: calc(2 * var(--l) + 1em) }", "p { margin: 3em }"),
        ("p { margin: calc((4em - 1em) / 2) }", "p { margin: 1.5em }"),
        ("p { margin: calc(-1 * 1.5em) }", "p { margin: -1.5em }"),
        ("p { margin: calc(calc(1em * 2) * 2) }", "p { margin: 4em }"),
        ("p { line-height: calc(4 / 3) }", "p { line-height: 1.3333 }"),
        ("p { margin: calc(1em + 2px) }", ""),
        ("p { margin: calc(1em / 0) }", ""),
        ("p { margin: calc(1em * 2em) }", ""),
        ("p { width: min(150px, 30vw) }", ""),
        ("p { height: 100vh; margin: 1rlh }", ""),
        (
            "p { width: attr(width) } q::before { content: attr(x) }",
            "q::before { content: attr(x) }",
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
        ("@page { margin: 0 } @supports (x: y) { p { top: 0 } }", ""),
        ("p::footnote-call, q { top: 0 }", "q { top: 0 }"),
        ("p::footnote-marker { top: 0 }", ""),
        ("p { string-set: a attr(b); direction: rtl; float: footnote; display: flex }", ""),
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
