"""The workflow files and hooks are tried: their own commands, in a scratch folder that holds a new pack."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from heyan import cli
from heyan.packtools.scaffold import ci_files

ROOT = Path(__file__).parents[3]
CI = ROOT / "docs" / "ci"


def _steps(name: str) -> list[str]:
    """The shell lines of a workflow file, without the installation, which needs a network."""
    content = yaml.safe_load((CI / name).read_text("utf-8"))
    if name == "gitlab-ci.yml":
        job = content["rule-pack"]
        lines = [*job["before_script"], *job["script"]]
    else:
        lines = [step["run"] for step in content["jobs"]["gate"]["steps"] if "run" in step]
    return [line for line in lines if not line.startswith("pip install")]


def _hooks() -> list[str]:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    return [" ".join([hook["entry"], *hook["args"]]) for hook in hooks]


def _run(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """One line in a shell in which `heyan` is this checkout's."""
    tools = folder.parent / "tools"
    tools.mkdir(exist_ok=True)
    script = tools / "heyan"
    script.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m heyan "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    path = os.pathsep.join(str(ROOT / part) for part in ("src",))
    environment = {**os.environ, "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": path}
    return subprocess.run(
        ["sh", "-ec", line], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    assert cli.run(["pack", "new", str(tmp_path / "county"), "--name", "county"]) == 0
    assert cli.run(["pack", "lock", str(tmp_path / "county")]) == 0
    return tmp_path / "county"


@pytest.mark.parametrize("name", ["github-actions.yml", "gitlab-ci.yml"])
def test_the_commands_of_a_workflow_succeed_on_a_new_pack(name: str, folder: Path) -> None:
    lines = _steps(name)
    assert sum("heyan pack" in line for line in lines) >= 5
    for line in lines:
        done = _run(line, folder)
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
    assert (folder / "build" / "heyan-pack-test.xml").is_file()


@pytest.mark.parametrize("line", _hooks())
def test_a_hook_succeeds_on_a_new_pack_and_fails_on_a_broken_one(line: str, folder: Path) -> None:
    assert _run(line, folder).returncode == 0
    family = folder / "local.yaml"
    family.write_text(family.read_text("utf-8").replace("expect: passed", "expect: faild"), "utf-8")
    assert _run(line, folder).returncode == 2


def test_the_pages_in_docs_are_what_a_new_pack_gets(folder: Path) -> None:
    assert {name: (CI / name).read_text("utf-8") for name in ci_files()} == ci_files()
    assert (folder / ".gitlab-ci.yml").read_text("utf-8") == ci_files()["gitlab-ci.yml"]
    assert (folder / ".github" / "workflows" / "heyan.yml").read_text("utf-8") == ci_files()[
        "github-actions.yml"
    ]
