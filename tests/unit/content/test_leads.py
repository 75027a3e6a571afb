"""The first words of a chapter: which are marked, and that none is touched."""

from __future__ import annotations

import pytest

from publish.content import Lead
from publish.content.leads import mark_lead
from publish.content.plain import plain
from publish.model.blocks import Block, BulletList, Container, Paragraph
from publish.model.inlines import Inline, Quoted, Span, Style, Styled, Text

LONG = " the rest of a paragraph that has lines enough" * 5
EMPHASIS = Styled(Style.EMPHASIS, (Text("It"),))


def marked(lead: Lead, *inlines: Inline) -> str:
    """Return the words that are marked, having seen that all of them are still there."""
    (block,) = mark_lead((Paragraph(inlines),), lead)
    assert isinstance(block, Paragraph)
    assert plain(block.children) == plain(inlines)
    spans = [inline for inline in block.children if isinstance(inline, Span)]
    assert all(span.classes == (lead,) for span in spans)
    return "".join(plain(span.children) for span in spans)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("There was no possibility of taking a walk that day.", "There was no possibility"),
        ("It is a truth universally acknowledged", "It is a truth universally"),
        ("Between Moscow and St Petersburg it is", "Between Moscow and St Petersburg"),
        ("In 1917, nobody asked.", "In 1917"),
        ("Mr. Bennet was among the earliest", "Mr. Bennet was among"),
        ("Yes: he went.", "Yes"),
        ("Мороз и солнце; день чудесный", "Мороз и солнце"),
        ("Ὁ βίος βραχύς, ἡ δὲ τέχνη", "Ὁ βίος βραχύς"),
        ("Nous étions à l’étude, quand", "Nous étions à l’étude"),
        ("“Sir,” he said.", "“Sir"),
        ("«\u202fBonjour\u202f», dit-il.", "«\u202fBonjour"),
        ("Gone.", "Gone"),
        ("— Bonjour, dit-il.", ""),
        ("1917 was the year", ""),
        ("吾輩は猫である。名前は", ""),
        ("ماده ایران در آن", ""),
    ],
)
def test_a_lead_in_is_the_first_phrase(text: str, phrase: str) -> None:
    assert marked("lead-in", Text(text)) == phrase


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        ("There was", "T"),
        ("A man", "A"),
        ("“Sir,” he", "“S"),
        ("¿Qué", "¿Q"),
        ("«\u202fBonjour", "«\u202fB"),
        ("E\u0301tait", "E\u0301"),
        ("Ёлка", "Ё"),
        ("eBay was", ""),
        ("— Bonjour", ""),
        ("1917", ""),
        ("ა ქართული", ""),
    ],
)
def test_a_drop_capital_is_the_first_letter_and_the_marks_before_it(text: str, letter: str) -> None:
    assert marked("drop-cap", Text(text + LONG)) == letter


def test_a_mark_before_a_drop_capital_is_told_from_it() -> None:
    (block,) = mark_lead((Paragraph((Text("“Sir" + LONG),)),), "drop-cap")
    assert isinstance(block, Paragraph)
    mark = Span((Text("“"),), classes=("drop-mark",))
    assert block.children[0] == Span((mark, Text("S")), classes=("drop-cap",))


def test_a_drop_capital_has_lines_to_stand_beside() -> None:
    assert marked("drop-cap", Text("There was.")) == ""


@pytest.mark.parametrize("lead", ["lead-in", "drop-cap"])
def test_a_paragraph_that_begins_with_markup_is_left_as_it_is(lead: Lead) -> None:
    assert marked(lead, EMPHASIS, Text(LONG)) == ""


def test_a_word_that_goes_on_in_another_style_is_not_begun() -> None:
    assert marked("lead-in", Text("He was un"), EMPHASIS) == "He was"
    assert marked("lead-in", Text("He was "), EMPHASIS) == "He was"


def test_a_quotation_keeps_its_marks() -> None:
    quoted = Quoted(True, (Text("Stop there, you two"),))
    assert marked("lead-in", quoted, Text(" he said")) == "“Stop there"
    assert marked("drop-cap", quoted, Text(LONG)) == "“S"
    steel = Quoted(False, (Text("Stalin"),))
    assert marked("lead-in", steel, Text(" is a pseudonym made")) == "‘Stalin’ is a pseudonym"
    assert (
        marked("lead-in", Text("The "), steel, Text(" of them all, then")) == "The ‘Stalin’ of them"
    )


def test_only_the_first_paragraph_after_an_epigraph_is_marked() -> None:
    text = Paragraph((Text("There was no possibility of it."),))
    epigraph = Container((text,), classes=("epigraph",))
    blocks: tuple[Block, ...] = (epigraph, text, text)
    before, first, after = mark_lead(blocks, "lead-in")
    assert (before, after) == (epigraph, text)
    assert first != text
    assert mark_lead(blocks, "plain") == blocks
    listed = (BulletList(((text,),)), text)
    assert mark_lead(listed, "lead-in") == listed
    assert mark_lead((), "lead-in") == ()
