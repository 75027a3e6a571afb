from __future__ import annotations

import re

import pytest

from publish.content.addresses import document_href, formula_href, image_href, web_address


def test_a_document_is_called_as_its_division() -> None:
    assert document_href("moscow") == "moscow.xhtml"


@pytest.mark.parametrize("identifier", ["глава-один", "Moscow", "nav", "cover", "a/b", "..", "é"])
def test_other_documents_get_names_of_their_own(identifier: str) -> None:
    href = document_href(identifier)
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]*\.xhtml", href)
    assert href not in {"nav.xhtml", "cover.xhtml"}
    assert href != document_href(identifier + "x")


def test_a_picture_is_called_as_its_file() -> None:
    assert image_href("manuscript/images/dolls.svg") == "images/dolls.svg"


def test_pictures_never_share_a_name() -> None:
    sources = [
        "manuscript/images/a.png",
        "manuscript/images/A.png",
        "manuscript/images/a.PNG",
        "manuscript/images/ä.png",
        "manuscript/images/a b.png",
        "manuscript/images/a-b.png",
        "manuscript/a.png",
        "images/a.png",
        "manuscript/chapters/images/a.png",
    ]
    hrefs = [image_href(source) for source in sources]
    assert len({href.lower() for href in hrefs}) == len(sources)
    assert all(re.fullmatch(r"images/[a-z0-9-]+\.png", href) for href in hrefs)


def test_a_formula_is_called_by_its_markup() -> None:
    assert formula_href("<math/>") == formula_href("<math/>") != formula_href("<math></math>")


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("https://example.org/a?b=c&d#e", "https://example.org/a?b=c&d#e"),
        ("HTTP://example.org/a b", "HTTP://example.org/a%20b"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("https://example.org/%C3%A9/é", "https://example.org/%C3%A9/é"),
        ('https://example.org/<x>|"{}', "https://example.org/%3Cx%3E%7C%22%7B%7D"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("https:", None),
        ("https://", None),
        ("chapter.md", None),
        ("", None),
    ],
)
def test_only_the_web_may_be_opened(target: str, address: str | None) -> None:
    assert web_address(target) == address


def test_a_picture_in_another_kind_of_file_never_takes_the_name_of_a_third() -> None:
    own, other = (
        image_href("manuscript/images/a.png"),
        image_href("manuscript/images/a.gif", ".png"),
    )
    assert own == "images/a.png"
    assert re.fullmatch(r"images/a-[0-9a-f]{8}\.png", other)
    assert image_href("manuscript/images/a.gif", ".gif") == "images/a.gif"
