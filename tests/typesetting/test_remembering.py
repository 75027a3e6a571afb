"""The engine asks less often, and sets the same pages."""

from __future__ import annotations

import warnings

import pytest

from publish.typesetting.remembering import styles_remembered

pytestmark = pytest.mark.tools

PAGE = """<html lang="en"><style>
@page { size: 300px 200px; @top-center { content: string(head) } }
:root { --gap: 2px; line-height: 1.4 }
h1 { string-set: head content(); margin-inline-start: 7px; margin-left: 3px; font-size: 2em }
p { margin-left: 3px; margin-inline-start: 7px; padding: var(--gap); min-inline-size: 10px }
.rtl { direction: rtl; margin-inline-start: 9px; border-inline-end: 1px solid }
p::first-line { font-variant: small-caps }
em { text-decoration: underline; font-size: calc(1em - 2px) } li { line-height: 2rlh }
</style><h1>Moscow</h1><p>To go <em>by train</em> is to arrive. <b>Slowly</b>, we grant it.</p>
<p class="rtl">Back again, by <span style="float: left">the</span> train.</p>
<ul><li>one<li>two</ul><table><tr><td>a<td>b</table></html>"""


@pytest.fixture(autouse=True)
def _without_machine_fonts() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        import weasyprint  # noqa: F401


def pdf() -> bytes:
    import weasyprint

    data = weasyprint.HTML(string=PAGE).write_pdf(pdf_variant="pdf/ua-1", uncompressed_pdf=True)
    assert isinstance(data, bytes)
    return data


def test_the_pages_are_the_same_byte_for_byte() -> None:
    expected = pdf()
    with styles_remembered():
        assert pdf() == expected


def test_the_engine_is_as_it_was_afterwards() -> None:
    from weasyprint.css import ComputedStyle
    from weasyprint.layout import inline
    from weasyprint.text import line_break

    def inside() -> tuple[object, ...]:
        return inline.strut, line_break.get_font_description, ComputedStyle.__missing__

    before = inside()
    with pytest.raises(RuntimeError), styles_remembered():
        assert not set(before) & set(inside())
        raise RuntimeError
    assert inside() == before
