from dataclasses import replace

from tests.unit.editions.epub_support import METADATA, cover, edition

from publish.editions.package import Statement, package_metadata
from publish.model.metadata import Contributor, Series


def said(statements: tuple[Statement, ...], name: str) -> list[str]:
    return [statement.value for statement in statements if statement.name == name]


def test_titles_people_and_series_carry_their_refinements() -> None:
    statements = package_metadata(edition())
    assert said(statements, "title") == ["The Sea & the Grid", "A History of Power"]
    assert said(statements, "title-type") == ["main", "subtitle"]
    assert said(statements, "creator") == ["Ann Author"]
    assert said(statements, "contributor") == ["Bo Two"]
    assert said(statements, "role") == ["aut", "trl"]
    assert said(statements, "file-as") == ["Author, Ann"]
    assert said(statements, "belongs-to-collection") == ["Energy"]
    assert said(statements, "group-position") == ["2"]


def test_an_isbn_comes_first_and_the_books_own_identifier_stays() -> None:
    statements = package_metadata(edition(isbn="978-0-00-000000-2"))
    assert said(statements, "identifier") == ["urn:isbn:9780000000002", METADATA.identifier]
    assert said(statements, "identifier-type") == ["15"]
    assert said(package_metadata(edition()), "identifier") == [METADATA.identifier]


def test_editors_are_creators_only_where_nobody_is_the_author() -> None:
    people = (Contributor("Ed Itor", "edt"), Contributor("Bo Two", "trl"))
    collection = package_metadata(edition(metadata=replace(METADATA, contributors=people)))
    assert (said(collection, "creator"), said(collection, "contributor")) == (
        ["Ed Itor"],
        ["Bo Two"],
    )
    authored = replace(METADATA, contributors=(*people, Contributor("Ann Author")))
    written = package_metadata(edition(metadata=authored))
    assert said(written, "creator") == ["Ann Author"]


def test_a_place_in_the_series_that_is_no_number_is_left_out() -> None:
    statements = package_metadata(
        edition(metadata=replace(METADATA, series=Series("Energy", "second")))
    )
    assert said(statements, "belongs-to-collection") == ["Energy"]
    assert said(statements, "group-position") == []


def test_what_is_not_known_is_not_said() -> None:
    bare = replace(
        METADATA, subtitle="", series=None, publisher="", rights="", date="", description=""
    )
    names = {statement.name for statement in package_metadata(edition(metadata=bare))}
    assert not names & {"publisher", "rights", "date", "description", "belongs-to-collection"}


def test_old_readers_are_told_of_the_cover() -> None:
    (statement,) = (x for x in package_metadata(edition(cover=cover())) if x.name == "cover")
    assert dict(statement.attributes) == {"name": "cover", "content": "cover-image"}
