"""One document that LibreOffice itself wrote in two formats, from a Word document of ours."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.importing.word.conftest import Import

SAMPLES = Path(__file__).parent / "samples"
KEPT = (
    "# The storm {#the-storm}",
    "Look: ![](../images/",
    'alt="Four white points"',
    "See [The storm](#the-storm) and [a link](http://example.org/a)",
    "as said [@wood2018, p. 12].",
    "> He said nothing.",
    "[Caps]{.smallcaps} ***both*** H~2~O",
    "1.  one\n    - deeper\n2.  two",
    "After the list, 日本語 and 𝔘 and “quotes”.",
    "[^1]: Note.",
)


@pytest.mark.parametrize("name", ["libreoffice-7.4.rtf", "libreoffice-7.4.odt"])
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ("accept", "The wind rose again, в ночи, the boats were drawn.[^1]"),
        ("reject", "The wind fell again, в ночи, the boats were drawn.[^1]"),
        ("mark", "The wind [fell]{.deletion}[rose]{.insertion} again, в ночи,"),
    ],
)
def test_what_libreoffice_writes_is_read(
    do_import: Import, name: str, changes: str, words: str
) -> None:
    data = (SAMPLES / name).read_bytes()
    done = do_import(data, f"book{Path(name).suffix}", changes=changes)
    assert words in done.text
    for kept in KEPT:
        assert kept in done.text
    assert 'title = "The Sea"' in done.settings
    assert "comment of Ed on “boats”: Which boats?" in done.unkept
    assert "hidden text: secret" in done.unkept
