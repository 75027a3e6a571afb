"""What happens on the page when the author saves a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.preview.conftest import Author, Looking, chapter, previewed, write_book
from tests.preview.test_page import LEGEND, SCROLL, chapter_is, shown_page, wait_until

pytestmark = [pytest.mark.tools, pytest.mark.slow]

OUT = "chapters/01-out.md"
TEXT = "document.querySelector('#frames iframe').contentDocument.body.innerText"
TOP = """() => { const { contentDocument: it } = document.querySelector('#frames iframe');
const first = [...it.querySelectorAll('p')].find(p => p.getBoundingClientRect().bottom > 4);
return [first.innerText.split('.')[0], Math.round(first.getBoundingClientRect().top)]; }"""


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Author]:
    write_book(tmp_path / "book")
    with previewed(tmp_path / "book") as made:
        yield made


def test_a_saved_chapter_is_shown_where_its_reader_was(own: Author, look: Looking) -> None:
    page = look(own.url)
    page.evaluate(f"{SCROLL.removesuffix('.scrollY')}.scrollTo(0, 1800)")
    page.wait_for_timeout(400)
    before, printed = page.evaluate(TOP), shown_page(page)
    more = own.read(OUT).replace("# Out\n", "# Out\n\nA paragraph that is new at the head.\n")
    own.save(OUT, more.replace("Paragraph 23 of Out", "The last paragraph"))
    wait_until(page, f"() => {TEXT}.includes('The last paragraph')")
    assert page.evaluate(TOP) == before
    wait_until(page, "() => document.querySelector('#work').dataset.state === 'ready'")
    assert page.evaluate(TOP) == before
    # The new paragraph may have moved what is read over the end of its page, no further.
    assert int(shown_page(page)) - int(printed) in {0, 1}
    assert f"p.\u202f{shown_page(page)}" in page.locator("#to-page").inner_text()
    assert page.evaluate(f"{SCROLL} > 1800")
    page.wait_for_selector("#said:text('Made anew: no problems')", state="attached")


def test_a_broken_manuscript_keeps_the_pages_and_tells_the_problems(
    own: Author, look: Looking
) -> None:
    page = look(own.url)
    wait_until(page, "() => document.querySelector('#work').dataset.state === 'ready'")
    good = own.read(OUT)
    own.save(OUT, good + "\nCalled.[^nowhere]\n")
    page.wait_for_selector("#problems li")
    problem = page.locator("#problems li").inner_text()
    assert 'note "nowhere" is called but never defined' in problem.lower()
    line = good.count("\n") + 2
    for word in ("N001", f"manuscript/{OUT}:{line}:8", "Called.[^nowhere]", "or delete the call"):
        assert word in problem
    page.wait_for_selector("#said:text('1 problem (1 error)')", state="attached")
    assert page.evaluate(LEGEND).endswith("Out")
    assert page.locator("#leaves img").count() > 0
    page.locator("#problems button:text('Show page')").click()

    own.save(OUT, good)
    wait_until(page, "() => document.querySelector('#work').dataset.state === 'ready'")
    assert page.locator("#problems-button").inner_text() == "No problems"


def test_half_saved_files_harm_nothing(own: Author, look: Looking) -> None:
    page = look(own.url)
    folder = own.project / "manuscript"
    toml = own.read("book.toml")
    for broken in (b"[book\ntit", b"", b"\xff\xfe\x00"):
        (folder / "book.toml").write_bytes(broken)
        page.wait_for_timeout(900)
    (folder / OUT).write_bytes(b"# Out\n\n\xc3")
    (folder / "book.toml").unlink()
    page.wait_for_selector("#work[data-state=failed]")
    assert page.locator("#leaves img").count() > 0
    own.save("book.toml", toml)
    own.save(OUT, chapter("Mended", 3))
    wait_until(page, "() => document.querySelector('#work').dataset.state === 'ready'")
    chapter_is(page, "Mended")
    assert own.process.poll() is None


def test_a_new_chapter_comes_into_the_contents(own: Author, look: Looking) -> None:
    page = look(own.url)
    page.keyboard.press("t")
    own.save("chapters/03-after.md", chapter("After", 3))
    page.wait_for_selector("#contents a:has-text('After')")
    chapter_is(page, "Out")


def test_a_book_that_never_was_good_comes_when_it_is_mended(tmp_path: Path, look: Looking) -> None:
    write_book(tmp_path / "book")
    chapters = tmp_path / "book" / "manuscript" / "chapters"
    (chapters / "01-out.md").write_text("# Out\n\nCalled.[^nowhere]\n", "utf-8")
    with previewed(tmp_path / "book") as author:
        page = look(author.url, "#problems li", ".empty")
        author.save(OUT, chapter("Out", 3))
        page.wait_for_selector("#leaves figure img")
        chapter_is(page, "Out")
        page.close()


def test_the_epub_alone(tmp_path: Path, look: Looking) -> None:
    write_book(tmp_path / "book")
    with previewed(tmp_path / "book", "--epub-only") as author:
        page = look(author.url, "#frames iframe:not([data-coming])", "#work[data-state=ready]")
        assert not page.locator("#pages").is_visible()
        page.keyboard.press("3")
        assert page.locator("#book").is_visible()
        page.close()
