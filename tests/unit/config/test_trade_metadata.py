"""What the trade asks of a book: what holds, and what is said of what does not."""

from __future__ import annotations

import pytest

from publish.book_toml import read_toml
from publish.diagnostics import Ledger
from publish.model.metadata import Evaluation, SubjectCode
from publish.trade_metadata import (
    check_issn,
    read_evaluation,
    read_identifiers,
    read_issn,
    read_subject_codes,
    read_version,
)

HEAD = '[book]\ntitle = "The Sea"\nlanguage = "en-GB"\n'


def read(read_one: object, text: str) -> tuple[object, list[str]]:
    ledger = Ledger()
    assert callable(read_one)
    value = read_one(read_toml(HEAD + text, ledger.add), ledger.add)
    return value, [f"{entry.span} {entry.rule.code} {entry.message}" for entry in ledger]


@pytest.mark.parametrize(
    "written", ["doi:10.5555/1", "10.5555/1", "https://doi.org/10.5555/1", "urn:doi:10.5555/1"]
)
def test_a_doi_is_one_however_it_is_written(written: str) -> None:
    assert read(read_identifiers, f'identifiers = ["{written}"]') == (("doi:10.5555/1",), [])


def test_other_identifiers_are_uris() -> None:
    value, told = read(read_identifiers, 'identifiers = ["urn:nbn:de:101:1-1", "12 34"]')
    assert value == ("urn:nbn:de:101:1-1",)
    assert told == ['manuscript/book.toml:4:1 M016 identifier "12 34" is neither a DOI nor a URI']


@pytest.mark.parametrize("issn", ["0378-5955", "ISSN 0378-5955", "urn:issn:03785955"])
def test_an_issn_is_checked(issn: str) -> None:
    assert check_issn(issn) == "0378-5955"


def test_an_issn_may_end_in_x_and_a_wrong_one_is_told() -> None:
    assert check_issn("2434-561x") == "2434-561X"
    value, told = read(read_issn, '[book.series]\nname = "S"\nissn = "0378-5954"')
    assert (value, len(told)) == ("", 1)


def test_subjects_of_a_list_are_known_by_list_and_code() -> None:
    text = 'subject-codes = ["bisac: HIS032000 HISTORY / Russia", "Thema:NHD", "Thema:nhd", "X:1"]'
    value, told = read(read_subject_codes, text)
    assert value == (
        SubjectCode("BISAC", "HIS032000", "HISTORY / Russia"),
        SubjectCode("Thema", "NHD"),
    )
    assert [line.split(" ", 2)[2] for line in told] == [
        '"nhd" is not a code of Thema',
        'subject "X:1" names no list of subjects',
    ]


def test_a_version_is_one_that_apple_books_reads() -> None:
    assert read(read_version, 'version = "1.2.3"') == ("1.2.3", [])
    assert read(read_version, 'version = "second"')[0] == ""


def test_what_people_say_of_accessibility_is_read_whole() -> None:
    text = """[book.accessibility]
certified-by = "Small Press"
date = "2026-05-01"
credential = "GCA"
report = "https://example.com/r"
hazards = ["flashing"]
summary = "Maps are described."
exemption = "eaa-microenterprise"
"""
    value, told = read(read_evaluation, text)
    assert told == []
    assert value == Evaluation(
        "Small Press",
        "2026-05-01",
        ("GCA",),
        "https://example.com/r",
        ("flashing",),
        "Maps are described.",
        "eaa-microenterprise",
    )


def test_nothing_said_of_hazards_is_not_the_same_as_none() -> None:
    unsaid, _ = read(read_evaluation, "")
    none, _ = read(read_evaluation, "[book.accessibility]\nhazards = []")
    wrong, told = read(read_evaluation, '[book.accessibility]\nhazards = ["noise"]')
    assert (unsaid, none) == (Evaluation(), Evaluation(hazards=()))
    assert (wrong, len(told)) == (Evaluation(hazards=()), 1)
