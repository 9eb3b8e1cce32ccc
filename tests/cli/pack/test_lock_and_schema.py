"""`heyan pack lock`, `heyan check --locked` and `heyan pack schema` on the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import jsonschema
import pytest
import yaml

from heyan import cli
from heyan.cli.batch import packs_of

ROOT = Path(__file__).parents[3]
TINY = ROOT / "tests" / "engine" / "packs" / "tiny"


def test_locked_refuses_a_changed_pack(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    folder = shutil.copytree(TINY, tmp_path / "tiny")
    paper = next((ROOT / "fixtures").glob("02-*.txt"))
    check = ["check", str(paper), "--pack", str(folder), "--locked", "--fail-on", "never"]
    assert cli.run(check) == 2
    assert cli.run(["pack", "lock", str(folder)]) == 0
    assert cli.run(check) == 0
    assert cli.run(["pack", "lock", str(folder), "--check"]) == 0
    (folder / "lexicons" / "more.yaml").write_text("more: [甲]\n", encoding="utf-8")
    capfdbinary.readouterr()
    assert cli.run(["pack", "lock", str(folder), "--check", "--format", "json"]) == 1
    assert json.loads(capfdbinary.readouterr().out)["summary"]["failed"] == 1
    assert cli.run(check) == 2
    assert "more.yaml" in capfdbinary.readouterr().err.decode()


def test_schemas_take_what_the_shipped_pack_holds(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    for kind, pattern in (
        ("rules", "core/*.yaml"),
        ("lexicons", "core/lexicons/*.yaml"),
        ("values", "core/values.yaml"),
        ("profile", "profiles/*.yaml"),
    ):
        assert cli.run(["pack", "schema", kind]) == 0
        schema = json.loads(capfdbinary.readouterr().out)
        for file in (ROOT / "rules").glob(pattern):
            if file.stem not in {"en", "places", *(() if kind == "values" else ("values",))}:
                jsonschema.validate(
                    yaml.load(file.read_text("utf-8"), Loader=yaml.BaseLoader)
                    if kind == "lexicons"
                    else yaml.safe_load(file.read_text("utf-8")),
                    schema,
                )
    assert cli.run(["pack", "schema", "rule"]) == 2


def test_a_profile_is_locked_with_the_pack(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    folder = shutil.copytree(ROOT / "rules" / "core", tmp_path / "core")
    profile = tmp_path / "county.yaml"
    profile.write_text(
        "profile: county\nversion: 0.1.0\ntitle: 本县口径\nrules:\n  B03: {severity: warning, reason: 试行}\n",
        encoding="utf-8",
    )
    used = [str(folder), "--profile", str(profile)]
    check = ["check", str(next((ROOT / "fixtures").glob("02-*.txt"))), "--fail-on", "never", "--locked"]
    assert cli.run(["pack", "lock", str(folder)]) == 0
    assert cli.run([*check, "--pack", *used]) == 2
    assert "没有锁定的口径" in capfdbinary.readouterr().err.decode()
    assert cli.run(["pack", "lock", *used]) == 0
    assert cli.run([*check, "--pack", *used]) == 0
    profile.write_text(profile.read_text("utf-8").replace("warning", "info"), "utf-8")
    packs_of.cache_clear()  # the next run of a command line is another process
    assert cli.run([*check, "--pack", *used]) == 2
    assert "county.yaml" in capfdbinary.readouterr().err.decode()
    assert cli.run(["pack", "lock", *used, "--check"]) == 1
    assert cli.run([*check, "--pack", str(folder), "--profile", "auto"]) == 2
