"""What GitHub is asked to do: of the right form, with the least rights, in steps that run."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent.parent
WORKFLOWS = ROOT / ".github/workflows"
FILES = sorted(WORKFLOWS.glob("*.yml"))


def read(path: Path) -> dict[Any, Any]:
    loaded = yaml.safe_load(path.read_text("utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def steps(workflow: dict[Any, Any]) -> list[dict[Any, Any]]:
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def test_the_two_workflows_are_there() -> None:
    assert [path.name for path in FILES] == ["ci.yml", "release.yml"]


def test_each_is_of_the_form_that_github_reads() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema"]
    for schema in ("vendor.github-workflows", "custom.github-workflows-require-timeout"):
        ran = subprocess.run(
            [*command, schema, *map(str, FILES)], capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, ran.stdout


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_action_is_pinned_by_its_commit(path: Path) -> None:
    uses = re.findall(r"uses: (.*)", path.read_text("utf-8"))
    assert uses
    for use in uses:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", use), use


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_nothing_is_granted_at_the_top(path: Path) -> None:
    assert read(path)["permissions"] == {}


def test_only_the_job_that_runs_nothing_of_ours_may_write() -> None:
    granted = {
        (path.stem, name): job.get("permissions", {})
        for path in FILES
        for name, job in read(path)["jobs"].items()
    }
    writing = {job for job, rights in granted.items() if "write" in rights.values()}
    assert writing == {("release", "attach")}
    assert granted["release", "attach"] == {"contents": "write"}
    assert not any(
        step.get("uses", "").startswith("actions/checkout")
        for step in read(WORKFLOWS / "release.yml")["jobs"]["attach"]["steps"]
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_checkout_leaves_a_token_behind(path: Path) -> None:
    for step in steps(read(path)):
        if step.get("uses", "").startswith("actions/checkout"):
            assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_expression_is_pasted_into_a_shell(path: Path) -> None:
    for step in steps(read(path)):
        assert "${{" not in step.get("run", "")


def test_ci_has_one_gate_over_all_jobs() -> None:
    jobs = read(WORKFLOWS / "ci.yml")["jobs"]
    gate = jobs.pop("gate")
    assert gate["needs"] == list(jobs)
    assert gate["if"] == "always()"
    for results, status in [("success " * len(jobs), 0), ("success failure", 1), ("success", 1)]:
        ran = subprocess.run(
            ["sh", "-ec", gate["steps"][-1]["run"]],
            env={"RESULTS": results.strip(), "PATH": "/usr/bin:/bin"},
            check=False,
        )
        assert ran.returncode == status


def test_ci_runs_weekly_and_only_the_newest_push_counts() -> None:
    workflow = read(WORKFLOWS / "ci.yml")
    assert workflow["concurrency"]["cancel-in-progress"] is True
    on = workflow[True]  # YAML 1.1 reads the key `on` as a truth value
    assert re.fullmatch(r"\d+ \d+ \* \* \d", on["schedule"][0]["cron"])


def test_the_release_is_not_cancelled_half_way() -> None:
    workflow = read(WORKFLOWS / "release.yml")
    assert workflow["concurrency"]["cancel-in-progress"] is False
    assert workflow[True] == {"push": {"tags": ["v*"]}}


def test_a_tag_without_a_section_in_the_changelog_stops_the_release() -> None:
    ran = subprocess.run(
        [ROOT / "script/release-notes", "v99.0.0"], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 1
    assert ran.stderr == "error: CHANGELOG.md has no section for version 99.0.0\n"
