"""Why a run stopped: one exception a cause, one exit code an exception.

What is wrong in the manuscript is a ``Diagnostic``, not an exception; ``ManuscriptError`` only says
that the run ends because the ledger holds errors.

::

    PublishError
    ├── ConfigError            3   book.toml or an option cannot be used
    ├── ManuscriptError        4   the manuscript has errors
    ├── ToolError
    │   ├── ToolMissingError   5   a tool is absent or too old
    │   └── ToolFailedError    6   a tool ran and failed
    ├── ValidationError        7   a gate or validator refuses the artifact
    └── OutputError            8   the result cannot be written

0 is success, 1 a bug of ours, 2 wrong usage (Click's own), 130 an interrupt.
"""

from __future__ import annotations

from typing import ClassVar


class PublishError(Exception):
    """A failure with a known cause; its text is for the author."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


class ConfigError(PublishError):
    """book.toml or an option cannot be used."""

    exit_code = 3


class ManuscriptError(PublishError):
    """The ledger holds errors; they have been reported one by one."""

    exit_code = 4


class ToolError(PublishError):
    """A tool that we depend on let us down."""


class ToolMissingError(ToolError):
    """A tool is not installed, or in a version that will not do."""

    exit_code = 5


class ToolFailedError(ToolError):
    """A tool ran and failed; the text carries the last lines it printed."""

    exit_code = 6


class ValidationError(PublishError):
    """A gate or a validator refuses the artifact; ``dist/`` is untouched."""

    exit_code = 7


class OutputError(PublishError):
    """The result cannot be written."""

    exit_code = 8
