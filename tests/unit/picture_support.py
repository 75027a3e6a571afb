"""Pictures as authors have them: turned, tagged, with the place where they were taken."""

from __future__ import annotations

import io
import struct
from typing import Any

from PIL import Image


def profile(
    primaries: tuple[tuple[float, float, float], ...] = (
        (0.60974, 0.31111, 0.01947),
        (0.20528, 0.62567, 0.06087),
        (0.14919, 0.06322, 0.74457),
    ),
    gamma: float = 2.19921875,
) -> bytes:
    """Return a colour profile of three primaries (D50) and a gamma: Adobe RGB's, unless told."""

    def fixed(*values: float) -> bytes:
        return struct.pack(f">{len(values)}i", *(round(value * 65536) for value in values))

    def text(tag: bytes, value: bytes) -> bytes:
        return tag + bytes(4) + value

    curve = text(b"curv", struct.pack(">IH", 1, round(gamma * 256))) + bytes(2)
    name = b"An RGB\0"
    described = text(b"desc", struct.pack(">I", len(name)) + name + bytes(79))
    tags = {
        b"desc": described + bytes(-len(described) % 4),
        b"cprt": text(b"text", b"none\0") + bytes(3),
        b"wtpt": text(b"XYZ ", fixed(0.9642, 1.0, 0.8249)),
        **{b"rgb"[at : at + 1] + b"XYZ": text(b"XYZ ", fixed(*primaries[at])) for at in range(3)},
        **{b"rgb"[at : at + 1] + b"TRC": curve for at in range(3)},
    }
    table, body = struct.pack(">I", len(tags)), b""
    start = 128 + 4 + 12 * len(tags)
    for tag, data in tags.items():
        table += tag + struct.pack(">II", start + len(body), len(data))
        body += data
    size = start + len(body)
    head = struct.pack(">I4sI4s4s4s", size, bytes(4), 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    head += struct.pack(">6H", 2020, 1, 1, 0, 0, 0) + b"acsp" + bytes(28)
    head += fixed(0.9642, 1.0, 0.8249)
    return head + bytes(128 - len(head)) + table + body


def exif(orientation: int = 1) -> Image.Exif:
    """Return what a telephone writes: how it was held, what it is, where it was."""
    data = Image.Exif()
    data[0x0112] = orientation
    data[0x010F] = "A Telephone"
    data.get_ifd(0x8825).update({1: "N", 2: (55.0, 45.0, 21.0), 3: "E", 4: (37.0, 37.0, 2.0)})
    return data


def scene(size: tuple[int, int] = (120, 80), mode: str = "RGB") -> Image.Image:
    """Return a picture whose corners differ: red above left, blue below right, green ground."""
    image = Image.new("RGB", size, (40, 160, 60))
    width, height = size
    image.paste((200, 20, 20), (0, 0, width // 4, height // 4))
    image.paste((20, 20, 200), (width * 3 // 4, height * 3 // 4, width, height))
    return image.convert(mode)


def saved(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    """Return a picture as a file."""
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def opened(data: bytes) -> Image.Image:
    """Return the picture of a file, decoded."""
    image = Image.open(io.BytesIO(data))
    image.load()
    return image
