"""``publish release``: the bundle that a release carries."""

from __future__ import annotations

import hashlib
import shutil

import click

from publish.cli._session import common_options, current


@click.command(
    "release",
    epilog="""\b
Examples:
  publish release              into dist/release/, EPUBCheck asked
  (cd dist/release && sha256sum --check SHA256SUMS)""",
)
@common_options
def release_command() -> None:
    """Bundle what a release carries, in dist/release/.

    Every edition, build-report.json and SHA256SUMS. EPUBCheck judges the EPUBs first (needs Java).
    """
    from publish.artifact import write_file
    from publish.cli._work import finish, load_config, make, write_all
    from publish.report import FILENAME

    session = current()
    config = load_config(session)
    artifacts, report = make(session, config, config.editions, validate=True)
    folder = config.project / "dist" / "release"
    digests = {artifact.filename: artifact.sha256 for artifact in artifacts}
    digests[FILENAME] = hashlib.sha256(report).hexdigest()
    sums = "".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items()))
    # What an earlier release left here is no part of this one.
    shutil.rmtree(folder, ignore_errors=True)
    paths = write_all(config, artifacts, report, folder)
    write_file(folder / "SHA256SUMS", sums.encode())
    finish(session, [*paths, folder / FILENAME, folder / "SHA256SUMS"], artifacts)
