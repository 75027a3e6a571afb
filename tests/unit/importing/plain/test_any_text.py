"""Any text at all: its words come through, in order, and its signs stay signs."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publish.conservation import words
from publish.diagnostics import Ledger
from publish.importing.options import ImportOptions
from publish.importing.plain import import_text
from publish.importing.plain.passage import escape, protect_start
from publish.toolchain import make_import_tools

TOOLS = make_import_tools()

SIGNS = st.text(alphabet="ab1 .,*_#[]()<>{}$@~^|\\`'\"-+=:;!?&%/\n\t\xa0", max_size=400)
PIECES = st.lists(
    st.sampled_from(
        [
            "word",
            "Word",
            "CHAPTER I",
            "Chapter 2. Title",
            "[1]",
            "[1] A note.",
            "(1)",
            "*",
            "* x",
            "_em_",
            "*strong*",
            "---",
            "--",
            "\n",
            "\n\n",
            "\n\n\n",
            "    ",
            "- ",
            "1. ",
            "2. ",
            "> ",
            '"',
            "'",
            "don't",
            "# ",
            "| ",
            ":::",
            "$x$",
            "[^1]",
            "^[x]",
            "[@key]",
            "<b>",
            "&amp;",
            "\\",
            "http://a_b.c",
            "IV",
            "Contents",
            "Notes",
            "by Anna Author",
            "Author (1869)",
            "“Война и мир”",
            "The Long Word",
            "12",
            "a long run of words that might well be a line of prose, being so long",
            "¹",
            "é",
            "Война и мир",
            "ﬁ",
            "\u00ad",
            ".",
            " ",
            "This is one of the Small series of books",
        ]
    ),
    max_size=60,
).map("".join)


def imported_words(text: str, options: ImportOptions) -> None:
    """Import a text; the proof inside raises a diagnostic where a word is lost."""
    ledger = Ledger()
    import_text(text.encode(), "any.txt", options, TOOLS, ledger.add)
    assert [entry.message for entry in ledger if entry.rule.code != "M014"] == []


@pytest.fixture(scope="session")
def works(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a bibliography whose works the texts may name."""
    path = tmp_path_factory.mktemp("works") / "works.bib"
    path.write_text(
        "@book{war, author = {Author, Anna}, title = {Война и мир}, date = {1869}}\n"
        "@book{word, author = {Author, Anna}, title = {The Long Word}, date = {1870}}\n",
        "utf-8",
    )
    return path


@pytest.mark.tools
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    text=st.one_of(
        SIGNS, PIECES, st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=200)
    ),
    tidy=st.booleans(),
)
def test_no_word_of_any_text_is_lost(works: Path, text: str, tidy: bool) -> None:
    options = ImportOptions(bibliography=works, cite="all", tidy=tidy, lost_italics="possible")
    imported_words(text, options)


@pytest.mark.tools
@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.text(alphabet="ab1.,*_#[]()<>{}$@~^|\\`'\"-+=:;!?&%/ ", min_size=1), max_size=12)
)
def test_no_sign_of_any_text_means_anything_to_markdown(lines: list[str]) -> None:
    texts = [protect_start(escape(line.strip())) for line in lines if line.strip()]
    read = TOOLS.read_back(texts)
    for text, line in zip(read, (line.strip() for line in lines if line.strip()), strict=True):
        assert text is not None
        signs = [sign for sign in text.body if not sign.isspace()]
        assert "".join(signs).replace("…", "...") == "".join(line.split())
        assert words(text.body) == words(line)
