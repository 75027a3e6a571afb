"""Russian titles in whatever case the prose puts them, and ordinary words that only look alike."""

from __future__ import annotations

import pytest
from tests.unit.importing.linking.test_mentions import work

from publish.importing.linking import Mention, NamedWork, find_mentions
from publish.importing.linking.declined import is_same_word
from publish.importing.spans import Spans

LIBRARY: tuple[NamedWork, ...] = (
    work("revolution", "Преданная революция", "Троцкий, Лев", 1937),
    work("war", "Война и мир", "Толстой, Лев", 1869),
    work("crime", "Преступление и наказание", "Достоевский, Фёдор", 1866),
    work("fathers", "Отцы и дети", "Тургенев, Иван", 1862),
    work("souls", "Мёртвые души", "Гоголь, Николай", 1842),
    work("don", "Тихий Дон", "Шолохов, Михаил", 1940),
    work("hero", "Герой нашего времени", "Лермонтов, Михаил", 1840),
    work("master", "Мастер и Маргарита", "Булгаков, Михаил", 1967),
    work("onegin", "Евгений Онегин", "Пушкин, Александр", 1833),
    work("brothers", "Братья Карамазовы", "Достоевский, Фёдор", 1880),
    work("orchard", "Вишнёвый сад", "Чехов, Антон", 1904),
    work("capital", "Капитал", "Маркс, Карл", 1867),
    work("state", "Государство и революция", "Ленин, Владимир", 1917),
    work("white", "Белая гвардия: Роман", "Булгаков, Михаил", 1925),
)


def linked(text: str) -> list[tuple[str, str]]:
    """Return the key and the words of every mention."""
    found = find_mentions([(text, Spans())], LIBRARY)
    return [(one.work.key, text[one.start : one.end]) for one in found if isinstance(one, Mention)]


NAMED = [
    ('В „Преданной революции" сказано иначе.', "revolution", "Преданной революции"),
    ("В «Преданной революции» Троцкий пишет иначе.", "revolution", "Преданной революции"),
    ("Он перевёл «Преданную революцию».", "revolution", "Преданную революцию"),
    ("Из „Войны и мира“ мы узнали больше.", "war", "Войны и мира"),
    ("Мы читали о «Войне и мире» Толстого.", "war", "Войне и мире"),
    ("Герои «Преступления и наказания» бедны.", "crime", "Преступления и наказания"),
    ("Спор об «Отцах и детях» не кончен.", "fathers", "Отцах и детях"),
    ("Второй том «Мертвых душ» сожжён.", "souls", "Мертвых душ"),
    ("В «Тихом Доне» много реки.", "don", "Тихом Доне"),
    ("Предисловие к «Герою нашего времени» известно.", "hero", "Герою нашего времени"),
    ("Бал в «Мастере и Маргарите» описан.", "master", "Мастере и Маргарите"),
    ("Строфа «Евгения Онегина» сложна.", "onegin", "Евгения Онегина"),
    ("Он читал “Братьев Карамазовых” дважды.", "brothers", "Братьев Карамазовых"),
    ("Премьера «Вишнёвого сада» прошла.", "orchard", "Вишнёвого сада"),
    ("В первом томе «Капитала» Маркса есть таблицы.", "capital", "Капитала"),
    ("В ленинских «Государстве и революции» так и сказано.", "state", "Государстве и революции"),
    ("В «Белой гвардии» идёт снег.", "white", "Белой гвардии"),
    ("О Троцкого Преданной революции спорят.", "revolution", "Преданной революции"),
    ("У Троцкого (1937) это есть.", "revolution", "Троцкого (1937)"),
    ("Мы были согласны с Толстым (1869).", "war", "Толстым (1869)"),
]


@pytest.mark.parametrize(("text", "key", "words"), NAMED, ids=[one[0][:30] for one in NAMED])
def test_titles_are_found_in_every_case(text: str, key: str, words: str) -> None:
    assert linked(text) == [(key, words)]


NOT_NAMED = [
    "Это была преданная революция, и не одна.",
    "Преданной революции не прощают.",
    "Жертвы преданной революции молчали.",
    "После войны и мира наступает скука.",
    "Войны и миры сменяли друг друга.",
    "На тихом Дону стоит станица.",
    "Отцов и детей разделила дорога.",
    "Мастера и маргаритки на лугу.",
    "Он вложил «капитал» в дело.",
    "Капиталы росли, а Маркс писал письма.",
    "Государства и революции изучает история.",
    "Толстого в 1869 году видели в Туле.",
    "Алексея Толстого (1869) путать не надо.",
    "В вишнёвом саду Чехов принимал гостей.",
    "Герои нашего времени живут скромно.",
]


@pytest.mark.parametrize("text", NOT_NAMED, ids=[text[:30] for text in NOT_NAMED])
def test_ordinary_words_in_the_same_cases_are_no_titles(text: str) -> None:
    assert linked(text) == []


def test_the_report_says_that_a_title_is_declined() -> None:
    (found,) = find_mentions([("В «Преданной революции» он прав.", Spans())], LIBRARY)
    assert isinstance(found, Mention)
    assert "declined" in found.evidence


@pytest.mark.parametrize(
    ("written", "wanted", "is_same"),
    [
        ("революции", "революция", True),
        ("революцией", "революция", True),
        ("преданною", "преданная", True),
        ("мира", "мир", True),
        ("мирный", "мир", False),
        ("войско", "война", False),
        ("правый", "право", False),
        ("революционер", "революция", False),
        ("книгами", "книга", True),
        ("rivers", "river", False),
    ],
)
def test_forms_of_a_word(written: str, wanted: str, is_same: bool) -> None:
    assert is_same_word(written, wanted) is is_same
