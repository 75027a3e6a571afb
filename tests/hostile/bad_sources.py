"""The list of sources that nobody means well with."""

from __future__ import annotations

from collections.abc import Callable

from tests.hostile.source_files import TEXT, Files, docx, epub, html, odt
from tests.unit.importing.epub.epub_files import packed, parts
from tests.unit.importing.word.word_files import paragraph, png_bytes

LAUGHS = '<!DOCTYPE d [<!ENTITY a "{}"><!ENTITY b "{}"><!ENTITY f SYSTEM "file://{}">]>'.format(
    "ha" * 1000, "&a;" * 1000, "{outside}"
)
YAML_BOMB = "---\na: &a [x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{','.join([f'*{chr(97 + n)}'] * 8)}]\n" for n in range(12)
)
DEEP = 10_000
P, EP = "<text:p>The wind rose.</text:p>", "<p>The wind rose.</p>"
FRAME = '<draw:frame><draw:image xlink:href="Pictures/a.png"/></draw:frame>'
SDT, SECTION = "<w:sdt><w:sdtContent>", "<text:section>"


def line(size: int) -> str:
    """Return so many MB of words without an end."""
    return "word " * (200_000 * size)


CASES: dict[str, Callable[[str], Files]] = {
    # 100 MB of one line, and bombs that are as large unpacked
    "html: 100 MB in one line": lambda _: {"a.html": b"<!DOCTYPE html><p>" + line(100).encode()},
    "html: 10 MB in one line": lambda _: {"a.html": b"<!DOCTYPE html><p>" + line(10).encode()},
    "docx: 100 MB in one line": lambda _: {"a.docx": docx(paragraph(line(100)))},
    "docx: 10 MB in one line": lambda _: {"a.docx": docx(paragraph(line(10)))},
    "odt: 100 MB in one line": lambda _: {"a.odt": odt(f"<text:p>{line(100)}</text:p>")},
    "odt: 10 MB in one line": lambda _: {"a.odt": odt(f"<text:p>{line(10)}</text:p>")},
    "epub: 100 MB in one line": lambda _: {"a.epub": epub(f"<p>{line(100)}</p>")},
    "epub: 10 MB in one line": lambda _: {"a.epub": epub(f"<p>{line(10)}</p>")},
    "md: 100 MB in one line": lambda _: {"a.md": b"# A\n\n" + line(100).encode()},
    "md: 10 MB in one line": lambda _: {"a.md": b"# A\n\n" + line(10).encode()},
    "folder: 100 MB in one line": lambda _: {
        "book/a.md": b"# A\n\n" + line(100).encode(),
        "book/b.md": b"# B\n",
    },
    "pandoc's: 100 MB in one line": lambda _: {
        "book/a.md": b"# A\n\n" + line(100).encode(),
        "book/metadata.yaml": b"",
    },
    "pandoc's: 10 MB in one line": lambda _: {
        "book/a.md": b"# A\n\n" + line(10).encode(),
        "book/metadata.yaml": b"",
    },
    "docx: ten parts of 40 MB": lambda _: {
        "a.docx": docx(
            TEXT,
            more={f"word/media/{n}.png": png_bytes() + bytes(40_000_000) for n in range(12)},
        )
    },
    "odt: a picture of 200 MB": lambda _: {
        "a.odt": odt(
            f"<text:p>{FRAME}</text:p>{P}",
            more={"Pictures/a.png": png_bytes() + bytes(200_000_000)},
        )
    },
    "epub: a picture of 200 MB": lambda _: {
        "a.epub": epub(
            f'{EP}<img src="sea.svg" alt="x"/>', more={"OPS/sea.svg": b"<svg>" + b" " * 200_000_000}
        )
    },
    # 10,000 deep
    "html: 10,000 deep": lambda _: {"a.html": html("<div>" * DEEP + "x" + "</div>" * DEEP)},
    "html: 10,000 open lists": lambda _: {"a.html": html("<ul><li>x" * DEEP)},
    "html: 10,000 open words": lambda _: {"a.html": html("<p>" + "<b><i>x" * (DEEP // 2))},
    "docx: 10,000 deep": lambda _: {
        "a.docx": docx(SDT * DEEP + TEXT + "</w:sdtContent></w:sdt>" * DEEP)
    },
    "odt: 10,000 deep": lambda _: {"a.odt": odt(SECTION * DEEP + P + "</text:section>" * DEEP)},
    "odt: 10,000 lists": lambda _: {
        "a.odt": odt(
            "<text:list><text:list-item>" * DEEP + P + "</text:list-item></text:list>" * DEEP
        )
    },
    "epub: 10,000 deep": lambda _: {"a.epub": epub("<div>" * DEEP + "x" + "</div>" * DEEP)},
    "md: 10,000 quotations": lambda _: {"a.md": b"# A\n\n" + b">" * DEEP + b" x\n"},
    "md: 10,000 brackets": lambda _: {"a.md": b"# A\n\n" + b"[" * DEEP + b"x" + b"](y)" * DEEP},
    "md: 10,000 open notes": lambda _: {"a.md": b"# A\n\n" + b"^[x " * DEEP},
    "md: 10,000 divisions": lambda _: {"a.md": b"# A\n\n" + b"::: x\n" * DEEP + b"x\n"},
    "md: lists 2,000 deep": lambda _: {
        "a.md": b"# A\n\n" + b"".join(b" " * 4 * n + b"- x\n" for n in range(2000))
    },
    "md: emphasis 10,000 deep": lambda _: {"a.md": b"# A\n\n" + b"*a **b " * DEEP},
    "md: a head 10,000 deep": lambda _: {"a.md": b"---\ntitle: " + b"[" * DEEP + b"\n---\n\n# A\n"},
    "folder: a head 10,000 deep": lambda _: {
        "book/a.md": b"---\nx: " + b"{a: " * DEEP + b"\n---\n\n# A\n",
        "book/b.md": b"# B\n",
    },
    # entities and aliases
    "html: entities": lambda out: {"a.html": html("&b;&f;", LAUGHS.replace("{outside}", out))},
    "docx: entities": lambda out: {
        "a.docx": docx(paragraph("&b;&f;"), LAUGHS.replace("{outside}", out))
    },
    "odt: entities": lambda out: {
        "a.odt": odt("<text:p>&b;&f;</text:p>", LAUGHS.replace("{outside}", out))
    },
    "epub: entities": lambda out: {
        "a.epub": packed(
            parts(
                f'<?xml version="1.0"?>{LAUGHS.replace("{outside}", out)}'
                '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>x &b;&f;</p></body></html>'
            )
        )
    },
    "md: aliases": lambda _: {"a.md": f"{YAML_BOMB}---\n\n# A\n\nText.\n".encode()},
    "folder: aliases": lambda _: {
        "book/a.md": f"{YAML_BOMB}---\n\n# A\n".encode(),
        "book/b.md": b"# B\n",
    },
    # paths that climb out
    "html: climbing": lambda out: {
        "a.html": html(
            f'<p>x</p><img src="{out}"><img src="file://{out}"><img src="../outside/secret.svg">'
            '<img src="%2e%2e/outside/secret.svg"><iframe src="../outside/secret.txt"></iframe>'
        )
    },
    "docx: climbing": lambda out: {
        "a.docx": docx(
            TEXT
            + "".join(
                f'<w:p><w:r><w:drawing><a:blip r:embed="r{n}"/></w:drawing></w:r></w:p>'
                for n in range(3)
            ),
            more={
                "word/_rels/document.xml.rels": "<Relationships xmlns="
                '"http://schemas.openxmlformats.org/package/2006/relationships">'
                + "".join(
                    f'<Relationship Id="r{n}" Type="x/image" {mode} Target="{target}"/>'
                    for n, (mode, target) in enumerate(
                        [
                            ("", "../../../outside/secret.svg"),
                            ('TargetMode="External"', f"file://{out}"),
                            ("", out),
                        ]
                    )
                )
                + "</Relationships>",
                "../../outside/new.txt": "x",
                "/tmp/new.txt": "x",
            },
        )
    },
    "odt: climbing": lambda out: {
        "a.odt": odt(
            P
            + "".join(
                f'<text:p><draw:frame><draw:image xlink:href="{one}"/></draw:frame></text:p>'
                for one in ("../outside/secret.svg", out, f"file://{out}")
            ),
            more={"../outside/new.txt": "x"},
        )
    },
    "epub: climbing": lambda out: {
        "a.epub": epub(
            f'{EP}<img src="../../outside/secret.svg" alt=""/><img src="{out}" alt=""/>'
            f'<img src="file://{out}" alt=""/><a href="../../outside/secret.txt">x</a>',
            more={"../outside/new.txt": b"x", "OPS/../../outside/new2.txt": b"x"},
        )
    },
    "md: climbing": lambda out: {
        "a.md": (
            "---\nbibliography: ../outside/secret.txt\ncsl: ../outside/secret.txt\n"
            f"cover-image: ../outside/secret.svg\n---\n\n# A\n\n![x](../outside/secret.svg) "
            f"![y]({out}) ![z](file://{out}) ![[../outside/secret.svg]]\n"
        ).encode()
    },
    "folder: climbing": lambda out: {
        "book/a.md": f"# A\n\n![x](../outside/secret.svg) [y](../outside/a.txt)\n{out}".encode(),
        "book/b.md": b"---\nbibliography: ../../outside/secret.txt\n---\n\n# B\n",
    },
    "pandoc's: climbing": lambda _: {
        "book/a.md": b"# A\n\n![x](../outside/secret.svg)\n",
        "book/metadata.yaml": b"bibliography: ../outside/secret.txt\n",
    },
    "folder: links of the system": lambda _: {
        "book/a.md": b"# A\n\n![x](in.svg)\n",
        "book/link.md": b"->../outside/secret.txt",
        "book/in.svg": b"->../outside/secret.svg",
        "book/sub": b"->../outside",
    },
    "pandoc's: links of the system": lambda _: {
        "book/a.md": b"# A\n\n![x](in.svg)\n",
        "book/link.md": b"->../outside/secret.txt",
        "book/in.svg": b"->../outside/secret.svg",
        "book/metadata.yaml": b"title: A\n",
        "book/sub": b"->../outside",
    },
    "folder of HTML: links of the system": lambda _: {
        "book/a.html": html('<p>x</p><img src="in.svg">'),
        "book/in.svg": b"->../outside/secret.svg",
        "book/link.html": b"->../outside/secret.html",
    },
    "folder: a circle of links": lambda _: {
        "book/a.md": b"# A\n\nx\n",
        "book/sub": b"->.",
        "book/b.md": b"->b.md",
    },
    "pandoc's: a pipe among the chapters": lambda _: {
        "book/a.md": b"# A\n\nx\n",
        "book/p.md": b"|",
        "book/metadata.yaml": b"title: A\n",
    },
    "folder: a pipe among the chapters": lambda _: {"book/a.md": b"# A\n\nx\n", "book/p.md": b"|"},
    "folder of HTML: a pipe among the pages": lambda _: {
        "book/a.html": html("<p>x</p>"),
        "book/p.html": b"|",
    },
    # what would run, and what would be fetched
    "html: scripts": lambda _: {
        "a.html": html(
            '<p onclick="alert(1)">x</p><script>alert(1)</script><svg onload="alert(1)"></svg>'
            '<a href="javascript:alert(1)">y</a><img src=x onerror="alert(1)">'
        )
    },
    "epub: scripts": lambda _: {
        "a.epub": epub(
            '<p onclick="alert(1)">x</p><script>alert(1)</script>'
            '<a href="javascript:alert(1)">y</a><img src="sea.svg" alt="" onload="alert(1)"/>',
            more={
                "OPS/sea.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
            },
        )
    },
    "docx: a script in a picture": lambda _: {
        "a.docx": docx(
            TEXT + '<w:p><w:r><w:drawing><a:blip r:embed="r1"/></w:drawing></w:r></w:p>',
            more={
                "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats'
                '.org/package/2006/relationships"><Relationship Id="r1" Type="x/image" '
                'Target="media/a.svg"/></Relationships>',
                "word/media/a.svg": '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)'
                "</script></svg>",
            },
        )
    },
    # many of something
    "epub: 20,001 parts": lambda _: {
        "a.epub": epub(EP, more={f"x/{n}": b"" for n in range(20_001)})
    },
    "docx: 20,001 parts": lambda _: {
        "a.docx": docx(TEXT, more={f"x/{n}": b"" for n in range(20_001)})
    },
    "odt: 20,001 parts": lambda _: {"a.odt": odt(P, more={f"x/{n}": b"" for n in range(20_001)})},
    "md: 3,500 chapters": lambda _: {"a.md": b"# A\n\nx\n\n" * 3500},
    "md: 20,000 notes": lambda _: {
        "a.md": b"# A\n\n"
        + b"".join(b"x[^%d]\n\n" % n for n in range(20_000))
        + b"".join(b"[^%d]: y\n\n" % n for n in range(20_000))
    },
    "md: notes in circles": lambda _: {"a.md": b"# A\n\nx[^1]\n\n[^1]: y[^2]\n\n[^2]: z[^1]\n"},
    "md: signs": lambda _: {
        "a.md": b"# A\n\n" + b"<!-- " * 20_000 + b"<pre " * 20_000 + b"`" * 9999 + b"$" * 9999
    },
    "md: tables": lambda _: {
        "a.md": b"# A\n\n" + b"|a" * 20_000 + b"|\n" + b"|-" * 20_000 + b"|\n"
    },
    "folder: 4,000 files": lambda _: {f"book/{n:04}.md": b"# A\n\nx\n" for n in range(4000)},
    "md: bytes of no encoding": lambda _: {"a.md": b"# A\n\n" + bytes(range(128, 256)) * 20},
    "md: a zero": lambda _: {"a.md": b"# A\n\nthe\0sea\n" * 20},
    "md: nothing": lambda _: {"a.md": b""},
    "md: signs alone": lambda _: {"a.md": b"\n***\n\n<!-- x -->\n"},
    "folder: nothing": lambda _: {"book/x.jpg": b"x"},
}
"""What is written where, by the place of a file outside; "->" is a link, "|" a pipe."""
