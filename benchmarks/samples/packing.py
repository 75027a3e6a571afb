"""A sample packed from a clone, the same bytes everywhere: nothing is compressed or dated."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Final

from benchmarks.samples.listing import Sample

SILENT: Final = frozenset(
    {".aac", ".m4a", ".m4v", ".mp3", ".mp4", ".ogg", ".opus", ".wav", ".webm"}
)
"""Sound and film: no import reads them, and they are larger than all else together."""

_DATE: Final = (1980, 1, 1, 0, 0, 0)


class MissingSampleError(Exception):
    """A clone lacks a sample, or a file of it; the text says which."""


def pack(files: Mapping[str, bytes]) -> bytes:
    """Return an EPUB of files by their names: ``mimetype`` first, the others by name."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files, key=lambda one: (one != "mimetype", one)):
            entry = zipfile.ZipInfo(name, _DATE)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])
    return target.getvalue()


def collect(sample: Sample, clones: Path) -> bytes:
    """Return the EPUB of a sample, of the clone of its repository. Raises ``MissingSampleError``.

    What the clone has checked out does not matter: the files are read from its commit.
    """
    clone = clones / sample.repository.folder
    if not clone.is_dir():
        raise MissingSampleError(f"no clone of {sample.repository.address} in {clone}")
    place = f"{sample.repository.commit}:{sample.path}"
    if PurePosixPath(sample.path).suffix == ".epub":
        return _git(clone, "cat-file", "blob", place)
    listed = _git(clone, "ls-tree", "-r", "-z", place).decode("utf-8").split("\0")
    objects = {}
    for line in filter(None, listed):
        facts, _, name = line.partition("\t")
        is_left = PurePosixPath(name).suffix.lower() in SILENT or name in sample.left
        if not is_left and facts.split()[1] == "blob":
            objects[name] = facts.split()[2]
    return pack(_blobs(clone, objects))


def _blobs(clone: Path, objects: Mapping[str, str]) -> dict[str, bytes]:
    wanted = "".join(f"{one}\n" for one in objects.values())
    stream = io.BytesIO(_git(clone, "cat-file", "--batch", given=wanted.encode()))
    files = {}
    for name in objects:
        said = stream.readline().split()
        if len(said) != 3:
            raise MissingSampleError(f"{clone.name} has no data of {name}")
        files[name] = stream.read(int(said[2]))
        stream.read(1)
    return files


def _git(clone: Path, *arguments: str, given: bytes = b"") -> bytes:
    command = ("git", "-C", str(clone), *arguments)
    done = subprocess.run(command, check=False, input=given, capture_output=True)
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip()
        raise MissingSampleError(f"{clone.name}: {said}")
    return done.stdout
