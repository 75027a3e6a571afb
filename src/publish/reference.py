"""The reference for authors, from the tables: every key of ``book.toml``, every diagnostic code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from publish.catalogue import RULES
from publish.citation_styles import list_styles as _list_styles
from publish.content.stylesheets import design_names, read_design
from publish.setting import Setting
from publish.settings import SETTINGS, TABLES, settings_of
from publish.shops import Shop, shops
from publish.trim import TRIM_SIZES

_FAMILIES: Final = {
    "M": "Manuscript and book.toml",
    "N": "Notes",
    "C": "Citations",
    "X": "References and links",
    "I": "Images",
    "T": "Type",
    "A": "Accessibility",
    "E": "EPUB",
    "S": "Shops",
    "P": "Print",
    "U": "Sources of an import",
    "W": "Words lost or changed; looks",
}

_ENVIRONMENT: Final = (
    ("SOURCE_DATE_EPOCH", "seconds since 1970; goes before `modified`"),
    ("PUBLISH_PROJECT", "as `-C`"),
    ("PUBLISH_FORMAT", "as `--format`"),
    ("PUBLISH_STRICT", "`1`: as `--strict`"),
    ("NO_COLOR, FORCE_COLOR", "no colour, or colour in a pipe"),
)

_GENERATED: Final = "<!-- Generated: publish inspect {} --format markdown -->"


def list_settings() -> list[dict[str, Any]]:
    """Return every setting as plain data."""
    return [
        {
            "path": setting.path,
            "type": setting.form.value,
            "required": setting.required,
            "default": setting.default or None,
            "choices": list(setting.choices),
            "meaning": setting.meaning,
            "example": f"{setting.key} = {setting.example}",
        }
        for setting in SETTINGS
    ]


def list_rules() -> list[dict[str, Any]]:
    """Return every diagnostic code as plain data."""
    return [
        {
            "code": rule.code,
            "severity": str(rule.severity),
            "summary": rule.summary,
            "advice": rule.advice or None,
        }
        for rule in sorted(RULES.values(), key=lambda rule: rule.code)
    ]


def list_styles() -> list[str]:
    """Return the names of every citation style."""
    return list(_list_styles())


def list_shops() -> tuple[Shop, ...]:
    """Return every shop with its rules."""
    return shops()


def render_settings() -> str:
    """Return docs/book-toml.md."""
    return "\n".join(_settings_lines()) + "\n"


def render_rules() -> str:
    """Return docs/rules.md."""
    return "\n".join(_rules_lines()) + "\n"


def render_shops() -> str:
    """Return docs/shops.md."""
    return "\n".join(_shops_lines()) + "\n"


def _settings_lines() -> Iterator[str]:
    yield _GENERATED.format("settings")
    yield ""
    yield "# book.toml"
    yield ""
    yield (
        "The settings of a book, in `manuscript/book.toml`. Paths are relative to `manuscript/` "
        "and stay inside the project. A key that is not in these tables is an error."
    )
    for table, meaning in TABLES.items():
        header = f"[[{table}]]" if table == "book.contributors" else f"[{table}]"
        yield ""
        yield f"## `{header}`"
        yield ""
        yield meaning
        yield ""
        yield "| key | holds | default | meaning |"
        yield "|---|---|---|---|"
        for setting in settings_of(table).values():
            yield _row(setting)
        yield ""
        yield "```toml"
        yield header.replace("NAME", "paperback").replace("CODE", "I004")
        for setting in settings_of(table).values():
            yield f"{setting.key} = {setting.example}"
        yield "```"
    yield ""
    yield "## Designs"
    yield ""
    for name in design_names():
        yield f"* `{name}`: {read_design(name).summary}."
    yield ""
    yield (
        "`styles/custom.css` beside `manuscript/` adds rules to any of them. A design of your own "
        "is `styles/NAME/NAME.css` and `styles/NAME/design.toml`, with `name`, `summary`, `lead` "
        '(how a chapter begins: `"plain"`, `"lead-in"` for its first words in a span of their own, '
        '`"drop-cap"` for its first letter) and, under `[fonts]`, the families of `text`, `code` '
        "and `heads`, each a package `fontpkg-…`."
    )
    yield ""
    yield "## Page sizes"
    yield ""
    sizes = (
        f"`{name}` ({width / 72 * 25.4:.0f} × {height / 72 * 25.4:.0f} mm)"
        for name, (width, height) in TRIM_SIZES.items()
    )
    yield ", ".join(sizes) + "."
    yield ""
    yield "## The environment"
    yield ""
    yield "Defaults give way to `book.toml`, that to the environment, and that to options."
    yield ""
    yield "| variable | meaning |"
    yield "|---|---|"
    for name, words in _ENVIRONMENT:
        yield f"| `{name}` | {words} |"


def _row(setting: Setting) -> str:
    holds = ", ".join(f'`"{choice}"`' for choice in setting.choices) or setting.form.value
    default = "**required**" if setting.required else _code(setting.default)
    return f"| `{setting.key}` | {holds} | {default} | {setting.meaning} |"


def _code(default: str) -> str:
    is_toml = default in ("true", "false") or (default.startswith('"') and default.count('"') == 2)
    return f"`{default}`" if is_toml else default


def _rules_lines() -> Iterator[str]:
    yield _GENERATED.format("rules")
    yield ""
    yield "# Diagnostics"
    yield ""
    yield (
        "An *error* would make the book wrong in a reader's hands; a *warning* wants a look, and "
        "fails with `--strict`; a *note* informs. `[rules.CODE]` in book.toml sets another "
        "severity, or allows a code in files that it names, with the reason. Codes with a colon, "
        "such as `epubcheck:RSC-005`, are other programs' own."
    )
    for letter, family in _FAMILIES.items():
        rules = [rule for code, rule in sorted(RULES.items()) if code.startswith(letter)]
        if not rules:
            continue
        yield ""
        yield f"## {letter}: {family}"
        yield ""
        yield "| code | severity | says | what to do |"
        yield "|---|---|---|---|"
        for rule in rules:
            advice = rule.advice.replace("|", "\\|")
            yield f"| {rule.code} | {rule.severity} | {rule.summary} | {advice} |"


_WEIGHTS: Final = {
    "refuses": "refuses the file",
    "advises": "advises it",
    "shows": "shows it badly",
}


def _shops_lines() -> Iterator[str]:
    yield _GENERATED.format("shops")
    yield ""
    yield "# Shops"
    yield ""
    yield (
        "`publish epub --for kindle` makes the EPUB as a shop wants it, and so does "
        '`for = "kindle"` in the table of an edition, which `publish build` makes with the '
        "others. What can be put right is put right; the rest is told before you upload, at its "
        "line. Whatever is not in these tables we found nobody to ask. Each rule has its source "
        "and the day on which it was looked up; *reported* where not the shop's own page but "
        "others' word of it could be had. The first table holds for every EPUB."
    )
    for shop in shops():
        yield ""
        yield f"## `{shop.name}`: {shop.title}"
        yield ""
        yield shop.about
        yield ""
        yield "| asks | otherwise the shop | done about it | codes | source |"
        yield "|---|---|---|---|---|"
        for rule in shop.rules:
            word = "reported" if rule.secondary else "source"
            yield (
                f"| {rule.asks} | {_WEIGHTS[rule.weight]} | {rule.does} | "
                f"{', '.join(rule.codes)} | [{word}]({rule.source}), {rule.checked} |"
            )
