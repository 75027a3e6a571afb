from dataclasses import replace

from tests.unit.editions.epub_support import METADATA, cover, edition, with_body

from publish.diagnostics import Diagnostic
from publish.editions.package import Statement, package_metadata, prefixes_of
from publish.model.metadata import Contributor, Evaluation, Series, SubjectCode


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


def test_a_doi_says_that_it_is_one_and_nothing_is_named_twice() -> None:
    named = replace(METADATA, identifiers=("doi:10.5555/1", METADATA.identifier, "urn:x:y"))
    statements = package_metadata(edition(metadata=named))
    assert said(statements, "identifier") == [METADATA.identifier, "doi:10.5555/1", "urn:x:y"]
    assert said(statements, "identifier-type") == ["06"]


def test_subjects_with_codes_name_their_list() -> None:
    codes = (SubjectCode("Thema", "NHD"), SubjectCode("BISAC", "HIS032000", "HISTORY / Russia"))
    statements = package_metadata(edition(metadata=replace(METADATA, subject_codes=codes)))
    assert said(statements, "subject")[-2:] == ["NHD", "HISTORY / Russia"]
    assert said(statements, "authority") == ["Thema", "BISAC"]
    assert said(statements, "term") == ["NHD", "HIS032000"]


def test_a_series_has_its_issn() -> None:
    series = Series("Energy", "2", "0378-5955")
    statements = package_metadata(edition(metadata=replace(METADATA, series=series)))
    assert said(statements, "dcterms:identifier") == ["urn:issn:0378-5955"]


def test_who_has_judged_stands_under_the_claim() -> None:
    judged = Evaluation("Small Press", "2026-05-01", ("GCA",), "https://example.com/report")
    statements = package_metadata(edition(metadata=replace(METADATA, evaluation=judged)))
    certifier = next(each for each in statements if each.name == "a11y:certifiedBy")
    assert dict(certifier.attributes)["refines"] == "#conformance"
    assert said(statements, "a11y:certifierCredential") == ["GCA"]
    (report,) = (each for each in statements if each.kind == "link")
    assert dict(report.attributes)["href"] == "https://example.com/report"


def test_a_claim_that_the_book_belies_is_told_and_not_made() -> None:
    told: list[Diagnostic] = []
    judged = replace(METADATA, evaluation=Evaluation("Small Press"))
    faulty = with_body('<h1>A</h1><img src="images/sea.svg"/><p>слово</p>')
    statements = package_metadata(edition((faulty,), metadata=judged, report=told.append))
    assert not said(statements, "dcterms:conformsTo")
    assert [entry.rule.code for entry in told] == ["A012"]
    assert "1 picture is not described, 1 passage" in told[0].message


def test_a_vocabulary_is_declared_where_it_is_used() -> None:
    assert "ibooks" in prefixes_of(package_metadata(edition()))  # its fonts are meant
    assert prefixes_of(package_metadata(edition(faces=()))) == {}
