"""What shops ask, as data: nothing without a source, nothing that the code does not know."""

from __future__ import annotations

import datetime
from importlib.resources import files

import pytest

from publish.catalogue import RULES
from publish.reference import render_shops
from publish.shops import NAMES, Shop, shop, shops


def test_every_shop_of_the_data_can_be_named() -> None:
    text = files("publish.shops").joinpath("shops.toml").read_text("utf-8")
    assert [line[1:-1] for line in text.splitlines() if line[:1] == "[" != line[1:2]] == list(NAMES)
    assert tuple(one.name for one in shops()) == NAMES


@pytest.mark.parametrize("asked", shops(), ids=lambda one: one.name)
def test_every_rule_has_a_source_and_a_day_and_codes_that_exist(asked: Shop) -> None:
    assert asked.rules
    for rule in asked.rules:
        assert rule.source.startswith("http")
        assert rule.checked >= datetime.date(2026, 1, 1)
        assert rule.asks.endswith(".")
        assert rule.does.endswith(".")
        assert set(rule.codes) <= set(RULES)


def test_every_code_of_the_shops_belongs_to_a_rule() -> None:
    told = {code for one in shops() for rule in one.rules for code in rule.codes}
    assert {code for code in RULES if code.startswith("S")} <= told


def test_the_page_names_every_rule_with_its_source() -> None:
    page = render_shops()
    for one in shops():
        assert f"## `{one.name}`" in page
        assert all(rule.source in page and rule.asks in page for rule in one.rules)


def test_what_is_asked_of_all_is_within_what_each_asks() -> None:
    generic = shop("generic")
    assert all(generic.pixels <= one.pixels for one in shops())
    assert all(one.pixels <= 4_000_000 for one in shops())
