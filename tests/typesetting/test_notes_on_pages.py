"""Notes called from everywhere, set by the real engine: whole, once, from their call on."""

from __future__ import annotations

from itertools import pairwise

import pytest

from publish.typesetting.unit import Engine, SetPageBox, lay_out

pytestmark = pytest.mark.tools

SENTENCE = "The river rose in the night and took the bridge with it. "
CSS = """@page { size: 300px 400px; margin: 20px } html { font: 12px/15px serif }
p, blockquote, h2, figure, table { margin: 0 } .line { display: block }"""


class Chapter:
    """A chapter under construction; every note is called once."""

    def __init__(self) -> None:
        self.lengths: list[int] = []
        self.editors: set[int] = set()
        self.inner: dict[int, str] = {}
        """Calls of notes at the end of others, by their number."""

    def call(self, sentences: int = 1, *, editors: bool = False) -> str:
        self.lengths.append(sentences)
        if editors:
            self.editors.add(len(self.lengths))
        number = len(self.lengths)
        return f'<a class="note-call" id="n{number}-call" href="#n{number}">{number}</a>'

    def words(self, number: int) -> str:
        said = "".join(f"{number}x{at} {SENTENCE}" for at in range(self.lengths[number - 1]))
        return f"{number}. {said}"

    def notes(self) -> str:
        numbers = range(1, len(self.lengths) + 1)
        notes = "".join(
            f'<aside class="note{" editor" * (at in self.editors)}" id="n{at}">'
            f"<p>{self.words(at)}{self.inner.get(at, '')}</p></aside>"
            for at in numbers
        )
        parts = '<div class="note-separator"></div><div class="note-separator continued"></div>'
        return f'<section class="footnotes">{parts}{notes}</section>'


def letters(text: str) -> str:
    """Return a text without what the end of a line adds or takes away."""
    return "".join(letter for letter in text if letter.isalnum())


def pages_of(body: str, css: str = "") -> tuple[SetPageBox, ...]:
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    engine = Engine((), FontConfiguration(), URLFetcher())
    sheet = engine.parse(CSS + css)
    html = f'<html lang="en"><body><section class="chapter">{body}</section></body></html>'
    return lay_out(html, engine, (sheet,), name="rivers", planned=True)


def test_every_note_is_whole_and_begins_on_the_page_of_its_call() -> None:
    one = Chapter()
    call, text = one.call, SENTENCE * 4
    body = (
        f"<h2>Rivers{call()}</h2><p>{text}</p><p>{SENTENCE}{call(40)} {text}</p>"
        f"<blockquote><p>{text}{call(3)}</p></blockquote>"
        f"<p>{text}{call()} rose{call(2)} fell{call()}</p>"
        f"<figure><p>A plate.</p><figcaption>A bridge{call()}</figcaption></figure>"
        f'<p><span class="line">O river{call(2)}</span><span class="line">O bridge</span></p>'
        f"<table><tr><td>1900{call()}</td><td>high</td></tr><tr><td>1901</td>"
        f"<td>low{call(12)}</td></tr></table><p>{text * 4}</p>"
    )
    pages = pages_of(body + one.notes())
    calls = {note: at for at, page in enumerate(pages) for note in page.facts.calls}
    found: dict[str, list[tuple[int, str]]] = {}
    for at, page in enumerate(pages):
        for note in page.facts.placed:
            found.setdefault(note.id, []).append((at, note.text))
    assert list(found) == [f"n{at}" for at in range(1, len(one.lengths) + 1)] == list(calls)
    assert {note: parts[0][0] for note, parts in found.items()} == calls
    for number, parts in enumerate(found.values(), 1):
        assert letters("".join(part for _, part in parts)) == letters(one.words(number))
        assert all(later == before + 1 for (before, _), (later, _) in pairwise(parts))
    assert len(found["n2"]) > 2


def test_the_editor_s_notes_stand_under_the_author_s_and_lose_nothing() -> None:
    one = Chapter()
    call, text = one.call, SENTENCE * 2
    body = "".join(
        f"<p>{text}{call(1 + at % 3, editors=True)} {text}{call(1 + 9 * (at % 2))} "
        f"{text}{call(editors=True)}</p>"
        for at in range(8)
    )
    pages = pages_of(body + one.notes())
    words: dict[str, str] = {}
    both = 0
    for page in pages:
        fresh = [note for note in page.facts.placed if note.id not in words]
        assert fresh == page.facts.placed[len(page.facts.placed) - len(fresh) :]
        series = [int(note.id[1:]) in one.editors for note in fresh]
        assert series == sorted(series)
        both += len(set(series)) == 2
        bottoms = [note.area[1] for note in page.facts.placed]
        assert bottoms == sorted(bottoms, reverse=True)
        for note in page.facts.placed:
            words[note.id] = words.get(note.id, "") + note.text
    assert both > 2
    assert {note: letters(text) for note, text in words.items()} == {
        f"n{at}": letters(one.words(at)) for at in range(1, len(one.lengths) + 1)
    }
    calls = {note: at for at, page in reversed([*enumerate(pages)]) for note in page.facts.calls}
    begun = {n.id: at for at, page in reversed([*enumerate(pages)]) for n in page.facts.placed}
    assert begun == calls


def test_a_note_that_a_note_calls_begins_on_the_page_of_its_call() -> None:
    for lines in range(4, 30, 2):
        one = Chapter()
        outer = one.call(2)
        one.inner[1] = one.call(3)
        one.inner[2] = one.call(1)
        text = "<br>".join(["river"] * lines)
        pages = pages_of(f"<p>{text}{outer}<br>{SENTENCE * 9}{one.call()}</p>{one.notes()}")
        begun = {n.id: at for at, page in reversed([*enumerate(pages)]) for n in page.facts.placed}
        calls = {note: at for at, page in enumerate(pages) for note in page.facts.calls}
        assert begun == calls
        placed = [note.id for page in pages for note in page.facts.placed]
        assert list(dict.fromkeys(placed)) == ["n1", "n2", "n3", "n4"]


def test_short_notes_share_lines_where_a_stylesheet_asks_for_it() -> None:
    lines = {}
    for css in ("", ".footnotes { --short-notes: run-on }"):
        chapter = Short()
        body = "".join(
            f"<p>{SENTENCE}{chapter.call()} {SENTENCE}{chapter.call()}</p>" for _ in range(30)
        )
        pages = pages_of(body + chapter.notes(), css)
        placed = [note for page in pages for note in page.facts.placed]
        assert [note.id for note in placed] == [f"n{at}" for at in range(1, 61)]
        for at, note in enumerate(placed, 1):
            assert letters(note.text) == letters(chapter.words(at))
        assert [c for p in pages for c in p.facts.calls] == [note.id for note in placed]
        for page in pages:
            assert not page.facts.excesses
            for one, other in pairwise(page.facts.placed):
                in_line = one.area[3] == other.area[3]
                assert one.area[2] == other.area[0] if in_line else one.area[1] == other.area[3]
        lines[css] = len(
            {(at, n.area[3]) for at, page in enumerate(pages) for n in page.facts.placed}
        )
    assert lines[""] == 60
    assert lines[".footnotes { --short-notes: run-on }"] < 40


class Short(Chapter):
    """A chapter whose notes are short, but for some that fill lines."""

    def words(self, number: int) -> str:
        return f"{number}. {SENTENCE * 2}".strip() if number % 7 == 0 else f"{number}. So Harrow."
