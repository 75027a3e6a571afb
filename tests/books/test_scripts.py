"""Small books in scripts that run otherwise than ours: made, valid, and set as they must be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import pytest
from tests.conftest import run_publish

pytestmark = [pytest.mark.tools, pytest.mark.slow]

ARABIC = """# الحديقة {#garden}

كان في القرية نهر صغير. جاء الأولاد كل صباح في سنة 1986، وقالت الجدة:
"*اقرأوا* كل يوم" (الطبعة 2).[^1]

> قال النهر للشجرة: أنا أمضي وأنت باقية.

| الشجرة | العدد |
|---|---:|
| تفاح | 12 |
| ليمون | 7 |

| يا نهر يا صديق الصباح
|   خذني معك إلى البحر

    tree(name)

انظر [الحديقة](#garden).

[^1]: كتاب صغير، ص 12.
"""

HEBREW = """# הגן

בכפר היה נהר קטן. הילדים באו בכל בוקר בשנת 1986, וסבתא אמרה: "קראו *ספר*" (כך ב-*A Book*).[^1]

- תפוחים
- לימונים

| נהר נהר, חבר הבוקר
|   קח אותי אל הים

[^1]: ספר קטן, עמ׳ 12.
"""

JAPANESE = """# [山道]{ruby="やまみち"}

[昔]{ruby="むかし"}、山の[麓]{ruby="ふもと"}に12人の村人が住んでいた。1986年の春、*遠くの音*が聞こえた。「何だ!?」[^1]

| 名前 | 年 |
|---|---|
| 春 | 24 |

1. 水を汲む。
2. 火を起こす。

| 川の音や
|   朝の風

* * *

それから、村は静かになった。

[^1]: [音]{ruby="おと"}は[雷]{ruby="かみなり"}であった。
"""


@dataclass(frozen=True, slots=True)
class Script:
    """A book, and what must stand in its package, its chapter and its stylesheet."""

    tag: str
    text: str
    title: str
    package: tuple[str, ...]
    chapter: tuple[str, ...]
    style: tuple[str, ...]
    settings: str = ""


SCRIPTS = [
    Script(
        "ar",
        ARABIC,
        "حديقة على النهر",
        ('page-progression-direction="rtl"', 'content="horizontal-rl"'),
        ('lang="ar" xml:lang="ar" dir="rtl">', '<pre class="code" dir="ltr">', "«<em>اقرأوا</em>"),
        ("\nh1, h2, h3, h4, h5, h6, .stanza, ", "\ndd { margin: 0 1.5em 0 0 }"),
    ),
    Script(
        "he",
        HEBREW,
        "גן על הנהר",
        ('page-progression-direction="rtl"', 'content="horizontal-rl"'),
        ('lang="he" xml:lang="he" dir="rtl">', 'aria-label="הערות"'),
        ("\nul, ol { padding-left: 0; padding-right: 1.5em }",),
    ),
    Script(
        "ja",
        JAPANESE,
        "山の音",
        ('page-progression-direction="rtl"', 'content="vertical-rl"'),
        (
            "<ruby>山道<rp>(</rp><rt>やまみち</rt><rp>)</rp></ruby></span></h1>",
            '<span class="upright">12</span>人の',
            "1986年",
            '<span class="upright">!?</span>',
            'aria-label="注"',
        ),
        (
            "-epub-writing-mode: vertical-rl; -webkit-writing-mode: vertical-rl;",
            "-epub-text-combine: horizontal;",
            "\nblockquote { margin: 1.25em 1.35em }",
            "-epub-text-emphasis: sesame;",
        ),
        'writing-mode = "vertical"\n',
    ),
]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.tag)
def test_a_book_is_made_as_its_script_runs(
    script: Script, tmp_path: Path, need_tool: Callable[[str], Path]
) -> None:
    need_tool("java")
    write(tmp_path, script)
    made = run_publish("build", "--check", cwd=tmp_path)
    assert "warning" not in made.stderr
    assert "error" not in made.stderr
    assert [path.suffix for path in tmp_path.glob("dist/*") if path.suffix != ".json"] == [".epub"]
    with ZipFile(next(tmp_path.glob("dist/*.epub"))) as archive:
        package = archive.read("EPUB/content.opf").decode()
        style = archive.read("EPUB/styles/book.css").decode()
        documents = [
            archive.read(name).decode() for name in archive.namelist() if name.endswith(".xhtml")
        ]
    (chapter,) = (text for text in documents if 'epub:type="chapter"' in text)
    assert [part for part in script.package if part not in package] == []
    assert [part for part in script.chapter if part not in chapter] == []
    assert [part for part in script.style if part not in style] == []
    assert ":where(" not in style


def test_print_refuses_lines_down_the_page_and_leaves_dist_alone(tmp_path: Path) -> None:
    write(tmp_path, SCRIPTS[-1], "[editions.epub]\n[editions.pdf]\n")
    with pytest.raises(pytest.fail.Exception, match=r"book.toml:4:1: error: .* \[P009\]"):
        run_publish("build", cwd=tmp_path)
    assert not list(tmp_path.glob("dist/*"))
    run_publish("build", "epub", cwd=tmp_path)
    assert list(tmp_path.glob("dist/*.epub"))


def test_ruby_is_printed_in_brackets_and_no_word_is_lost(tmp_path: Path) -> None:
    script = Script("en-GB", "# Tea\n\nA [cup]{ruby=koppu} of tea.\n", "1", (), (), ())
    write(tmp_path, script, "[editions.pdf]\n")
    run_publish("build", cwd=tmp_path)
    assert list(tmp_path.glob("dist/*.pdf"))


def test_letters_of_the_author_s_own_font_are_asked_for(tmp_path: Path) -> None:
    import fontpkg

    write(tmp_path, SCRIPTS[1])
    file = fontpkg.family("Source Serif 4").files[0].path
    tmp_path.joinpath("manuscript/own.ttf").write_bytes(file.read_bytes())
    toml = tmp_path / "manuscript/book.toml"
    toml.write_text(toml.read_text("utf-8").replace("[[", 'fonts = ["own.ttf"]\n[[', 1), "utf-8")
    run_publish("epub", cwd=tmp_path)
    with ZipFile(next(tmp_path.glob("dist/*.epub"))) as archive:
        style = archive.read("EPUB/styles/book.css").decode()
    assert 'body { font-family: "EB Garamond", "Source Serif 4", serif;' in style


def write(folder: Path, script: Script, editions: str = "") -> None:
    manuscript = folder / "manuscript"
    manuscript.mkdir()
    manuscript.joinpath("book.toml").write_text(
        f'[book]\ntitle = "{script.title}"\nlanguage = "{script.tag}"\n{script.settings}'
        'modified = 2020-01-01T00:00:00Z\n[[book.contributors]]\nname = "A. B."\n' + editions,
        encoding="utf-8",
    )
    manuscript.joinpath("01.md").write_text(script.text, encoding="utf-8")
