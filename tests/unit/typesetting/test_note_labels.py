from __future__ import annotations

from publish.typesetting.note_labels import labels_by_page


def test_each_page_labels_the_editor_s_notes_apart() -> None:
    pages = (["n1", "n2", "n3", "n2"], ["n4", "n5"])
    editors = frozenset({"n2", "n3", "n5"})
    labels = dict(labels_by_page(pages, symbols=True, editors=editors))
    assert labels == {
        "label-of:n1": "*",
        "label-of:n2": "a",
        "label-of:n3": "b",
        "label-of:n4": "*",
        "label-of:n5": "a",
    }
