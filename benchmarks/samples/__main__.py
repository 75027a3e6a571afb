"""Take public sample EPUBs through the import and out again, and print what is left of each.

    python -m benchmarks.samples FOLDER [--only NAME …] [--keep FOLDER]

``FOLDER`` has the clones of the repositories that ``samples.toml`` lists; nothing is fetched. Each
sample is packed, its hash compared, imported, built, judged by EPUBCheck and counted. git and Java
must be there. The status is 1 where a sample lost something, 2 where one could not be had.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import sys
import tempfile
from fnmatch import fnmatchcase
from pathlib import Path

from benchmarks.samples.listing import Sample, read_list
from benchmarks.samples.packing import MissingSampleError, collect
from benchmarks.samples.running import Outcome, try_sample
from benchmarks.samples.table import BAR, story, table


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.samples", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("clones", type=Path, help="the folder with the clones")
    parser.add_argument("--only", nargs="+", default=["*"], help="samples; * is any")
    parser.add_argument("--keep", type=Path, help="where all files go; by default they are removed")
    return parser.parse_args()


def _try(sample: Sample, clones: Path, work: Path) -> Outcome:
    """Raise ``MissingSampleError`` for a sample that is not there, or is another one."""
    data = collect(sample, clones)
    found = hashlib.sha256(data).hexdigest()
    if found != sample.sha256:
        raise MissingSampleError(f"its hash is {found}, not that of the list")
    folder = work / sample.name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    epub = folder / f"{sample.name}.epub"
    epub.write_bytes(data)
    return try_sample(epub, folder)


def main() -> int:
    """Try the samples one after the other, and print the table."""
    options = _options()
    outcomes: list[Outcome] = []
    missing = 0
    with tempfile.TemporaryDirectory(prefix="publish-samples-") as name:
        work = (options.keep or Path(name)).resolve()
        for sample in read_list():
            if not any(fnmatchcase(sample.name, one) for one in options.only):
                continue
            try:
                outcome = _try(sample, options.clones, work)
            except MissingSampleError as error:
                missing += 1
                print(f"{sample.name}: {error}", file=sys.stderr)
                continue
            outcomes.append(outcome)
            print(f"{sample.name}: {story(outcome)}", file=sys.stderr)
    print(table(outcomes))
    if missing:
        return 2
    return 0 if all(outcome.is_good(BAR) for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
