"""Two rules that say one thing of one place leave one finding."""

from __future__ import annotations

from pathlib import Path

import pytest

from heyan.engine import pack
from heyan.engine.evaluation import evaluate
from tests.engine.factory import Paper, Row

ROW: Row = {"level1": "产出指标", "name": "培训场次", "target": "≥10", "weight": "5", "score": "6"}
_RULE = """
  - code: {code}
    name: fault-{name}
    title: 得分不得超过分值
    severity: error
    confidence: certain
    basis: [示例]
    each: indicators
    assert: {expression}
    message: "{{{{ name }}}}"
    fix: 改
{more}"""
HEAD = "pack: twins\nversion: 0.1.0\nfamily: scores\nrules:"


def ends(folder: Path, *rules: tuple[str, str, str]) -> list[tuple[str, str, str | None]]:
    """How each rule ends on one row; rules are (code, expression, more keys)."""
    listed = [
        _RULE.format(
            code=code, name=code.lower(), expression=expression, more=f"    {more}\n" if more else ""
        )
        for code, expression, more in rules
    ]
    (folder / "scores.yaml").write_text(HEAD + "".join(listed), encoding="utf-8")
    paper = Paper().indicators(ROW)
    outcomes = evaluate([pack.load(folder)], [paper.document], [paper.report])
    for outcome in outcomes:
        assert (outcome.status == "failed") == bool(outcome.findings)
    return [(outcome.code, outcome.status, outcome.reason) for outcome in outcomes]


@pytest.mark.parametrize("turned", [False, True])
def test_the_rule_that_yields_is_silent_whatever_the_order(tmp_path: Path, turned: bool) -> None:
    rules = [("B01", "score <= 5", ""), ("B02", "score <= weight", "yields_to: [B01]")]
    found = {
        code: (status, reason) for code, status, reason in ends(tmp_path, *rules[:: -1 if turned else 1])
    }
    assert found == {"B01": ("failed", None), "B02": ("not_applicable", "同一处已由 B01 报告")}


def test_it_speaks_where_the_other_found_nothing(tmp_path: Path) -> None:
    rules = [("B01", "score <= 9", ""), ("B02", "score <= weight", "yields_to: [B01]")]
    assert ends(tmp_path, *rules) == [("B01", "passed", None), ("B02", "failed", None)]


def test_it_speaks_of_another_place(tmp_path: Path) -> None:
    rules = [("B01", "weight >= 9", ""), ("B02", "score <= 5", "yields_to: [B01]")]
    assert [status for _, status, _ in ends(tmp_path, *rules)] == ["failed", "failed"]


def test_rules_that_yield_to_each_other_leave_one_finding(tmp_path: Path) -> None:
    rules = [("B01", "score <= 5", "yields_to: [B02]"), ("B02", "score <= weight", "yields_to: [B01]")]
    assert [status for _, status, _ in ends(tmp_path, *rules)] == ["not_applicable", "failed"]
