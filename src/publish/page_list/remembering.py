"""Pages remembered from one run to the next: under which key, and in which form."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any, Final, Protocol, cast, get_args

from publish.config import Config, EditionConfig
from publish.content import NotePlacement
from publish.manuscript import Manuscript
from publish.model.metadata import Evaluation
from publish.page_list import Pagination, PrintedPage

FILENAME: Final = PurePosixPath("build/pagination.json")
"""Where a project keeps it, relative to the project; ``build/`` may be deleted at any time."""

_FORM: Final = 1
_NAME: Final = re.compile("[0-9]+|[ivxlcdm]+")


class File(Protocol):
    """A face, a picture, a stylesheet."""

    @property
    def href(self) -> PurePosixPath:
        """Return its address."""

    @property
    def data(self) -> bytes:
        """Return its bytes."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """The pages of a print edition, and the key of what they were set from."""

    key: str
    pagination: Pagination = field(repr=False)


def pagination_key(
    manuscript: Manuscript,
    edition: EditionConfig,
    files: Iterable[File],
    engines: str,
) -> str:
    """Return a digest of all that the pages of a print edition depend on.

    ``files`` are faces, pictures and stylesheets; ``engines`` is whatever tells one typesetter from
    another. What is left out, of the settings, shows on no page.
    """
    digest = hashlib.sha256()
    texts = [
        engines,
        repr(_settings(manuscript.config, edition)),
        repr(manuscript.order),
        manuscript.style or "",
        *(
            text
            for source in (*manuscript.sources, *manuscript.bibliography)
            for text in (str(source.path), source.role, source.text)
        ),
    ]
    for text in texts:
        _add(digest, text.encode())
    for file in sorted(files, key=lambda each: each.href):
        _add(digest, str(file.href).encode())
        _add(digest, file.data)
    return digest.hexdigest()


def _settings(config: Config, edition: EditionConfig) -> Config:
    """Return the settings with everything the same that shows on no page of the edition."""
    metadata = replace(
        config.metadata, modified="", description="", subjects=(), evaluation=Evaluation()
    )
    return replace(
        config,
        project=Path(),
        metadata=metadata,
        slug="",
        cover=None,
        cover_alternative="",
        editions=(edition,),
        rules=(),
        strict=False,
        provenance=(),
    )


def _add(digest: Any, data: bytes) -> None:
    digest.update(len(data).to_bytes(8, "big"))
    digest.update(data)


def to_json(remembered: Mapping[str, Remembered]) -> bytes:
    """Return pages by the name of their edition as JSON."""
    editions = {
        name: {
            "key": each.key,
            "notes": each.pagination.notes,
            "floated": sorted(each.pagination.floated),
            "pages": [astuple(page) for page in each.pagination.pages],
        }
        for name, each in sorted(remembered.items())
    }
    data = {"form": _FORM, "editions": editions}
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def from_json(data: bytes) -> dict[str, Remembered]:
    """Return what ``to_json`` made; of anything else, as much as is of its form."""
    try:
        content = json.loads(data)
    except ValueError:
        return {}
    if not isinstance(content, dict) or content.get("form") != _FORM:
        return {}
    editions = content.get("editions")
    found = {}
    for name, value in editions.items() if isinstance(editions, dict) else ():
        try:
            found[name] = Remembered(str(value["key"]), _pagination(value))
        except (KeyError, TypeError, ValueError):
            continue
    return found


def _pagination(value: Any) -> Pagination:
    pages = tuple(PrintedPage(*map(_text, page)) for page in value["pages"])
    if not all(_NAME.fullmatch(page.name) for page in pages):
        raise ValueError("a page has no number")
    if value["notes"] not in get_args(NotePlacement):
        raise ValueError("notes stand nowhere")
    return Pagination(
        pages, cast("NotePlacement", value["notes"]), frozenset(map(_text, value["floated"]))
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value
