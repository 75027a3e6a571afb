"""``book.toml`` read and checked against the table of settings: every problem at once."""

from __future__ import annotations

import datetime
import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from publish.catalogue import BAD_VALUE, BROKEN_TOML, MISSING_KEY, UNKNOWN_KEY
from publish.diagnostics import Diagnostic, Report, Rule, Span
from publish.setting import Form, Setting
from publish.settings import settings_of
from publish.toml_places import KeyPath, Places, find_places

Value = str | bool | tuple[str, ...]

PATH = PurePosixPath("manuscript/book.toml")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e\ufffe\uffff]")
_AT_LINE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)")


@dataclass(frozen=True, slots=True)
class BookToml:
    """The values that hold, by key path, and where each stands."""

    values: Mapping[KeyPath, Value]
    places: Places = field(default_factory=lambda: Places({}))

    def text(self, *path: str | int, default: str = "") -> str:
        """Return a string, or the default."""
        value = self.values.get(path, default)
        return value if isinstance(value, str) else default

    def flag(self, *path: str | int) -> bool:
        """Return a flag; an absent one is false."""
        return self.values.get(path) is True

    def texts(self, *path: str | int) -> tuple[str, ...]:
        """Return a list of strings; a single string is a list of one."""
        value = self.values.get(path, ())
        if isinstance(value, tuple):
            return value
        return (value,) if isinstance(value, str) else ()

    def names(self, table: str) -> tuple[str, ...]:
        """Return the names of the tables under ``table``, in the order written."""
        found = (path[1] for path in self.values if path[0] == table and len(path) > 1)
        return tuple(dict.fromkeys(name for name in found if isinstance(name, str)))

    def count(self, *path: str) -> int:
        """Return how many tables an array of tables holds."""
        size = len(path)
        indices = (key[size] for key in self.values if key[:size] == path and len(key) > size)
        return max((index + 1 for index in indices if isinstance(index, int)), default=0)

    def span(self, *path: str | int) -> Span:
        """Return where a key stands in the file."""
        line, column = self.places.of(path)
        return Span(PATH, line, column)


def read_toml(text: str, report: Report) -> BookToml:
    """Return what ``book.toml`` says; what is wrong with it goes to ``report``."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        report(_broken(error, text))
        return BookToml({})
    checker = _Checker(find_places(text), report)
    checker.check_root(data)
    return BookToml(checker.values, checker.places)


def _broken(error: tomllib.TOMLDecodeError, text: str) -> Diagnostic:
    message = str(error)
    where = _AT_LINE.search(message)
    if where and where[1]:
        span = Span(PATH, int(where[1]), int(where[2]))
    else:
        span = Span(PATH, text.count("\n") + 1, 1)
    words = _AT_LINE.sub("", message)
    return Diagnostic(
        BROKEN_TOML,
        f"not TOML: {words[:1].lower()}{words[1:]}",
        span,
        hint="correct this line; strings stand in quotation marks, lists in [ ]",
    )


def guess(word: str, known: Iterable[str], *, cutoff: float = 0.6) -> str | None:
    """Return a hint with the nearest known word, or nothing where none is near."""
    near = difflib.get_close_matches(word, sorted(known), n=1, cutoff=cutoff)
    return f'write "{near[0]}"' if near else None


@dataclass(slots=True)
class _Checker:
    """Walk a TOML tree along the table of settings and keep what holds."""

    places: Places
    report: Report
    values: dict[KeyPath, Value] = field(default_factory=dict)

    def check_root(self, data: Mapping[str, object]) -> None:
        """Check the tables of the file."""
        for name, value in data.items():
            if name in ("book", "editions", "rules"):
                continue
            hint = guess(name, ("book", "editions", "rules"))
            if name in settings_of("book"):
                hint = f'move "{name}" under [book]'
            elif isinstance(value, Mapping) and not hint:
                hint = "the tables are [book], [editions.NAME] and [rules.CODE]"
            self._say(UNKNOWN_KEY, f'key "{name}" is not known', (name,), hint)
        self._check_book(data.get("book", {}))
        for family, pattern in (("editions", "editions.NAME"), ("rules", "rules.CODE")):
            tables = data.get(family, {})
            if not isinstance(tables, Mapping):
                self._bad((family,), f"must hold tables: [{family}.NAME]")
                continue
            for name, table in tables.items():
                self.values[(family, name)] = True
                self._check_table(table, (family, name), pattern)

    def _check_book(self, book: object) -> None:
        if not isinstance(book, Mapping):
            self._bad(("book",), "must be a table: [book]")
            return
        tables = ("contributors", "series", "accessibility")
        rest = {key: book[key] for key in book if key not in tables}
        self._check_table(rest, ("book",), "book", also=tables)
        for name in ("series", "accessibility"):
            if name in book:
                self._check_table(book[name], ("book", name), f"book.{name}")
        people = book.get("contributors", [])
        if not isinstance(people, list):
            self._bad(("book", "contributors"), "must be tables: [[book.contributors]]")
            return
        for index, person in enumerate(people):
            self._check_table(person, ("book", "contributors", index), "book.contributors")

    def _check_table(
        self, table: object, path: KeyPath, pattern: str, *, also: tuple[str, ...] = ()
    ) -> None:
        if not isinstance(table, Mapping):
            self._bad(path, "must be a table of keys")
            return
        known = settings_of(pattern)
        for key, value in table.items():
            if key in known:
                self._check_value(value, (*path, key), known[key])
            else:
                hint = guess(key, (*known, *also)) or "docs/book-toml.md lists every key"
                self._say(UNKNOWN_KEY, f'key "{key}" is not known', (*path, key), hint)
        for setting in known.values():
            if setting.required and setting.key not in table:
                self._missing(setting, path)

    def _missing(self, setting: Setting, path: KeyPath) -> None:
        hint = f"add {setting.key} = {setting.example}"
        self._say(MISSING_KEY, f'key "{setting.path}" is missing', path, hint)

    def _check_value(self, raw: object, path: KeyPath, setting: Setting) -> None:
        value = _convert(raw, setting.form)
        if control := _wrong_character(raw):
            self._bad(path, f'holds the control character "{control}"', "delete it")
        elif value is None and (item := _wrong_item(raw, setting.form)):
            what = f"must be {setting.form.value}, but {item}"
            self._bad(path, what, "write every one of them in quotation marks")
        elif value is None:
            self._bad(
                path, f"must be {setting.form.value}", f"write {setting.key} = {setting.example}"
            )
        elif setting.required and value == "":
            self._missing(setting, path)
        elif setting.choices and value not in setting.choices:
            choices = ", ".join(f'"{choice}"' for choice in setting.choices)
            hint = guess(str(value), setting.choices)
            self._bad(path, f'is "{value}" but must be one of {choices}', hint)
        else:
            self.values[path] = value

    def _bad(self, path: KeyPath, what: str, hint: str | None = None) -> None:
        name = next((part for part in reversed(path) if isinstance(part, str)), "")
        self._say(BAD_VALUE, f'"{name}" {what}', path, hint)

    def _say(self, rule: Rule, message: str, path: KeyPath, hint: str | None) -> None:
        line, column = self.places.of(path)
        self.report(Diagnostic(rule, message, Span(PATH, line, column), hint))


def _convert(raw: object, form: Form) -> Value | None:
    """Return the value in our own types, or ``None`` where it is not of the form."""
    match form, raw:
        case Form.FLAG, bool():
            return raw
        case Form.TEXT | Form.TEXT_OR_LIST | Form.DATE | Form.MOMENT | Form.NUMBER, str():
            return raw.strip()
        case Form.NUMBER | Form.DATE, int() if not isinstance(raw, bool):
            return str(raw)
        case Form.NUMBER, float():
            return str(raw)
        case Form.MOMENT, datetime.datetime():
            return _in_utc(raw)
        case Form.MOMENT | Form.DATE, datetime.date():
            return raw.isoformat()[:10]
        case Form.LIST | Form.TEXT_OR_LIST, list():
            texts = tuple(item.strip() for item in raw if isinstance(item, str))
            return texts if len(texts) == len(raw) else None
        case _:
            return None


def _wrong_character(raw: object) -> str:
    """Return the name of a control character in a value; line breaks and tabs are none."""
    texts = raw if isinstance(raw, list) else [raw]
    found = (_CONTROL.search(text) for text in texts if isinstance(text, str))
    return next((f"U+{ord(match[0]):04X}" for match in found if match), "")


def _wrong_item(raw: object, form: Form) -> str:
    """Return which item of a list is no string."""
    if form not in (Form.LIST, Form.TEXT_OR_LIST) or not isinstance(raw, list):
        return ""
    for number, item in enumerate(raw, 1):
        if not isinstance(item, str):
            shown = str(item).lower() if isinstance(item, bool) else str(item)
            return f"item {number} is {shown[:40]}"
    return ""


def _in_utc(moment: datetime.datetime) -> str:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
    return aware.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
