"""Folders of texts that a writing program has exported: names say the order and the titles."""

from __future__ import annotations

from pathlib import Path

from tests.unit.importing.folders.support import bring, lay, texts

LONG = "The wind rose in the night and it did not fall until the boats were lost, " * 2


def test_names_say_the_order_and_the_parts(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "Draft/1 Seas/2 Foam.mmd": "White.[^1]\n\n[^1]: Note.\n",
        "Draft/1 Seas/10 Spray.mmd": "# Spray\n\nWet.\n",
        "Draft/1 Seas/1 Waves.mmd": "Grey.\n",
        "Draft/2 Lands/1 Sand.txt": f"\t{LONG}\n\tIt was {LONG}\n",
        "Draft/0 Preface.mmd": "Title: Winds\nAuthor: Ada Lund\n\nHello.\n",
    }
    imported, said = bring(lay(tmp_path, files))
    found = texts(imported)
    assert said == []
    assert [name for name in found if name.endswith(".md")] == [
        "frontmatter/01-preface.md",
        "chapters/02-part.md",
        "chapters/03-waves.md",
        "chapters/04-foam.md",
        "chapters/05-spray.md",
        "chapters/06-part.md",
        "chapters/07-sand.md",
    ]
    assert found["frontmatter/01-preface.md"] == "# Preface\n\nHello.\n"
    assert found["chapters/02-part.md"] == "# Seas {.part}\n"
    assert found["chapters/03-waves.md"] == "# Waves\n\nGrey.\n"
    assert found["chapters/05-spray.md"] == "# Spray\n\nWet.\n"
    sand = f"# Sand\n\n{LONG.strip()}\n\nIt was {LONG.strip()}\n"
    assert found["chapters/07-sand.md"] == sand
    assert 'title = "Winds"' in found["book.toml"]
