"""The archive of an EPUB, the same bytes on every machine (OCF, https://www.w3.org/TR/epub-33/#sec-ocf)."""

from __future__ import annotations

import io
import zipfile
from typing import Final

COMPRESSION: Final = 6
"""Level 9 makes a long book 0.8 % smaller and takes two thirds longer."""

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def read_members(data: bytes) -> dict[str, bytes]:
    """Return the files of an archive by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write_members(members: dict[str, bytes]) -> bytes:
    """Return the members as an archive that is the same everywhere: order, time, rights, system.

    ``mimetype`` comes first and is stored (OCF 4.2.2).
    """
    stream = io.BytesIO()
    order = sorted(
        members, key=lambda name: (name != "mimetype", not name.startswith("META"), name)
    )
    with zipfile.ZipFile(stream, "w") as archive:
        for name in order:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 3  # zipfile writes the platform of the machine
            entry.external_attr = 0o100644 << 16
            entry.compress_type = zipfile.ZIP_STORED
            if name != "mimetype" and not name.endswith((".jpg", ".jpeg", ".webp")):
                entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, members[name], compresslevel=COMPRESSION)
    return stream.getvalue()
