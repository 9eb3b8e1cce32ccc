"""Ten ways to break a rule: the gate is green before, and catches each with words that a clerk understands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.packtools.breaks import BREAKS, Break, caught, heard, scaffold

# What only programmers say.
_JARGON = re.compile(r"Traceback|Error|Exception|pydantic|NoneType|input_value|\bat line\b", re.IGNORECASE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    scaffold(tmp_path / "county")
    return tmp_path / "county"


@pytest.mark.parametrize("command", ["test", "lint", "mutate"])
def test_the_gate_is_green_before(folder: Path, command: str) -> None:
    code, said = heard(["pack", command, str(folder)])
    assert code == 0, said


@pytest.mark.parametrize("one", BREAKS, ids=lambda one: one.slip)
def test_each_break_is_caught_in_plain_words(folder: Path, one: Break) -> None:
    code, said = caught(folder, one)
    assert code in (1, 2)
    flat = "".join(said.split())
    assert all("".join(part.split()) in flat for part in one.told), said
    assert not _JARGON.search(said.replace("severity: error", "").replace("X02 错误", "")), said
    assert "怎么改" in said or "（" in said


def test_there_are_ten() -> None:
    assert len({one.slip for one in BREAKS}) == 10
