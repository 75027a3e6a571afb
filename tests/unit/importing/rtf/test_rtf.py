"""What a text in RTF holds, as its many writers write it, and what becomes of it."""

from __future__ import annotations

import json
from pathlib import PurePosixPath

import pytest
from tests.unit.importing.rtf.conftest import HEAD, Rtf
from tests.unit.importing.word.conftest import Import
from tests.unit.importing.word.test_word import zotero

STORM = r"The wind rose in the night and the boats were drawn up on the sand.\par "


def test_styles_and_looks_mean_what_they_mean_in_word(rtf: Rtf) -> None:
    done = rtf(
        HEAD,
        r"\pard\plain\s3 All at sea.\par ",
        r"\pard\plain\s2\i He {\i0 never} spoke.\par ",
        r"\pard\plain The {\i wind} {\cs11\i rose} {\b high} in {\f1 code} and {\scaps caps}, ",
        r"H{\sub 2}O, {\super 2}, {\ul under}, {\strike gone}\line and on.\par ",
    )
    assert "# The storm\n" in done.text
    assert "::: epigraph\nAll at sea.\n:::" in done.text
    assert "> He never spoke." in done.text
    assert "The *wind* *rose* **high** in `code` and [caps]{.smallcaps}" in done.text
    assert r"H~2~O, ^2^, [under]{.underline}, ~~gone~~\ and on." in " ".join(done.text.split())


@pytest.mark.parametrize(
    ("head", "body", "words"),
    [
        (r"\ansi\ansicpg1252", r"{\f3 \'c2\'e5\'f2\'e5\'f0} blew", "Ветер blew"),
        (r"\ansi\ansicpg1252", r"{\f5 \'f8\'e1d} caf\'e9", "řád café"),
        (r"\ansi\ansicpg932", r"{\f4 \'83J\'83\'5c\'83\\\'93\'fa}", "カソソ日"),
        (r"\mac", r"{\f9 caf\'8e}", "café"),
        (r"\pc", r"{\f9 caf\'82}", "café"),
        (r"\ansi", r"a\u8212-b\u8212 ?c {\uc2\u8212\'81\'5cd}{\uc0\u8212 e}", "a—b—c —d—e"),
        (r"\ansi", r"\u-10179?\u-8704?!", "😀!"),
        (r"\ansi", r"a\u8211\endash b\emdash\lquote c\rquote\~d\_e", "a–b—‘c’\u00a0d\u2011e"),
        (r"\ansi", r"{\upr{bad}{\*\ud{g\u1086\'6fod}}} all", "gоod all"),
        (r"\ansi", "na\u00efve", "naïve"),
        (r"\ansi", "Ветер".encode().decode("latin-1"), "Ветер"),
        (r"\ansi", r"{\f2 words}b", "ωορδσb"),
    ],
)
def test_letters_are_those_of_the_writer(rtf: Rtf, head: str, body: str, words: str) -> None:
    done = rtf(HEAD, body, r"\par ", head=head)
    assert words in done.text, done.text


def test_letters_of_no_code_page_are_told(rtf: Rtf) -> None:
    done = rtf(HEAD, r"The w\'81nd rose.\par ")
    assert done.imported is not None
    assert any("1 letters are none" in one for one in done.imported.remarks)


def test_a_cyrillic_text_whose_fonts_are_all_called_western_is_cyrillic(do_import: Import) -> None:
    data = rb"{\rtf1\ansi\ansicpg1251{\fonttbl{\f0\fcharset0 Arial;}}\f0 \'c2\'e5\'f2\'e5\'f0\par}"
    assert "Ветер" in do_import(data, "book.rtf").text


def test_a_mark_before_the_text_is_no_word_and_names_may_lie(do_import: Import) -> None:
    data = b"\xef\xbb\xbf\r\n" + rb"{\rtf1\ansi The wind rose.\par}"
    assert do_import(data, "book.docx").text == "The wind rose.\n"


def test_textedit_writes_no_styles_and_ends_lines_with_backslashes(do_import: Import) -> None:
    data = (
        rb"{\rtf1\ansi\ansicpg1252\cocoartf2639" + b"\n"
        rb"\cocoatextscaling0\cocoaplatform0{\fonttbl\f0\fswiss\fcharset0 Helvetica-Bold;"
        rb"\f1\fswiss\fcharset0 Helvetica;}" + b"\n"
        rb"{\colortbl;\red255\green255\blue255;}{\*\expandedcolortbl;;}" + b"\n"
        rb"{\*\listtable{\list\listtemplateid1\listhybrid{\listlevel\levelnfc23\levelnfcn23"
        rb"\leveljc0\levelstartat1{\*\levelmarker \{disc\}}{\leveltext\leveltemplateid1\'01\uc0"
        rb"\u8226 ;}{\levelnumbers;}\fi-360\li720 }{\listname ;}\listid1}}" + b"\n"
        rb"{\*\listoverridetable{\listoverride\listid1\listoverridecount0\ls1}}" + b"\n"
        rb"\pard\f0\b\fs48 \cf0 The Storm" + b"\\\n"
        rb"\pard\f1\b0\fs24 The wind \'97 it {\field{\*\fldinst{HYPERLINK "
        rb'"http://example.org"}}{\fldrslt blew}}.' + b"\\\n"
        rb"\pard\ls1\ilvl0\cf0 {\listtext" + b"\t\\uc0\\u8226 \t}one\\\n{\\listtext\t"
        rb"\uc0\u8226 " + b"\t}two\\\n\\pard\\cf0 The end}"
    )
    done = do_import(data, "book.rtf")
    assert "# The Storm\n" in done.text
    assert "The wind — it [blew](http://example.org)." in done.text
    assert "- one\n- two" in done.text
    assert "The end" in done.text


def test_notes_of_all_kinds_are_notes(rtf: Rtf) -> None:
    done = rtf(
        HEAD,
        r"It blew{\super\chftn{\footnote\pard\plain\chftn  At the foot.\par {\i More}.}}, ",
        r"and fell{\chftn{\*\footnote\ftnalt\pard\plain\chftn  At the end.}}.\par ",
    )
    assert "It blew[^1], and fell[^2]." in done.text
    assert "[^1]: At the foot.\n\n    *More*." in done.text
    assert "[^2]: At the end." in done.text


LISTS = (
    r"{\*\listtable{\list{\listlevel\levelnfc0\levelstartat3{\leveltext\'02\'00.;}}"
    r"{\listlevel\levelnfc23\levelstartat1{\leveltext\'01\u8226 ?;}}\listid7}}"
    r"{\*\listoverridetable{\listoverride\listid7\listoverridecount0\ls1}}"
)


def test_lists_are_lists_and_their_typed_numbers_are_not_words(rtf: Rtf) -> None:
    done = rtf(
        LISTS,
        HEAD,
        r"{\listtext\pard\plain 3.\tab}\ls1\ilvl0 three\par ",
        r"\pard\plain{\listtext\'b7\tab}\ls1\ilvl1 deeper\par ",
        r"\pard\plain{\listtext 4.\tab}\ls1\ilvl0 four\par ",
    )
    assert "3.  three\n    - deeper\n4.  four" in done.text


def test_lists_of_wordpad_are_lists(rtf: Rtf) -> None:
    item = r"\pard{\pntext\f2\'B7\tab}{\*\pn\pnlvlblt\pnf2\pnindent0{\pntxtb\'B7}}\fi-360\li720 "
    done = rtf(HEAD, item, r"one\par {\pntext\f2\'B7\tab}two\par \pard after\par ")
    assert "- one\n- two\n\nafter" in done.text


ROW = r"\trowd\trgaph100\trleft0"


def test_tables_keep_their_merged_and_nested_cells(rtf: Rtf) -> None:
    done = rtf(
        HEAD,
        ROW + r"\trhdr\cellx2000\cellx3000\pard\intbl wide\cell c\cell\row",
        ROW + r"\clvmgf\cellx1000\cellx2000\cellx3000\pard\intbl tall\cell e\cell f\cell\row",
        ROW + r"\clvmrg\cellx1000\cellx2000\cellx3000\pard\intbl\cell h\par more\cell ",
        r"\pard\intbl\itap2 inner\nestcell{\nonesttables\par}{\*\nesttableprops\trowd\cellx500",
        r"\nestrow}" + ROW + r"\clvmrg\cellx1000\cellx2000\cellx3000\pard\intbl\cell\row\pard ",
        STORM,
    )
    text = " ".join(done.text.split())
    assert "| wide | c |" in text
    assert "| tall | e | f |" in text
    assert "| h | inner" in text or "inner" in text
    assert "The wind rose in the night" in done.text


def test_pictures_have_their_alternative_texts_and_widths(rtf: Rtf, png: bytes) -> None:
    said = r"{\*\picprop{\sp{\sn wzDescription}{\sv Four white points}}}"
    picture = rf"{{\pict{said}\picwgoal4680\picscalex100\pngblip {png.hex()}}}"
    shape = (
        r"{\shp{\*\shpinst{\sp{\sn pib}{\sv{\pict\pngblip " + png.hex() + r"}}}"
        r"{\sp{\sn wzDescription}{\sv A shape}}}{\shprslt{\pict\wmetafile8 00}}}"
    )
    page = r"\paperw12240\margl1440\margr1440 "
    done = rtf(
        page,
        HEAD,
        r"{\*\shppict" + picture + r"}{\nonshppict{\pict\wmetafile8 0100}}\par ",
        r"\pard " + shape + r"\par \pard {\pict\wmetafile8 0123}\par ",
    )
    assert '![](../images/image1.png){alt="Four white points" width="50%"}' in done.text
    assert 'alt="A shape"' in done.text
    assert done.imported is not None
    assert PurePosixPath("manuscript/images/image1.png") in done.imported.files
    assert "image3.wmf" in done.unkept


def test_pictures_in_raw_bytes_are_read_as_long_as_they_say(do_import: Import, png: bytes) -> None:
    head = rb"{\rtf1\ansi The sea.\par{\pict\pngblip\bin" + str(len(png)).encode() + b" "
    done = do_import(head + png + rb"}\par The sky.\par}", "book.rtf")
    assert done.imported is not None
    assert done.imported.files[PurePosixPath("manuscript/images/image1.png")] == png
    assert "The sky." in done.text


def test_fields_and_bookmarks_are_references_links_and_citations(rtf: Rtf) -> None:
    code = zotero(locator="12").replace("\\", "\\\\").replace("{", r"\{").replace("}", r"\}")
    done = rtf(
        r"\pard\plain\s1\b\fs32 {\*\bkmkstart _Ref1}The storm{\*\bkmkend _Ref1}\par\pard\plain ",
        r"See {\field{\*\fldinst { REF _Ref1 \\h }}{\fldrslt {The storm}}}, ",
        r'{\field{\*\fldinst HYPERLINK \\l "_Ref1"}{\fldrslt here}}',
        r"{\xe\v {wind\:east}}{\xe\v rain{\*\txe see wind}} ",
        rf"as said {{\field{{\*\fldinst {code}}}{{\fldrslt (Wood 2018)}}}}.\par ",
    )
    assert (
        "See [The storm](#the-storm), [here](#the-storm) as said [@wood2018, p. 12]." in done.text
    )
    assert done.imported is not None
    files = done.imported.files
    assert files[PurePosixPath("set-apart/index-entries.txt")] == b"2\twind: east\n2\train\n"
    works = json.loads(files[PurePosixPath("manuscript/references.json")])
    assert works[0]["id"] == "wood2018"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ("accept", "The wind rose again."),
        ("reject", "The wind fell again."),
        ("mark", "The wind [fell]{.deletion}[rose]{.insertion} again."),
    ],
)
def test_tracked_changes_are_accepted_refused_or_kept(rtf: Rtf, changes: str, words: str) -> None:
    changed = r"{\deleted\revauthdel1 fell}{\revised\revauth1 rose}"
    done = rtf(
        r"{\*\revtbl{Unknown;}{Ed;}}", HEAD, f"The wind {changed} again.", r"\par ", changes=changes
    )
    assert words in done.text


def test_a_deleted_end_of_a_paragraph_joins_two(rtf: Rtf) -> None:
    body = (HEAD, r"The wi{\deleted\revauthdel1 \par }nd rose.\par ")
    assert "The wind rose.\n" in rtf(*body).text
    assert "The wi\n\nnd rose." in rtf(*body, changes="reject").text


def test_comments_boxes_heads_and_hidden_words_are_told(rtf: Rtf) -> None:
    done = rtf(
        r"{\info{\title The Sea}{\author A. Sailor}{\company Nobody}}",
        r"{\header The Sea, draft\par}",
        HEAD,
        r"The {\*\atrfstart 1}wind{\*\atrfend 1}{\*\atnid E}{\*\atnauthor Ed}\chatn",
        r"{\*\annotation{\*\atnref 1}{\*\atndate 1}\pard\plain Which wind?} rose{\v  secretly}.",
        r"{\shp{\*\shpinst\shpleft0{\sp{\sn shapeType}{\sv 202}}{\shptxt\pard In a box.\par}}",
        r"{\shprslt{\*\do\dptxbx{\dptxbxtext In a box.\par}}}}\par ",
        STORM,
    )
    assert "The wind rose.\n\nIn a box.\n" in done.text
    assert done.text.count("In a box.") == 1
    assert "comment of Ed on “wind”: Which wind?" in done.unkept
    assert "a head of pages: The Sea, draft" in done.unkept
    assert "hidden text: secretly" in done.unkept
    assert 'title = "The Sea"' in done.settings
    assert "A. Sailor" in done.settings
    assert done.imported is not None
    assert [one.place.line for one in done.imported.unkept if one.place] == [2, 2]


def test_formulas_are_tex(rtf: Rtf) -> None:
    formula = (
        r"{\mmath{\*\moMath{\mf{\mfPr{\mtype bar}{\mctrlPr\i\f1}}{\mnum{\mr\i a}}{\mden{\mr b}}}"
        r"{\msSup{\me{\mr x}}{\msup 2}}}{\mmathPict{\pict\pngblip 00}}}"
    )
    done = rtf(HEAD, f"It is {formula} so.", r"\par ")
    assert r"It is $\frac{a}{b}x^{2}$ so." in done.text


def test_the_author_may_say_what_a_style_means(rtf: Rtf, tmp_path: object) -> None:
    done = rtf(HEAD, r"\pard\plain\s5 He said nothing.\par ", STORM)
    assert "> He said" not in done.text


def test_notes_in_tables_are_no_tables(rtf: Rtf) -> None:
    note = r"{\super\chftn}{\*\footnote\chftn\~\plain\pard\intbl {\pard\intbl Not far.\par}\par}"
    done = rtf(HEAD, ROW, rf"\cellx2000\pard\intbl wide{note}\cell\row\pard ", STORM)
    assert "[^1]: Not far.\n" in done.text
