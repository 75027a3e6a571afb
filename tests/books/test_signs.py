"""Check marks, arrows and emoji are in the printed book, each as a glyph."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from tests.conftest import run_publish

pytestmark = [pytest.mark.tools, pytest.mark.slow]

TEXT = """# Signs ☒ and ✅

Ticked ✔, crossed ❌, **bold 🚀**, *italic ⚠️*, 👩‍💻 at work, ① and ∀x∈ℝ.[^1]

```
├── ☒ 🚀
```

[^1]: A note with 🎉.
"""


def test_signs_are_set_and_found_again(tmp_path: Path) -> None:
    (tmp_path / "manuscript").mkdir()
    settings = '[book]\ntitle = "Signs"\nlanguage = "en"\ndate = "2026"\n'
    (tmp_path / "manuscript/book.toml").write_text(settings, "utf-8")
    (tmp_path / "manuscript/1.md").write_text(TEXT, "utf-8")
    run_publish("pdf", cwd=tmp_path)
    with pypdfium2.PdfDocument(tmp_path / "dist/signs.pdf") as document:
        text = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert [sign for sign in "☒✅✔❌🚀⚠👩💻①∀ℝ🎉" if sign not in text] == []
