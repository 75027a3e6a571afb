"""How the report looks: quiet, on paper too."""

from typing import Final

STYLE: Final = """
:root { color-scheme: light; --ink: #1f1d1a; --soft: #5d5850; --rule: #d9d4ca; --bad: #9b2c1f }
body { margin: 0; background: #faf8f4; color: var(--ink);
  font: 17px/1.5 "EB Garamond", Garamond, "Iowan Old Style", "Palatino Linotype", Georgia, serif }
main { max-width: 66rem; margin: 0 auto; padding: 3rem 1.5rem 5rem }
header { border-bottom: 1px solid var(--rule); padding-bottom: 1.5rem }
h1 { font-size: 2.4rem; line-height: 1.15; font-weight: 500; margin: 0 0 .4rem }
h2 { font-size: 1.45rem; font-weight: 500; margin: 3rem 0 .6rem }
.kind { letter-spacing: .14em; text-transform: uppercase; font-size: .8rem; color: var(--soft);
  margin: 0 }
header p { margin: .3rem 0 }
a { color: inherit; text-decoration-color: var(--bad); text-underline-offset: .15em }
a:focus-visible, [tabindex]:focus-visible { outline: 2px solid var(--bad); outline-offset: 2px }
nav { margin-top: .8rem }
.wide { overflow-x: auto }
table { border-collapse: collapse; font-variant-numeric: tabular-nums lining-nums; width: 100% }
th, td { padding: .25rem .7rem .25rem 0; text-align: right; vertical-align: top; font-weight: 400;
  border-bottom: 1px solid var(--rule) }
thead th { color: var(--soft); font-size: .85rem; line-height: 1.2; vertical-align: bottom }
th[scope=row], th:first-child { text-align: left; min-width: 9rem }
td.words, th:last-child { text-align: left; color: var(--soft); padding-left: .8rem }
td { white-space: nowrap }
td.words { white-space: normal; min-width: 15rem }
.wide:not(:first-of-type) td:last-child, td.bad { padding-right: .7rem }
.bad { color: var(--bad); font-weight: 600 }
.of { font-size: .88em }
figure { margin: 1.2rem 0 }
.flaws { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(29rem, 100%), 1fr));
  gap: .4rem 2rem }
.flaws figure { margin: .6rem 0 }
img { max-width: 100%; height: auto; display: block; border: 1px solid var(--rule);
  background: #fff }
img.sheet { width: 100% }
figcaption, li { font-size: .95rem; margin-top: .35rem; overflow-wrap: anywhere }
figcaption, ul { color: var(--soft) }
b, code, q { color: var(--ink) }
code { font: .82em "Source Code Pro", ui-monospace, Menlo, Consolas, monospace }
.reason { font-style: italic }
svg { max-width: 100%; height: auto; font: 13px sans-serif; fill: var(--soft) }
@media print { h2 { break-after: avoid } body { background: none }
  main { max-width: none; padding: 0 }
  .wide { overflow: visible } table { font-size: 8pt } .flaws figure, tr { break-inside: avoid }
  th, td { padding-right: .4rem } th[scope=row], td.words { min-width: 0 } }
"""
