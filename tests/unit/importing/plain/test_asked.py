"""What is done to a plain text only because it is asked for: cleaning, and linking works."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest
from tests.unit.importing.plain.bringing import PROSE, WRAPPED, bring, markdown, one

pytestmark = pytest.mark.tools


def test_tidy_changes_and_tells_each() -> None:
    text = (
        f"T\n\n{WRAPPED}\nBefore anybody else had come there, the  ﬁrst of the houses of the har-\n"
        "bour - as old as it was - stood empty; ``but'' they tried and tried, un\u00ad\n"
        "til they could not any more.\n"
    )
    plain = one(text)
    assert "the  ﬁrst of the houses of the har-bour - as" in plain
    imported = bring(text, tidy=True)
    (file,) = markdown(imported).values()
    assert "the first of the houses of the harbour – as old as it was – stood empty" in file
    assert "“but” they tried and tried, until they" in file
    kinds = {d.kind for d in imported.decisions if d.kind.startswith("tidied")}
    assert kinds == {
        "tidied: space",
        "tidied: ligature",
        "tidied: divided word",
        "tidied: dash",
        "tidied: quotation marks",
    }


def test_a_word_that_a_scan_left_parted_is_joined_where_the_text_has_it_whole() -> None:
    text = f"T\n\n{PROSE}\n\nThe har- bour of pre- and post-war days was a port.\n"
    assert "The harbour of pre- and post-war days was a port." in one(text, tidy=True)


def test_numbers_of_scanned_pages_go_only_on_request() -> None:
    page = WRAPPED.replace("read.", "")
    text = "A Tale\n\n" + "".join(f"{page}\n{n}\n\nread.\n\n{WRAPPED}\n" for n in (7, 8, 9))
    imported = bring(text, tidy=True)
    (file,) = markdown(imported).values()
    assert "in books that nobody read.\n\nThe harbour" in file
    assert [item.what for item in imported.unkept] == [
        'page number "7"',
        'page number "8"',
        'page number "9"',
    ]


WORKS = """
@book{gale, author = {Other, Ann}, title = {The Long Gale}, date = {1901}}
@article{knots:2, author = {Splice, Mary}, title = {On Knots in Wet Rope}, date = {1999}}
@book{unread, author = {Nobody, N.}, title = {What Nobody Reads}, date = {1800}}
"""
NAMING = (
    "Old Harbours\n\nAll of it is in The Long Gale, and in Splice’s On Knots in Wet Rope.\n\n"
    "Whoever has read The Long Gale, as Other (1901) is called, knows “The Long Gale”’s end.\n"
)


@pytest.mark.parametrize(
    ("cite", "first", "second"),
    [
        (
            "first",
            "in *The Long Gale* [@gale], and in Splice’s On Knots in Wet Rope [@knots:2].",
            "read *The Long Gale*, as Other (1901) is called, knows “*The Long Gale*”’s end.",
        ),
        (
            "all",
            "in *The Long Gale* [@gale], and in Splice’s On Knots in Wet Rope [@knots:2].",
            "read *The Long Gale* [@gale], as Other (1901) is called, knows "
            "“*The Long Gale*”’s [@gale] end.",
        ),
        (
            "none",
            "in *The Long Gale*, and in Splice’s On Knots in Wet Rope.",
            "read *The Long Gale*, as Other (1901) is called, knows “*The Long Gale*”’s end.",
        ),
    ],
)
def test_which_mentions_are_cited(cite: str, first: str, second: str, tmp_path: Path) -> None:
    (tmp_path / "works.bib").write_text(WORKS, "utf-8")
    imported = bring(NAMING, bibliography=tmp_path / "works.bib", cite=cite)
    (file,) = markdown(imported).values()
    assert first in file
    assert second in file
    assert imported.files[PurePosixPath("manuscript/works.bib")].decode() == WORKS
    assert any("@unread (Nobody 1800)" in remark for remark in imported.remarks) == (cite != "none")


def test_a_heading_is_not_linked(tmp_path: Path) -> None:
    (tmp_path / "works.bib").write_text(WORKS, "utf-8")
    text = f"Old Harbours\n\n{PROSE}\n\nThe Long Gale\n\n{PROSE}\n\n{PROSE}\n"
    assert "\n\n## The Long Gale\n\n" in one(text, bibliography=tmp_path / "works.bib")
