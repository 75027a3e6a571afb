"""Works linked where a prose names them, by rule: what is there, and nothing else."""

from __future__ import annotations

import pytest

from publish.importing.linking import Mention, NamedWork, find_mentions, read_work
from publish.importing.spans import Spans


def work(key: str, title: str, author: str, year: int, **more: str) -> NamedWork:
    """Return a work; several authors stand with ``;`` between them, "Family, Given" each."""
    names = [name.split(", ") for name in author.split("; ")]
    return read_work(
        {
            "id": key,
            "type": "book",
            "title": title,
            "author": [{"family": name[0], "given": "".join(name[1:])} for name in names],
            "issued": {"date-parts": [[year]]},
            **more,
        }
    )


LIBRARY = (
    work("tide", "The Tide Deceived: What Is the Moon and Where Is It Going?", "Marlow, Ada", 1937),
    work("salt", "Everything is Salt and Nothing is Water: Voyages", "Brine, Peter", 2014),
    work("wood", "Harbours Without Ships: Money, Rope and Weather", "Wood, Tony", 2018),
    work("capital", "Ebb", "Shore, Karl", 1867),
    work("emma", "Harriet", "Finch, Jane", 1815),
    work("war", "Rope and Weather", "Tallow, Leo", 1869),
    work("pamphlet", "The Sailors' Letter", "Shore, Karl; Anchor, Fred", 1848),
    work("rise", "The Rise of the Harbour, Private Rope and the Quay", "Anchor, Fred", 1884),
    work("event", "The October Gale", "Nobody, Someone", 2007),
    work("later", "The Moon Permanent", "Marlow, Ada", 1930),
    work("volga", "Тихая волна", "Иванов, Лев", 1901),
    work("cafe", "L’Été à Brême", "Dupré, Anne", 1950),
    work("what", "Who Goes There?", "Keel, Sam", 1951),
    work("a1", "Storm", "Double, Ann", 1990),
    work("a2", "Calm", "Double, Ann", 1990),
    work("state", "Harbour and Gale", "Lenz, V", 1917),
    work("e1", "The Old Lighthouse", "First, F", 1900),
    work("e2", "The Old Lighthouse", "Second, S", 1950),
    work("art", "On Knots in Wet Rope", "Splice, Mary", 1999, type="article-journal"),
    work("self", "Self-Rescue at Sea", "Float, Bob", 1970),
    work("ed", "Fish & Chips", "Fry, Ed", 1960),
)


def linked(text: str, emphasis: Spans | None = None) -> list[tuple[str, str]]:
    """Return the key and the words of every mention."""
    found = find_mentions([(text, emphasis or Spans())], LIBRARY)
    return [(one.work.key, text[one.start : one.end]) for one in found if isinstance(one, Mention)]


NAMED = [
    # the title with its subtitle, its author and its year
    (
        "She wrote her analysis The Tide Deceived: What is the Moon and Where is it Going?, "
        "published in 1937.",
        [("tide", "The Tide Deceived: What is the Moon and Where is it Going?")],
    ),
    # the short title, with the author before it
    ("Tony Wood’s 2018 Harbours Without Ships is good.", [("wood", "Harbours Without Ships")]),
    # the title in a sentence's flow: its article has a capital
    ("We read The Tide Deceived aloud.", [("tide", "The Tide Deceived")]),
    # a word that prose writes small, with a capital: a title without more
    (
        "Nobody there had Everything is Salt and Nothing is Water at hand.",
        [("salt", "Everything is Salt and Nothing is Water")],
    ),
    # letter case: all capitals, and the sentence case of libraries beside the author's name
    ("They sang THE TIDE DECEIVED by Marlow.", [("tide", "THE TIDE DECEIVED")]),
    ("In Marlow’s The tide deceived we read it.", [("tide", "The tide deceived")]),
    ("See marlow, or Marlow, the tide deceived (1937).", [("tide", "tide deceived")]),
    # quotation marks of every shape
    ("I like ‘The Sailors’ Letter’ of Shore best.", [("pamphlet", "The Sailors’ Letter")]),
    ('I like "The Sailors\' Letter" of Shore best.', [("pamphlet", "The Sailors' Letter")]),
    ("J’aime « L'Été à Brême » beaucoup.", [("cafe", "L'Été à Brême")]),
    # spaces: a line that ends, two spaces, no-break spaces
    ("the text Harbours  Without\nShips of Wood", [("wood", "Harbours  Without\nShips")]),
    ("in\xa0Harbours\xa0Without\xa0Ships\xa0by Wood", [("wood", "Harbours\xa0Without\xa0Ships")]),
    # dashes and hyphens of Unicode
    ("Float wrote Self‐Rescue at Sea, and more.", [("self", "Self‐Rescue at Sea")]),
    ("Float wrote Self–Rescue at Sea, and more.", [("self", "Self–Rescue at Sea")]),
    # another script; declined names; guillemets
    ("Он читал «Тихая волна» вслух.", [("volga", "Тихая волна")]),
    ("Роман Иванова Тихая волна (1901) забыт.", [("volga", "Тихая волна")]),
    # the article left out after a genitive
    ("In Marlow’s Tide Deceived nobody swims.", [("tide", "Tide Deceived")]),
    # an article of the prose before a long title
    (
        "in the Rise of the Harbour, Private Rope and the Quay we saw",
        [("rise", "Rise of the Harbour, Private Rope and the Quay")],
    ),
    # small words altered, with author and year
    (
        "Anchor’s classic 1884 text The Rise of the Harbour, Private Rope and Quay had argued",
        [("rise", "The Rise of the Harbour, Private Rope and Quay")],
    ),
    # the year between article and title
    ("as Shore and Anchor said in the 1848 Sailors’ Letter.", [("pamphlet", "Sailors’ Letter")]),
    # one word, with its author
    ("Shore’s Ebb is long.", [("capital", "Ebb")]),
    ("the Shore film Ebb is long, and Ebb by Karl Shore is longer", [("capital", "Ebb")] * 2),
    ("the first volume of Ebb (1867) is long", [("capital", "Ebb")]),
    # author and year
    ("Wood (2018) says so.", [("wood", "Wood (2018)")]),
    ("It is so (Wood, 2018), or not.", [("wood", "Wood, 2018")]),
    ("Marlow’s 1937 book is a classic.", [("tide", "Marlow’s 1937 book")]),
    ("Marlow, in her 1930 study, denied it.", [("later", "Marlow, in her 1930 study")]),
    ("Shore and Anchor (1848) say so.", [("pamphlet", "Anchor (1848)")]),
    ("Shore et al. (1848) say so.", [("pamphlet", "Shore et al. (1848)")]),
    ("T. Wood (2018: 17) says so.", [("wood", "Wood (2018: 17)")]),
    # two works of one author, told apart by the year; a work named twice in a sentence
    ("Marlow (1930) and Marlow (1937)", [("later", "Marlow (1930)"), ("tide", "Marlow (1937)")]),
    # the same title twice: the author says which
    ("In The Old Lighthouse, Second is at his best.", [("e2", "The Old Lighthouse")]),
    # a title in another one: the longer is meant
    (
        "Wood’s Harbours Without Ships: Money, Rope and Weather it was.",
        [("wood", "Harbours Without Ships: Money, Rope and Weather")],
    ),
    # and, &
    ("Fry wrote Fish and Chips himself.", [("ed", "Fish and Chips")]),
]


@pytest.mark.parametrize(("text", "found"), NAMED, ids=[text[:40] for text, _ in NAMED])
def test_what_the_prose_names_is_found(text: str, found: list[tuple[str, str]]) -> None:
    assert linked(text) == found


NOT_NAMED = [
    "It was a tide deceived, and we must learn from it.",
    "The tide deceived us all that night.",
    "Marlow was right, and so was Wood.",
    "Marlow said so in 1936, when he was young.",
    "Wood’s 2018 speech-free holiday was short.".replace("speech-free holiday", "holiday"),
    "The October Gale was an event of the first order.",
    "It was the end of the October Gale.",
    "Harriet looked out of the window; Finch did not.",
    "The ebb was long, and Ebb is a name.",
    "Harbour and Gale",
    "He wrote The Tide Deceived Again, which is another book.",
    "the New Rope and Weather Almanac",
    "Harbours Without Ships: A Different Book came out.",
    "Elijah sat by. Later Elijah Wood (2018) played well.",
    "Smith and Wood (2018) say otherwise.",
    "Double (1990) says both.",
    "We went to The Old Lighthouse on Sunday.",
    "Everything is salt and nothing is water, he said.",
    "the moon permanent in the sky, as Marlow saw it",
    "so-called ‘moon permanent’ light, which Marlow saw",
    "wood (2018) is dear this year",
    "Shore (1848) alone did not write it.",
    "In 2018 Wood went home.",
    "Shore, Ebb and the others went home.",
    "Had Shore been inside Ebb, nobody would have known.",
]


@pytest.mark.parametrize("text", NOT_NAMED, ids=[text[:40] for text in NOT_NAMED])
def test_nothing_is_found_that_the_prose_does_not_name(text: str) -> None:
    assert linked(text) == []


def test_a_title_that_the_author_emphasised_is_found() -> None:
    text = "I read _Rope and Weather_ and _Harriet_, by Finch."
    spans = Spans([(7, 25), (30, 39)])
    assert linked(text, spans) == [("war", "Rope and Weather"), ("emma", "Harriet")]


def test_a_title_once_named_is_known_again() -> None:
    texts = ["In Tallow’s Rope and Weather it rains.", "An heir of Rope and Weather, then."]
    found = find_mentions([(text, Spans()) for text in texts], LIBRARY)
    assert [(one.text, isinstance(one, Mention)) for one in found] == [(0, True), (1, True)]
    found = find_mentions([(text, Spans()) for text in reversed(texts)], LIBRARY)
    assert [(one.text, isinstance(one, Mention)) for one in found] == [(0, False), (1, True)]
