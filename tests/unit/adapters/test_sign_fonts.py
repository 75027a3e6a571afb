"""Signs that a design lacks come from fonts of their own; letters of scripts do not."""

from __future__ import annotations

import uharfbuzz as hb

from publish.adapters.sign_fonts import is_sign, sign_faces
from publish.editions import Face


def characters(face: Face) -> set[str]:
    return {chr(code) for code in hb.Face(hb.Blob(face.data)).unicodes}


def test_each_sign_comes_from_the_font_that_suits_it() -> None:
    faces = sign_faces("☒✔🚀ℝ𝑥")
    found = {face.family: characters(face) & set("☒✔🚀ℝ𝑥") for face in faces}
    assert found == {"STIX Two Math": set("☒ℝ𝑥"), "DejaVu Sans": set("✔"), "Noto Emoji": set("🚀")}


def test_a_sign_face_has_spaces_and_joiners_and_no_letters() -> None:
    (face,) = sign_faces("🚀")
    found = characters(face)
    assert {" ", "\u00a0", "\u200d", "\ufe0f"} <= found
    assert not any(one.isalnum() for one in found)
    assert len(face.data) < 5_000


def test_same_signs_same_bytes_in_any_order() -> None:
    assert sign_faces("☒🚀→") == sign_faces("→🚀☒")


def test_letters_of_scripts_are_no_signs() -> None:
    assert [one for one in "აאжn٣𒀀" if is_sign(one)] == []
    assert sign_faces("აאжn٣") == ()


def test_what_no_font_has_gets_no_face() -> None:
    assert sign_faces(["\U0001fbff", "\u2ff0"]) == ()
    assert sign_faces("") == ()
