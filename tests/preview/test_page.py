"""What a browser shows of a book, and what a keyboard does with it."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page
from tests.preview.conftest import Author, Looking

pytestmark = [pytest.mark.tools, pytest.mark.slow]

LEGEND = "document.querySelector('#frames iframe').contentDocument.querySelector('h1').innerText"
SCROLL = "document.querySelector('#frames iframe').contentWindow.scrollY"


def shown_page(page: Page) -> str:
    return page.input_value("#page")


def wait_until(page: Page, expression: str, argument: Any = None) -> None:
    page.wait_for_function(expression, arg=argument)


def chapter_is(page: Page, title: str) -> None:
    wait_until(page, f"title => {LEGEND}.endsWith(title)", title)


def test_book_and_pages_stand_side_by_side(author: Author, look: Looking) -> None:
    page = look(author.url)
    assert page.title() == "The Long Road – Preview"
    assert page.locator("#title").inner_text() == "The Long Road"
    assert page.frame_locator("#frames iframe").locator("p").first.inner_text().startswith("P")
    assert page.locator("#leaves img").first.evaluate("image => image.naturalWidth") > 300
    assert page.locator("#problems-button").inner_text() == "No problems"


def test_the_documents_are_those_of_the_epub(author: Author, look: Looking) -> None:
    page = look(author.url)
    import io
    import zipfile

    data = page.request.get(author.url + "book.epub").body()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xhtml", ".css"))]
        assert len(names) > 4
        for name in names:
            assert page.request.get(f"{author.url}book/{name}").body() == archive.read(name)


def test_keys_turn_pages_and_chapters(author: Author, look: Looking) -> None:
    page = look(author.url)
    page.keyboard.press("l")  # apart, so that each is moved alone
    page.keyboard.press("g")
    page.keyboard.type("1\n")
    wait_until(page, "() => document.activeElement.id === 'page'")
    page.keyboard.press("Tab")
    for key, expected in (("j", "2"), ("ArrowRight", "3"), ("k", "2"), ("ArrowLeft", "1")):
        page.keyboard.press(key)
        assert shown_page(page) == expected
    page.keyboard.press("n")
    chapter_is(page, "Home")
    page.keyboard.press("p")
    chapter_is(page, "Out")
    assert shown_page(page) == "1"


def test_keys_work_inside_the_book(author: Author, look: Looking) -> None:
    page = look(author.url)
    page.frame_locator("#frames iframe").locator("p").first.click()
    page.keyboard.press("n")
    chapter_is(page, "Home")
    page.keyboard.press("d")
    assert page.locator("#problems").is_visible()


def test_from_a_chapter_to_its_page_and_back(author: Author, look: Looking) -> None:
    page = look(author.url)
    page.keyboard.press("l")
    page.select_option("#chapter", label="Home")
    chapter_is(page, "Home")
    page.keyboard.press(">")
    state = page.request.get(author.url + "state.json").json()
    first = next(
        one["name"]
        for one in state["pages"]["list"]
        if one["document"] == "home.xhtml" and not one["blank"]
    )
    wait_until(page, "name => document.querySelector('#page').value === name", first)
    page.locator("#leaves").focus()
    page.keyboard.press("k")
    page.keyboard.press("k")
    page.keyboard.press("<")
    chapter_is(page, "Out")


def test_pages_follow_the_book(author: Author, look: Looking) -> None:
    page = look(author.url)
    page.keyboard.press("n")
    chapter_is(page, "Home")
    before = shown_page(page)
    page.evaluate(f"{SCROLL.removesuffix('.scrollY')}.scrollTo(0, 99999)")
    wait_until(page, "page => document.querySelector('#page').value !== page", before)


def test_the_page_breaks_of_the_epub_are_followed_to_the_letter(
    author: Author, look: Looking
) -> None:
    page = look(author.url)
    page.wait_for_selector("#work[data-state=ready]")
    breaks = page.frame_locator("#frames iframe").locator("[role=doc-pagebreak]")
    breaks.nth(2).wait_for(state="attached")
    name = breaks.nth(2).get_attribute("aria-label")
    breaks.nth(2).evaluate("one => one.scrollIntoView()")
    wait_until(page, "name => document.querySelector('#page').value === name", name)


def test_panels_open_and_give_the_focus_back(author: Author, look: Looking) -> None:
    page = look(author.url)
    page.locator("#night").focus()
    page.keyboard.press("t")
    assert page.evaluate("document.activeElement.closest('#contents') !== null")
    assert page.locator("#contents-button").get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "night"
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#help").is_visible()


def test_contents_lead_to_chapters(author: Author, look: Looking) -> None:
    page = look(author.url)
    page.keyboard.press("t")
    entries = page.locator("#contents a")
    assert [line.split("\n")[0] for line in entries.all_inner_texts()] == ["1 Out", "2 Home"]
    entries.nth(1).focus()
    page.keyboard.press("Enter")
    chapter_is(page, "Home")
    assert entries.nth(1).get_attribute("aria-current") == "true"


def test_single_keys_can_be_switched_off(author: Author, look: Looking) -> None:
    page = look(author.url)
    page.keyboard.press("?")
    page.locator("#single-keys").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("t")
    assert not page.locator("#contents").is_visible()


def test_every_control_has_a_name_and_every_stop_shows_where_it_is(
    author: Author, look: Looking
) -> None:
    page = look(author.url)
    tree = page.locator("body").aria_snapshot()
    for landmark in ("banner", "main", 'region "The EPUB"', 'region "The printed pages"', "status"):
        assert landmark in tree, tree
    for line in tree.splitlines():
        assert line.strip() not in {"- button", "- combobox", "- textbox", "- link"}
    assert page.locator("#frames iframe").get_attribute("title")
    stops: list[str] = []
    for _ in range(30):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => { const at = document.activeElement, style = getComputedStyle(at);
            return [at.id || at.className || at.textContent, at.tagName, style.outlineStyle]; }"""
        )
        stops.append(stop[0])
        if stop[1] not in {"BODY", "IFRAME"}:
            assert stop[2] != "none", stop
    for name in ("contents-button", "problems-button", "chapter", "page", "leaves"):
        assert name in stops


def test_the_words_of_a_page_are_there_for_who_cannot_see_it(author: Author, look: Looking) -> None:
    page = look(author.url)
    page.wait_for_selector("#leaves figure .unseen p", state="attached")
    words = page.locator("#leaves figure .unseen").first.inner_text()
    assert "between the birches" in words
    assert page.locator("#leaves .unseen").first.get_attribute("lang") == "en-GB"


@pytest.mark.parametrize("width", [360, 800, 1440])
def test_nothing_is_wider_than_the_window(author: Author, look: Looking, width: int) -> None:
    page = look(author.url)
    page.set_viewport_size({"width": width, "height": 800})
    page.wait_for_timeout(300)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    inside = "document.querySelector('#frames iframe').contentDocument.documentElement"
    assert page.evaluate(f"{inside}.scrollWidth <= {inside}.clientWidth")
