"""The folder that stands in an archive, read like any other and never unpacked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from publish.catalogue import FOLDER_FILE_MISSING, FOLDER_LEFT, FOLDER_TOO_DEEP
from publish.diagnostics import Diagnostic, Report, Span
from publish.importing.folders.source_folder import LARGEST_FILE, SourceFolder
from publish.importing.packages import BrokenPackageError, Package, open_package


@dataclass(frozen=True, slots=True)
class ArchiveFolder(SourceFolder):
    """A folder whose files are the parts of an archive under ``prefix``."""

    package: Package | None = None
    prefix: str = ""

    def inside(self, name: str) -> bool:
        """Return whether a path leads to a place in the folder."""
        return not name.startswith(("/", "\\", "~")) and ".." not in PurePosixPath(name).parts

    def has(self, name: str) -> bool:
        """Return whether a part stands in the folder."""
        if name in self.made or name in self.embedded:
            return True
        is_part = self.package is not None and f"{self.prefix}{name}" in self.package.names
        return bool(name) and not name.endswith("/") and self.inside(name) and is_part

    def data(self, name: str, asked: Span | None = None) -> bytes | None:
        """Return a part's bytes; ``asked`` is where it is named. What is wrong is reported."""
        for found in (self.made, self.embedded):
            if name in found:
                return found[name]
        if not self.inside(name):
            message = f'"{name}" leads out of the folder; it is not read'
            self.report(Diagnostic(FOLDER_LEFT, message, asked, "copy the file into the folder"))
            return None
        if not self.has(name) or self.package is None:
            message = f'"{name}" is named, and there is no such file'
            hint = "correct the name, or add the file"
            self.report(Diagnostic(FOLDER_FILE_MISSING, message, asked, hint))
            return None
        try:
            data = self.package.read(f"{self.prefix}{name}")
        except BrokenPackageError as error:
            self.report(Diagnostic(FOLDER_TOO_DEEP, str(error), asked, "pack it anew"))
            return None
        if len(data) > LARGEST_FILE:
            message = f'"{name}" has {len(data):,} bytes; an import reads {LARGEST_FILE:,}'
            self.report(Diagnostic(FOLDER_TOO_DEEP, message, asked, "part it"))
            return None
        return data

    def names(self) -> list[str]:
        """Return the paths of the parts in the folder, sorted."""
        names = self.package.names if self.package else ()
        inner = (name[len(self.prefix) :] for name in names if name.startswith(self.prefix))
        return sorted(name for name in inner if name and not name.endswith("/"))


def open_archive_folder(path: Path, ending: str, report: Report) -> ArchiveFolder:
    """Return the folder of an archive that has a file whose name ends so, the outermost one.

    Raises ``BrokenPackageError``; ``close`` its package afterwards.
    """
    package = open_package(path)
    found = sorted(
        (name for name in package.names if name.endswith(ending) and "__MACOSX" not in name),
        key=lambda name: (name.count("/"), name),
    )
    prefix = found[0][: found[0].rfind("/") + 1] if found else ""
    return ArchiveFolder(path.parent, report, package=package, prefix=prefix)
