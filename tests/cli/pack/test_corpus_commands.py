"""`heyan pack diff` and `heyan pack vacuity` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from heyan import cli
from tests.packtools.corpus import pack, paper, rule


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number in range(6):
        source = paper(number, ("培训人次", "10", "12"))
        (folder / source.path).write_bytes(source.content)
    return folder


def test_diff_is_the_same_in_one_process_and_in_two(
    tmp_path: Path, corpus: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    pack(old, rule("T01"))
    pack(new, rule("T01", "score <= weight + 5"))
    diff = ["pack", "diff", str(old), str(new), "--corpus", str(corpus), "--format", "json"]
    assert cli.run(diff) == 0
    alone = capfdbinary.readouterr().out
    assert json.loads(alone)["summary"]["vanished"] == 6
    assert cli.run([*diff, "--jobs", "2", "--exit-code"]) == 1
    assert capfdbinary.readouterr().out == alone
    assert cli.run(["pack", "diff", str(old), str(old), "--corpus", str(corpus), "--exit-code"]) == 0
    assert cli.run(["pack", "diff", str(old), str(old), "--corpus", str(tmp_path / "old")]) == 4


def test_vacuity_warns_and_with_strict_fails(
    tmp_path: Path, corpus: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    pack(tmp_path / "p", rule("T01"), rule("T02", when="weight > 50"))
    vacuity = ["pack", "vacuity", str(tmp_path / "p"), "--corpus", str(corpus)]
    assert cli.run(vacuity) == 0
    shown = capfdbinary.readouterr().out.decode()
    assert "都报出" in shown
    assert "都不适用" in shown or "在每一处都不适用" in shown
    assert cli.run([*vacuity, "--strict"]) == 1
    assert cli.run([*vacuity, "--strict", "--rule", "T02", "--format", "junit"]) == 1
