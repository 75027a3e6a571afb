"""The seam into WeasyPrint rests on source that these tests pin."""

from __future__ import annotations

import pytest

from publish.typesetting.engine_seam import FINGERPRINTS, fingerprint

pytestmark = pytest.mark.tools


@pytest.fixture(autouse=True)
def _without_machine_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        import weasyprint  # noqa: F401


@pytest.mark.parametrize("name", FINGERPRINTS)
def test_what_we_reach_into_is_what_we_read(name: str) -> None:
    assert fingerprint(name) == FINGERPRINTS[name], (
        f"{name} has changed with this WeasyPrint: read it again, mend typesetting/engine_seam.py "
        f'and laid_out.py if they rest on what changed, then pin "{fingerprint(name)}"'
    )


def test_the_seam_is_closed_again() -> None:
    import weasyprint.layout
    from weasyprint.layout import block
    from weasyprint.pdf import tags
    from weasyprint.pdf.stream import Stream

    from publish.typesetting import engine_seam, galley_seam, paragraph_seam, tagging

    def inside() -> tuple[object, ...]:
        return (
            weasyprint.layout.make_all_pages,
            weasyprint.layout.make_margin_boxes,
            block.iter_line_boxes,
            Stream.marked,
            tags._build_box_tree,
        )

    before = inside()
    with (
        engine_seam.margin_boxes_deferred(),
        galley_seam.pages_planned(),
        paragraph_seam.paragraphs_by_total_fit(),
        tagging.tags_of_our_own(),
    ):
        assert not set(before) & set(inside())
    assert inside() == before
