"""How public samples are packed, and what the counter that judges their import takes for what."""

from __future__ import annotations

import subprocess
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from benchmarks.samples.counting import Count, count, words_of
from benchmarks.samples.listing import Repository, Sample, read_list
from benchmarks.samples.packing import MissingSampleError, collect, pack
from benchmarks.samples.running import Outcome
from benchmarks.samples.table import story, table

CONTAINER = '<container><rootfiles><rootfile full-path="E/b.opf"/></rootfiles></container>'
PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf"><manifest>
<item id="nav" href="nav.xhtml" properties="nav"/><item id="one" href="one%20.xhtml"/>
<item id="two" href="two.xhtml"/><item id="toc" href="toc.xhtml"/><item id="x" href="x.jpg"/>
</manifest><spine><itemref idref="nav"/><itemref idref="one"/><itemref idref="two"/>
<itemref idref="toc"/><itemref idref="x"/><itemref idref="gone"/></spine></package>"""
NAV = "<h1>Contents</h1><nav epub:type='toc'><a href='one.xhtml'>One</a></nav><p>Said here.</p>"
ONE = """<section id="s"><h1>One</h1><p>It's <i>H</i><sub>2</sub>O,<br/>a&#8211;b
<a href="two.xhtml#n" epub:type="noteref">1</a><a href="#s">[2]</a>
<span epub:type="pagebreak">41</span><span class="lnum">20</span></p>
<p hidden="">Unsaid.</p><script src="x.js"/><style>p {}</style><!-- no -->
<video>No film.</video><img alt="A calm sea"/><svg><title>t</title><text>Drawn</text></svg>
<m:math><m:mi>x</m:mi></m:math><![CDATA[5 < 6]]></section>"""
TWO = """<aside id="n"><p><a role="doc-backlink" href="one%20.xhtml#s">1.</a> A note.</p></aside>
<p><ruby>漢<rp>(</rp><rt>かん</rt></ruby>字と</p><table><td>क्या</td></table>"""
TOC = "<p>Brief contents</p>" + "".join(f"<p><a href='two.xhtml'>Of {x}</a></p>" for x in "abcd")


@pytest.fixture
def counted(tmp_path: Path) -> Count:
    file = tmp_path / "book.epub"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("E/b.opf", PACKAGE)
        archive.writestr("E/x.jpg", b"")
        for name, body in (("nav", NAV), ("one ", ONE), ("two", TWO), ("toc", TOC)):
            text = f"<html><head><title>Not this</title></head><body>{body}</body></html>"
            archive.writestr(f"E/{name}.xhtml", text)
    return count(file)


def test_words_are_runs_of_letters_and_each_sign_of_japanese() -> None:
    assert words_of("Don\u2019t co\u00adoperate: 3.5 क्या, nav形式") == [
        *("don", "t", "cooperate", "3", "5", "क्या", "nav", "形", "式")
    ]


def test_words_stand_where_a_reader_finds_them(counted: Count) -> None:
    text = "said here one it s h2o a b 5 6 a note 漢 字 と क्या"
    assert sorted(counted.of("text").elements()) == sorted(text.split())
    others = {
        "contents": "contents one brief contents of a of b of c of d",
        "note marks": "1 2 1",
        "page numbers": "41",
        "line numbers": "20",
        "hidden": "unsaid",
        "beside media": "no film",
        "alternative text": "a calm sea",
        "drawings": "t drawn",
        "formulas": "x",
        "readings": "か ん",
    }
    for place, words in others.items():
        assert sorted(counted.of(place).elements()) == sorted(words.split()), place


def test_a_note_is_what_a_call_leads_to(counted: Count) -> None:
    assert (counted.calls, counted.notes) == (1, 1)
    assert (counted.numbers["formulas"], counted.numbers["tables"]) == (1, 1)


def test_a_sample_is_packed_to_the_same_bytes(tmp_path: Path) -> None:
    files = {"b.txt": b"b", "mimetype": b"application/epub+zip", "a/c.txt": b"c"}
    data = pack(files)
    assert data == pack(dict(reversed(files.items())))
    file = tmp_path / "x.epub"
    file.write_bytes(data)
    with zipfile.ZipFile(file) as archive:
        assert archive.namelist() == ["mimetype", "a/c.txt", "b.txt"]
        assert archive.read("a/c.txt") == b"c"


def test_a_sample_is_read_from_its_commit(tmp_path: Path) -> None:
    clone = tmp_path / "samples"
    (clone / "30" / "sea").mkdir(parents=True)
    for name, said in (("mimetype", "m"), ("film.mp4", "f"), ("left.dmg", "l"), ("t.txt", "t")):
        (clone / "30" / "sea" / name).write_text(said)
    for arguments in (("init", "-q"), ("add", "."), ("commit", "-q", "-m", "samples")):
        _git(clone, *arguments)
    commit = _git(clone, "rev-parse", "HEAD")
    (clone / "30" / "sea" / "t.txt").write_text("changed")
    repository = Repository("https://example.org/samples", commit, "samples")
    sample = Sample("sea", repository, "30/sea", "", "en", (), ("left.dmg",))
    assert collect(sample, tmp_path) == pack({"mimetype": b"m", "t.txt": b"t"})
    with pytest.raises(MissingSampleError, match="no clone of"):
        collect(sample, tmp_path / "elsewhere")


def _git(clone: Path, *arguments: str) -> str:
    named = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    command = ("git", *named, "-C", str(clone), *arguments)
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def test_the_list_names_each_sample_once_with_its_hash() -> None:
    samples = read_list()
    assert len({one.name for one in samples}) == len(samples) > 60
    assert all(len(one.sha256) == 64 and len(one.repository.commit) == 40 for one in samples)


def test_what_became_of_a_sample_is_told_with_the_words_lost() -> None:
    before, after = Count(), Count()
    before.words["text"] = _counter("the calm sea is calm")
    after.words["text"] = _counter("the sea is calm")
    before.notes = after.notes = 2
    outcome = Outcome("sea", before, after)
    assert outcome.kept == pytest.approx(80)
    assert not outcome.is_good(99.9)
    assert "80.000 % of 5 words, notes 2" in story(outcome)
    assert "lost: calm ×1" in story(outcome)
    assert "| sea | 5 | 80.00 | – | – | – | – | 2 | – | – | 0, 0 |" in table([outcome])
    stopped = Outcome("sea", before, Count(), stopped="import: U050")
    assert "| sea | 5 | import: U050 |" in table([stopped])


def _counter(text: str) -> Counter[str]:
    return Counter(words_of(text))
