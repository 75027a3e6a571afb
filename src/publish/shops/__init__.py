"""What shops ask of an EPUB, as data: each rule with its source and the day it was looked up."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal

ShopName = Literal["generic", "kindle", "apple", "kobo"]

NAMES: Final[tuple[ShopName, ...]] = ("generic", "kindle", "apple", "kobo")

Weight = Literal["refuses", "advises", "shows"]
"""What comes of it: the shop refuses the file, advises against it, or shows it badly."""

FormulaForm = Literal["mathml", "png"]


@dataclass(frozen=True, slots=True)
class ShopRule:
    """A rule of a shop: what it asks, what we do about it, who says so.

    ``codes`` are the diagnostics that tell of it. ``secondary`` where the shop's own page could not
    be had and others report it.
    """

    asks: str
    does: str
    weight: Weight
    source: str
    checked: datetime.date
    secondary: bool = False
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shop:
    """What an EPUB for a shop must and may hold; sizes are in bytes, ``0`` where nothing is asked.

    ``pixels`` and ``cover_pixels`` are the most that a picture may have. ``languages`` are primary
    tags, empty where all are taken.
    """

    name: ShopName
    title: str
    about: str
    rules: tuple[ShopRule, ...]
    size: int = 0
    advised_size: int = 0
    picture_size: int = 0
    document_size: int = 0
    pixels: int = 4_000_000
    cover_pixels: int = 4_096_000
    opaque: bool = False
    formulas: FormulaForm = "mathml"
    cover_page: bool = True
    contents_first: bool = False
    asks_isbn: bool = False
    languages: frozenset[str] = frozenset()


@cache
def shop(name: ShopName) -> Shop:
    """Return what a shop asks."""
    return _shop(name, _data()[name])


def shops() -> tuple[Shop, ...]:
    """Return every shop that an edition can be for."""
    return tuple(map(shop, NAMES))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("publish.shops").joinpath("shops.toml").read_text("utf-8"))


def _shop(name: ShopName, table: Mapping[str, Any]) -> Shop:
    """Return a shop; a key that is not a field raises ``TypeError``, as a slip of ours."""
    rest = {key: value for key, value in table.items() if key not in {"rules", "languages"}}
    return Shop(
        name=name,
        rules=tuple(_rule(row) for row in table.get("rules", ())),
        languages=frozenset(table.get("languages", ())),
        **rest,
    )


def _rule(row: Mapping[str, Any]) -> ShopRule:
    return ShopRule(**{**row, "codes": tuple(row.get("codes", ()))})
