"""Passages in RTF as Scrivener keeps them, which are a book only together."""

from __future__ import annotations

from pathlib import PurePosixPath

from publish.diagnostics import Ledger
from publish.importing.options import ImportOptions
from publish.importing.rtf import read_rtf_passages
from publish.toolchain import make_import_tools

COCOA = r"{\rtf1\ansi\ansicpg1252\cocoartf2639{\fonttbl\f0\fnil\fcharset0 Palatino-Roman;}"


def passages(*bodies: str) -> list[tuple[PurePosixPath, bytes]]:
    return [
        (PurePosixPath("Files/Data", f"{number}", "content.rtf"), f"{COCOA}{body}}}".encode())
        for number, body in enumerate(bodies)
    ]


def test_each_passage_is_one_text_with_its_notes_and_pictures(png: bytes) -> None:
    picture = rf"{{\pict\pngblip {png.hex()}}}"
    other = rf"{{\pict\pngblip {png.hex()}00}}"
    ledger = Ledger()
    done = read_rtf_passages(
        passages(
            "\\pard\\f0 The wind {\\i rose}{\\footnote \\chftn  In the night.}.\\\n\\\n"
            '{\\field{\\*\\fldinst{HYPERLINK "scrivcmt://7A"}}{\\fldrslt It fell}}.',
            "",
            f"\\pard Look: {picture}",
            f"\\pard Look: {other}",
        ),
        ImportOptions(),
        make_import_tools(),
        ledger.add,
    )
    assert done is not None, list(ledger)
    first, empty, third, fourth = done.texts
    assert first == ("The wind *rose*[^1].\n\n[It fell](scrivcmt://7A).\n\n[^1]: In the night.\n")
    assert empty.strip() == ""
    assert third != fourth
    assert len([path for path in done.files if path.suffix == ".png"]) == 2


def test_a_broken_passage_is_told_by_its_path() -> None:
    ledger = Ledger()
    broken = [(PurePosixPath("Files/a.rtf"), b"{\\rtf1{\\b{ The wind")]
    done = read_rtf_passages(broken, ImportOptions(), make_import_tools(), ledger.add)
    assert done is None
    assert [one.rule.code for one in ledger] == ["U020"]
